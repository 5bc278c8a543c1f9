"""Which figures may stand on one axis with a target: lengths of time must compare."""

from datetime import date, timedelta
from typing import Protocol

from tracker.models import Indicator, Observation, QuantityKind
from tracker.quantities import complete_months

_YEAR = 12


class Span(Protocol):
    """A time a number is measured over, as a target has it."""

    @property
    def period_start(self) -> date | None:
        """Its first day; None where that is unknown."""

    @property
    def due(self) -> date:
        """Its last day."""


def months_of(start: date | None, end: date) -> int | None:
    """Complete months from `start` to `end`, both days included; None where the start is unknown."""
    return None if start is None else complete_months(start - timedelta(days=1), end)


def comparable(row: Observation, target: Span, indicator: Indicator) -> bool | None:
    """Whether a figure covers a whole period like the target's (True), a part of one (False), neither (None).

    Levels at a date always compare. Of flows a part must be cumulative from where such a period begins;
    rates, ratios and ranks of up to a year compare with one another.
    """
    if indicator.kind == QuantityKind.STOCK:
        return True
    length, aimed = months_of(row.period_start, row.period_end), months_of(target.period_start, target.due)
    if indicator.kind != QuantityKind.FLOW:
        if length is None or length > max(aimed or _YEAR, _YEAR):
            return None
        return length == 0 or length >= min(aimed or _YEAR, _YEAR)
    if length is None or aimed is None:
        return None
    if length == aimed:
        return True
    begins = row.period_start == target.period_start or _begins_a_year(row.period_start, aimed)
    return False if length < aimed and begins else None


def _begins_a_year(start: date | None, aimed: int) -> bool:
    return aimed == _YEAR and start is not None and (start.month, start.day) == (1, 1)
