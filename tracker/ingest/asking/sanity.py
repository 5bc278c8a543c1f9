"""Doubts about a figure that can be read and may still be wrong: what a careful clerk would ask back. Pure.

Nothing here refuses a figure: each doubt is a warning that a person accepts. The rules, their thresholds and
why they are what they are stand in docs/sanity.md. Judging by floating-point logarithms is good enough for a
question; where figures are held against each other for a contradiction, fractions are.
"""

import math
import statistics
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from tracker.assessment.selection import shape
from tracker.quantities import names_number

from .points import PERCENT, Doubt, Point
from .quoting import figure_in_quote
from .relations import Growth, Whole, contradicts, exceeds

#: How far from a whole step of 万 or 亿 a slip may lie, as figures move between periods too.
SLIP_SPREAD: Final = 3
#: The same around a hundred, between percent and fraction.
PERCENT_SPREAD: Final = 2
#: Fewer others than this say nothing of what is usual; more than the nearest of them nothing of now.
FEWEST, NEAREST = 5, 9
#: A figure is unusual beyond this many robust standard deviations …
DEVIATIONS: Final = 5
#: … and never while it is within this factor of the median (a rate: within so many points).
USUAL_FACTOR, USUAL_POINTS = 2, 10
#: The same digits twice in a row are chance while there are fewer of them.
TELLING_DIGITS: Final = 3

_NORMAL: Final = 1.4826  # makes a median absolute deviation comparable with a standard deviation
_RATE_SLIP: Final = 100 // PERCENT_SPREAD
_LEVELS: Final = frozenset({"flow", "stock", "ratio"})
_SLIPS: Final = {4: "10,000", 8: "100,000,000", -4: "1/10,000", -8: "1/100,000,000"}


#: The column a doubt is about, where that is not the value's.
COLUMNS: Final = {"quote_without_number": "quote"}


def doubts(
    *,
    kind: str,
    point: Point,
    form: str = "level",
    history: Sequence[Point] = (),
    quote: str = "",
    derivation: str = "",
    growths: Iterable[Growth] = (),
    wholes: Iterable[Whole] = (),
) -> list[Doubt]:
    """Everything doubtful about `point`, a figure of an indicator of this kind and form; usually nothing.

    `history` holds the other figures of its series as they count, of whatever periods; also another vintage
    of its own period. `quote` and `derivation` are the row's.
    """
    near = neighbours(point, history)
    found = _slips(kind, point, near) or _outliers(kind, form, point, near)
    found += _repeats(kind, form, point, near)
    found += [doubt for growth in growths for doubt in contradicts(growth)]
    found += [doubt for whole in wholes for doubt in exceeds(whole)]
    return found + _unquoted(kind, point, quote, derivation)


def is_unremarkable(kind: str, base: Fraction, others: Iterable[Fraction]) -> bool:
    """Whether the other figures of the series, of whatever periods, rule out every doubt that rests on them.

    A cheap condition to pass over rows by: none of them equals it, has another sign or lies a factor of 2 or
    more away; of a rate none lies beyond 10 points or a factor of 50.
    """
    if kind in ("rank", "milestone"):
        return True
    if kind == "rate":
        return all(
            abs(base - other) <= USUAL_POINTS and not _far(base, other, _RATE_SLIP) for other in others
        )
    return all(base != other and base * other > 0 and not _far(base, other, USUAL_FACTOR) for other in others)


def _far(base: Fraction, other: Fraction, factor: int) -> bool:
    """Whether the larger of two amounts is `factor` times the smaller, or more."""
    smaller, larger = sorted((abs(base), abs(other)))
    return larger >= smaller * factor


def neighbours(point: Point, history: Iterable[Point]) -> list[Point]:
    """The figures `point` compares with, the nearest in time first: as long, of the same part of a year.

    Levels at a date compare with all levels at a date; bounds with nothing.
    """
    if point.start is None:
        return []
    own = shape(point.start, point.end)
    instant = point.start == point.end
    alike = [
        other
        for other in history
        if not other.is_bound
        and ((instant and other.start == other.end) or (not instant and shape(other.start, other.end) == own))
    ]
    return sorted(alike, key=lambda other: (abs(other.end - point.end), other.end))[:NEAREST]


