"""Dates known to the day, the month or only the year (DESIGN §4.3), and the counting of whole months."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

from tracker.exceptions import QuantityError
from tracker.quantities.widths import plain

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100


class Precision(StrEnum):
    """How finely a date or period is stated."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SPAN = "span"


_MIDNIGHT: Final = r"(?:[ T]00:00(?::00(?:\.0+)?)?)?"
_YEAR = re.compile(r"([0-9]{4})(?:年度?|年全年|\.0+)?")
_MONTH = re.compile(r"([0-9]{4})(?:[-/]([0-9]{1,2})|年([0-9]{1,2})月份?)")
_DAY = re.compile(
    r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})" + _MIDNIGHT + r"|年([0-9]{1,2})月([0-9]{1,2})[日号])"
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known: it orders by its `first` day and is known from its `last`.

    `precision` is day, month or year; `text` is canonical: 2021, 2021-01, 2021-01-30. Two are equal when
    they cover the same days.
    """

    first: date
    last: date
    precision: Precision = field(compare=False)
    text: str = field(compare=False)


@lru_cache(maxsize=8192)
def parse_partial_date(text: str) -> PartialDate:
    """Read a day, month or year: 2021-01-30, 2021/1/30, 2021年1月, 2021, or a spreadsheet's midnight.

    Raises QuantityError: `empty`, `too_long`, `not_a_date`, `impossible_date`.
    """
    found = find_date(plain(text), text)
    if found is None:
        raise QuantityError("not_a_date", text)
    return found


def find_date(written: str, text: str) -> PartialDate | None:
    """The date of a text in plain width, or None where its shape is no date's; an error names `text`."""
    if match := _DAY.fullmatch(written):
        return day(int(match[1]), int(match[3] or match[5]), int(match[4] or match[6]), text)
    if match := _MONTH.fullmatch(written):
        return month(int(match[1]), int(match[2] or match[3]), text)
    if match := _YEAR.fullmatch(written):
        return year(int(match[1]), text)
    return None


def day(year_: int, month_: int, day_: int, text: str) -> PartialDate:
    """One day as a partial date; `impossible_date` naming `text` where the calendar has none."""
    found = _date(year_, month_, day_, text)
    return PartialDate(found, found, Precision.DAY, found.isoformat())


def month(year_: int, month_: int, text: str) -> PartialDate:
    """One month as a partial date; `impossible_date` naming `text` where the calendar has none."""
    first = _date(year_, month_, 1, text)
    return PartialDate(first, last_of_month(first), Precision.MONTH, f"{year_}-{month_:02}")


def year(year_: int, text: str) -> PartialDate:
    """One year as a partial date; `impossible_date` naming `text` outside 1900 to 2100."""
    return PartialDate(_date(year_, 1, 1, text), date(year_, 12, 31), Precision.YEAR, str(year_))


def last_of_month(when: date) -> date:
    """The last day of the month `when` lies in."""
    return when.replace(day=monthrange(when.year, when.month)[1])


@lru_cache(maxsize=8192)
def complete_months(start: date, end: date) -> int:
    """How many whole calendar months lie after `start` and up to `end`, inclusive; never negative.

    `start` is itself not counted: from 2020-12-31 to 2021-06-30 six months have passed, and to 2021-07-15
    still six. A month begun before `start` or ending after `end` does not count, which is how offices
    reckon 时序进度 (months completed, not days).
    """
    begun = (end.year - start.year) * 12 + end.month - start.month
    whole = begun if _ends_month(end) else begun - 1
    return whole if whole > 0 else 0


def _ends_month(when: date) -> bool:
    """Whether a day is the last of its month; most are told without the calendar."""
    return when.day > 27 and when.day == monthrange(when.year, when.month)[1]


def _date(year_: int, month_: int, day_: int, text: str) -> date:
    if not FIRST_YEAR <= year_ <= LAST_YEAR:
        raise QuantityError("impossible_date", text)
    try:
        return date(year_, month_, day_)
    except ValueError:
        raise QuantityError("impossible_date", text) from None
