"""Ranges of values: what a figure leaves possible, and what a target accepts."""

from dataclasses import dataclass
from fractions import Fraction

from tracker.assessment.facts import Figure


@dataclass(frozen=True, slots=True)
class Range:
    """All values from `low` to `high`; None is without end, an open end leaves the end itself out."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    def scaled(self, factor: Fraction, offset: Fraction) -> "Range":
        """Every value times `factor` (which must be positive) plus `offset`."""
        low = None if self.low is None else self.low * factor + offset
        high = None if self.high is None else self.high * factor + offset
        return Range(low, high, self.low_open, self.high_open)

    def below(self, other: "Range") -> bool:
        """Whether every value lies under every value of `other`."""
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))

    def within(self, other: "Range") -> bool:
        """Whether every value is one of `other` too."""
        return _reaches(self.low, self.low_open, other.low, other.low_open, 1) and _reaches(
            self.high, self.high_open, other.high, other.high_open, -1
        )


def _reaches(own: Fraction | None, own_open: bool, end: Fraction | None, end_open: bool, sign: int) -> bool:
    """Whether one end lies inside another; `sign` is 1 for lower ends and -1 for upper ones."""
    if end is None:
        return True
    if own is None:
        return False
    if own > end if sign > 0 else own < end:
        return True
    return own == end and (own_open or not end_open)


def possible(figure: Figure) -> Range:
    """The values a figure leaves possible; a hedged one (`about`) is taken at its printed value."""
    match figure.qualifier:
        case "at_least" | "more_than":
            return Range(low=figure.value, low_open=figure.qualifier == "more_than")
        case "at_most" | "less_than":
            return Range(high=figure.value, high_open=figure.qualifier == "less_than")
    return Range(figure.value, figure.value)


def decide(values: Range, accepted: Range) -> bool | None:
    """Whether the target is reached: True or False where every possible value says so, else None."""
    if values.within(accepted):
        return True
    if values.below(accepted) or accepted.below(values):
        return False
    return None


def decide_at_least(values: Range, reference: Range) -> bool | None:
    """Whether a value is at least another one, when either may be known as a bound only."""
    if values.low is not None and reference.high is not None and values.low >= reference.high:
        return True
    return False if values.below(reference) else None
