"""Axes: round ticks, numbers as a newspaper prints them (万, 亿), and positions on paper."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from tracker.reports.figures import number
from tracker.reports.languages import in_english

_STEPS: Final = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5), Fraction(10))
_DAYS_OF_YEAR: Final = 365.25


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """A straight map from data, `low` to `high`, onto paper, `start` to `end` (both in pixels)."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: Fraction | float) -> float:
        """Where `value` lies on paper; an empty domain maps to its middle."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (float(value) - self.low) / (self.high - self.low) * (self.end - self.start)


def value_ticks(low: Fraction, high: Fraction, *, wanted: int = 5) -> list[Fraction]:
    """About `wanted` round values around `low` to `high`: steps of 1, 2, 2.5 or 5 times a power of ten."""
    if low == high:
        low, high = low - max(abs(low) / 10, Fraction(1, 2)), high + max(abs(high) / 10, Fraction(1, 2))
    step = _step((high - low) / max(wanted - 1, 1))
    first, last = low // step, -((-high) // step)
    return [step * place for place in range(int(first), int(last) + 1)]


def _step(rough: Fraction) -> Fraction:
    power = Fraction(1)
    while power * 10 <= rough:
        power *= 10
    while power > rough:
        power /= 10
    return next(power * step for step in _STEPS if power * step >= rough)


def tick_text(value: Fraction, *, percent: bool = False) -> str:
    """A tick's label: 4万, 1.2亿; in English 40,000 and 120 million."""
    if percent:
        return f"{number(value, places=6)}%"
    size = abs(value)
    if size >= 10**8:
        if in_english():
            return _("%(number)s million") % {"number": number(value / 10**6)}
        return f"{number(value / 10**8)}亿"
    if size >= 10**4 and not in_english():
        return f"{number(value / 10**4)}万"
    return number(value, places=6)


def years_between(first: date, last: date, *, most: int) -> list[int]:
    """Years whose ends an axis names, at most `most`, always with the last one."""
    years = list(range(first.year, last.year + 1))
    every = -(-len(years) // max(most, 1))
    return years[::-1][::every][::-1]


def day_number(day: date) -> float:
    """A day on a line of time."""
    return float(day.toordinal())


def years_wide(scale: Scale) -> float:
    """How many pixels one year takes."""
    days = max(scale.high - scale.low, 1.0)
    return (scale.end - scale.start) / days * _DAYS_OF_YEAR
