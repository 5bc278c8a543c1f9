"""Where words stand in a text, whatever its spaces, line breaks, and full or half widths. Pure."""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

#: Marks that are one to a reader and several to Unicode.
_ALIKE: Final = str.maketrans(
    {
        **dict.fromkeys("“”„‟〝〞«»", '"'),
        **dict.fromkeys("‘’‚‛", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("•‧∙・･", "·"),
        **dict.fromkeys("～〜∼", "~"),
    }
)
#: Shorter pieces of a quote stand nearly anywhere and tell nothing.
_SHORTEST_PIECE: Final = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a text from `start` up to `end`, in code points."""

    start: int
    end: int


class PrintedText:
    """A text to look words up in.

    Words and text are compared folded: compatibility forms (NFKC) make full and half widths one, spaces and
    invisible characters fall away, quotation marks and dashes of all kinds are alike. Places are given in the
    text as it is.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded, self._origins = _fold(text)

    def places(self, words: str) -> list[Place]:
        """Every place where `words` stand, in order; none for words that are nothing but spaces."""
        wanted, _origins = _fold(words)
        return [self._place(at, len(wanted)) for at in self._found(wanted)]

    def at(self, words: str, start: int) -> Place | None:
        """The place of `words` that begins at `start` exactly; None where other words stand."""
        wanted, _origins = _fold(words)
        at = bisect_left(self._origins, start)
        if not wanted or at == len(self._origins) or self._origins[at] != start:
            return None
        return self._place(at, len(wanted)) if self._folded.startswith(wanted, at) else None

    def within(self, place: Place, words: str) -> list[Place]:
        """Every place of `words` inside another one."""
        wanted, _origins = _fold(words)
        first, last = (bisect_left(self._origins, edge) for edge in (place.start, place.end))
        return [self._place(at, len(wanted)) for at in self._found(wanted, first, last)]

    def nearest(self, words: str) -> Place | None:
        """Where the longest beginning or end of `words` stands; None where no piece worth telling does."""
        wanted, _origins = _fold(words)
        head, tail = self._longest(wanted, head=True), self._longest(wanted, head=False)
        length = max(head, tail)
        if length < min(_SHORTEST_PIECE, len(wanted)) or not length:
            return None
        piece = wanted[:head] if head >= tail else wanted[-tail:]
        return self._place(self._folded.index(piece), length)

    def _found(self, wanted: str, first: int = 0, last: int | None = None) -> Iterator[int]:
        at = self._folded.find(wanted, first, last) if wanted else -1
        while at >= 0:
            yield at
            at = self._folded.find(wanted, at + 1, last)

    def _place(self, at: int, length: int) -> Place:
        return Place(self._origins[at], self._origins[at + length - 1] + 1)

    def _longest(self, wanted: str, *, head: bool) -> int:
        """How much of the words' beginning (or end) stands anywhere: where more of it does, less does too."""
        low, high = 0, len(wanted)
        while low < high:
            middle = (low + high + 1) // 2
            piece = wanted[:middle] if head else wanted[-middle:]
            low, high = (middle, high) if piece in self._folded else (low, middle - 1)
        return low


def _fold(text: str) -> tuple[str, list[int]]:
    """The text as it is compared, and for each of its characters the place it comes from."""
    folded, origins = [], []
    for place, char in enumerate(text):
        for each in unicodedata.normalize("NFKC", char).translate(_ALIKE):
            if not (each.isspace() or unicodedata.category(each) in ("Cf", "Cc")):
                folded.append(each)
                origins.append(place)
    return "".join(folded), origins
