"""What a file looks like before anybody has said how to read it: the material of the mapping page."""

from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from ..layout.columns import nearest_fields, read_heading
from ..layout.layouts import DELIMITERS, Layout
from ..problems import FileProblems, Problem, shown
from .encodings import possible_encodings
from .opening import locate, notes, settled, sources
from .tables import Rows

#: How many rows below the header are shown.
SAMPLE = 20
_NO_SHEET = Layout()


@dataclass(frozen=True)
class Column:
    """A column as the mapping page shows it: its place from 0, its header, what it is taken for.

    `field`, `period` and `unit` are the suggestion, empty where there is none; `nearest` are up to three
    fields it may mean, the likeliest first.
    """

    place: int
    printed: str
    field: str = ""
    period: str = ""
    unit: str = ""
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inspection:
    """A file before it is read. `layout` is the suggestion, everything detected filled in.

    `encodings` are those the file can be in, `delimiters` those that can separate its cells; a workbook has
    `sheets` instead, those in sight first. `sample` holds the first rows below the header as they stand.
    `problems` say what would keep `read_table` from taking the layout; where nothing at all can be read,
    `columns` is empty and `layout` is what was asked for.
    """

    layout: Layout
    sheets: tuple[str, ...] = ()
    encodings: tuple[str, ...] = ()
    delimiters: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    sample: tuple[tuple[int, tuple[str, ...]], ...] = ()
    total: int = 0
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()

    @property
    def headers(self) -> list[str]:
        """The headers as printed."""
        return [column.printed for column in self.columns]

    @property
    def header_row(self) -> int:
        """The row the header begins in, counted from 1."""
        return self.layout.header_row


def inspect(
    path: Path, *, layout: Layout | None = None, supplied: frozenset[str] = frozenset()
) -> Inspection:
    """Look at a file, with whatever `layout` already settles. Never raises but OSError: see `problems`."""
    layout = layout or Layout()
    encodings: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    try:
        every = sources(path, replace(layout, sheet=""))
        sheets = tuple(source.sheet for source in every if source.sheet)
        if not sheets:
            encodings = tuple(possible_encodings(path))
        found = sources(path, layout) if layout.sheet else every
        source, header = locate(found, layout, supplied | layout.supplied)
        rows = islice(Rows(source, header, layout.defaults).lines(), SAMPLE)
        sample = tuple((number, tuple(shown(cell) for cell in cells)) for number, cells in rows)
    except FileProblems as error:
        encodings = encodings or _encodings(path, sheets)
        return Inspection(
            layout=layout,
            sheets=sheets,
            encodings=encodings,
            delimiters=_separators(sheets),
            problems=tuple(error.problems),
        )
    chosen = settled(source, header, layout)
    problems = header.columns.problems or ([] if sample else [Problem("no_rows")])
    return Inspection(
        layout=chosen,
        sheets=sheets,
        encodings=encodings,
        delimiters=_separators(sheets),
        columns=_columns(header.printed, chosen),
        sample=sample,
        total=max(1, source.total() - header.last),
        problems=tuple(problems),
        notes=notes(source, header),
    )


def _encodings(path: Path, sheets: tuple[str, ...]) -> tuple[str, ...]:
    return () if sheets else tuple(possible_encodings(path))


def _separators(sheets: tuple[str, ...]) -> tuple[str, ...]:
    return () if sheets else DELIMITERS


def _columns(printed: list[str], layout: Layout) -> tuple[Column, ...]:
    fields = layout.columns or {}
    return tuple(
        Column(
            place,
            shown(text),
            fields.get(place, ""),
            layout.periods.get(place, ""),
            layout.units.get(place, "") or read_heading(text).unit,
            tuple(nearest_fields(text)),
        )
        for place, text in enumerate(printed)
    )
