"""Figures in writing: `plain_decimal` for machines, the others for readers in the language of the moment.

Nothing here passes through a float. Readers get digits grouped by three from five digits on and a true minus
sign; a rounded number keeps as many decimals as it takes to lie on the same side of every limit as the exact
one, so that what is shown never contradicts what was decided (DESIGN §5).
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from tracker.models import Unit
from tracker.reports.languages import in_english
from tracker.reports.units import in_english_units

Figure = Decimal | Fraction | int

MINUS: Final = "\u2212"
MOST_DECIMALS: Final = 12
_GROUPED_FROM: Final = 10_000
_POINT_DIMENSIONS: Final = frozenset({"percent", "percentage_point"})


def plain_decimal(value: Figure, *, places: int = 6, limits: Iterable[Figure] = ()) -> str:
    """`value` as digits for a machine: no exponent, no grouping, ASCII minus.

    A Decimal keeps its digits (`3.10` stays `3.10`). A Fraction is exact where it ends within twelve
    decimals, else rounded half up to `places` decimals, or as many more as it takes to agree with `limits`;
    without trailing zeros.
    """
    if isinstance(value, Decimal):
        return format(abs(value) if value == 0 else value, "f")
    exact = Fraction(value)
    ends = (exact * 10**MOST_DECIMALS).denominator == 1
    return _bare(rounded(exact, MOST_DECIMALS) if ends else agreeing(exact, places, limits))


def rounded(value: Figure, places: int) -> Decimal:
    """`value` rounded half up (away from zero) to `places` decimals, exactly."""
    scaled = abs(Fraction(value)) * 10**places + Fraction(1, 2)
    units = scaled.numerator // scaled.denominator
    # Read from text, which no context cuts short.
    return Decimal(f"{-units if value < 0 else units}E-{places}")


def agreeing(value: Figure, places: int, limits: Iterable[Figure]) -> Decimal:
    """`value` rounded to `places` decimals, or to as many more as it takes to agree with all of `limits`.

    Agreeing means: below, at, or above a limit exactly as the unrounded value is. Stops at twelve decimals.
    """
    exact, bounds = Fraction(value), [Fraction(limit) for limit in limits]
    for more in range(places, MOST_DECIMALS):
        shown = rounded(exact, more)
        if all(_side(Fraction(shown), bound) == _side(exact, bound) for bound in bounds):
            return shown
    return rounded(exact, MOST_DECIMALS)


def number(value: Figure, *, places: int = 2) -> str:
    """`value` for a reader: a Decimal keeps its published digits, a Fraction at most `places` decimals."""
    digits = plain_decimal(value) if isinstance(value, Decimal) else _bare(rounded(value, places))
    whole, point, decimals = digits.lstrip("-").partition(".")
    grouped = f"{int(whole):,}" if int(whole) >= _GROUPED_FROM else whole
    return f"{MINUS if digits.startswith('-') else ''}{grouped}{point}{decimals}"


def percent(value: Figure, *, places: int = 1, limits: Iterable[Figure] = ()) -> str:
    """A share as percent: `Fraction(1, 3)` is `33.3%`. `limits` are shares too."""
    hundredfold = [Fraction(limit) * 100 for limit in limits]
    return f"{_reader(agreeing(Fraction(value) * 100, places, hundredfold))}%"


def points(value: Figure, *, places: int = 1, limits: Iterable[Figure] = (), signed: bool = False) -> str:
    """A difference of percentages, given in points; `signed` puts a plus before what is above zero."""
    shown = agreeing(value, places, limits)
    sign = "+" if signed and shown > 0 else ""
    words = _("%(number)s percentage point") if abs(shown) == 1 else _("%(number)s percentage points")
    return words % {"number": sign + _reader(shown)}


def with_unit(value: Figure, unit: Unit | None, *, places: int = 2) -> str:
    """A value and its unit as a newspaper prints them: `1000家`, `7.5%`; in English `24 billion yuan`."""
    if unit is None:
        return number(value, places=places)
    if not in_english():
        return number(value, places=places) + unit.symbol
    scaled, name = in_english_units(value, unit)
    gap = "" if name.startswith(("%", "‰")) else " "
    return f"{number(scaled, places=places)}{gap}{name}"


def difference(value: Figure, unit: Unit | None) -> str:
    """How far two values of `unit` lie apart, without sign; percentages differ by percentage points."""
    if of_percentages(unit):
        return points(abs(Fraction(value)), places=2)
    return with_unit(abs(Fraction(value)), unit, places=4)


def of_percentages(unit: Unit | None) -> bool:
    """Whether values of the unit are percentages, whose differences are counted in points."""
    return unit is not None and unit.dimension in _POINT_DIMENSIONS and unit.factor == 1


def _side(value: Fraction, limit: Fraction) -> int:
    return (value > limit) - (value < limit)


def _bare(value: Decimal) -> str:
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _reader(value: Decimal) -> str:
    return number(Fraction(value), places=MOST_DECIMALS)
