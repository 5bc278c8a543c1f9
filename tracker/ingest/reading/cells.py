"""The cells of an XLSX sheet as text: by their type, their style and the strings they share."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .formats import Kind, number_text
from .markup import plains
from .packages import broken
from .strings import SharedStrings

_BOOLEANS = {"1": "TRUE", "0": "FALSE"}
#: A cell as it is stored, its escapes not yet undone; None where there is none, or nothing in it.
Stored = str | None


class Form(NamedTuple):
    """How a cell is stored: its type (`t`, empty for a number), and whether its text stands in the cell."""

    type: str
    inline: bool

    @property
    def is_number(self) -> bool:
        """Whether its style says what it is: a percentage, a day."""
        return not self.type and not self.inline

    @property
    def is_shared(self) -> bool:
        """Whether it holds the number of a shared string."""
        return self.type == "s" and not self.inline


@dataclass(frozen=True)
class CellReader:
    """What turns stored cells into text: the shared strings, the kind of each cell style, the first day."""

    strings: SharedStrings = field(default_factory=SharedStrings)
    kinds: Sequence[Kind] = ()
    from_1904: bool = False

    def read(self, form: Form, style: str, stored: str) -> str:
        """The text of one cell."""
        if form.is_number:
            return self.number(self.kind(style), stored)
        return self.texts(form, [stored])[0]

    def number(self, kind: Kind, stored: str) -> str:
        """The text of a number of this kind."""
        return number_text(stored, kind, from_1904=self.from_1904)

    def texts(self, form: Form, stored: Iterable[str]) -> list[str]:
        """The texts of cells of a form that is not that of numbers."""
        if form.is_shared:
            return self._shared(stored)
        if form.type == "b":
            return [_BOOLEANS.get(each, each) for each in stored]
        if form.type == "d":
            return [each.removesuffix("T00:00:00") for each in stored]
        return plains(stored)

    def _shared(self, stored: Iterable[str]) -> list[str]:
        try:
            return self.strings.many([int(each) for each in stored])
        except (ValueError, IndexError) as error:
            raise broken(error) from error

    def kind(self, style: Stored) -> Kind:
        """The kind of number a style shows."""
        number = int(style) if style and style.isascii() and style.isdecimal() and len(style) < 6 else 0
        return self.kinds[number] if number < len(self.kinds) else Kind.NUMBER


class Memory:
    """What became of stored cells read lately, so that each is worked out once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[Any, str] = {}

    def of(self, stored: Sequence[Any], read: Callable[[list[Any]], Iterable[str]]) -> list[str]:
        """The texts of these cells; `read` works out those that are new, but for the empty ones."""
        if len(self._known) > self._most:
            self._known.clear()
        new = set(stored).difference(self._known)
        if new:
            new -= {None, ""}
            wanted = list(new)
            self._known.update(zip(wanted, read(wanted), strict=True))
            self._known.update({None: "", "": ""})
        return list(map(self._known.__getitem__, stored))


class Texts:
    """The cells of one form that stand below each other, where that is not the form of numbers."""

    def __init__(self, reader: CellReader, form: Form, remembered: int) -> None:
        self._reader, self._form = reader, form
        self._memory = Memory(remembered)
        self._at_hand = reader.strings.at_hand if form.is_shared else []

    def texts(self, stored: Sequence[Stored]) -> list[str]:
        """The texts of some cells, many at a stroke; a shared string is stored as its number, in digits."""
        if self._at_hand:
            try:
                return list(map(self._at_hand.__getitem__, map(int, stored)))  # type: ignore[arg-type]
            except (TypeError, ValueError, IndexError):  # a cell is empty, or its string is not at hand
                pass
        return self._memory.of(stored, lambda new: self._reader.texts(self._form, new))


class Numbers:
    """The numbers that stand below each other, each with its style."""

    def __init__(self, reader: CellReader, remembered: int) -> None:
        self._reader, self._remembered = reader, remembered
        self._memories: dict[Kind | None, Memory] = {}

    def texts(self, styles: Sequence[Stored], stored: Sequence[Stored]) -> list[str]:
        """The texts of some cells; nearly always all of them are of one kind."""
        kinds = {self._reader.kind(style) for style in set(styles)}
        if len(kinds) == 1:
            kind, number = kinds.pop(), self._reader.number
            return self._memory(kind).of(stored, lambda new: [number(kind, each) for each in new])
        return self._memory(None).of(list(zip(styles, stored, strict=True)), self._of_pairs)

    def _of_pairs(self, pairs: list[tuple[Stored, Stored]]) -> list[str]:
        reader = self._reader
        return [reader.number(reader.kind(style), each) if each else "" for style, each in pairs]

    def _memory(self, kind: Kind | None) -> Memory:
        return self._memories.setdefault(kind, Memory(self._remembered))
