"""The figures of an indicator and of those tied to it in one place: what is doubtful about any of them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from tracker.assessment.derivations import may_derive
from tracker.assessment.selection import shape
from tracker.models import Indicator

from .alike import Alike
from .figures import Figure, Known, day_of, ordinal_of
from .points import Doubt, Point
from .relations import Growth, Whole, growths_about, wholes_about
from .sanity import doubts

#: Days within which a growth finds the two levels it is the growth of.
_YEAR = 366


def _when(figure: Figure) -> tuple[str, str, int]:
    return figure.ends, figure.published_on, figure.number


@lru_cache(maxsize=8192)
def _sort_of(begins: str | None, ends: str) -> Any:
    """What periods have in common that compare with each other; None of a sum since nobody knows when."""
    if begins is None:
        return None
    return "instant" if begins == ends else shape(day_of(begins), day_of(ends))


class Family:
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
            number: {sort: Alike(figures, known) for sort, figures in sorts.items()}
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

    def _asked(self, indicator: Indicator, alike: Alike, row: Figure, tied: list[int]) -> list[Doubt]:
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
        day = ordinal_of(row.ends)
        own = (row.indicator, row.begins, row.ends)
        return [
            alike.point(place)
            for alike in self.series[indicator].values()
            for place in range(bisect_left(alike.days, day - _YEAR), bisect_right(alike.days, day + _YEAR))
            if alike.figures[place][2:5] != own
        ]
