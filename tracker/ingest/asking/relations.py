"""Figures of different series that bind each other: a growth and its levels, parts and their total. Pure."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from tracker.assessment.selection import shape

from .points import PLAIN, Doubt, Point

_DAY: Final = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Growth:
    """A level, the level a year before, and the growth published for the year, which one of the three is.

    Only where the growth may be worked out from these levels (`assessment.derivations.may_derive`): never a
    real rate from levels at current prices.
    """

    level: Point
    before: Point
    rate: Point


@dataclass(frozen=True, slots=True)
class Whole:
    """A total and parts of it, of the same period: the figure is one of them."""

    total: Point
    parts: Sequence[Point]


def growths_about(point: Point, *, rates: Iterable[Point], levels: Sequence[Point]) -> list[Growth]:
    """The growths `point` has part in, of the published `rates` and the `levels` they are the growth of.

    A rate of whole years counts from the end of the year before them, one of a part of a year from the same
    part a year earlier. `point` stands in one of the two lists.
    """
    found = []
    for rate in rates:
        for level in (other for other in levels if _is_at_end(other, rate)):
            since = _since(rate)
            befores = (other for other in levels if other.end == since and _alike(other, level))
            found += [Growth(level, before, rate) for before in befores]
    return [each for each in found if point in (each.level, each.before, each.rate)]


def wholes_about(point: Point, *, changes: Iterable[Point], levels: Sequence[Point]) -> list[Whole]:
    """A level as the whole and its change in the same period as a part: no more is added than is there."""
    pairs = [Whole(level, [change]) for change in changes for level in levels if _is_at_end(level, change)]
    return [each for each in pairs if point == each.total or point in each.parts]


def _is_at_end(level: Point, change: Point) -> bool:
    """Whether a level is what a change of some period led to: of that period, or at its end."""
    return level.end == change.end and level.start in (change.start, level.end)


def _alike(one: Point, other: Point) -> bool:
    return (one.start == one.end and other.start == other.end) or (
        one.start is not None and shape(one.start, one.end) == shape(other.start, other.end)
    )


def _since(rate: Point) -> datetime.date | None:
    """The end of the period a rate counts from."""
    after = rate.end + _DAY
    if rate.start is None or rate.start == rate.end:
        return None
    if (rate.start.month, rate.start.day) == (after.month, after.day):
        return rate.start - _DAY
    return after.replace(year=after.year - 1) - _DAY


def contradicts(growth: Growth) -> list[Doubt]:
    """A growth that the two levels rule out, whatever was rounded away of all three."""
    level, before, rate = growth.level, growth.before, growth.rate
    if any(point.qualifier != PLAIN for point in (level, before, rate)) or before.base <= before.half:
        return []
    low = ((level.base - level.half) / (before.base + before.half) - 1) * 100
    high = ((level.base + level.half) / (before.base - before.half) - 1) * 100
    if low <= rate.base + rate.half and rate.base - rate.half <= high:
        return []
    implied = f"{float((level.base / before.base - 1) * 100):.2f}%"
    said = {"level": level.said, "before": before.said, "growth": rate.said, "implied": implied}
    return [Doubt("growth_contradicted", said)]


def exceeds(whole: Whole) -> list[Doubt]:
    """Parts that together are more than their total, whatever was rounded away."""
    total = whole.total
    if total.qualifier not in (PLAIN, "at_most", "less_than"):
        return []
    firm = [part for part in whole.parts if part.qualifier in (PLAIN, "at_least", "more_than")]
    if sum((part.base - part.half for part in firm), Fraction(0)) <= total.base + total.half:
        return []
    return [Doubt("above_total", {"parts": " + ".join(part.said for part in firm), "total": total.said})]