def _slips(kind: str, point: Point, near: Sequence[Point]) -> list[Doubt]:
    """万 or 亿 too many or too few; percent for a fraction, or the reverse."""
    usual = [abs(other.base) for other in near if other.base]
    if not usual or not point.base:
        return []
    ratio = abs(point.base) / statistics.median(usual)
    if kind in _LEVELS and point.unit not in PERCENT:
        for power, times in _SLIPS.items():
            if _around(ratio, Fraction(10) ** power, SLIP_SPREAD):
                return [Doubt("unit_slip", {"times": times, "near": near[0].said})]
    if kind in ("rate", "ratio") and point.unit in PERCENT and _is_percent_slip(kind, point, near, ratio):
        return [Doubt("percent_slip", {"near": near[0].said})]
    return []


def _is_percent_slip(kind: str, point: Point, near: Sequence[Point], ratio: Fraction) -> bool:
    """A share does not jump a hundredfold; a rate may fall to 0.1 %, but then has no more decimals."""
    if _around(ratio, Fraction(100), PERCENT_SPREAD):
        return kind == "ratio" or abs(point.base) >= 100
    if _around(ratio, Fraction(1, 100), PERCENT_SPREAD):
        usual = statistics.median(_decimals(other) for other in near)
        return kind == "ratio" or _decimals(point) >= usual + 2
    return False


def _around(ratio: Fraction, step: Fraction, spread: int) -> bool:
    return step / spread <= ratio <= step * spread


def _decimals(point: Point) -> int:
    return len(point.written.partition(".")[2])


def _outliers(kind: str, form: str, point: Point, near: Sequence[Point]) -> list[Doubt]:
    """Far from the median of its neighbours, measured by how far they lie from it themselves."""
    if point.is_bound or len(near) < FEWEST:
        return []
    if kind == "rate":
        apart = _unusual(float(point.base), [float(other.base) for other in near], USUAL_POINTS)
    elif kind in _LEVELS and form == "level" and all(other.base > 0 for other in near):
        logs = [math.log(other.base) for other in near]
        apart = point.base <= 0 or _unusual(math.log(point.base), logs, math.log(USUAL_FACTOR))
    else:
        return []
    return [Doubt("outlier", {"count": str(len(near)), "near": near[0].said})] if apart else []


def _unusual(value: float, others: Sequence[float], least: float) -> bool:
    middle = statistics.median(others)
    spread = statistics.median(abs(other - middle) for other in others)
    return abs(value - middle) > max(DEVIATIONS * _NORMAL * spread, least)


def _repeats(kind: str, form: str, point: Point, near: Sequence[Point]) -> list[Doubt]:
    """The very digits of a year before: last year's row, not brought up to date."""
    if kind not in ("flow", "stock") or form != "level" or _telling(point.written) < TELLING_DIGITS:
        return []
    for other in near:
        months = (point.end.year - other.end.year) * 12 + point.end.month - other.end.month
        if months == 12 and other.base == point.base and other.written == point.written:
            return [Doubt("same_as_before", {"period": other.end.isoformat()[:7]})]
    return []


def _telling(written: str) -> int:
    """How many digits say something: neither zeros before nor zeros behind."""
    return len("".join(filter(str.isdigit, written)).strip("0"))


def _unquoted(kind: str, point: Point, quote: str, derivation: str) -> list[Doubt]:
    """A quote that does not hold the number it is to prove; a figure worked out need not stand in it."""
    if not quote or derivation or kind == "milestone" or figure_in_quote(quote, point.written, 0)[0]:
        return []
    value = point.base / point.factor
    percent = point.unit in PERCENT
    if names_number(quote, value=value, base=point.base, kind=kind, percent=percent):
        return []
    return [Doubt("quote_without_number", {"written": point.said})]
