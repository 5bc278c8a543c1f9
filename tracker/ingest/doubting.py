"""Asks of the figures of a file what a careful clerk would: see `sanity`.

The figures of the file and what is stored of their series come from the database family by family. Most of
them are passed over by a quick comparison with their neighbours; what is left is asked about exactly.
"""

import datetime
import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby, islice
from math import log
from statistics import median
from typing import Any, NamedTuple

from django.db import connection

from tracker.assessment.derivations import may_derive
from tracker.assessment.selection import shape
from tracker.models import ChangeSet, Indicator, Outcome, Unit

from . import doubting_sql as sql
from .noting import noted
from .points import Doubt, Point
from .problems import Problem
from .relations import Growth, Whole, growths_about, wholes_about
from .sanity import DEVIATIONS, FEWEST, NEAREST, USUAL_FACTOR, USUAL_POINTS, doubts

BATCH = 500
#: Kinds whose figures are held against no others.
_UNCOMPARED = frozenset({"rank", "milestone"})
_KINDS = {"rate": "rate", **dict.fromkeys(_UNCOMPARED, "none")}
#: No slip stays under this factor: percent for a fraction is a hundred, within a factor of two.
_FAR = 49
#: Days within which a growth finds the two levels it is the growth of.
_YEAR = 366


class Figure(NamedTuple):
    """A figure of a series: a row of the file by its position, or a stored one by its number, negative."""

    jurisdiction: int
    family: int
    indicator: int
    begins: str | None
    ends: str
    published_on: str
    value: str
    unit: int
    written: str
    qualifier: str
    number: int


@dataclass(frozen=True)
class Known:
    """What is known of indicators and units, by number."""

    indicators: dict[int, Indicator]
    units: dict[int, Unit]

    @cached_property
    def scales(self) -> dict[int, float]:
        """About how many base units one of each unit is."""
        return {number: float(unit.factor) for number, unit in self.units.items()}

    @classmethod
    def load(cls) -> "Known":
        """Read both in two queries."""
        return cls(Indicator.objects.in_bulk(), Unit.objects.in_bulk())

    def family(self, indicator: Indicator) -> int:
        """The level an indicator states the growth or change of, else itself."""
        return indicator.growth_of_id or indicator.change_of_id or indicator.pk

    def point(self, figure: Figure) -> Point:
        """The figure in the terms of `sanity`."""
        unit = self.units[figure.unit]
        return Point(
            start=_day(figure.begins) if figure.begins else None,
            end=_day(figure.ends),
            base=unit.to_base(figure.value),
            written=figure.written,
            qualifier=figure.qualifier,
            unit=unit.symbol,
            factor=unit.factor,
        )


def doubt(change_set: ChangeSet, header: str) -> int:
    """Warn of every doubtful figure among the rows that would be stored; how many rows that were.

    `header` is printed over the values. Runs in the caller's transaction, after the rows were compared.
    """
    known = Known.load()
    with connection.cursor() as cursor:
        for statement in sql.DROP:
            cursor.execute(statement)
        _choose(cursor, change_set, known)
        warned = _warn(change_set, header, _doubts(change_set, known))
        for statement in sql.DROP:
            cursor.execute(statement)
    return warned


def _choose(cursor: Any, change_set: ChangeSet, known: Known) -> None:
    """Have the database choose the series where a figure may be unlike the others."""
    telling = connection.vendor == "postgresql"
    cursor.execute(sql.MAKE_FAMILIES)
    families = [
        (row.pk, known.family(row), _KINDS.get(row.kind, "level")) for row in known.indicators.values()
    ]
    cursor.executemany(sql.ADD_FAMILY, families)
    if telling:
        cursor.execute(sql.TELL_PLANNER)
    cursor.execute(sql.make_suspects(connection.vendor), {"set": change_set.pk})
    if telling:
        cursor.execute(sql.TELL_PLANNER_MORE)


def _doubts(change_set: ChangeSet, known: Known) -> Iterator[tuple[Figure, list[Doubt]]]:
    """Rows of the file with what is doubtful about each."""
    stored = groupby(_stream(sql.STORED, change_set), key=lambda row: row[:2])
    place, beside = next(stored, (None, iter(())))
    for here, rows in groupby(_stream(sql.STAGED, change_set), key=lambda row: row[:2]):
        while place is not None and place < here:
            place, beside = next(stored, (None, iter(())))
        yield from _Family(known, list(rows), list(beside) if place == here else []).doubts()


