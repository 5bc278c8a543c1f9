"""The texts of a workbook: kept once for all its cells, and here on disk, however many there are."""

import mmap
import re
import tempfile
from array import array
from collections.abc import Iterable
from itertools import accumulate, islice

from .markup import Block, blocks, parsed, plain

_SIMPLE = re.compile(r'<si>\s*<t(?: xml:space="preserve")?>([^<]*)</t>\s*(?:<phoneticPr [^<>]*/>\s*)?</si>')


class SharedStrings:
    """The shared strings by number. They lie in a file without a name that goes with this object."""

    def __init__(self, stream: Iterable[bytes] = ()) -> None:
        """Read the part, where there is one. Raises FileProblems: `broken_workbook`."""
        self._ends = array("Q", [0])
        self._texts: mmap.mmap | bytes = b""
        with tempfile.TemporaryFile() as file:
            for block in blocks(iter(stream), "si", "sst"):
                texts = [text.encode() for text in _texts(block)]
                file.write(b"".join(texts))
                self._ends.extend(islice(accumulate(map(len, texts), initial=self._ends[-1]), 1, None))
            file.flush()
            if size := self._ends[-1]:
                self._texts = mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ)

    def many(self, numbers: Iterable[int]) -> list[str]:
        """The strings of these numbers; the empty text for -1. Raises IndexError."""
        texts, ends = self._texts, self._ends
        return [texts[ends[number] : ends[number + 1]].decode() if number >= 0 else "" for number in numbers]


def _texts(block: Block) -> Iterable[str]:
    """The strings of a block: at a stroke where all are plain, else one by one."""
    found: list[str] = _SIMPLE.findall(block.text)
    if len(found) != block.count():
        return map(_text, block.pieces())
    return map(plain, found) if "&" in block.text or "_x" in block.text else found


def _text(piece: str) -> str:
    """The text of a string in several runs, or of any other unusual form."""
    found: list[str] = []

    def heard(name: str, _attributes: dict[str, str], text: str) -> None:
        if name == "t":
            found.append(text)

    parsed(piece, "si", heard)
    return plain("".join(found))
