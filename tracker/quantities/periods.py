"""The stretches of time a figure is about, as outcome tables and Chinese documents write them (DESIGN §6)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Final

from tracker.exceptions import QuantityError
from tracker.quantities.dates import (
    FIRST_YEAR,
    PartialDate,
    Precision,
    complete_months,
    day,
    find_date,
    last_of_month,
    month,
    year,
)
from tracker.quantities.widths import plain

_NUMERALS: Final = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4} | {str(n): n for n in range(1, 5)}
_PLANS: Final = {
    "九五": 1996,
    "十五": 2001,
    "十一五": 2006,
    "十二五": 2011,
    "十三五": 2016,
    "十四五": 2021,
    "十五五": 2026,
}

_HALF = re.compile(r"([0-9]{4})(?:-?[Hh]([12])|年?([上下])半年)")
_QUARTER = re.compile(r"([0-9]{4})(?:-?[Qq]([1-4])|年?第?([一二三四1-4])季度?)")
_FIRST_QUARTERS = re.compile(r"([0-9]{4})年?前([二两三23])个?季度")
_FIRST_MONTHS = re.compile(r"([0-9]{4})年?前([0-9]{1,2})个?月")
_CLOSE = re.compile(r"([0-9]{4})年(?:([0-9]{1,2})月)?[底末]")
_PLAN = re.compile("[“\"'‘]?([九十一二三四五]+)[”\"'’]?(?:时期|期间)?")

_SPACES = re.compile(r"(?<![0-9])\s+|\s+(?![0-9])")  # not those between digits: 20 21 is no year
_YEARS = re.compile(r"([0-9]{4})-([0-9]{4})")
_DASHES = re.compile(r"[\u2013\u2014\u2015~至到]+")
_DASHES_IN_WORDS = re.compile(r"[-\u2013\u2014\u2015~至到]+")
_START_MONTH = re.compile(r"([0-9]{4})年([0-9]{1,2})")
_END_MONTH = re.compile(r"([0-9]{1,2})(?:月份?)?")
_END_DAY = re.compile(r"([0-9]{1,2})月([0-9]{1,2})[日号]")
_AMBIGUOUS = re.compile(r"[0-9]{6}|[0-9]{8}|[0-9]{4}\.(?:0?[1-9]|1[0-2])|[0-9]{4}/[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included; `start` is None where nobody said since when (..2020).

    `text` is canonical and `precision` says how it was stated; equality is of the days alone, so
    2021-H1 equals 2021-01..06. Ends out of order are a `reversed_range`.
    """

    start: date | None
    end: date
    precision: Precision = field(compare=False)
    text: str = field(compare=False)

    def __post_init__(self) -> None:
        if self.start is not None and self.start > self.end:
            raise QuantityError("reversed_range", self.text)

    @property
    def year(self) -> int:
        """The calendar year the period ends in."""
        return self.end.year

    def previous(self) -> Period | None:
        """The same period one year earlier; one of more years is moved by its length in years.

        29 February becomes 28 February. None where the start is unknown or the years run out.
        """
        if self.start is None:
            return None
        months = complete_months(date(self.start.year - 1, 12, 31), last_of_month(self.end))
        years = max(1, -(-(months - self.start.month + 1) // 12))
        if self.start.year - years < FIRST_YEAR:
            return None
        return parse_period(_shifted(self.text, years))


def as_instant(period: Period) -> Period:
    """The last day of `period`, for stocks: of a level, 2021, 2021-12 and 2021-12-31 are one instant.

    `text` and `precision` stay as they were stated.
    """
    return replace(period, start=period.end)


@lru_cache(maxsize=8192)
def parse_period(text: str) -> Period:
    """Read a period: 2021, 2021-H1, 2021-Q1, 2021-06, 2021-07-04, 2021-01..06, 2016..2020, ..2020.

    Also 2021年上半年, 前三季度, 1-6月, 十四五, and spreadsheets' 2021.0 and dates at midnight.
    Raises QuantityError: `empty`, `too_long`, `not_a_period`, `ambiguous_period` (20210630, 2021.5),
    `impossible_date` (2021-13, or a year outside 1900 to 2100), `reversed_range`.
    """
    written = _SPACES.sub("", plain(text)).removeprefix("截至").removeprefix("截止")
    words = "年" in written
    if not words and _YEARS.fullmatch(written):
        written = written.replace("-", "..")
    written = (_DASHES_IN_WORDS if words else _DASHES).sub("..", written)
    found = _span(written, text) if ".." in written else _single(written, text)
    if found is None:
        raise QuantityError("ambiguous_period" if _AMBIGUOUS.fullmatch(written) else "not_a_period", text)
    return found


def format_period(period: Period) -> str:
    """The canonical text, which `parse_period` reads back to an equal period."""
    return period.text


def _single(written: str, text: str) -> Period | None:
    """A period named in one piece."""
    if point := find_date(written, text):
        return Period(point.first, point.last, point.precision, point.text)
    if match := _HALF.fullmatch(written):
        half = int(match[2] or "上下".index(match[3]) + 1)
        return _months(match[1], half * 6 - 5, half * 6, Precision.HALF, f"H{half}", text)
    if match := _QUARTER.fullmatch(written):
        quarter = int(match[2] or _NUMERALS[match[3]])
        return _months(match[1], quarter * 3 - 2, quarter * 3, Precision.QUARTER, f"Q{quarter}", text)
    if match := _FIRST_QUARTERS.fullmatch(written):
        return _joined(
            month(int(match[1]), 1, text), month(int(match[1]), _NUMERALS[match[2]] * 3, text), text
        )
    if match := _FIRST_MONTHS.fullmatch(written):
        return _joined(month(int(match[1]), 1, text), month(int(match[1]), int(match[2]), text), text)
    if match := _CLOSE.fullmatch(written):
        last = month(int(match[1]), int(match[2] or 12), text).last
        return Period(last, last, Precision.DAY, last.isoformat())
    return _plan(written, text)


def _plan(written: str, text: str) -> Period | None:
    match = _PLAN.fullmatch(written)
    first = _PLANS.get(match[1]) if match else None
    return _joined(year(first, text), year(first + 4, text), text) if first else None


def _months(year_: str, first: int, last: int, precision: Precision, name: str, text: str) -> Period:
    start, end = month(int(year_), first, text), month(int(year_), last, text)
    return Period(start.first, end.last, precision, f"{year_}-{name}")


def _span(written: str, text: str) -> Period | None:
    """A period named by its two ends, or by its last alone."""
    left, right = written.split("..", 1)
    if not left:
        end = find_date(right, text)
        return Period(None, end.last, Precision.SPAN, f"..{end.text}") if end else None
    start = _start(left, text)
    end = _end(right, start, text) if start else None
    return _joined(start, end, text) if start and end else None


def _start(left: str, text: str) -> PartialDate | None:
    if match := _START_MONTH.fullmatch(left):  # 2021年1-6月: the word 月 comes only at the end
        return month(int(match[1]), int(match[2]), text)
    return find_date(left, text)


def _end(right: str, start: PartialDate, text: str) -> PartialDate | None:
    """The second end, whose year may be left out: 2021-01..06, 2021年1月至10月18日."""
    if start.precision is not Precision.YEAR:
        if (match := _END_MONTH.fullmatch(right)) and start.precision is Precision.MONTH:
            return month(start.first.year, int(match[1]), text)
        if match := _END_DAY.fullmatch(right):
            return day(start.first.year, int(match[1]), int(match[2]), text)
    return find_date(right, text)


def _joined(start: PartialDate, end: PartialDate, text: str) -> Period:
    """One period from two ends, in the shortest canonical text that says the same."""
    if start.first > end.last:
        raise QuantityError("reversed_range", text)
    if start.precision is not end.precision:
        start, end = _without_years(start, end, text)
    whole_year = start.first == date(end.last.year, 1, 1) and end.last == date(end.last.year, 12, 31)
    if whole_year and start.precision is not Precision.DAY:
        return Period(start.first, end.last, Precision.YEAR, str(end.last.year))
    if start == end:
        return Period(start.first, end.last, start.precision, start.text)
    short = start.precision is end.precision is Precision.MONTH and start.first.year == end.first.year
    tail = f"{end.first.month:02}" if short else end.text
    return Period(start.first, end.last, Precision.SPAN, f"{start.text}..{tail}")


def _without_years(start: PartialDate, end: PartialDate, text: str) -> tuple[PartialDate, PartialDate]:
    """Where one end is a bare year and the other finer, the year is its first or its last month."""
    if start.precision is Precision.YEAR:
        start = month(start.first.year, 1, text)
    if end.precision is Precision.YEAR:
        end = month(end.first.year, 12, text)
    return start, end


def _shifted(canonical: str, years: int) -> str:
    moved = re.sub(r"[0-9]{4}", lambda match: str(int(match[0]) - years), canonical)
    return re.sub(r"([0-9]{4})-02-29", _last_of_february, moved)


def _last_of_february(match: re.Match[str]) -> str:
    return last_of_month(date(int(match[1]), 2, 1)).isoformat()
