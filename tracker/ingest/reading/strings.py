"""The texts of a workbook: kept once for all its cells, and where they are very many, on disk."""

import mmap
import re
import tempfile
from array import array
from collections.abc import Iterable
from itertools import accumulate, islice

from .markup import Block, blocks, parsed, plain, plains

_SIMPLE = re.compile(r'<si>\s*<t(?: xml:space="preserve")?>([^<]*)</t>\s*(?:<phoneticPr [^<>]*/>\s*)?</si>')


#: So many are kept at hand; those after them lie in a file.
_AT_HAND = 200_000


class SharedStrings:
    """The shared strings by number; those past the first many lie in a file that goes with this object.

    `at_hand` are the first ones, in their order.
    """

    def __init__(self, stream: Iterable[bytes] = ()) -> None:
        """Read the part, where there is one. Raises FileProblems: `broken_workbook`."""
        self.at_hand: list[str] = []
        self._ends = array("Q", [0])
        self._file: mmap.mmap | bytes = b""
        with tempfile.TemporaryFile() as file:
            for block in blocks(iter(stream), "si", "sst"):
                if len(self.at_hand) < _AT_HAND:
                    self.at_hand.extend(_texts(block))
                    continue
                texts = [text.encode() for text in _texts(block)]
                file.write(b"".join(texts))
                self._ends.extend(islice(accumulate(map(len, texts), initial=self._ends[-1]), 1, None))
            file.flush()
            if size := self._ends[-1]:
                self._file = mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ)

    def many(self, numbers: Iterable[int]) -> list[str]:
        """The strings of these numbers. Raises IndexError where there is none of a number."""
        first, count = self.at_hand, len(self.at_hand)
        return [first[number] if 0 <= number < count else self._filed(number - count) for number in numbers]

    def _filed(self, number: int) -> str:
        if not 0 <= number < len(self._ends) - 1:
            raise IndexError(number)
        return self._file[self._ends[number] : self._ends[number + 1]].decode()


def _texts(block: Block) -> Iterable[str]:
    """The strings of a block: at a stroke where all are plain, else one by one."""
    found: list[str] = _SIMPLE.findall(block.text)
    if len(found) != block.count():
        return map(_text, block.pieces())
    return plains(found) if "&" in block.text or "_x" in block.text else found


def _text(piece: str) -> str:
    """The text of a string in several runs, or of any other unusual form."""
    found: list[str] = []

    def heard(name: str, _attributes: dict[str, str], text: str) -> None:
        if name == "t":
            found.append(text)

    parsed(piece, "si", heard)
    return plain("".join(found))