def _stream(statement: str, change_set: ChangeSet) -> Iterator[Figure]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, {"set": change_set.pk})
        while rows := cursor.fetchmany(2000):
            yield from map(Figure._make, rows)


def _warn(change_set: ChangeSet, header: str, found: Iterator[tuple[Figure, list[Doubt]]]) -> int:
    """Write the doubts beside their rows."""
    accepted = bool(change_set.options.get("accept_warnings"))
    warned = 0
    while batch := list(islice(found, BATCH)):
        rows = change_set.staged_rows.filter(position__in=[figure.number for figure, _doubts in batch])
        so_far = {position: rest for position, *rest in rows.values_list("position", "problems", "outcome")}
        updates = []
        for figure, doubted in batch:
            problems, outcome = so_far[figure.number]
            more = noted(
                Problem(each.code, column=header, value=figure.written, params=each.params)
                for each in doubted
            )
            text = json.dumps([*(problems or ()), *more], ensure_ascii=False)
            ends = outcome if accepted else Outcome.UNDECIDED.value
            updates.append((text, ends, figure.number, change_set.pk))
        with connection.cursor() as cursor:
            cursor.executemany(sql.WARN, updates)
        warned += len(batch)
    return warned


@lru_cache(maxsize=4096)
def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@lru_cache(maxsize=4096)
def _ordinal(text: str) -> int:
    return _day(text).toordinal()


def _when(figure: Figure) -> tuple[str, str, int]:
    return figure.ends, figure.published_on, figure.number


@lru_cache(maxsize=8192)
def _sort_of(begins: str | None, ends: str) -> Any:
    """What periods have in common that compare with each other; None of a sum since nobody knows when."""
    if begins is None:
        return None
    return "instant" if begins == ends else shape(_day(begins), _day(ends))


class _Alike:
    """The figures of a series that compare with each other, one of a period, in the order of time."""

    def __init__(self, figures: list[Figure], known: Known) -> None:
        self.figures = figures
        self.known = known
        self.days = [_ordinal(figure.ends) for figure in figures]
        scales = known.scales
        self.amounts = [float(figure.value) * scales[figure.unit] for figure in figures]
        self._points: dict[int, Point] = {}

    def point(self, place: int) -> Point:
        """A figure in the terms of `sanity`, worked out once."""
        if place not in self._points:
            self._points[place] = self.known.point(self.figures[place])
        return self._points[place]

    def around(self, row: Figure) -> list[int]:
        """The places of those among which its nearest neighbours are, itself left out."""
        place = bisect_left(self.days, _ordinal(row.ends))
        places = range(max(0, place - NEAREST), min(len(self.days), place + NEAREST + 1))
        return [each for each in places if self.figures[each] is not row]

    def ordinary(self, kind: str) -> set[int]:
        """The numbers of the file's rows whose neighbours plainly rule out every doubt that rests on them."""
        if kind in _UNCOMPARED:
            return {figure.number for figure in self.figures}
        plain = _ordinary_rate if kind == "rate" else _ordinary_level
        days, amounts, last = self.days, self.amounts, len(self.days) - 1
        found, first = set(), 0
        for place, figure in enumerate(self.figures):
            # The nearest of a figure stand in one stretch around it, which moves on with time.
            while (
                first + NEAREST < last and days[first + NEAREST + 1] - days[place] < days[place] - days[first]
            ):
                first += 1
            if figure.number > 0:
                near = sorted(amounts[first:place] + amounts[place + 1 : first + NEAREST + 1])
                if not near or plain(amounts[place], near):
                    found.add(figure.number)
        return found


