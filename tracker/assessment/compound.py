"""Compound growth: powers with fractional exponents, exact where the root is exact.

A root is no fraction as a rule. It is worked out with decimals of 34 digits, the same on every machine, and
where the exact root is a fraction with a denominator below a million, that very fraction is the answer: so a
ratio that hits a class bound exactly is seen to hit it.
"""

from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from fractions import Fraction
from typing import Final

from tracker.assessment.exact import exact

_DIGITS: Final = Context(prec=34, Emax=MAX_EMAX, Emin=MIN_EMIN)
_SIMPLE: Final = 10**6  # denominators of exact roots worth finding
_NEAR: Final = Fraction(1, 10**24)  # how close, relatively, a simple fraction lies to its decimals
_TOO_MANY_DIGITS: Final = 100  # a number beyond a googol says nothing of any government's plan
_TINY, _HUGE = 1e-100, 1e100


def power(base: Fraction, exponent: Fraction) -> Fraction | None:
    """`base` to the power of `exponent`, to 34 digits, or exactly where it is a simple fraction.

    None where it is not defined (a base of zero or less) or has more than a hundred digits before or behind
    the decimal point.
    """
    if base <= 0:
        return None
    quotient = _DIGITS.divide(Decimal(base.numerator), Decimal(base.denominator))
    times = _DIGITS.divide(Decimal(exponent.numerator), Decimal(exponent.denominator))
    digits = _DIGITS.power(quotient, times)
    if abs(digits.adjusted()) > _TOO_MANY_DIGITS:
        return None
    found = Fraction(digits)
    near = found.limit_denominator(_SIMPLE)
    if abs(near - found) > found * _NEAR:
        return found
    return near if near**exponent.denominator == base**exponent.numerator else found


def annual_growth(earlier: Fraction, later: Fraction, years: Fraction) -> Fraction | None:
    """年均增速, the compound annual growth rate (CAGR): (later ÷ earlier)^(1 ÷ years) − 1, as a share.

    None where it is not defined: a value of zero, a change of sign, or no time between. Of two negative
    values it is the rate at which the amount below zero grows. An average growth over rates known year by
    year is that of their product: `annual_growth(1, product of (1 + rate), years)`.
    """
    if earlier == 0 or years <= 0:
        return None
    factor = power(later / earlier, 1 / years)
    return None if factor is None else factor - 1


def rough_power(base: Fraction, exponent: Fraction) -> Fraction | None:
    """Like `power`, but quick and to nine digits: for what is shown as a rough range and decides nothing.

    The digits left out are those in which one machine's arithmetic may differ from another's.
    """
    if base <= 0:
        return None
    try:
        found = float(base) ** float(exponent)
    except OverflowError:
        return None
    return exact(*Decimal(f"{found:.9g}").as_integer_ratio()) if _TINY < found < _HUGE else None
