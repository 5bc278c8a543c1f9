"""Whether two printed figures can both hold, given the rounding of their digits (DESIGN §4.4)."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from tracker.assessment.ranges import Range, possible
from tracker.exceptions import QuantityError
from tracker.models import Observation, Qualifier
from tracker.quantities import parse_number

from .known.terms import figure_of

#: How far a hedged figure (约, 左右) may lie from what was measured: a share of its own value.
HEDGE: Final = Fraction(5, 100)


@dataclass(frozen=True, slots=True)
class Printed:
    """What a figure says, in base units: the number, half a unit of its last digit, and the values it admits.

    `point` tells a plain number, known as far as its digits go, from a bound or a hedged one.
    """

    value: Fraction
    half: Fraction
    admits: Range
    point: bool


def printed(row: Observation) -> Printed:
    """Read a row that has a value.

    A bound admits what it bounds, a hedged figure 5 % to either side and never less than its rounding.
    """
    figure, half = figure_of(row), _half(row)
    if figure.is_bound:
        return Printed(figure.value, half, possible(figure), point=False)
    hedged = row.qualifier == Qualifier.ABOUT
    spread = max(half, abs(figure.value) * HEDGE) if hedged else half
    around = Range(figure.value - spread, figure.value + spread)
    return Printed(figure.value, half, around, point=not hedged)


def disagree(one: Printed, other: Printed) -> bool:
    """Whether no reading lets both hold.

    Two plain numbers agree when the one with more digits, rounded to those of the other (half away from
    zero, 四舍五入), is the other: 206.3 and 206 do, 74.5 and 74 do not. Bounds and hedges disagree where
    nothing they admit is shared.
    """
    if one.point and other.point:
        fine, coarse = sorted((one, other), key=lambda said: said.half)
        return _rounded(fine.value, 2 * coarse.half) != coarse.value
    return one.admits.below(other.admits) or other.admits.below(one.admits)


def relative_difference(one: Printed, other: Printed) -> Fraction:
    """How far two printed numbers lie apart, as a share of the larger one (by amount); 0 to 2."""
    larger = max(abs(one.value), abs(other.value))
    return abs(one.value - other.value) / larger if larger else Fraction(0)


def _half(row: Observation) -> Fraction:
    """Half a unit of the last digit: of the digits as written, else of those stored."""
    try:
        number = parse_number(row.written)
    except QuantityError:
        number = parse_number(format(row.value, "f"))
    return number.rounding * row.unit.factor


def _rounded(value: Fraction, step: Fraction) -> Fraction:
    steps = (abs(value) / step + Fraction(1, 2)).__floor__()
    return (steps if value >= 0 else -steps) * step
