"""The rows of a sheet of an XLSX file, as text, while it is unpacked: a million rows in flat memory.

The rows of a table look alike. A row is parsed as XML, and the look of it learnt as one pattern; the rows
after it that fit the pattern, gaps and all, are taken apart by it at a stroke, the others parsed in turn.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import repeat

from .cells import CellReader, Column, Form
from .lines import Line
from .markup import Block, blocks, parsed, plain
from .packages import broken
from .references import letters_of, place_of

_MOST_COLUMNS, _MOST_ROWS = 16_384, 1_048_576
_MOST_SHAPES = 16  # of one sheet
_REMEMBERED = 100_000  # texts of one shape
_MOST_LEARNT = 200  # columns of a shape; wider rows are parsed
_REFERENCE = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
_EMPTY = re.compile(r'(?:[^<>]*\sr="([0-9]{1,7})")?[^<>]*(?:/>|>\s*</row>)\s*')
# Nothing is ever tried twice here: what is taken is kept (++, *+), so that reading stays linear.
_HEAD = r'<row r="([0-9]{1,7})"[^<>]*+>'
_FORMULA = r"<f(?: [^<>]*+)?+>(?:[^<]*+</f>)?+"
_VALUE = r"<v>([^<]*+)</v>"
_NUMBER = r"<v>([0-9]{1,9})</v>"
_INLINE = r'<is><t(?: xml:space="preserve")?+>([^<]*+)</t></is>'


def sheet_lines(stream: Iterator[bytes], reader: CellReader) -> Iterator[Line]:
    """The rows that are not empty, each with its number. Raises FileProblems: `broken_workbook`."""
    look = _Look(reader)
    for block in blocks(stream, "row", "sheetData"):
        yield from look.lines(block)


class _Look:
    """What has been learnt of the look of a sheet's rows so far."""

    def __init__(self, reader: CellReader) -> None:
        self._reader = reader
        self._shapes: list[_Shape] = []
        self._attempts = _MOST_SHAPES
        self._number = 0

    def lines(self, block: Block) -> list[Line]:
        """The rows of a block that are not empty."""
        if block.start == "<row" and "<c" not in block.text:
            self._pass_over(block)
            return []
        found = self._shapes[0].all(block) if self._shapes and block.start == "<row" else None
        if found is None:
            found = [self._line(piece) for piece in block.pieces()]
        if found:
            self._number = found[-1][0]
        if any(not 0 < number <= _MOST_ROWS for number, _cells in found):
            raise broken("row")
        return [line for line in found if line[1] and (line[1][0].strip() or "".join(line[1]).strip())]

    def _pass_over(self, block: Block) -> None:
        """Count empty rows: only the number of the last matters."""
        if pieces := block.pieces():
            last = _EMPTY.fullmatch(pieces[-1])
            self._number = int((last and last[1]) or self._number + len(pieces))

    def _line(self, piece: str) -> Line:
        """One row, by the shape it has, or parsed."""
        line = self._known(piece)
        if line is None:
            row = _parsed(piece, self._number + 1, self._reader)
            line = row.line()
            if self._attempts:
                self._attempts -= 1
                learnt = _learnt(row, self._reader)
                if learnt is not None and learnt.line(piece) == line:
                    self._shapes.insert(0, learnt)
        self._number = line[0]
        return line

    def _known(self, piece: str) -> Line | None:
        """An empty row, or one that looks like a row before it."""
        if empty := _EMPTY.fullmatch(piece):
            return int(empty[1] or self._number + 1), ()
        for place, shape in enumerate(self._shapes):
            if line := shape.line(piece):
                self._shapes.insert(0, self._shapes.pop(place))
                return line
        return None


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


class _Shape:
    """The look of a row: which columns it may have, and the one form of the cells of each."""

    def __init__(self, forms: dict[int, Form], reader: CellReader) -> None:
        cells = "".join(_pattern(place, form) for place, form in forms.items())
        self._pattern = re.compile(f"{_HEAD}{cells}</row>")
        each = _REMEMBERED // len(forms)
        self._columns = {place: Column(reader, form, each) for place, form in forms.items()}
        self._width = max(forms) + 1

    def line(self, piece: str) -> Line | None:
        """The number and the cells of a row of this look; None for any other."""
        match = self._pattern.fullmatch(f"<row{piece.rstrip()}")
        return self._lines([match.groups("")])[0] if match else None

    def all(self, block: Block) -> list[Line] | None:
        """The rows of a block, all at a stroke; None where one of them looks different."""
        found = self._pattern.findall(block.text)
        return self._lines(found) if found and len(found) == block.count() else None

    def _lines(self, rows: list[tuple[str, ...]]) -> list[Line]:
        """The rows as text, worked out a column at a time."""
        numbers, *stored = zip(*rows, strict=True)
        texts: list[Iterable[str]] = [repeat("")] * self._width
        for (place, column), cells in zip(self._columns.items(), stored, strict=True):
            texts[place] = column.texts(cells)
        return list(zip(map(int, numbers), zip(*texts, strict=False), strict=False))


def _pattern(place: int, form: Form) -> str:
    """A cell of this column and form: filled, empty or not there."""
    style = f' s="{form.style}"' if form.style else ""
    kind = f' t="{form.type}"' if form.type else ""
    value = _NUMBER if form.type == "s" else _VALUE
    inside = _INLINE if form.inline else f"{_FORMULA if form.formula else ''}{value}"
    return f'(?:<c r="{letters_of(place)}[0-9]++"{style}(?:{kind}>{inside}</c>| ?+/>)|)'


def _learnt(row: _Row, reader: CellReader) -> _Shape | None:
    """The shape of a row, unless it is too wide or too odd for one."""
    plain_forms = all(
        re.fullmatch("[a-zA-Z]*/[0-9]*", f"{form.type}/{form.style}") for form in row.forms.values()
    )
    ordered = list(row.forms) == sorted(row.forms)
    if not row.forms or len(row.forms) > _MOST_LEARNT or not plain_forms or not ordered:
        return None
    return _Shape(row.forms, reader)


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
            form = Form(attributes.get("t", ""), attributes.get("s", ""), "is" in inside, "f" in inside)
            stored = inside.get("t" if form.inline else "v", "")
            uncalculated = form.formula and not stored and form.type != "str"
            row.forms[place] = form
            text = reader.read(form, [stored])[0] if stored else ""
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
