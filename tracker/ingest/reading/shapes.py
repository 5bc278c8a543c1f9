"""The look of a sheet's rows, learnt from rows parsed before: whatever fits it is taken apart at a stroke.

A shape is one pattern of a whole row. Each column may be filled in the forms seen in it so far, in any
style, be empty, or not be there. A row that does not fit is parsed, and the shape widened by it.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import repeat
from typing import Any

from .cells import CellReader, Form, Numbers, Texts
from .lines import Line
from .references import letters_of

#: What is remembered of the texts of one shape.
_REMEMBERED = 100_000
#: Columns of a shape, and how far apart; rows that are wider are parsed.
_MOST_COLUMNS, _WIDEST = 200, 1_000
# Nothing is ever tried twice here: what is taken is kept (++, *+), so that reading stays linear.
_ROW = r'<row r="([0-9]{1,7})"[^<>]*+>'
_CELL = r'<c r="%s[0-9]++"'
_STYLE = r'(?: s="[0-9]++")?+'
_FORMULA = r"(?:<f(?: [^<>]*+)?+>(?:[^<]*+</f>)?+)?+"
_EMPTY = r"[^<>/]*+(?:/>|></c>|><v></v></c>)"
_INLINE = r'<is><t(?: xml:space="preserve")?+>([^<]*+)</t></is>'


class Shape:
    """The forms the cells of each column may have, as a pattern of a row."""

    def __init__(self, forms: Mapping[int, tuple[Form, ...]], reader: CellReader) -> None:
        self.forms = dict(sorted(forms.items()))
        self._reader = reader
        cells = "".join(_cell(place, ways) for place, ways in self.forms.items())
        self._pattern = re.compile(f"{_ROW}{cells}</row>")
        self._step = self._pattern.groups + 1
        self._width = max(self.forms) + 1
        each = _REMEMBERED // sum(map(len, self.forms.values()))
        self._columns: list[tuple[int, list[tuple[int, Texts | Numbers]]]] = []
        group = 2  # the first is the number of the row
        for place, ways in self.forms.items():
            readers: list[tuple[int, Texts | Numbers]] = []
            for form in ways:
                readers.append(
                    (group, Numbers(reader, each) if form.is_number else Texts(reader, form, each))
                )
                group += 2 if form.is_number else 1
            self._columns.append((place, readers))

    def widened(self, forms: Mapping[int, Form]) -> "Shape | None":
        """The shape of this look and one row more; None for a row that is too wide or too odd for any."""
        return learnt(forms, self._reader, self.forms)

    def line(self, row: str) -> Line | None:
        """The number and the cells of a row of this look; None for any other."""
        found = self._pattern.fullmatch(row)
        return self._lines(["", *found.groups()])[0] if found else None

    def take(self, text: str) -> tuple[list[Line], list[str]]:
        """The rows of this look, and what stands before, between and after them."""
        parts = self._pattern.split(text)
        return self._lines(parts), parts[:: self._step]

    def _lines(self, parts: list[Any]) -> list[Line]:
        """Rows as text, worked out a column at a time; `parts` holds the groups of row after row."""
        step = self._step
        texts: list[Iterable[str]] = [repeat("")] * self._width
        for place, readers in self._columns:
            found = [
                cells.texts(parts[group::step], parts[group + 1 :: step])
                if isinstance(cells, Numbers)
                else cells.texts(parts[group::step])
                for group, cells in readers
            ]
            texts[place] = found[0] if len(found) == 1 else map("".join, zip(*found, strict=True))
        numbers = map(int, parts[1::step])
        return list(zip(numbers, zip(*texts, strict=False), strict=False))


def learnt(
    forms: Mapping[int, Form], reader: CellReader, before: Mapping[int, tuple[Form, ...]] | None = None
) -> Shape | None:
    """The shape of a row, or of a row and those `before` it, unless it is too wide or too odd for one."""
    ordered = list(forms) == sorted(forms)
    named = all(re.fullmatch("[a-zA-Z]*", form.type) for form in forms.values())
    wider = dict(before or {})
    for place, form in forms.items():
        wider[place] = tuple(dict.fromkeys((*wider.get(place, ()), form)))
    if not forms or not ordered or not named or len(wider) > _MOST_COLUMNS or max(wider) >= _WIDEST:
        return None
    return Shape(wider, reader)


def _cell(place: int, ways: Iterable[Form]) -> str:
    """A cell of this column: filled in one of these ways, empty, or not there."""
    filled = "|".join(map(_filled, ways))
    return f"(?>{_CELL % letters_of(place)}(?:{filled}|{_EMPTY})|)"


def _filled(form: Form) -> str:
    if form.is_number:
        return f'(?: s="([0-9]++)")?+(?: t="n")?+>{_FORMULA}<v>([^<]++)</v></c>'
    if form.inline:
        return f'{_STYLE} t="{form.type}">{_INLINE}</c>'
    value = "<v>([0-9]{1,9})</v>" if form.is_shared else "<v>([^<]++)</v>"
    return f'{_STYLE} t="{form.type}">{_FORMULA}{value}</c>'