def _ordinary_level(amount: float, others: list[float]) -> bool:
    """No slip by a power of ten, no repetition, and no further from the median than others are."""
    low, high = others[(len(others) - 1) // 2], others[len(others) // 2]
    if others[0] <= 0 or amount <= 0 or amount in others:
        return False
    if high < USUAL_FACTOR * amount < USUAL_FACTOR**2 * low:
        return True
    if not high / _FAR < amount < low * _FAR:
        return False
    return len(others) < FEWEST or _is_near(log(amount), [log(other) for other in others])


def _ordinary_rate(amount: float, others: list[float]) -> bool:
    """No slip between percent and fraction, and no further from the median than others are."""
    sizes = sorted(map(abs, others))
    if not all(size < _FAR * abs(amount) < _FAR**2 * size for size in sizes):
        return False
    low, high = others[(len(others) - 1) // 2], others[len(others) // 2]
    if max(abs(amount - low), abs(amount - high)) < USUAL_POINTS or len(others) < FEWEST:
        return True
    return _is_near(amount, others)


def _is_near(value: float, others: list[float]) -> bool:
    """Whether it lies well within what the spread of the others allows."""
    middle = median(others)
    return abs(value - middle) < DEVIATIONS * median([abs(other - middle) for other in others])


class _Family:
    """The figures of an indicator and those tied to it in one place."""

    def __init__(self, known: Known, rows: list[Figure], beside: list[Figure]) -> None:
        self.known = known
        self.rows = rows
        # Both come in the order of time and publication: of one period the figure published last stays.
        figures = sorted([*rows, *beside], key=_when) if beside else rows
        newest = {(figure.indicator, figure.begins, figure.ends): figure for figure in figures}
        counting: dict[int, dict[Any, list[Figure]]] = defaultdict(lambda: defaultdict(list))
        for figure in newest.values():
            counting[figure.indicator][_sort_of(figure.begins, figure.ends)].append(figure)
        self.series = {
            number: {sort: _Alike(figures, known) for sort, figures in sorts.items()}
            for number, sorts in counting.items()
        }

    def doubts(self) -> Iterator[tuple[Figure, list[Doubt]]]:
        """What is doubtful about the rows of the file."""
        ordinary = set() if len(self.series) > 1 else self._ordinary()
        for row in self.rows:
            if row.number in ordinary:
                continue
            indicator = self.known.indicators[row.indicator]
            alike = self.series[row.indicator][_sort_of(row.begins, row.ends)]
            tied = [number for number in self.series if number != row.indicator]
            if found := self._asked(indicator, alike, row, tied):
                yield row, found

    def _ordinary(self) -> set[int]:
        """Rows of a series without tied ones that need no closer look."""
        return {
            number
            for indicator, sorts in self.series.items()
            for sort, alike in sorts.items()
            if sort is not None
            for number in alike.ordinary(self.known.indicators[indicator].kind)
        }

    def _asked(self, indicator: Indicator, alike: _Alike, row: Figure, tied: list[int]) -> list[Doubt]:
        """The exact answer for one figure."""
        point = self.known.point(row)
        related = [self._related(indicator, self.known.indicators[other], row, point) for other in tied]
        return doubts(
            kind=indicator.kind,
            form=indicator.form,
            point=point,
            history=[alike.point(each) for each in alike.around(row)],
            growths=[growth for growths, _wholes in related for growth in growths],
            wholes=[whole for _growths, wholes in related for whole in wholes],
        )

    def _related(
        self, own: Indicator, other: Indicator, row: Figure, point: Point
    ) -> tuple[list[Growth], list[Whole]]:
        """The growths and totals the figure has part in with those of a tied indicator."""
        moves, level = (own, other) if other.pk in (own.growth_of_id, own.change_of_id) else (other, own)
        theirs = self._points(other.pk, row)
        levels, movements = (
            ([point, *self._points(own.pk, row)], theirs) if level is own else (theirs, [point])
        )
        if moves.growth_of_id == level.pk and may_derive("growth_of", moves.basis, level.basis):
            return growths_about(point, rates=movements, levels=levels), []
        if moves.change_of_id == level.pk:
            return [], wholes_about(point, changes=movements, levels=levels)
        return [], []

    def _points(self, indicator: int, row: Figure) -> list[Point]:
        """The counting figures of an indicator about the time of a row, but for its own period's of its
        own."""
        day = _ordinal(row.ends)
        own = (row.indicator, row.begins, row.ends)
        return [
            alike.point(place)
            for alike in self.series[indicator].values()
            for place in range(bisect_left(alike.days, day - _YEAR), bisect_right(alike.days, day + _YEAR))
            if alike.figures[place][2:5] != own
        ]
