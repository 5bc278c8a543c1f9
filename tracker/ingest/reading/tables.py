"""What reading a file gives: a table, whose rows are read anew each time they are gone through."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile
from operator import itemgetter
from typing import NamedTuple, Protocol

from ..layout.columns import Columns
from ..layout.layouts import Layout
from ..problems import Problem, shown
from .lines import Line, filled_down
from .merges import Merges


class RawRow(NamedTuple):
    """A row as it stands in the file: the line it begins on, and its cells by field name, trimmed.

    `overflow` says that cells stood beyond the last header. A wide table gives a row for each of its value
    columns, all of one number; `value_header` is then the header printed over the value. `merged` says that
    the value's cell is merged with one further up: whose figure stands there nobody can tell.
    """

    number: int
    cells: dict[str, str]
    overflow: bool = False
    value_header: str = ""
    merged: bool = False


class Source(Protocol):
    """A text file or a sheet of a workbook; the part of reading that knows how it is stored."""

    sha256: str
    encoding: str
    delimiter: str
    sheet: str
    #: Whether a cell beyond the last header is a slip: so it is where a comma can split a text.
    strict_width: bool
    notes: list[Problem]

    def lines(self) -> Iterator[Line]:
        """The lines that are not empty, from the first on. Raises FileProblems wherever one is broken."""

    def total(self) -> int:
        """About how many lines there are."""

    @property
    def merges(self) -> Merges:
        """The cells merged over several rows. Raises FileProblems."""


@dataclass(frozen=True)
class Header:
    """The header of a table: its first and last line, the texts printed in it, and what they say.

    `unit` is the unit stated above the table (单位：亿元), for all rows that state none, and `period` the one
    named in its title (2021年主要经济指标), where no column tells the periods.
    """

    first: int
    last: int
    printed: list[str]
    columns: Columns
    unit: str = ""
    period: str = ""

    @property
    def stated(self) -> dict[str, str]:
        """What stands above the table and holds for the rows that say nothing else, by field."""
        return {name: said for name in ("unit", "period") if (said := getattr(self, name))}


class Rows:
    """The rows of a table. Going through them reads the file again, a bit at a time and as often as wished.

    Iterating raises FileProblems where the file turns out broken further down.
    """

    def __init__(self, source: Source, header: Header, defaults: dict[str, str]) -> None:
        self._source = source
        self._header = header
        self._fill = {**header.stated, **defaults}

    def __iter__(self) -> Iterator[RawRow]:
        return self._wide() if self._header.columns.periods else self._long()

    def __length_hint__(self) -> int:
        return self.about()

    def about(self) -> int:
        """About how many rows there are, for a progress bar."""
        each = len(self._header.columns.periods) or 1
        return max(1, (self._source.total() - self._header.last) * each)

    def _long(self) -> Iterator[RawRow]:
        """One row for each line."""
        columns = self._header.columns
        read = self._reader(columns.fields)
        value = next((place for place, name in columns.fields.items() if name == "value"), -1)
        fill = self._filling(columns.units.get(value, ""))
        width = self._width()
        for number, cells in self.lines():
            found = read(cells)
            if fill:
                _fill(found, fill)
            merged = not found.get("value") and self._is_merged(value, number)
            yield RawRow(number, found, len(cells) > width and _any_text(cells[width:]), merged=merged)

    def _wide(self) -> Iterator[RawRow]:
        """A row for each line and value column."""
        columns, printed = self._header.columns, self._header.printed
        read = self._reader(columns.fields)
        values = [
            (place, period, shown(printed[place]) if place < len(printed) else period, self._filling(unit))
            for place, period in sorted(columns.periods.items())
            for unit in [columns.units.get(place, "")]
        ]
        width = self._width()
        for number, cells in self.lines():
            shared = read(cells)
            overflow = len(cells) > width and _any_text(cells[width:])
            for place, period, header, fill in values:
                value = cells[place].strip() if place < len(cells) else ""
                found = {**shared, "period": period, "value": value}
                _fill(found, fill)
                merged = not value and self._is_merged(place, number)
                yield RawRow(number, found, overflow, header, merged)

    def _filling(self, unit: str) -> dict[str, str]:
        """What fills the fields a row leaves empty; the unit of its value's header goes before others."""
        return {**self._fill, "unit": unit} if unit else self._fill

    def lines(self) -> Iterator[Line]:
        """The lines below the header, with what cells merged over several of them say of each.

        Figures alone stay where they stand: a figure is not multiplied because its cell is large.
        """
        last, fields = self._header.last, self._header.columns.fields
        lines = dropwhile(lambda line: line[0] <= last, self._source.lines())
        if self._source.delimiter:
            return lines
        shared = [place for place, name in fields.items() if name != "value"]
        return filled_down(lines, lambda: self._source.merges, shared, last)

    def _is_merged(self, place: int, number: int) -> bool:
        """Whether the cell of this column and line is merged with one further up, below the header."""
        first = self._source.merges.above(place, number)
        return first is not None and first > self._header.last

    def _width(self) -> int:
        return len(self._header.printed) if self._source.strict_width else 1_000_000

    @staticmethod
    def _reader(fields: dict[int, str]) -> Callable[[Sequence[str]], dict[str, str]]:
        """Picks and trims the cells of known columns, whole lines at a stroke."""
        places, names = list(fields), list(fields.values())
        if len(places) < 2:
            return lambda cells: {
                name: cells[place].strip() for place, name in fields.items() if place < len(cells)
            }
        pick, needed, strip = itemgetter(*places), max(places) + 1, str.strip

        def read(cells: Sequence[str]) -> dict[str, str]:
            if len(cells) >= needed:
                return dict(zip(names, map(strip, pick(cells)), strict=False))
            return {name: cells[place].strip() for place, name in fields.items() if place < len(cells)}

        return read


def _fill(cells: dict[str, str], fill: dict[str, str]) -> None:
    """Put what stands for a field where the row leaves it empty."""
    for name, text in fill.items():
        if not cells.get(name):
            cells[name] = text


def _any_text(cells: Sequence[str]) -> bool:
    return bool("".join(cells).strip())


@dataclass(frozen=True)
class Table:
    """A file read: how it was saved, each field's printed header, the headers passed over, and the rows.

    `delimiter` is empty for a workbook, `sheet` for a text. `total` says about how many rows there are.
    `layout` is how the file was read, everything detected filled in; `notes` are what a reader of the file
    should know and that no row can show.
    """

    file_name: str
    sha256: str
    encoding: str
    delimiter: str
    headers: dict[str, str]
    ignored: list[str]
    rows: "Rows | list[RawRow]" = field(repr=False)
    total: int = 0
    sheet: str = ""
    layout: Layout = field(default_factory=Layout)
    notes: tuple[Problem, ...] = ()
