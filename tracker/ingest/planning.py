"""What would become of every row of a table: the plan that a preview shows and `apply_plan` carries out."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import pgettext_lazy

from tracker.exceptions import IngestError
from tracker.models import ChangeSet, Observation, Series

from .checking import CheckedRow, Checker, Entry
from .lookup import Known
from .problems import Problem
from .reading import Table
from .sources import NewDocument

LONGEST_REASON = min(
    ChangeSet._meta.get_field("reason").max_length, Observation._meta.get_field("withdrawn_reason").max_length
)


class Outcome(models.TextChoices):
    """How a row ends."""

    NEW = "new", pgettext_lazy("row", "new")
    UNCHANGED = "unchanged", pgettext_lazy("row", "unchanged")
    REVISED = "revised", pgettext_lazy("row", "revised")
    CORRECTION = "correction", pgettext_lazy("row", "correction")
    SKIPPED = "skipped", pgettext_lazy("row", "skipped")
    INVALID = "invalid", pgettext_lazy("row", "invalid")
    UNDECIDED = "undecided", pgettext_lazy("row", "undecided")


#: Outcomes that store something.
STORED = frozenset({Outcome.NEW, Outcome.REVISED, Outcome.CORRECTION})


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A checked row and its outcome.

    `stored` is the observation of the same identity; `before` the figure of its series and period that was
    published last before this one, or what a correction replaces.
    """

    checked: CheckedRow
    outcome: Outcome
    problems: tuple[Problem, ...] = ()
    stored: Observation | None = None
    before: str = ""

    @property
    def number(self) -> int:
        """The line of the file the row begins on."""
        return self.checked.number

    @property
    def entry(self) -> Entry:
        """What the row says; only rows that are whole have one. Raises ValueError for others."""
        if self.checked.entry is None:
            raise ValueError(f"row {self.number} is {self.outcome} and says nothing")
        return self.checked.entry


@dataclass(frozen=True)
class ImportPlan:
    """All rows of a table with their outcomes. Applying it does this and nothing else."""

    table: Table
    rows: list[PlannedRow]
    reason: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """Rows by outcome, every outcome named."""
        found = Counter(row.outcome for row in self.rows)
        return {outcome.value: found[outcome] for outcome in Outcome}

    @property
    def problems(self) -> list[Problem]:
        """Everything that was noticed, in the order of the file."""
        return [problem for row in self.rows for problem in row.problems]

    @cached_property
    def blocked(self) -> list[PlannedRow]:
        """Rows that cannot be stored as they are: invalid, or waiting for somebody's decision."""
        return [row for row in self.rows if row.outcome in (Outcome.INVALID, Outcome.UNDECIDED)]

    @cached_property
    def to_store(self) -> list[PlannedRow]:
        """Rows that would be stored."""
        return [row for row in self.rows if row.outcome in STORED]


