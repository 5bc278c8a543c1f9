"""What would become of every row of a table: the plan that a preview shows and `apply_plan` carries out."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

from tracker.models import Observation, Series

from .checking import CheckedRow, Checker
from .lookup import Known
from .problems import Problem
from .reading import Table
from .sources import NewDocument, same_document


class Outcome(StrEnum):
    """How a row ends."""

    NEW = "new"
    UNCHANGED = "unchanged"
    REVISED = "revised"
    CORRECTION = "correction"
    SKIPPED = "skipped"
    INVALID = "invalid"
    UNDECIDED = "undecided"


#: Outcomes that store something.
STORED = frozenset({Outcome.NEW, Outcome.REVISED, Outcome.CORRECTION})


@dataclass(frozen=True)
class PlannedRow:
    """A checked row and its outcome.

    `stored` is the observation of the same identity, `before` the figure published last before this one.
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

    @property
    def blocked(self) -> list[PlannedRow]:
        """Rows that cannot be stored as they are: invalid, or waiting for somebody's decision."""
        return [row for row in self.rows if row.outcome in (Outcome.INVALID, Outcome.UNDECIDED)]

    @property
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
    one they stay undecided).
    """
    checker = Checker(Known.load(), table, today=today, defaults=defaults)
    checked = [checker.check(raw) for raw in table.rows]
    planner = _Planner(checked, accept_warnings=accept_warnings, reason=reason)
    return ImportPlan(table=table, rows=[planner.plan(row) for row in checked], reason=reason)


@dataclass
class _Seen:
    """A figure of one series and period, stored or standing higher up in the file."""

    published_on: datetime.date
    value: Fraction | None
    said: str


@dataclass
class _Planner:
    """Compares rows with what is stored and with the rows above them."""

    rows: Iterable[CheckedRow]
    accept_warnings: bool
    reason: str
    stored: dict[Hashable, Observation] = field(default_factory=dict)
    figures: dict[Hashable, list[_Seen]] = field(default_factory=lambda: defaultdict(list))
    in_file: dict[Hashable, CheckedRow] = field(default_factory=dict)

    def __post_init__(self) -> None:
        usable = [row for row in self.rows if not row.errors and not row.skipped]
        pairs = {(row.indicator.pk, row.jurisdiction.pk) for row in usable}
        known = Series.objects.filter(
            indicator__in={indicator for indicator, _place in pairs},
            jurisdiction__in={place for _indicator, place in pairs},
        )
        found = Observation.objects.standing().filter(series__in=known)
        for row in found.select_related("series", "unit", "document").iterator(chunk_size=2000):
            self.stored[_identity(row)] = row
            self.figures[_place(row)].append(_seen(row))

    def plan(self, row: CheckedRow) -> PlannedRow:
        problems = tuple(row.problems)
        if row.errors:
            return PlannedRow(row, Outcome.INVALID, problems)
        if row.skipped:
            return PlannedRow(row, Outcome.SKIPPED, problems)
        identity = _identity_of(row)
        if identity in self.in_file:
            return self._repeated(row, self.in_file[identity])
        self.in_file[identity] = row
        if identity in self.stored:
            return self._known(row, self.stored[identity])
        if row.warnings and not self.accept_warnings:
            return PlannedRow(row, Outcome.UNDECIDED, problems)
        return self._added(row)

    def _repeated(self, row: CheckedRow, other: CheckedRow) -> PlannedRow:
        if row.figure == other.figure and row.missing_reason == other.missing_reason:
            return PlannedRow(row, Outcome.UNCHANGED, tuple(row.problems))
        problem = Problem("duplicate_in_file", row=row.number, params={"other": str(other.number)})
        return PlannedRow(row, Outcome.INVALID, (*row.problems, problem))

    def _known(self, row: CheckedRow, stored: Observation) -> PlannedRow:
        changed = changed_fields(row, stored)
        if not changed:
            return PlannedRow(row, Outcome.UNCHANGED, (), stored)
        if self.reason:
            return PlannedRow(row, Outcome.CORRECTION, tuple(row.problems), stored, _said(stored))
        params = {"fields": ", ".join(changed), "old": _said(stored)}
        problem = Problem("correction_needs_reason", row=row.number, params=params)
        return PlannedRow(row, Outcome.UNDECIDED, (*row.problems, problem), stored, _said(stored))

    def _added(self, row: CheckedRow) -> PlannedRow:
        before = self.figures[_place_of(row)]
        newest = max(before, key=lambda seen: seen.published_on, default=None)
        value = _base(row)
        revises = newest and newest.published_on <= row.source.published_on and newest.value != value
        before.append(_Seen(row.source.published_on, value, row.figure.written if row.figure else "—"))
        outcome = Outcome.REVISED if revises else Outcome.NEW
        return PlannedRow(row, outcome, tuple(row.problems), before=newest.said if newest else "")


def changed_fields(row: CheckedRow, stored: Observation) -> list[str]:
    """Which columns of the row say something else than the stored observation; an empty cell says nothing."""
    figure = row.figure
    value = stored.unit.to_base(stored.value) if stored.value is not None else None
    pairs: dict[str, tuple[Any, Any]] = {
        "value": (_base(row), value),
        "unit": (figure.unit.pk if figure else stored.unit_id, stored.unit_id),
        "qualifier": (figure.qualifier if figure else stored.qualifier, stored.qualifier),
        "obs_status": (row.obs_status, stored.obs_status),
        **{name: (text, getattr(stored, name)) for name, text in row.words.items() if text not in ("", None)
           and hasattr(stored, name)},
    }  # fmt: skip
    return [name for name, (new, old) in pairs.items() if new != old]


def _base(row: CheckedRow) -> Fraction | None:
    return row.figure.unit.to_base(row.figure.value) if row.figure else None


def _seen(row: Observation) -> _Seen:
    value = row.unit.to_base(row.value) if row.value is not None else None
    return _Seen(row.published_on, value, _said(row))


def _said(row: Observation) -> str:
    return f"{row.written or '—'}{row.unit.symbol if row.unit else ''}"


def _place(row: Observation) -> Hashable:
    return row.series.indicator_id, row.series.jurisdiction_id, row.period_start, row.period_end


def _place_of(row: CheckedRow) -> Hashable:
    return row.indicator.pk, row.jurisdiction.pk, row.period.start, row.period.end


def _identity(row: Observation) -> Hashable:
    return _place(row), row.document_id, row.published_on


def _identity_of(row: CheckedRow) -> Hashable:
    document = row.source.document
    key = same_document(document) if isinstance(document, NewDocument) else document.pk
    return _place_of(row), key, row.source.published_on
