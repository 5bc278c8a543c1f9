"""The rows of a sheet of an XLSX file, as text, while it is unpacked: a million rows in flat memory.

The rows of a table look alike. A row is parsed as XML and the look of it learnt (`shapes`); the rows after
it that fit are taken apart at a stroke, many at a time, the others parsed in turn.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from .cells import CellReader, Form
from .lines import Line
from .markup import Block, blocks, parsed, plain
from .packages import broken
from .references import place_of
from .shapes import Shape, learnt

_MOST_COLUMNS, _MOST_ROWS = 16_384, 1_048_576
#: How often a shape is widened before what does not fit is only parsed.
_MOST_LEARNT = 40
_REFERENCE = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
_EMPTY = re.compile(r'(?:[^<>]*\sr="([0-9]{1,7})")?[^<>]*(?:/>|>\s*</row>)\s*')


def sheet_lines(stream: Iterator[bytes], reader: CellReader) -> Iterator[Line]:
    """The rows that are not empty, each with its number. Raises FileProblems: `broken_workbook`."""
    look = _Look(reader)
    for block in blocks(stream, "row", "sheetData"):
        yield from look.lines(block)


class _Look:
    """What has been learnt of the look of a sheet's rows so far."""

    def __init__(self, reader: CellReader) -> None:
        self._reader = reader
        self._shape: Shape | None = None
        self._attempts = _MOST_LEARNT
        self._number = 0

    def lines(self, block: Block) -> list[Line]:
        """The rows of a block that are not empty."""
        if block.start != "<row":
            found = [self._line(piece) for piece in block.pieces()]
        elif "<c" in block.text:
            found = self._taken(block.text)
        else:
            self._pass_over(block)
            return []
        if any(not 0 < number <= _MOST_ROWS for number, _cells in found):
            raise broken("row")
        return [line for line in found if line[1] and (line[1][0].strip() or "".join(line[1]).strip())]

    def _pass_over(self, block: Block) -> None:
        """Count empty rows: only the number of the last matters."""
        if pieces := block.pieces():
            last = _EMPTY.fullmatch(pieces[-1])
            self._number = int((last and last[1]) or self._number + len(pieces))

    def _taken(self, text: str) -> list[Line]:
        """All rows of a text: those of the look at a stroke, those between them one by one."""
        if self._shape is None:
            return self._one_by_one(text)
        alike, between = self._shape.take(text)
        if not "".join(between).strip():
            self._number = alike[-1][0]
            return alike
        found: list[Line] = []
        for others, line in zip_longest(between, alike):
            found += self._one_by_one(others)
            if line is not None:
                found.append(line)
                self._number = line[0]
        return found

    def _one_by_one(self, text: str) -> list[Line]:
        """Rows that do not fit the look; once one of them has widened it, those after it are tried again."""
        pieces, found = text.split("<row")[1:], []
        for place, piece in enumerate(pieces, start=1):
            before = self._shape
            found.append(self._line(piece))
            if self._shape is not before and place < len(pieces):
                return found + self._taken("<row" + "<row".join(pieces[place:]))
        return found

    def _line(self, piece: str) -> Line:
        """One row: an empty one, one of the look by now, or parsed and learnt from."""
        if empty := _EMPTY.fullmatch(piece):
            line: Line | None = (int(empty[1] or self._number + 1), ())
        else:
            line = self._shape.line(f"<row{piece.rstrip()}") if self._shape else None
        line = line or self._parsed(piece)
        self._number = line[0]
        return line

    def _parsed(self, piece: str) -> Line:
        row = _parsed(piece, self._number + 1, self._reader)
        line = row.line()
        if self._attempts:
            self._attempts -= 1
            wider = self._shape.widened(row.forms) if self._shape else learnt(row.forms, self._reader)
            # A row can be odd in more ways than its forms tell: it is tried before it is believed.
            if wider and (again := wider.line(f"<row{piece.rstrip()}")) and _same(again, line):
                self._shape = wider
        return line


def _same(one: Line, other: Line) -> bool:
    """Whether two readings of a row agree, however many empty cells follow the last."""
    width = max(len(one[1]), len(other[1]))
    texts = [[*cells, *[""] * (width - len(cells))] for _number, cells in (one, other)]
    return one[0] == other[0] and texts[0] == texts[1]


@dataclass
class _Row:
    """A row parsed: its number, and by place the form and the text of each cell."""

    number: int
    forms: dict[int, Form] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)

    def line(self) -> Line:
        cells = [""] * (max(self.texts, default=-1) + 1)
        for place, text in self.texts.items():
            cells[place] = text
        return self.number, tuple(cells)


def _parsed(piece: str, number: int, reader: CellReader) -> _Row:
    """Any row that is XML at all. One without a number follows the row before, and so do its cells.

    A formula that was never worked out comes as itself, so that nobody takes it for a figure.
    """
    row = _Row(number)
    inside: dict[str, str] = {}
    place = -1

    def heard(name: str, attributes: dict[str, str], text: str) -> None:
        nonlocal place
        if name == "row":
            row.number = _whole(attributes.get("r", ""), number)
        elif name != "c":
            inside[name] = inside.get(name, "") + text
        else:
            place = _place(attributes.get("r", ""), place + 1)
            kind = attributes.get("t", "")
            form = Form("" if kind == "n" else kind, "is" in inside)
            stored = inside.get("t" if form.inline else "v", "")
            uncalculated = "f" in inside and not stored and form.type != "str"
            if stored:
                row.forms[place] = form
            text = reader.read(form, attributes.get("s", ""), stored) if stored else ""
            row.texts[place] = f"={plain(inside['f'])}" if uncalculated else text
            inside.clear()

    parsed(piece, "row", heard)
    return row


def _place(reference: str, following: int) -> int:
    """The column of a cell, from 0; one that does not say stands after the one before it."""
    match = _REFERENCE.fullmatch(reference)
    place = following if not reference else place_of(match[1]) if match else -1
    if not 0 <= place < _MOST_COLUMNS:
        raise broken(reference)
    return place


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else otherwise
