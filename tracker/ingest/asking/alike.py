"""The figures of a series that compare with each other, most of which nobody needs to look at twice."""

from bisect import bisect_left
from math import log
from statistics import median

from .figures import Figure, Known, ordinal_of
from .points import Point
from .sanity import DEVIATIONS, FEWEST, NEAREST, USUAL_FACTOR, USUAL_POINTS

#: Kinds whose figures are held against no others.
UNCOMPARED = frozenset({"rank", "milestone"})
#: No slip stays under this factor: percent for a fraction is a hundred, within a factor of two.
_FAR = 49


class Alike:
    """The figures of a series that compare with each other, one of a period, in the order of time."""

    def __init__(self, figures: list[Figure], known: Known) -> None:
        self.figures = figures
        self.known = known
        self.days = [ordinal_of(figure.ends) for figure in figures]
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
        place = bisect_left(self.days, ordinal_of(row.ends))
        places = range(max(0, place - NEAREST), min(len(self.days), place + NEAREST + 1))
        return [each for each in places if self.figures[each] is not row]

    def ordinary(self, kind: str) -> set[int]:
        """The numbers of the file's rows whose neighbours plainly rule out every doubt that rests on them."""
        if kind in UNCOMPARED:
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
