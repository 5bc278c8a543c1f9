"""Work on change sets that outlasts a request: done at once where it is short, else left to the worker.

The queue is a table of the database; `manage.py db_worker` works it off. A task names its change set by
number and finds everything else stored with it. Doing one twice does nothing twice: the set's state decides.
"""

import datetime
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Any, Final

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from tracker.authority import actor
from tracker.exceptions import IngestError
from tracker.models import ChangeSet, ChangeSetState, Door, User, through

from .applying import judging, reversing, storing
from .applying.reversing import Reversal
from .change_sets.opening import STALE_AFTER
from .change_sets.pace import following
from .problems import FileProblems
from .staging import plan

#: A file no larger than this is checked while its sender waits: it takes about a second.
AT_ONCE_BYTES: Final = 150_000
#: No more rows than this are stored while somebody waits.
AT_ONCE_ROWS: Final = 1000
#: A task that nobody has begun for so long has no worker, unless one is busy with another set.
PATIENCE: Final = datetime.timedelta(seconds=10)
#: What happened since the file was checked; it is checked again, for somebody to look at it again.
OUTDATED: Final = ("changed_meanwhile", "rows_lost")

logger = logging.getLogger("tracker.ingest")


class Waiting(Enum):
    """Whether a task waits for the worker, and how it looks for it."""

    NOT_QUEUED = "not_queued"
    A_MOMENT = "a_moment"
    BUSY = "busy"
    NO_WORKER = "no_worker"


# What the worker does


@task
def stage_change_set(number: int) -> None:
    """Check the file of a change set."""
    if (change_set := _found(number)) is None:
        return
    try:
        with _recorded(change_set):
            plan.stage(change_set)
    except IngestError as error:
        # A file that cannot be read has noted so; one begun by another, or given up, needs nothing of us.
        logger.info("change set %s was not checked: %s", number, error)


@task
def apply_change_set(number: int, *, by: int | None, token: int | None = None, **decision: Any) -> None:
    """Store what a change set says, as `decision` says: the options of `storing.apply_change_set`."""
    if (change_set := _found(number)) is None:
        return
    user = actor(by, token)
    try:
        with _recorded(change_set), following(change_set) as progress:
            storing.apply_change_set(change_set, by=user, progress=progress, **decision)
    except IngestError as error:
        logger.info("change set %s was not applied: %s", number, error)
        _after_refusal(change_set, error)
    else:
        _judge(change_set)


@task
def reverse_change_set(number: int, *, by: int | None, token: int | None = None, reason: str) -> None:
    """Take back what a change set brought in."""
    if (change_set := _found(number)) is None:
        return
    user = actor(by, token)
    try:
        with _recorded(change_set):
            reversing.reverse_change_set(change_set, by=user, reason=reason)
    except IngestError as error:
        logger.info("change set %s was not reversed: %s", number, error)
    else:
        _judge(change_set)


@task
def refresh_pending(number: int) -> None:
    """Judge what hangs on a change set whose verdicts are pending."""
    if (change_set := _found(number)) is not None:
        with _recorded(change_set):
            judging.refresh_pending(change_set)


@contextmanager
def _recorded(change_set: ChangeSet) -> Iterator[None]:
    """What the worker does comes through the door of the set. Log what nobody foresaw, whatever the worker
    logs itself; the task then counts as failed.
    """
    try:
        with through(change_set.door or Door.COMMAND):
            yield
    except IngestError:
        raise
    except Exception:
        logger.exception("change set %s: a task of the worker failed", change_set.pk)
        raise


def _found(number: int) -> ChangeSet | None:
    return ChangeSet.objects.filter(pk=number).first()


def _named(by: User | None) -> dict[str, int | None]:
    """An actor as a task names one: by number, with the token they asked through."""
    return {"by": by.pk if by else None, "token": by.token.pk if by and by.token else None}


def _judge(change_set: ChangeSet) -> None:
    """Have verdicts that are still pending refreshed, as a task of its own."""
    if change_set.verdicts_pending:
        refresh_pending.enqueue(change_set.pk)


def _after_refusal(change_set: ChangeSet, error: IngestError) -> None:
    """Note with the set why it was not applied, and check it again where it is out of date."""
    if error.code in OUTDATED:
        try:
            plan.stage(change_set)
        except IngestError as again:
            logger.info("change set %s was not checked again: %s", change_set.pk, again)
    refused = {"code": error.code, "params": error.detail}
    ChangeSet.objects.filter(pk=change_set.pk, state=ChangeSetState.PLANNED).update(failure=refused)


# What the doors call


def start_staging(change_set: ChangeSet) -> None:
    """Have the file checked: at once where it is small, else by the worker.

    A file that cannot be read is no error here: the set has failed and says why. Raises IngestError
    (`not_plannable`, `stopped`).
    """
    if change_set.file.size > AT_ONCE_BYTES:
        if waiting_for(change_set) is Waiting.NOT_QUEUED:
            stage_change_set.enqueue(change_set.pk)
        return
    try:
        plan.stage(change_set)
    except FileProblems:
        change_set.refresh_from_db()


def start_applying(change_set: ChangeSet, *, by: User | None, **decision: Any) -> None:
    """Have a planned set stored: at once where it is small, else by the worker. Raises IngestError.

    One that is out of date (`changed_meanwhile`, `rows_lost`) has been checked again when this is raised.
    """
    if sum(change_set.counts.values()) > AT_ONCE_ROWS:
        if waiting_for(change_set) is Waiting.NOT_QUEUED:
            apply_change_set.enqueue(change_set.pk, **_named(by), **decision)
        return
    try:
        storing.apply_change_set(change_set, by=by, **decision)
    except IngestError as error:
        if error.code in OUTDATED:
            _after_refusal(change_set, error)
        raise
    _judge(change_set)


def start_reversing(change_set: ChangeSet, *, by: User | None, reason: str) -> Reversal | None:
    """Have an applied set taken back: at once where it is small, else by the worker, and then None.

    Raises IngestError.
    """
    if sum(change_set.counts.values()) > AT_ONCE_ROWS:
        if waiting_for(change_set) is Waiting.NOT_QUEUED:
            reverse_change_set.enqueue(change_set.pk, **_named(by), reason=reason)
        return None
    reversal = reversing.reverse_change_set(change_set, by=by, reason=reason)
    _judge(change_set)
    return reversal


def waiting_for(change_set: ChangeSet) -> Waiting:
    """Whether a task on this set waits for the worker, and how it looks for it."""
    queued = DBTaskResult.objects.ready().filter(args_kwargs__args=[change_set.pk])
    first = queued.order_by("enqueued_at").first()
    if first is None:
        return Waiting.NOT_QUEUED
    now = timezone.now()
    if now - first.enqueued_at < PATIENCE:
        return Waiting.A_MOMENT
    at_work = ChangeSet.objects.filter(
        state__in=[ChangeSetState.PLANNING, ChangeSetState.APPLYING], heartbeat_at__gt=now - STALE_AFTER
    )
    return Waiting.BUSY if at_work.exists() else Waiting.NO_WORKER
