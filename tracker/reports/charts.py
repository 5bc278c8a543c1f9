"""Charts as declarations: frozen specs of what is drawn; `svg` draws them, a table repeats them.

One spec serves page and document. It holds values in the chart's own unit, days, and texts in the language of
the moment, so that two charts that are equal are drawn alike and drawn once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Final

#: Figures no further apart than this follow one another, however often others come.
_YEAR: Final = timedelta(days=400)


class Mark(StrEnum):
    """How settled a figure is, each with a shape of its own.

    A bound is known to lie on one side only; a doubtful figure is contradicted by another published one of
    its period, and nobody has settled which holds.
    """

    FINAL = "final"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    ABOVE = "above"
    BELOW = "below"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """A figure on the chart: `value` in the chart's unit at the end of its period.

    `counts` tells the vintage that counts from the others, `whole` a figure of a full period from one of
    a part of it. `label` stands beside it, `text` and `note` are told when it is pointed at.
    """

    at: date
    value: Fraction
    label: str
    period: str
    text: str
    note: str = ""
    mark: Mark = Mark.FINAL
    counts: bool = True
    whole: bool = True
    baseline: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """What is aimed at: `value` (up to `value_to` for a range) from `start` until `due`."""

    start: date
    due: date
    value: Fraction
    value_to: Fraction | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stop:
    """A value announced for the way to the target: expected `at` the end of a day."""

    at: date
    value: Fraction
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A series among several on one chart: its counting figures of whole periods, and what was aimed at."""

    name: str
    points: tuple[Point, ...]
    aims: tuple[Level, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """Target against actual.

    `unit` names what the numbers are; `bars` draws whole periods as columns from zero; `upside_down` puts
    small numbers on top (ranks). `target` and `first_target` are those of one commitment, with `path` the way
    expected from a start to the target, through the `stops` that were announced (straight without any, empty
    where none is known); `aims` those of every plan that speaks of the series. `lines` stand in the place of
    `points` where several series are compared. `left_out` names periods that do not compare.
    """

    title: str
    description: str
    unit: str
    percent: bool
    bars: bool
    points: tuple[Point, ...]
    target: Level | None = None
    first_target: Level | None = None
    path: tuple[tuple[date, Fraction], ...] = ()
    stops: tuple[Stop, ...] = ()
    aims: tuple[Level, ...] = ()
    lines: tuple[Line, ...] = ()
    left_out: tuple[str, ...] = ()
    upside_down: bool = False

    @property
    def every_point(self) -> tuple[Point, ...]:
        """The points of the chart and of all its lines."""
        return (*self.points, *(point for line in self.lines for point in line.points))

    @property
    def every_level(self) -> tuple[Level, ...]:
        """All that is aimed at."""
        own = (level for level in (self.first_target, self.target) if level is not None)
        return (*own, *self.aims, *(aim for line in self.lines for aim in line.aims))


def bends_of(points: Iterable[Point]) -> list[Point]:
    """The points a line goes through: those that count, of whole periods."""
    return [point for point in points if point.counts and point.whole]


def runs_of(points: Iterable[Point]) -> list[list[Point]]:
    """The points of a line, parted where some are missing: where they are further apart than usual."""
    bends = bends_of(points)
    runs = [bends[:1]]
    usual = min((after.at - before.at for before, after in pairwise(bends)), default=_YEAR)
    for before, after in pairwise(bends):
        if after.at - before.at > max(_YEAR, usual * 1.5):
            runs.append([])
        runs[-1].append(after)
    return runs
