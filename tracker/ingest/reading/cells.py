"""The cells of an XLSX sheet as text: by their type, their style and the strings they share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .formats import Kind, number_text
from .markup import plain
from .packages import broken
from .strings import SharedStrings

_REMEMBERED = 20_000
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

    strings: SharedStrings | Sequence[str] = ()
    kinds: Sequence[Kind] = ()
    from_1904: bool = False

    def reading(self, form: Form) -> Callable[[str], str]:
        """What gives the text of a cell of this form from what stands in it, its escapes not yet undone."""
        if form.type == "s" and not form.inline:
            return self._shared
        if form.type in ("", "n") and not form.inline:
            kind, from_1904 = self._kind(form.style), self.from_1904
            return lambda stored: number_text(stored, kind, from_1904=from_1904)
        if form.type == "b":
            return lambda stored: _BOOLEANS.get(stored, stored)
        if form.type == "d":
            return lambda stored: stored.removesuffix("T00:00:00")
        return plain

    def _shared(self, stored: str) -> str:
        if not (stored.isascii() and stored.isdecimal() and len(stored) < 10):
            return ""
        try:
            return self.strings[int(stored)]
        except IndexError as error:
            raise broken(f"<si> {stored}") from error

    def _kind(self, style: str) -> Kind:
        number = int(style) if style.isascii() and style.isdecimal() and len(style) < 6 else 0
        return self.kinds[number] if number < len(self.kinds) else Kind.NUMBER


class Texts(dict[str, str]):
    """The texts of cells of one form by what is stored in them; what was asked for lately is remembered."""

    def __init__(self, reading: Callable[[str], str]) -> None:
        super().__init__({"": ""})
        self._reading = reading

    def __missing__(self, stored: str) -> str:
        if len(self) > _REMEMBERED:
            self.clear()
            self[""] = ""
        text = self[stored] = self._reading(stored)
        return text
