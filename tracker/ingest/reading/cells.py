"""The cells of an XLSX sheet as text: by their type, their style and the strings they share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .formats import Kind, number_text
from .markup import plain
from .packages import broken
from .strings import SharedStrings

_BOOLEANS = {"1": "TRUE", "0": "FALSE"}


class Form(NamedTuple):
    """How a cell is stored: type (`t`), style (`s`), its text in the cell itself, a formula beside it."""

    type: str
    style: str
    inline: bool
    formula: bool


@dataclass(frozen=True)
class CellReader:
    """What turns stored cells into text: the shared strings, the kind of each cell style, the first day."""

    strings: SharedStrings = field(default_factory=SharedStrings)
    kinds: Sequence[Kind] = ()
    from_1904: bool = False

    def read(self, form: Form, stored: Iterable[str]) -> list[str]:
        """The texts of cells of this form from what stands in them, their escapes not yet undone."""
        if form.type == "s" and not form.inline:
            return self._shared(stored)
        if form.type in ("", "n") and not form.inline:
            kind, from_1904 = self._kind(form.style), self.from_1904
            return [number_text(each, kind, from_1904=from_1904) for each in stored]
        if form.type == "b":
            return [_BOOLEANS.get(each, each) for each in stored]
        if form.type == "d":
            return [each.removesuffix("T00:00:00") for each in stored]
        return [plain(each) for each in stored]

    def _shared(self, stored: Iterable[str]) -> list[str]:
        try:
            return self.strings.many([int(each) for each in stored])
        except (ValueError, IndexError) as error:
            raise broken(error) from error

    def _kind(self, style: str) -> Kind:
        number = int(style) if style.isascii() and style.isdecimal() and len(style) < 6 else 0
        return self.kinds[number] if number < len(self.kinds) else Kind.NUMBER


class Column:
    """The cells of one form that stand below each other; so many texts read lately are remembered."""

    def __init__(self, reader: CellReader, form: Form, remembered: int) -> None:
        self._reader, self._form, self._most = reader, form, remembered
        self._known = {"": ""}
        self._shared = reader.strings.at_hand if form.type == "s" and not form.inline else []

    def texts(self, stored: Sequence[str]) -> Iterable[str]:
        """The texts of some cells, many at a stroke; a shared string is stored as its number, in digits."""
        if self._shared:
            try:
                return list(map(self._shared.__getitem__, map(int, stored)))
            except (ValueError, IndexError):  # a cell is empty, or its string is not at hand
                pass
        if len(self._known) > self._most:
            self._known = {"": ""}
        new = set(stored).difference(self._known)
        if new:
            self._known.update(zip(new, self._reader.read(self._form, new), strict=True))
        return map(self._known.__getitem__, stored)
