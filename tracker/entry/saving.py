"""One typed row on its way into the data."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import lazystr

from tracker.actions.observations import record_observation
from tracker.actions.revisions import NOTES, amend_observation, amendments, mend_notes
from tracker.authority import ENTER, require
from tracker.exceptions import ActionError
from tracker.ingest import LONGEST_REASON, Problem, Tried, try_rows
from tracker.models import Document, Observation, Outcome, Revision, Series, User
from tracker.progress import seen_of


class Ended(StrEnum):
    """How a row ended. Only the first three changed anything."""

    STORED = "stored"
    CORRECTED = "corrected"
    PROPOSED = "proposed"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    INVALID = "invalid"
    WAITS = "waits"
    OVERTAKEN = "overtaken"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A row as it was typed: the figure of a series for a period, as a document published it.

    `cells` are those of an outcome table. `seen` is what stood there when it was typed (see `seen_of`),
    `accepted` the stamp of the warnings accepted, `reason` why a stored figure is wrong.
    """

    series: Series
    period: str
    document: Document
    cells: Mapping[str, str]
    seen: str = ""
    accepted: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Saved:
    """How a row ended; nothing was stored unless `done`.

    `problems` are those of an import; `stamp` names the warnings among them, to be sent back with the row
    once they are accepted. `refusal` is what an action refused.
    """

    ended: Ended
    problems: list[Problem] = field(default_factory=list)
    stamp: str = ""
    needs_reason: bool = False
    figure: Observation | None = None
    refusal: ActionError | None = None

    @property
    def done(self) -> bool:
        """Whether nothing is left to do about the row."""
        return self.ended in _DONE


_DONE = frozenset({Ended.STORED, Ended.CORRECTED, Ended.PROPOSED, Ended.UNCHANGED, Ended.EMPTY})


def save_row(typed: Typed, *, by: User | None) -> Saved:
    """Store a typed row, or say what stands in the way. Never raises: what is refused is an ending too.

    It ends as it would in an import: new and revised figures are recorded, a correction takes a reason and
    amends the stored figure, warnings have to be accepted. Sent twice, it is stored once. A row whose
    figures somebody else has changed since it was typed is `overtaken` and stores nothing.
    """
    try:
        with transaction.atomic():
            return _save(typed, by)
    except ActionError as error:
        return Saved(ended=Ended.REFUSED, refusal=error)


def _save(typed: Typed, by: User | None) -> Saved:
    # Before anything is told of what is stored there.
    require(by, ENTER, Observation(series=typed.series))
    if len(typed.reason) > LONGEST_REASON:
        raise ActionError("reason_too_long", {"limit": str(LONGEST_REASON)})
    # Whoever else types a figure of the series waits here, and an import of it too.
    Series.objects.select_for_update(no_key=True).get(pk=typed.series.pk)
    [tried] = try_rows([_cells(typed)])
    if tried.then == Outcome.SKIPPED:
        return Saved(ended=Ended.EMPTY)
    if tried.entry is None:
        return Saved(ended=Ended.INVALID, problems=tried.problems)
    if not isinstance(tried.entry.source.document, Document):
        # An import would add another document; whoever types has one before them.
        raise ActionError("document_of_another_day", {"document": lazystr(typed.document)})
    if tried.then == Outcome.UNCHANGED or _is_proposed(tried):
        return Saved(ended=Ended.UNCHANGED, problems=tried.problems)
    return _decide(typed, tried, by)


def _decide(typed: Typed, tried: Tried, by: User | None) -> Saved:
    """A row that would change something: whether it may, and then does."""
    stamp = _stamp(tried.warnings)
    needs_reason = tried.then == Outcome.CORRECTION and not NOTES.issuperset(tried.changes)
    waits: dict[str, Any] = {"problems": tried.problems, "stamp": stamp, "needs_reason": needs_reason}
    if _seen_now(typed, tried) != typed.seen:
        return Saved(ended=Ended.OVERTAKEN, **waits)
    if stamp != (typed.accepted if tried.warnings else "") or (needs_reason and not typed.reason.strip()):
        return Saved(ended=Ended.WAITS, **waits)
    return _store(typed, tried, by)


def _store(typed: Typed, tried: Tried, by: User | None) -> Saved:
    if tried.then != Outcome.CORRECTION:
        figure = record_observation(
            series=typed.series,
            document=typed.document,
            by=by,
            published=typed.cells.get("published_on", "").strip(),
            **tried.fields(),
        )
        return Saved(ended=Ended.STORED, figure=figure)
    wrong = Observation.objects.for_display().get(pk=tried.stored)
    if NOTES.issuperset(tried.changes):
        mend_notes(row=wrong, by=by, reason=typed.reason, **tried.changes)
        return Saved(ended=Ended.CORRECTED, figure=wrong)
    right = amend_observation(observation=wrong, by=by, reason=typed.reason, **tried.changes)
    if isinstance(right, Revision):
        return Saved(ended=Ended.PROPOSED, figure=wrong)
    return Saved(ended=Ended.CORRECTED, figure=right)


def _cells(typed: Typed) -> dict[str, str]:
    """The row as an outcome table has it."""
    return {
        **typed.cells,
        "indicator": typed.series.indicator.code,
        "jurisdiction": typed.series.jurisdiction.code,
        "period": typed.period,
        "source_title": typed.document.code,
        "source_publisher": typed.document.publisher,
    }


def _stamp(warnings: list[Problem]) -> str:
    """A name for some warnings: accepting these accepts no others."""
    if not warnings:
        return ""
    said = json.dumps([[each.code, each.value, each.params] for each in warnings], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _seen_now(typed: Typed, tried: Tried) -> str:
    """What stands in the row's place at this moment."""
    assert tried.entry is not None
    period = tried.entry.period
    there = Observation.objects.standing().filter(
        series=typed.series, period_start=period.start, period_end=period.end
    )
    figures = list(there)
    return seen_of(figures, _proposals([row.pk for row in figures]))


def _proposals(numbers: list[int | None]) -> QuerySet[Revision]:
    """The new versions of figures that wait for somebody."""
    kind = ContentType.objects.get_for_model(Observation)
    return Revision.objects.open().filter(content_type=kind, object_id__in=numbers)


def _is_proposed(tried: Tried) -> bool:
    """Whether the very correction waits for a second person already."""
    if tried.then != Outcome.CORRECTION:
        return False
    waiting = list(_proposals([tried.stored]))
    if not waiting:
        return False
    changes = amendments(Observation.objects.get(pk=tried.stored), **tried.changes)
    return any(row.changes == {name: list(pair) for name, pair in changes.items()} for row in waiting)
