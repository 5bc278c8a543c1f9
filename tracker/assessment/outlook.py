"""Where the present pace leads by the due date, as a range, and whether the required one was ever seen."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from tracker.assessment.cases import Case
from tracker.assessment.compound import rough_power
from tracker.assessment.facts import Figure
from tracker.assessment.measures import Numbers, months_left
from tracker.assessment.points import pace_between, past_paces, points_before, points_on_the_way
from tracker.assessment.reasons import Reason
from tracker.quantities import complete_months

_YEAR: Final = 12  # months; the growth of a shorter stretch is not carried on over years
_ENOUGH: Final = 2  # stretches a series must have had before “never before” says anything


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlook:
    """Numbers that look ahead, the rows they were told from, and what the required pace calls for."""

    numbers: Numbers = field(default_factory=dict)
    rows: tuple[Figure, ...] = ()
    reasons: frozenset[Reason] = frozenset()


def outlook(case: Case, figure: Figure, numbers: Numbers) -> Outlook:
    """The range of projections at this figure; empty where its numbers hold none.

    Carried on to the due date: the pace since the baseline (or the period's start) and since the point
    before, linear, and the growth over both where it compounds. No probabilities: so few points bear none.
    """
    projected = numbers.get("projected")
    if projected is None:
        return Outlook()
    way, before = points_on_the_way(case, figure), points_before(case, figure)
    found = [projected, *_projections(case, way, months_left(case, figure.end))]
    unseen = _never_reached(case, (*before, *way), numbers.get("required_pace"))
    return Outlook(
        numbers={
            "projected_low": min(found),
            "projected_high": max(found),
            "points": Fraction(len(way)),
        },
        rows=(*before, *way),
        reasons=frozenset({Reason.NEVER_REACHED_BEFORE}) if unseen else frozenset(),
    )


def _projections(case: Case, way: list[Figure], months_left: int) -> list[Fraction]:
    """Values at the due date but for the linear one since the origin."""
    if len(way) < 2:
        return []
    latest = way[-1]
    pace = pace_between(way[-2], latest)
    linear = None if pace is None else latest.value + pace * months_left
    starts = [] if case.is_cumulative else way[:1] if len(way) == 2 else [way[0], way[-2]]
    found = [linear, *(_compounded(start, latest, months_left) for start in starts)]
    return [value for value in found if value is not None]


def _compounded(start: Figure, latest: Figure, months_left: int) -> Fraction | None:
    """The value when growth since `start` goes on; None over less than a year, zero or a change of sign."""
    months = complete_months(start.end, latest.end)
    if months < _YEAR or start.value == 0:
        return None
    factor = rough_power(latest.value / start.value, Fraction(months_left, months))
    return None if factor is None else latest.value * factor


def _never_reached(case: Case, points: Sequence[Figure], required: Fraction | None) -> bool:
    """Whether the required pace exceeds the best of all stretches between comparable points."""
    if not required or len(points) < _ENOUGH:
        return False
    stretches = 0
    for pace in past_paces(case, points):
        if pace >= required if case.side == "up" else pace <= required:
            return False
        stretches += 1
    return stretches >= _ENOUGH
