"""Fractions whose arithmetic takes half the time; judging is little else."""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from typing import Any

_new: Any = object.__new__


class Exact(Fraction):
    """A fraction like any other, equal to and mixing with others, but quick with its like and whole numbers.

    The standard library's arithmetic serves every kind of number and asks at each step which one it has. What
    is worked out from one of these is one of these, in lowest terms as ever.
    """

    __slots__ = ()
    _numerator: int
    _denominator: int

    def __add__(self, other: Any) -> Any:
        if type(other) in _FRACTIONS:
            n, d = other.numerator, other.denominator
            return exact(self._numerator * d + n * self._denominator, self._denominator * d)
        return super().__add__(other)

    def __radd__(self, other: Any) -> Any:
        return self + other if type(other) in _FRACTIONS else super().__radd__(other)

    def __sub__(self, other: Any) -> Any:
        if type(other) in _FRACTIONS:
            n, d = other.numerator, other.denominator
            return exact(self._numerator * d - n * self._denominator, self._denominator * d)
        if type(other) is int:
            return exact(self._numerator - other * self._denominator, self._denominator)
        return super().__sub__(other)

    def __rsub__(self, other: Any) -> Any:
        if type(other) in _FRACTIONS:
            n, d = other.numerator, other.denominator
            return exact(n * self._denominator - self._numerator * d, d * self._denominator)
        return super().__rsub__(other)

    def __mul__(self, other: Any) -> Any:
        if type(other) in _FRACTIONS:
            return exact(self._numerator * other.numerator, self._denominator * other.denominator)
        if type(other) is int:
            return exact(self._numerator * other, self._denominator)
        return super().__mul__(other)

    def __rmul__(self, other: Any) -> Any:
        return self * other if type(other) in _QUICK else super().__rmul__(other)

    def __truediv__(self, other: Any) -> Any:
        if type(other) in _FRACTIONS:
            return exact(self._numerator * other.denominator, self._denominator * other.numerator)
        if type(other) is int:
            return exact(self._numerator, self._denominator * other)
        return super().__truediv__(other)

    def __rtruediv__(self, other: Any) -> Any:
        if type(other) in _FRACTIONS:
            return exact(other.numerator * self._denominator, other.denominator * self._numerator)
        return super().__rtruediv__(other)

    def __eq__(self, other: Any) -> Any:
        if type(other) in _FRACTIONS:
            return self._numerator == other.numerator and self._denominator == other.denominator
        if type(other) is int:
            return self._numerator == other and self._denominator == 1
        return super().__eq__(other)

    __hash__ = Fraction.__hash__

    def __lt__(self, other: Any) -> Any:
        if type(other) in _FRACTIONS:
            return self._numerator * other.denominator < other.numerator * self._denominator
        if type(other) is int:
            return self._numerator < other * self._denominator
        return super().__lt__(other)

    def __gt__(self, other: Any) -> Any:
        if type(other) in _FRACTIONS:
            return self._numerator * other.denominator > other.numerator * self._denominator
        if type(other) is int:
            return self._numerator > other * self._denominator
        return super().__gt__(other)

    def __le__(self, other: Any) -> Any:
        return not self > other if type(other) in _QUICK else super().__le__(other)

    def __ge__(self, other: Any) -> Any:
        return not self < other if type(other) in _QUICK else super().__ge__(other)


def exact(numerator: int, denominator: int = 1) -> Exact:
    """The quotient of two whole numbers, exactly. Raises ZeroDivisionError as any division does."""
    if denominator <= 0:
        if not denominator:
            raise ZeroDivisionError(f"{numerator}/0")
        numerator, denominator = -numerator, -denominator
    shared = gcd(numerator, denominator)
    made: Exact = _new(Exact)
    made._numerator = numerator // shared
    made._denominator = denominator // shared
    return made


# Asked of an abstract base class, as Fraction is one, `isinstance` is slower than the arithmetic.
_FRACTIONS = frozenset({Exact, Fraction})
_QUICK = frozenset({Exact, Fraction, int})
