"""The points of a series a pace can be told from: exact figures that can be held against each other."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Final

from tracker.assessment.cases import Case, firmness
from tracker.assessment.facts import Figure
from tracker.assessment.selection import shape
from tracker.quantities import complete_months

_DAY: Final = timedelta(days=1)


def points_on_the_way(case: Case, figure: Figure) -> list[Figure]:
    """The points from the baseline up to `figure`, both included, the oldest first.

    Of a flow that adds up within its period: its sums from the period's start on.
    """
    if case.is_cumulative:
        return _one_of_each_end([*(row for row in _sums(case, figure) if row.start == figure.start), figure])
    baseline = case.baseline
    later = [row for row in _like(case, figure) if baseline is None or row.end > baseline.end]
    return ([] if baseline is None else [baseline]) + _one_of_each_end([*later, figure])


def points_before(case: Case, figure: Figure) -> list[Figure]:
    """Points of the series that are not on the way but tell what pace it has had: the oldest first.

    For flows that add up: sums of other periods. For others: comparable figures from before the baseline.
    """
    if case.is_cumulative:
        return [row for row in _sums(case, figure) if row.start != figure.start]
    baseline = case.baseline
    return _one_of_each_end([row for row in _like(case, figure) if baseline and row.end < baseline.end])


def past_paces(case: Case, points: Sequence[Figure]) -> Iterator[Fraction]:
    """Change per month over each stretch between consecutive comparable points of the series.

    For flows that add up: what each stretch brought, the first one of a period from its start.
    """
    if case.is_cumulative:
        yield from _paces_of_sums(points)
        return
    for earlier, later in pairwise(points):
        pace = pace_between(earlier, later) if _alike(case, earlier, later) else None
        if pace is not None:
            yield pace


def pace_between(earlier: Figure, later: Figure) -> Fraction | None:
    """Change per complete month; None where less than a month lies between."""
    months = complete_months(earlier.end, later.end)
    return (later.value - earlier.value) / months if months else None


def _paces_of_sums(sums: Iterable[Figure]) -> Iterator[Fraction]:
    reached: dict[date, Figure] = {}  # by a period's start: how far its sums tell
    for figure in sorted(sums, key=lambda row: row.end):
        if figure.start is None:
            continue
        before = reached.get(figure.start)
        since = before.end if before else figure.start - _DAY
        months = complete_months(since, figure.end)
        if months:
            yield (figure.value - before.value if before else figure.value) / months
        reached[figure.start] = figure


def _sums(case: Case, figure: Figure) -> list[Figure]:
    """Exact sums of the series over known periods that end before `figure` does, one of each period."""
    found = {
        (row.start, row.end): row
        for row in sorted(case.series, key=firmness)
        if row.start is not None and row.start < row.end < figure.end and not row.is_bound
    }
    return [found[period] for period in sorted(found)]


def _like(case: Case, figure: Figure) -> list[Figure]:
    """Exact figures of the series that end before `figure` and can be held against it."""
    rows = (row for row in case.series if row.end < figure.end and not row.is_bound)
    return [row for row in rows if _alike(case, row, figure)]


def _alike(case: Case, one: Figure, other: Figure) -> bool:
    """Whether two figures measure the same: levels at a date, or periods of equal length and place."""
    if case.target.kind == "stock" or (one.is_instant and other.is_instant):
        return True
    own = shape(one.start, one.end)
    return own is not None and own == shape(other.start, other.end)


def _one_of_each_end(figures: Iterable[Figure]) -> list[Figure]:
    """The firmest of those that end on one day, the oldest day first; the last one given is kept as it is."""
    rows = list(figures)
    found = {row.end: row for row in [*sorted(rows[:-1], key=firmness), *rows[-1:]]}
    return [found[end] for end in sorted(found)]
