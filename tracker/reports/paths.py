"""The planned path (季度序时) of a target: what was to be there by a day, beside what was."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from tracker.models import BOUNDS, Comparator, Observation, PathPoint, QuantityKind, TargetForm
from tracker.progress import Standing
from tracker.reports.differences import away_text
from tracker.reports.periods import day_text, partial_day_text
from tracker.reports.quantities import converted, figure_text, value_text
from tracker.reports.spans import comparable

_MOVING: Final = frozenset({QuantityKind.FLOW, QuantityKind.STOCK, QuantityKind.RATIO})
_CEILINGS: Final = frozenset({Comparator.AT_MOST, Comparator.LESS_THAN})


@dataclass(frozen=True, kw_only=True, slots=True)
class PathRow:
    """A planned value in words; `actual` and `difference` are empty where no figure ends on that day.

    `counts`: the value was not replaced by one announced later.
    """

    point: PathPoint
    day: str
    planned: str
    actual: str
    difference: str
    announced: str
    counts: bool


def follows_path(standing: Standing) -> bool:
    """Whether a planned path is gone by: rates, ranks and ceilings to hold know none."""
    series, target = standing.commitment.series, standing.target
    if series is None or series.indicator.kind not in _MOVING:
        return False
    held = target.comparator in _CEILINGS and standing.baseline is None
    return target.form in (TargetForm.LEVEL, TargetForm.CHANGE, TargetForm.GROWTH) and not held


def path_rows(standing: Standing) -> list[PathRow]:
    """The planned path of the current target as it was known, in order of time."""
    points = standing.reading.path
    counting = {point.by: point.pk for point in points}
    return [_row(standing, point, counts=counting[point.by] == point.pk) for point in points]


def _row(standing: Standing, point: PathPoint, *, counts: bool) -> PathRow:
    series, target = standing.commitment.series, standing.target
    indicator = series.indicator if series else None
    row = next(_figures_of(standing, point), None)
    return PathRow(
        point=point,
        day=day_text(point.by),
        planned=value_text(point.value, target.unit, indicator),
        actual=figure_text(row, indicator) if row else "",
        difference=_difference(standing, point, row) if row and counts else "",
        announced=partial_day_text(point.published_on, point.published_precision),
        counts=counts,
    )


def _figures_of(standing: Standing, point: PathPoint) -> Iterator[Observation]:
    """The counting figure of the planned day: of additions the sum from the period's start."""
    series = standing.commitment.series
    for row in standing.reading.observations:
        told = row.period_end == point.by and row.value is not None and series is not None
        if told and comparable(row, standing.target, series.indicator) is not None:
            yield row


def _difference(standing: Standing, point: PathPoint, row: Observation) -> str:
    """How far the figure lies from the plan, where both are levels and the figure is no bound."""
    target, series = standing.target, standing.commitment.series
    value = converted(row, target.unit)
    levels = target.form == TargetForm.LEVEL and row.qualifier not in BOUNDS
    if not levels or value is None or series is None:
        return ""
    away = value - Fraction(point.value)
    return away_text(away, target.unit, series.indicator) if away else _("exactly as planned")
