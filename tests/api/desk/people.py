"""Who works on rows: one who enters, one who reviews, one who publishes, each with a token of their own."""

from tests.api.sender import Sender
from tests.factories import make_worker

ENTERS = ("view", "add", "change")


def rights(*verbs):
    return [f"{verb}_{kind}" for verb in verbs for kind in ("observation", "commitment", "document")]


def clerk(username="clerk", **options):
    return Sender(make_worker(username, *rights(*ENTERS)), **options)


def reviewer(username="reviewer", **options):
    return Sender(make_worker(username, *rights("view", "review")), **options)


def publisher(username="publisher", **options):
    return Sender(make_worker(username, *rights("view", "publish")), **options)


def alone(username="alone", **options):
    """Somebody who needs no second person."""
    return Sender(
        make_worker(username, *rights(*ENTERS, "review", "publish"), "publish_unreviewed"), **options
    )
