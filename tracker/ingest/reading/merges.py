"""Cells merged over several rows: only the first holds a text, and it is meant for all of them."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .packages import broken
from .references import place_of

#: More of them than any table has; holding them would take memory without end.
_MOST = 500_000
_ROWS_END = re.compile(rb"</(?:\w{1,20}:)?sheetData")
_LONGEST_END = 40
_MERGE = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^<>]*?\bref=[\"']([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})[\"']"
)


class Merge(NamedTuple):
    """A merged cell by its column, from 0, and its first and last row, from 1."""

    place: int
    first: int
    last: int


class Merges:
    """The merged cells of a sheet that take more than a row. Across columns nothing is filled in."""

    def __init__(self, merges: Iterable[Merge] = ()) -> None:
        """Raises FileProblems where there are far too many: `broken_workbook`."""
        packed: dict[int, array[int]] = {}
        count = 0
        for place, first, last in merges:
            if first < last:
                packed.setdefault(place, array("Q")).append(first << 32 | last)
                count += 1
            if count > _MOST:
                raise broken("mergeCells")
        self._columns = {place: array("Q", sorted(found)) for place, found in packed.items()}

    @property
    def places(self) -> frozenset[int]:
        """The columns that have any."""
        return frozenset(self._columns)

    def above(self, place: int, row: int) -> int | None:
        """The first row of the merged cell that takes in this one from further up; None where none does."""
        column = self._columns.get(place, ())
        found = bisect_right(column, row << 32) - 1  # the last that begins above this row
        if found < 0:
            return None
        first, last = column[found] >> 32, column[found] & 0xFFFFFFFF
        return first if last >= row else None


def merges_of(stream: Iterable[bytes]) -> Iterator[Merge]:
    """The merged cells of a sheet of an XLSX file, which stand behind all its rows."""
    text, is_behind = b"", False
    for chunk in stream:
        text += chunk
        if not is_behind:
            place = _behind_rows(text)
            is_behind = place is not None
            text = text[place if place is not None else -_LONGEST_END :]
        if is_behind:
            whole, end, text = text.rpartition(b">")
            for found in _MERGE.finditer(whole + end):
                yield Merge(place_of(found[1].decode()), int(found[2]), int(found[3]))


def _behind_rows(text: bytes) -> int | None:
    """Where the rows end, if they do in this piece."""
    place = text.find(b"sheetData")
    while place >= 0:
        if found := _ROWS_END.search(text, max(0, place - 24), place + 9):
            return found.end()
        place = text.find(b"sheetData", place + 9)
    return None
