"""What the lines above a table say of all its rows: the unit they are in, the period they are about."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tracker.exceptions import QuantityError
from tracker.quantities import Period, Precision, parse_period, parse_unit

from ..layout.columns import LONGEST_HEADER
from .lines import Line

_UNIT = re.compile(r"(?:计量)?单\s*位\s*[：:]\s*([^\s，,;；、)）]+)")
#: Where a period may begin: a year that is no part of a number, and not the one others are compared with.
_YEAR = re.compile(
    r"(?<![0-9０-９.．比较])(?:[1１][9９]|[2２][0０])[0-9０-９]{2}(?=\s*(?:年|[-~—–－～至到]))"
)
#: With what a period in words ends; 2021年10 of 2021年10项实事 is none.
_LAST = frozenset("年月份度底末日号")
_LONGEST = 24
#: What follows turns a period into a beginning or an end.
_OPEN = ("以来", "以后", "以前", "之后", "之前", "起")


def unit_above(above: Iterable[Line]) -> str:
    """The unit stated above the header (单位：亿元), where it is one that is known; else empty."""
    for _number, cells in above:
        for cell in cells:
            if match := _UNIT.search(cell[:LONGEST_HEADER]):
                try:
                    return parse_unit(match[1]).symbol
                except QuantityError:
                    continue
    return ""


def period_above(above: Iterable[Line]) -> str:
    """The one period named above the header (2021年主要经济指标); empty where there is none, or several.

    A day counts only as the end of what is told (截至2021年6月30日): others say when the table was made.
    """
    found = {period for _number, cells in above for cell in cells for period in _periods(cell)}
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=4096)
def _periods(cell: str) -> frozenset[str]:
    """The periods a title names, in their canonical texts."""
    return frozenset(_named(cell)) if len(cell) <= LONGEST_HEADER else frozenset()


def _named(cell: str) -> Iterator[str]:
    end = 0
    for begun in _YEAR.finditer(cell):
        if begun.start() < end:
            continue  # the second year of 2016—2020年
        found = _longest(cell, begun.start())
        if found is None:
            continue
        period, end = found
        until = cell[: begun.start()].rstrip().endswith(("截至", "截止"))
        told = period.precision is not Precision.DAY or until or cell[end - 1] in "底末"
        if told and not cell[end:].lstrip().startswith(_OPEN):
            yield period.text


def _longest(cell: str, start: int) -> tuple[Period, int] | None:
    """The longest text from here on that is a period, and where it ends."""
    for end in range(min(len(cell), start + _LONGEST), start + 4, -1):
        if cell[end - 1] in _LAST:
            try:
                return parse_period(cell[start:end]), end
            except QuantityError:
                continue
    return None