def plan_import(
    table: Table,
    *,
    today: datetime.date,
    defaults: dict[str, str] | None = None,
    accept_warnings: bool = False,
    reason: str = "",
) -> ImportPlan:
    """Check every row of `table` and say what would become of it. Writes nothing.

    `defaults` fill columns the file leaves out; `reason` is what corrections are recorded with (without
    one they stay undecided). Raises IngestError: `reason_too_long`.
    """
    reason = reason.strip()
    if len(reason) > LONGEST_REASON:
        raise IngestError("reason_too_long", {"limit": str(LONGEST_REASON)})
    checker = Checker(Known.load(), table, today=today, defaults=defaults)
    checked = [checker.check(raw) for raw in table.rows]
    planner = _Planner(checked, accept_warnings=accept_warnings, reason=reason)
    return ImportPlan(table=table, rows=[planner.plan(row) for row in checked], reason=reason)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A figure of one series and period, stored or standing higher up in the file."""

    published_on: datetime.date
    base: Fraction | None
    said: str


class _Planner:
    """Compares rows with what is stored and with the other rows of the file."""

    def __init__(self, rows: list[CheckedRow], *, accept_warnings: bool, reason: str) -> None:
        self.accept_warnings = accept_warnings
        self.reason = reason
        self.stored: dict[Hashable, Observation] = {}
        self.figures: dict[Hashable, list[_Seen]] = defaultdict(list)
        self.ended: dict[Hashable, Outcome] = {}
        entries = [(row.number, row.entry) for row in rows if row.entry is not None]
        self.contradicted = _contradictions(entries)
        for stored in _stored_beside(entry for _number, entry in entries):
            place = _place(stored)
            self.stored[place, stored.document_id, stored.published_on] = stored
            self.figures[place].append(_seen(stored))

    def plan(self, row: CheckedRow) -> PlannedRow:
        if row.entry is None:
            return PlannedRow(row, Outcome.SKIPPED if row.skipped else Outcome.INVALID, tuple(row.problems))
        identity = _identity(row.entry)
        if identity in self.contradicted:
            others = [str(number) for number in self.contradicted[identity] if number != row.number]
            problem = Problem("duplicate_in_file", row=row.number, params={"other": ", ".join(others[:5])})
            return PlannedRow(row, Outcome.INVALID, (*row.problems, problem))
        if identity in self.ended:
            waits = self.ended[identity] == Outcome.UNDECIDED
            return PlannedRow(row, Outcome.UNDECIDED if waits else Outcome.UNCHANGED, tuple(row.problems))
        planned = self._compared(row, row.entry, self.stored.get(identity))
        self.ended[identity] = planned.outcome
        return planned

    def _compared(self, row: CheckedRow, entry: Entry, stored: Observation | None) -> PlannedRow:
        if stored is not None:
            return self._known(row, entry, stored)
        if row.warnings and not self.accept_warnings:
            return PlannedRow(row, Outcome.UNDECIDED, tuple(row.problems))
        return self._added(row, entry)

    def _known(self, row: CheckedRow, entry: Entry, stored: Observation) -> PlannedRow:
        changed = changed_fields(entry, stored)
        if not changed:
            return PlannedRow(row, Outcome.UNCHANGED, (), stored)
        before, problems = _said(stored), tuple(row.problems)
        if not self.reason:
            params = {"fields": ", ".join(changed), "old": before}
            problem = Problem("correction_needs_reason", row=row.number, params=params)
            return PlannedRow(row, Outcome.UNDECIDED, (*problems, problem), stored, before)
        undecided = bool(row.warnings) and not self.accept_warnings
        outcome = Outcome.UNDECIDED if undecided else Outcome.CORRECTION
        return PlannedRow(row, outcome, problems, stored, before)

    def _added(self, row: CheckedRow, entry: Entry) -> PlannedRow:
        figures, day = self.figures[entry.place], entry.source.published_on
        earlier = [seen for seen in figures if seen.published_on <= day]
        newest = max(earlier, key=lambda seen: seen.published_on, default=None)
        base = entry.figure.base if entry.figure else None
        said = f"{entry.figure.written}{entry.figure.unit.symbol}" if entry.figure else "—"
        figures.append(_Seen(day, base, said))
        outcome = Outcome.REVISED if newest and newest.base != base else Outcome.NEW
        return PlannedRow(row, outcome, tuple(row.problems), before=newest.said if newest else "")


def changed_fields(entry: Entry, stored: Observation) -> list[str]:
    """Which columns of the row say something else than the stored observation; an empty cell says nothing."""
    base = stored.unit.to_base(stored.value) if stored.value is not None else None
    so_far = {"value": base, "unit": stored.unit_id}
    return [
        name
        for name, said in _stated(entry).items()
        if said != (so_far[name] if name in so_far else getattr(stored, name))
    ]


def _stated(entry: Entry) -> dict[str, Any]:
    """What the row says of its figure, but for the columns it leaves to their defaults."""
    return {name: value for name, value in _content(entry).items() if name not in entry.silent}


def _content(entry: Entry) -> dict[str, Any]:
    """Everything that would be stored of the row apart from its identity, by column."""
    figure = entry.figure
    content: dict[str, Any] = {"value": None, "obs_status": entry.obs_status, **entry.words}
    if figure is not None:
        content |= {"value": figure.base, "unit": figure.unit.pk, "qualifier": figure.qualifier}
    return content


def _contradictions(entries: Iterable[tuple[int, Entry]]) -> dict[Hashable, list[int]]:
    """Identities whose rows say different things, with the rows: which is right only a person knows."""
    rows: dict[Hashable, list[tuple[int, Entry]]] = defaultdict(list)
    for number, entry in entries:
        rows[_identity(entry)].append((number, entry))
    return {
        identity: [number for number, _entry in same]
        for identity, same in rows.items()
        if len(same) > 1 and len({frozenset(_content(entry).items()) for _number, entry in same}) > 1
    }


def _stored_beside(entries: Iterable[Entry]) -> Iterator[Observation]:
    """Everything stored of the series and the stretch of time that `entries` are about."""
    indicators, jurisdictions, ends = set(), set(), set()
    for entry in entries:
        indicators.add(entry.indicator.pk)
        jurisdictions.add(entry.jurisdiction.pk)
        ends.add(entry.period.end)
    if not ends:
        return iter(())
    series = Series.objects.filter(indicator__in=indicators, jurisdiction__in=jurisdictions)
    found = Observation.objects.standing().filter(
        series__in=series, period_end__gte=min(ends), period_end__lte=max(ends)
    )
    return found.select_related("series", "unit").iterator(chunk_size=2000)


def _seen(row: Observation) -> _Seen:
    base = row.unit.to_base(row.value) if row.value is not None else None
    return _Seen(row.published_on, base, _said(row))


def _said(row: Observation) -> str:
    return f"{row.written}{row.unit.symbol}" if row.value is not None else "—"


def _place(row: Observation) -> Hashable:
    return row.series.indicator_id, row.series.jurisdiction_id, row.period_start, row.period_end


def _identity(entry: Entry) -> Hashable:
    document = entry.source.document
    key = document.key if isinstance(document, NewDocument) else document.pk
    return entry.place, key, entry.source.published_on
