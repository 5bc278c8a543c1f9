"""Numbers of a workbook as text: their full value, a percentage as one, a day as a date."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import Enum

_PLAIN = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
# Up to 15 digits a decimal number is what its nearest double is written as, so that it can stay as it is.
_WRITTEN = re.compile(r"(?!-0$)-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?")
_EXACT_DIGITS = 15
# What says nothing about the kind of a number: quoted and escaped text, colours and languages, exponents.
_SILENT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|[eE][-+]|am/pm|a/p', re.IGNORECASE)
_FIRST_OF_1900 = datetime(1899, 12, 31, tzinfo=UTC)
_FIRST_OF_1904 = datetime(1904, 1, 1, tzinfo=UTC)
_LEAP_DAY_NEVER_WAS = 60  # Excel counts a 29 February 1900
_LAST_DAY = 2_958_465  # 9999-12-31


class Kind(Enum):
    """How a number is shown, as far as that says what it is."""

    NUMBER = "number"
    PERCENT = "percent"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    TIME = "time"


# The formats every workbook knows without listing them; those from 27 on as Chinese Excel shows them.
_BUILT_IN = {
    **dict.fromkeys((9, 10), Kind.PERCENT),
    **dict.fromkeys((14, 15, 16, 22, 28, 29, 30, 31, 51, 52, 53, 54, 58), Kind.DAY),
    **dict.fromkeys((17, 27, 36, 50, 55, 57), Kind.MONTH),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 56), Kind.TIME),
}


def kind_of(number: int, code: str | None) -> Kind:
    """The kind of a number format, by its number and, where the workbook lists one, its code (0.0%)."""
    if code is None:
        return _BUILT_IN.get(number, Kind.NUMBER)
    bare = _SILENT.sub("", code.split(";")[0]).casefold()
    if "%" in bare:
        return Kind.PERCENT
    if "general" in bare or not re.search("[ymdhse]", bare):
        return Kind.NUMBER
    if not re.search("[yed]", bare):
        return Kind.TIME if re.search("[hs]", bare) else Kind.DAY
    if "d" in bare:
        return Kind.DAY
    return Kind.MONTH if "m" in bare else Kind.YEAR


def number_text(raw: str, kind: Kind = Kind.NUMBER, *, from_1904: bool = False) -> str:
    """A stored number as text: the shortest that means the same, without exponent; 2024.0 is 2024.

    How many digits a cell shows changes nothing; a percentage keeps its sign (0.12 is 12%). What is no
    number comes back as it is.
    """
    if kind is Kind.NUMBER and len(raw) <= _EXACT_DIGITS and _WRITTEN.fullmatch(raw):
        return raw
    if not _PLAIN.fullmatch(raw):
        return raw
    value = float(raw)
    if value in (float("inf"), float("-inf")):
        return raw
    if kind is Kind.PERCENT:
        return f"{_written(Decimal(repr(value)) * 100)}%"
    if kind is not Kind.NUMBER and (moment := _moment(value, from_1904=from_1904)):
        return _dated(moment, kind)
    return _written(Decimal(repr(value)))


def _written(value: Decimal) -> str:
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _moment(value: float, *, from_1904: bool) -> datetime | None:
    """The moment a serial number of days stands for; None where the calendar has none."""
    if not 0 <= value <= _LAST_DAY or (not from_1904 and int(value) == _LEAP_DAY_NEVER_WAS):
        return None
    first = _FIRST_OF_1904 if from_1904 else _FIRST_OF_1900
    late = not from_1904 and value > _LEAP_DAY_NEVER_WAS
    try:
        return first + timedelta(days=value - late, microseconds=500_000)
    except OverflowError:
        return None


def _dated(moment: datetime, kind: Kind) -> str:
    """A moment as its format shows it: a day with its time where that is not midnight, a month, a year."""
    if kind is Kind.MONTH:
        return f"{moment:%Y-%m}"
    if kind is Kind.YEAR:
        return f"{moment:%Y}"
    time = f"{moment:%H:%M:%S}"
    if kind is Kind.TIME and moment < _FIRST_OF_1900 + timedelta(days=1):
        return time
    return f"{moment:%Y-%m-%d}" + ("" if time == "00:00:00" else f" {time}")
