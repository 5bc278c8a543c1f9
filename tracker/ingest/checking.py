"""The one checker of rows: what a row of text says in the program's terms, or why it cannot be taken."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tracker.exceptions import QuantityError
from tracker.models import Indicator, Jurisdiction, ObservationStatus, QuantityKind, Unit
from tracker.quantities import Period, as_instant, parse_period

from .choices import STATUSES
from .lookup import Known, normalised
from .problems import Problem
from .reading import RawRow, Table
from .sources import Source, read_source
from .values import Figure, read_figure

#: Marks that say a figure was withheld or never compiled; the row is kept, with its reason.
MISSING_MARKS = frozenset({"—", "——", "…", "……", "...", "-", "--", "n/a", "na", "缺", "无", "未公布", "暂无"})
LONGEST = {"section": 120, "quote": 500, "derivation": 200, "note": 2000}


@dataclass
class CheckedRow:
    """A row in the program's terms; whole only when none of its `problems` is an error.

    `skipped` marks an empty value cell: nothing is claimed, nothing is stored.
    """

    number: int
    indicator: Indicator | None = None
    jurisdiction: Jurisdiction | None = None
    period: Period | None = None
    unit: Unit | None = None
    figure: Figure | None = None
    missing_reason: str = ""
    obs_status: str = ObservationStatus.FINAL
    source: Source | None = None
    words: dict[str, Any] = field(default_factory=dict)
    skipped: bool = False
    problems: list[Problem] = field(default_factory=list)

    @property
    def errors(self) -> list[Problem]:
        """What makes the row unusable."""
        return [problem for problem in self.problems if not problem.is_warning]

    @property
    def warnings(self) -> list[Problem]:
        """What a person has to accept."""
        return [problem for problem in self.problems if problem.is_warning]


class Checker:
    """Checks rows one by one against what is known; `defaults` fill columns the file leaves out."""

    def __init__(
        self, known: Known, table: Table, *, today: datetime.date, defaults: dict[str, str] | None = None
    ) -> None:
        self.known = known
        self.headers = table.headers
        self.today = today
        self.defaults = defaults or {}

    def check(self, raw: RawRow) -> CheckedRow:
        """Read a row. Never raises: whatever is wrong stands in the row's `problems`, all of it at once."""
        cells = {**self.defaults, **{name: text for name, text in raw.cells.items() if text}}
        row = CheckedRow(raw.number)
        if raw.overflow:
            self._report(row, "too_many_cells", "")
        if not cells.get("value"):
            row.skipped = not row.problems
            return row
        row.indicator = self._indicator(row, cells)
        row.jurisdiction = self._jurisdiction(row, cells)
        row.period = self._period(row, cells)
        self._value(row, cells)
        row.obs_status = self._status(row, cells)
        row.source = read_source(cells, row.period, self.known, self.today, self._reporter(row))
        row.words = self._words(row, cells)
        return row

    def _report(self, row: CheckedRow, code: str, column: str, value: str = "", **params: str) -> None:
        printed = self.headers.get(column, column)
        row.problems.append(Problem(code, row=row.number, column=printed, value=value[:60], params=params))

    def _reporter(self, row: CheckedRow) -> Callable[..., None]:
        return lambda code, column, value="", **params: self._report(row, code, column, value, **params)

    def _indicator(self, row: CheckedRow, cells: dict[str, str]) -> Indicator | None:
        name = cells.get("indicator", "")
        found = self.known.indicators_named(name)
        unit = self.known.units.get(normalised(cells.get("unit", "")))
        if len(found) > 1 and unit is not None:
            found = [indicator for indicator in found if indicator.unit.dimension == unit.dimension]
        if len(found) == 1:
            return found[0]
        if not name:
            self._report(row, "empty", "indicator")
        elif found:
            candidates = "、".join(f"{indicator.name} ({indicator.code})" for indicator in found)
            self._report(row, "ambiguous_indicator", "indicator", name, candidates=candidates)
        else:
            nearest = self.known.nearest("indicator", name)
            self._report(row, "unknown_indicator", "indicator", name, nearest=nearest)
        return None

    def _jurisdiction(self, row: CheckedRow, cells: dict[str, str]) -> Jurisdiction | None:
        name = cells.get("jurisdiction", "")
        found = self.known.jurisdictions.get(normalised(name))
        if found is None and not name:
            self._report(row, "empty", "jurisdiction")
        elif found is None:
            nearest = self.known.nearest("jurisdiction", name)
            self._report(row, "unknown_jurisdiction", "jurisdiction", name, nearest=nearest)
        return found

    def _period(self, row: CheckedRow, cells: dict[str, str]) -> Period | None:
        text = cells.get("period", "")
        if not text:
            self._report(row, "empty", "period")
            return None
        try:
            period = parse_period(text)
        except QuantityError:
            self._report(row, "not_a_period", "period", text)
            return None
        if period.end > self.today:
            self._report(row, "period_in_future", "period", text)
        is_level = row.indicator is not None and row.indicator.kind == QuantityKind.STOCK
        return as_instant(period) if is_level else period

    def _value(self, row: CheckedRow, cells: dict[str, str]) -> None:
        if cells["value"].casefold() in MISSING_MARKS:
            row.missing_reason = cells.get("note", "")[:200] or cells["value"]
            return
        figure = read_figure(cells, row.indicator, self.known, self._reporter(row))
        if figure is not None:
            row.figure, row.unit = figure, figure.unit

    def _status(self, row: CheckedRow, cells: dict[str, str]) -> str:
        text = cells.get("obs_status", "")
        if text and text.casefold() not in STATUSES:
            self._report(
                row, "unknown_choice", "obs_status", text, choices=", ".join(ObservationStatus.values)
            )
            return ObservationStatus.FINAL
        if not text and row.figure is not None and row.figure.estimated:
            return ObservationStatus.ESTIMATED
        return STATUSES[text.casefold()] if text else ObservationStatus.FINAL

    def _words(self, row: CheckedRow, cells: dict[str, str]) -> dict[str, Any]:
        words: dict[str, Any] = {name: cells.get(name, "") for name in LONGEST}
        for name, limit in LONGEST.items():
            if len(words[name]) > limit:
                self._report(row, "too_long", name, words[name], limit=str(limit))
            if any(ord(letter) < 32 and letter not in "\t\r\n" for letter in words[name]):
                self._report(row, "control_character", name)
        start = cells.get("quote_start", "")
        if start and not (start.isascii() and start.isdigit() and len(start) < 10):
            self._report(row, "not_an_offset", "quote_start", start)
        elif start:
            words["start"] = int(start)
        return words
