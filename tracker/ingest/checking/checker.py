"""The one checker of rows: what a row of text says in the program's terms, or why it cannot be taken."""

import datetime
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from tracker.exceptions import QuantityError
from tracker.models import Indicator, Jurisdiction, ObservationStatus, Qualifier, QuantityKind, Unit
from tracker.quantities import Period, as_instant, parse_period, parse_quantity

from ..asking.points import Point
from ..asking.sanity import COLUMNS, doubts
from ..layout.columns import field_name
from ..layout.names import normalised
from ..problems import Problem, Report, shown
from ..reading import RawRow, Table
from .choices import STATUSES
from .known import Known
from .sources import Source, read_source
from .values import Figure, read_figure

#: Marks that say a figure was withheld or never compiled; the row is kept, with its reason.
MISSING_MARKS = frozenset({"—", "——", "…", "……", "...", "-", "--", "n/a", "na", "缺", "无", "未公布", "暂无"})
_MISSING = frozenset(unicodedata.normalize("NFKC", mark) for mark in MISSING_MARKS)
#: The columns that are stored as they stand, with the most characters each may have.
WORDS = {"section": 120, "quote": 500, "derivation": 200, "note": 2000}
_LIMITS = {**WORDS, "source_title": 300, "source_publisher": 200, "source_url": 500}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a whole row says. `figure` is None where a value is missing; then `missing_reason` says why.

    `silent` names the columns whose default stands here because neither the row nor the upload said
    anything: they contradict nothing that is stored.
    """

    indicator: Indicator
    jurisdiction: Jurisdiction
    period: Period
    source: Source
    figure: Figure | None
    missing_reason: str
    obs_status: str
    words: dict[str, Any]
    silent: frozenset[str] = frozenset()

    @property
    def place(self) -> tuple[int, int, datetime.date | None, datetime.date]:
        """The series, by its indicator and jurisdiction, and the days the figure is about."""
        return self.indicator.pk, self.jurisdiction.pk, self.period.start, self.period.end


@dataclass(slots=True)
class CheckedRow:
    """A row with everything that was noticed; it has an `entry` only when none of its problems is an error.

    `skipped` marks an empty value cell: nothing is claimed, nothing is stored.
    """

    number: int
    entry: Entry | None = None
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
        report = self._reporter(row, raw.value_header)
        if raw.overflow:
            report("too_many_cells")
        if raw.merged:
            report("merged_value", "value")
        if not cells.get("value"):
            row.skipped = not row.problems
            return row
        entry = self._entry(cells, report)
        row.entry = None if row.errors else entry
        return row

    def _reporter(self, row: CheckedRow, value_header: str) -> Report:
        # In a wide table one header stands over the value and says its period.
        headers = (
            {**self.headers, "value": value_header, "period": value_header} if value_header else self.headers
        )

        def report(code: str, column: str = "", value: str = "", **params: str) -> None:
            printed = headers.get(column) or field_name(column)
            safe = {name: text if name in _OURS else shown(text) for name, text in params.items()}
            row.problems.append(
                Problem(code, row=row.number, column=printed, value=shown(value), params=safe)
            )

        return report

    def _entry(self, cells: dict[str, str], report: Report) -> Entry | None:
        indicator = self._indicator(cells, report)
        jurisdiction = self._jurisdiction(cells, report)
        stated = self._period(cells, report)
        figure = None if _is_missing(cells) else read_figure(cells, indicator, self.known, report)
        status, silent = _status(cells, figure, report)
        source = read_source(cells, stated, self.known, self.today, report)
        words = _words(cells, report)
        if indicator and jurisdiction and not self.known.scope.covers(indicator.pk, jurisdiction.pk):
            report("outside_remit", "indicator", f"{indicator.name} · {jurisdiction.name}")
        if indicator is None or jurisdiction is None or stated is None or source is None:
            return None
        period = as_instant(stated) if indicator.kind == QuantityKind.STOCK else stated
        if figure is not None:
            _doubt_quote(indicator, period, figure, words, report)
        return Entry(
            indicator=indicator,
            jurisdiction=jurisdiction,
            period=period,
            source=source,
            figure=figure,
            missing_reason=_reason(cells) if figure is None else "",
            obs_status=status,
            words=words,
            silent=silent,
        )

    def _indicator(self, cells: dict[str, str], report: Report) -> Indicator | None:
        name = cells.get("indicator", "")
        found = self.known.indicators_named(name)
        if len(found) > 1 and (unit := self._stated_unit(cells)):
            found = [row for row in found if row.unit.dimension == unit.dimension] or found
        if len(found) == 1:
            return found[0]
        if not name:
            report("empty", "indicator")
        elif found:
            report("ambiguous_indicator", "indicator", name, candidates=_named(found))
        else:
            nearest = self.known.nearest("indicator", name)
            report("unknown_indicator", "indicator", name, nearest=nearest)
        return None

    def _stated_unit(self, cells: dict[str, str]) -> Unit | None:
        """The unit the row itself states, in its column or behind the value."""
        if printed := cells.get("unit"):
            return self.known.unit(printed)
        try:
            inside = parse_quantity(cells["value"]).unit
        except QuantityError:
            return None
        return self.known.unit(inside.symbol) if inside else None

    def _jurisdiction(self, cells: dict[str, str], report: Report) -> Jurisdiction | None:
        name = cells.get("jurisdiction", "")
        found = self.known.jurisdictions_named(name)
        if len(found) == 1:
            return found[0]
        if not name:
            report("empty", "jurisdiction")
        elif found:
            report("ambiguous_jurisdiction", "jurisdiction", name, candidates=_named(found))
        else:
            nearest = self.known.nearest("jurisdiction", name)
            report("unknown_jurisdiction", "jurisdiction", name, nearest=nearest)
        return None

    def _period(self, cells: dict[str, str], report: Report) -> Period | None:
        text = cells.get("period", "")
        if not text:
            report("empty", "period")
            return None
        try:
            period = parse_period(text)
        except QuantityError:
            report("not_a_period", "period", text)
            return None
        if period.end > self.today:
            report("period_in_future", "period", text)
        return period


#: Parameters that hold our own words, whole lists of them, and never a cell of the file.
_OURS = frozenset({"nearest", "candidates", "choices"})


def _named(rows: list[Any]) -> str:
    return "、".join(f"{row.name} ({row.code})" for row in rows)


def _is_missing(cells: dict[str, str]) -> bool:
    return unicodedata.normalize("NFKC", cells["value"]).casefold() in _MISSING


def _reason(cells: dict[str, str]) -> str:
    """Why a value is missing: the note, else the mark itself."""
    return cells.get("note", "")[:200] or cells["value"]


def _status(cells: dict[str, str], figure: Figure | None, report: Report) -> tuple[str, frozenset[str]]:
    """How settled the figure is, and which columns the row leaves to their defaults."""
    text = cells.get("obs_status", "")
    known = STATUSES.get(normalised(text))
    if text and known is None:
        report("unknown_choice", "obs_status", text, choices=", ".join(ObservationStatus.values))
    estimated = figure is not None and figure.estimated
    silent = set() if text or estimated else {"obs_status"}
    if figure is not None and figure.qualifier == Qualifier.EXACT and not cells.get("qualifier"):
        silent.add("qualifier")
    status = known or (ObservationStatus.ESTIMATED if estimated else ObservationStatus.FINAL)
    return status, frozenset(silent)


def _doubt_quote(
    indicator: Indicator, period: Period, figure: Figure, words: dict[str, Any], report: Report
) -> None:
    """Ask about a quote that does not hold the number; what other figures say of it is asked later."""
    unit = figure.unit
    point = Point(
        start=period.start,
        end=period.end,
        base=figure.base,
        written=figure.written,
        qualifier=str(figure.qualifier),
        unit=unit.symbol,
        factor=unit.factor,
    )
    quote, derivation = words.get("quote", ""), words.get("derivation", "")
    for doubt in doubts(kind=indicator.kind, point=point, quote=quote, derivation=derivation):
        report(doubt.code, COLUMNS.get(doubt.code, "value"), quote, **doubt.params)


def _words(cells: dict[str, str], report: Report) -> dict[str, Any]:
    for name, limit in _LIMITS.items():
        text = cells.get(name, "")
        if len(text) > limit:
            report("too_long", name, text, limit=str(limit))
        if _CONTROL.search(text):
            report("control_character", name, text)
    words: dict[str, Any] = {name: cells[name] for name in WORDS if cells.get(name)}
    start = cells.get("quote_start", "")
    if start and not (start.isascii() and start.isdigit() and len(start) < 10):
        report("not_an_offset", "quote_start", start)
    elif start:
        words["start"] = int(start)
    return words
