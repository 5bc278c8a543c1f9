"""Carries out what a planned change set says: all of it or nothing, in one transaction."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from tracker.exceptions import IngestError
from tracker.models import (
    STORED,
    AuditEntry,
    ChangeSet,
    ChangeSetState,
    Outcome,
    Replacement,
    ReviewState,
    StagedRow,
    Target,
    User,
    Verb,
)

from ..authority import may_publish, refuse_others_places, refuse_public_corrections
from ..change_sets.counting import counts_of, rows_to_store
from ..change_sets.opening import Progress, refuse_long
from ..comparing.places import world_now
from . import sql
from .judging import judge_anew, series_of
from .proposals import make_documents

#: Rows stored by one statement.
BATCH = 50_000
#: What PostgreSQL answers when two transactions wait for each other, or SQLite when it waited in vain.
_COLLIDED = re.compile("deadlock|could not serialize|database is locked|lock timeout", re.IGNORECASE)


@dataclass(frozen=True)
class Decision:
    """What somebody decided on seeing the plan: which rows are stored, why, and by whom."""

    by: User | None
    valid_only: bool
    accept_warnings: bool
    reason: str

    @property
    def taken(self) -> dict[str, Any]:
        """What decides which rows are stored."""
        return {"accept_warnings": self.accept_warnings, "reason": self.reason}


def apply_change_set(
    change_set: ChangeSet,
    *,
    by: User | None,
    valid_only: bool | None = None,
    accept_warnings: bool | None = None,
    reason: str | None = None,
    progress: Progress | None = None,
) -> ChangeSet:
    """Store what the plan says and refresh the verdicts that hang on it.

    What is None stands as the set was opened with. Rows that are invalid or undecided stop everything unless
    `valid_only` leaves them out. Up to IMPORT_VERDICTS_WITH rows the verdicts come in the same transaction;
    beyond, `verdicts_pending` is set and `refresh_pending` is the job right after. The figures of somebody
    who may not publish are stored as submitted and change no verdict.

    Raises IngestError: `not_planned` (in another state, or at work elsewhere), `blocked_rows`,
    `nothing_to_store`, `reason_too_long`, `outside_remit`, `corrects_public` (somebody who may not publish
    would replace public figures), `busy` (two writers collided: try again), `changed_meanwhile`
    (somebody stored or withdrew a figure of one of its series and periods since it was planned, or a document
    it proposes) and `rows_lost` (the database crashed since); after the last two the set is a draft, to be
    staged again.
    """
    decision = _decision(change_set, by, valid_only, accept_warnings, reason)
    _refuse_blocked(change_set, decision)
    refuse_others_places(change_set, by)
    if decision.reason:
        refuse_public_corrections(change_set, by)
    _take(change_set)
    with _back_to_rest(change_set):
        _apply(change_set, decision, progress)
    change_set.refresh_from_db()
    return change_set


def _decision(
    change_set: ChangeSet,
    by: User | None,
    valid_only: bool | None,
    accept_warnings: bool | None,
    reason: str | None,
) -> Decision:
    chosen = change_set.options
    text = (change_set.reason if reason is None else reason).strip()
    refuse_long(text)
    return Decision(
        by=by,
        valid_only=bool(chosen.get("valid_only") if valid_only is None else valid_only),
        accept_warnings=bool(chosen.get("accept_warnings") if accept_warnings is None else accept_warnings),
        reason=text,
    )


def _refuse_blocked(change_set: ChangeSet, decision: Decision) -> None:
    counts = counts_of(change_set, **decision.taken)
    blocked = counts[Outcome.INVALID] + counts[Outcome.UNDECIDED]
    if blocked and not decision.valid_only:
        raise IngestError("blocked_rows", {"rows": str(blocked)})
    if not any(counts[outcome] for outcome in STORED):
        raise IngestError("nothing_to_store", {"change_set": str(change_set.pk)})


def _take(change_set: ChangeSet) -> None:
    """Mark the set as being applied, for others to see; whether it still is, the transaction asks again."""
    resting = [ChangeSetState.PLANNED, ChangeSetState.APPLYING]
    free = ChangeSet.objects.filter(pk=change_set.pk, state__in=resting)
    if not free.update(state=ChangeSetState.APPLYING, heartbeat_at=timezone.now(), failure={}):
        raise IngestError("not_planned", {"change_set": str(change_set.pk)})


@contextmanager
def _back_to_rest(change_set: ChangeSet) -> Iterator[None]:
    """Leave no set behind as being applied when it was not; a killed process leaves one, which is as good."""

    def rest(state: ChangeSetState) -> None:
        applying = ChangeSet.objects.filter(pk=change_set.pk, state=ChangeSetState.APPLYING)
        applying.update(state=state)
        change_set.refresh_from_db()

    try:
        yield
    except IngestError as error:
        rest(
            ChangeSetState.DRAFT
            if error.code in ("changed_meanwhile", "rows_lost")
            else ChangeSetState.PLANNED
        )
        raise
    except IntegrityError as error:
        if "check constraint" in str(error).lower():
            rest(ChangeSetState.PLANNED)
            raise  # no race: a row that the checker should have refused
        rest(ChangeSetState.DRAFT)
        raise IngestError("changed_meanwhile", {"error": str(error)}) from error
    except OperationalError as error:
        rest(ChangeSetState.PLANNED)
        if not _COLLIDED.search(str(error)):
            raise
        raise IngestError("busy", {"error": str(error)}) from error
    except BaseException:
        rest(ChangeSetState.PLANNED)
        raise


@transaction.atomic
def _apply(change_set: ChangeSet, decision: Decision, progress: Progress | None) -> None:
    """Everything at once: the row of the change set is locked all the while, and its state asked again."""
    applying = ChangeSet.objects.filter(pk=change_set.pk, state=ChangeSetState.APPLYING)
    if not applying.update(heartbeat_at=timezone.now()):
        raise IngestError("not_planned", {"change_set": str(change_set.pk)})
    change_set.refresh_from_db()
    wanted = rows_to_store(change_set, **decision.taken)
    work = _Storing(change_set, decision)
    work.prepare()
    if StagedRow.objects.filter(change_set=change_set).count() != change_set.total:
        raise IngestError("rows_lost", {"change_set": str(change_set.pk)})
    if world_now(change_set) != change_set.world:
        raise IngestError("changed_meanwhile", {"error": "figures of the same series and periods"})
    stored = work.store(wanted.aggregate(last=Max("position"))["last"] or 0, progress)
    _conclude(change_set, decision, stored)


class _Storing:
    """The statements of one applying, with what they need to know."""

    def __init__(self, change_set: ChangeSet, decision: Decision) -> None:
        self.change_set = change_set
        self.decision = decision
        outcomes = sorted(STORED if decision.reason else STORED - {Outcome.CORRECTION})
        self.wanted = sql.WANTED.format(
            outcomes=", ".join(f"'{outcome}'" for outcome in outcomes),
            unwarned="" if decision.accept_warnings else " AND NOT r.warned",
        )
        self.params: dict[str, Any] = {
            "set": change_set.pk,
            "now": timezone.now(),
            "by": decision.by.pk if decision.by else None,
            "reason": decision.reason,
            "state": _state_for(decision.by),
        }

    def prepare(self) -> None:
        """Make the series that are missing, and lock those of the rows."""
        self._run(sql.DROP)
        self._run(sql.MAKE_WANTED)
        self._run(sql.MAKE_SERIES)
        if connection.features.has_select_for_no_key_update:
            self._run(sql.LOCK_SERIES)
        self._run(sql.DROP)

    def store(self, last: int, progress: Progress | None) -> int:
        """Store the rows up to position `last`; how many."""
        make_documents(self.change_set, (number for (number,) in self._rows(sql.PROPOSALS)))
        self._withdraw()
        stored = self._store_rows(last, progress)
        if self.decision.reason:
            self._run(sql.NOTE_REPLACEMENTS)
            move_baselines(self.change_set)
        return stored

    def _store_rows(self, last: int, progress: Progress | None) -> int:
        """A batch at a time, checked before it is told."""
        postgresql, stored = connection.vendor == "postgresql", 0
        if postgresql:
            self._run(sql.CHECK_AT_ONCE)
        for after in range(0, last, BATCH):
            stored += self._run(sql.STORE, after=after, upto=after + BATCH)
            if progress:
                progress(min(after + BATCH, last), last)
        if postgresql:
            self._run(sql.CHECK_LATER)
        return stored

    def _withdraw(self) -> None:
        """Take back the rows that corrections replace; they stay for auditors, with the reason."""
        if not self.decision.reason:
            return
        [(wrong,)] = self._rows(sql.CORRECTIONS)
        if self._run(sql.WITHDRAW) != wrong:
            raise IngestError("changed_meanwhile", {"error": "a figure to correct was withdrawn"})

    def _run(self, statement: str, **params: Any) -> int:
        with connection.cursor() as cursor:
            cursor.execute(statement.format(wanted=self.wanted), self.params | params)
            return cursor.rowcount

    def _rows(self, statement: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(statement.format(wanted=self.wanted), self.params)
            return cursor.fetchall()


def _state_for(user: User | None) -> str:
    return (ReviewState.PUBLISHED if may_publish(user) else ReviewState.SUBMITTED).value


def move_baselines(change_set: ChangeSet, *, back: bool = False) -> None:
    """Count from the right figures what was counted from the wrong ones; `back` is the other way round."""
    old, new = ("right", "wrong") if back else ("wrong", "right")
    pairs = Replacement.objects.filter(change_set=change_set)
    found = pairs.filter(**{old: OuterRef("baseline")}).values(new)[:1]
    Target.objects.filter(baseline__in=pairs.values(old)).update(baseline=Subquery(found))


def _conclude(change_set: ChangeSet, decision: Decision, stored: int) -> None:
    """Judge what hangs on the figures, now or right after, and record who applied the set, and how."""
    published = may_publish(decision.by)
    at_once = stored <= settings.IMPORT_VERDICTS_WITH
    if published and at_once:
        judge_anew(series_of(change_set), change_set)
    change_set.counts = counts_of(change_set, **decision.taken)
    change_set.reason = decision.reason
    change_set.options = {
        **change_set.options,
        "valid_only": decision.valid_only,
        "accept_warnings": decision.accept_warnings,
        "reason": decision.reason,
    }
    change_set.state = ChangeSetState.APPLIED
    change_set.applied_at = timezone.now()
    change_set.applied_by = decision.by
    change_set.verdicts_pending = published and not at_once
    change_set.save()
    counts = {"rows": [None, str(stored)], "state": [None, str(_state_for(decision.by))]}
    AuditEntry.objects.record(
        Verb.IMPORTED, change_set, by=decision.by, reason=decision.reason, changes=counts
    )
