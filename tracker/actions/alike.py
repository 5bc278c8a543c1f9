"""Many commitments changed alike: those in work at once, public ones through new versions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from tracker.authority import CHANGE, may_publish_alone, require_right, within
from tracker.exceptions import ActionError
from tracker.models import AuditEntry, Commitment, ReviewState, Revision, User, Verb

from .amending import CHANGEABLE
from .sieve import Sieve


@dataclass(frozen=True)
class Changeable:
    """Which of many commitments are changed `at_once`, and of which `public` ones a new version is proposed;
    the others are left alone, counted by the code of the reason.
    """

    at_once: list[Commitment]
    public: list[Commitment]
    refused: dict[str, int]


def changeable(
    commitments: QuerySet[Commitment],
    *,
    by: User | None,
    unlike: Callable[[QuerySet[Commitment]], Iterable[int]],
    alike: str,
) -> Changeable:
    """Those of the commitments that `by` can change now, held until the transaction ends.

    `unlike` gives of rows the numbers of those that would say something else; `alike` is the code by which
    the others are counted. Raises AuthorityError: `no_right`, `beyond_token`.
    """
    require_right(by, CHANGE, Commitment)
    sieve = Sieve(commitments)
    sieve.keep_those("outside_remit", within(Commitment.objects.all(), by))
    sieve.lock("wrong_state", Q(state__in=CHANGEABLE))
    sieve.keep(alike, unlike(sieve.left))
    sieve.keep_those("already_proposed", Commitment.objects.exclude(Exists(_waiting())))
    rows = list(sieve.left.order_by("pk").prefetch_related("departments"))
    alone = may_publish_alone(by)
    return Changeable(
        at_once=[row for row in rows if alone or row.state != ReviewState.PUBLISHED],
        public=[row for row in rows if not alone and row.state == ReviewState.PUBLISHED],
        refused=sieve.refused,
    )


def _waiting() -> QuerySet[Revision]:
    """The new version of a commitment that waits."""
    kind = ContentType.objects.get_for_model(Commitment)
    return Revision.objects.open().filter(content_type=kind, object_id=OuterRef("pk"))


def propose_alike(
    rows: list[Commitment],
    changes: Callable[[Commitment], dict[str, list[Any]]],
    *,
    by: User | None,
    reason: str = "",
) -> int:
    """Propose a new version of each of these public commitments; how many.

    Raises ActionError `already_proposed` where somebody was quicker.
    """
    kind = ContentType.objects.get_for_model(Commitment)
    versions = [
        Revision(
            content_type=kind,
            object_id=row.pk,
            label=str(row)[:200],
            changes=changes(row),
            reason=reason,
            commitment=row,
            state=ReviewState.SUBMITTED,
            entered_by=by,
        )
        for row in rows
    ]
    try:
        with transaction.atomic():
            stored = Revision.objects.bulk_create(versions, batch_size=1000)
    except IntegrityError as error:
        raise ActionError("already_proposed") from error
    entries = [
        AuditEntry.objects.entry(Verb.PROPOSED, row, by=by, reason=reason, changes=row.changes)
        for row in stored
    ]
    return len(AuditEntry.objects.bulk_create(entries, batch_size=1000))
