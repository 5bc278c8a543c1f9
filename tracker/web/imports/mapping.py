"""What the mapping page shows of each column, and the layout it sends back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from tracker.exceptions import QuantityError
from tracker.ingest import HEADERS, REQUIRED, Column, FileProblems, Inspection, Layout
from tracker.quantities import parse_period
from tracker.reports.languages import in_english
from tracker.reports.refusals import refusal_text

#: What a select says for a column of a wide table, whose cells are the values of one period.
OF_A_PERIOD: Final = "@period"
#: How many cells of a column are shown beside its header.
CELLS: Final = 3
_PLACE: Final = re.compile(r"field-([0-9]{1,4})")
_SETTLED: Final = ("encoding", "delimiter", "sheet")
_COUNTS: Final = ("header_row", "header_rows")


class Unusable(Exception):
    """Something sent about the columns that cannot be used; `message` says what, in the reader's language."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, kw_only=True)
class ShownColumn:
    """A column of the file, what it is taken for, and what it may be instead."""

    column: Column
    chosen: str
    is_guess: bool
    cells: list[str]
    likely: list[tuple[str, str]]
    others: list[tuple[str, str]]


def field_label(name: str) -> str:
    """A field as readers know it: by its documented header."""
    english, chinese = HEADERS[name][:2]
    return english if in_english() else chinese


def shown_columns(inspection: Inspection) -> list[ShownColumn]:
    """Every column that has a header or a cell, with a guess for required fields nobody found."""
    guesses = _guesses(inspection)
    found = []
    for column in inspection.columns:
        cells = _cells(inspection, column.place)
        if not (column.printed or cells):
            continue
        sure = OF_A_PERIOD if column.period else column.field
        likely = [(name, field_label(name)) for name in column.nearest]
        others = [(name, field_label(name)) for name in HEADERS if name not in column.nearest]
        found.append(
            ShownColumn(
                column=column,
                chosen=sure or guesses.get(column.place, ""),
                is_guess=not sure and column.place in guesses,
                cells=cells,
                likely=likely,
                others=others,
            )
        )
    return found


def _guesses(inspection: Inspection) -> dict[int, str]:
    """For required fields that no column was taken for, the column that comes nearest, by place."""
    taken = {column.field for column in inspection.columns} | inspection.layout.supplied
    if any(column.period for column in inspection.columns):
        taken |= {"period", "value"}
    guesses: dict[int, str] = {}
    for name in REQUIRED:
        if name in taken:
            continue
        near = [
            column
            for column in inspection.columns
            if not column.field and column.place not in guesses and column.nearest[:1] == (name,)
        ]
        if near:
            guesses[near[0].place] = name
    return guesses


def _cells(inspection: Inspection, place: int) -> list[str]:
    """The first few different cells of a column."""
    said = (cells[place] for _number, cells in inspection.sample if place < len(cells) and cells[place])
    return list(dict.fromkeys(said))[:CELLS]


def asked_layout(layout: Layout, query: Mapping[str, str]) -> Layout:
    """`layout` with what the address settles otherwise: encoding, separator, sheet, header row.

    Whatever was said of the columns is dropped then: they are others. Raises Unusable.
    """
    given = {name: query[name] for name in (*_SETTLED, *_COUNTS) if query.get(name)}
    if not given:
        return layout
    return _layout({"defaults": layout.defaults, **_counted(given)})


def sent_layout(data: Mapping[str, str], defaults: Mapping[str, str]) -> Layout:
    """The layout a filled-in page asks for. Raises Unusable."""
    found: dict[str, Any] = {name: data[name] for name in _SETTLED if data.get(name)}
    found |= _counted({name: data[name] for name in _COUNTS if data.get(name)})
    columns, periods, units = {}, {}, {}
    for place in sorted(int(match[1]) for name in data if (match := _PLACE.fullmatch(name))):
        chosen = data[f"field-{place}"]
        if chosen == OF_A_PERIOD:
            periods[place] = _period(data.get(f"period-{place}", ""))
        elif chosen:
            columns[place] = chosen
        if (unit := data.get(f"unit-{place}", "").strip()) and chosen in (OF_A_PERIOD, "value"):
            units[place] = unit
    return _layout({**found, "columns": columns, "periods": periods, "units": units, "defaults": defaults})


def _counted(given: Mapping[str, str]) -> dict[str, Any]:
    counts = {name: int(text) for name, text in given.items() if name in _COUNTS and text.isdecimal()}
    return {**{name: text for name, text in given.items() if name in _SETTLED}, **counts}


def _layout(data: Mapping[str, Any]) -> Layout:
    try:
        return Layout.from_json({**data, "defaults": dict(data.get("defaults") or {})})
    except FileProblems as error:
        raise Unusable(refusal_text(error)) from error


def _period(text: str) -> str:
    try:
        return parse_period(text.strip()).text
    except QuantityError as error:
        said = _("“%(text)s” is no period. Write 2021, 2021-H1, 2021-Q1 or 2021-06.")
        raise Unusable(said % {"text": text[:40]}) from error
