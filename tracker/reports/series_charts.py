"""The chart of a series with the targets of every plan, and of one indicator in several places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.models import CountedFrom, Indicator, Observation, QuantityKind, Series, Target
from tracker.progress import Standing
from tracker.reports.chart_figures import Measure, level_of, measure_for, points_of
from tracker.reports.charts import Chart, Level, Line, Point
from tracker.reports.quantities import judged_text
from tracker.reports.spans import months_of
from tracker.reports.target_charts import figures_said

_YEAR = 12


@dataclass(frozen=True, slots=True)
class Year:
    """A whole year: what the figures of a series are drawn over unless a target says otherwise."""

    period_start: date | None = date(2000, 1, 1)
    due: date = date(2000, 12, 31)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A series among those of one indicator: all its figures, and the commitments that speak of it."""

    series: Series
    observations: Sequence[Observation]
    standings: Sequence[Standing]


def series_chart(place: Place) -> Chart | None:
    """All values of a series with their vintages, and what every plan aims at; None without any to draw."""
    indicator = place.series.indicator
    measure = _measure(indicator, [place])
    if measure is None:
        return None
    points, left_out = points_of(place.observations, Year(), measure)
    if not points:
        return None
    aims = _aims(place, measure)
    words = {"number": len(aims), "figures": figures_said(points)}
    return Chart(
        title=indicator.label,
        description=_("Targets of plans: %(number)s. Published figures: %(figures)s.") % words,
        unit=measure.name,
        percent=measure.percent,
        bars=indicator.kind == QuantityKind.FLOW and all(point.value >= 0 for point in points),
        points=points,
        aims=aims,
        left_out=left_out,
        upside_down=indicator.counted_from == CountedFrom.TOP,
    )


def comparison_chart(places: Sequence[Place]) -> Chart | None:
    """One indicator in several places, a line each with its targets; None where fewer than two have any."""
    indicator = places[0].series.indicator
    measure = _measure(indicator, places)
    if measure is None:
        return None
    lines = [line for place in places if (line := _line(place, measure)).points or line.aims]
    if len(lines) < 2 or not any(line.points for line in lines):
        return None
    said = [f"{line.name}: {figures_said(line.points)}" for line in lines]
    return Chart(
        title=indicator.label,
        description=pgettext("between items of a list", "; ").join(said),
        unit=measure.name,
        percent=measure.percent,
        bars=False,
        points=(),
        lines=tuple(lines),
        upside_down=indicator.counted_from == CountedFrom.TOP,
    )


def whole_years(place: Place) -> dict[int, Observation]:
    """The counting figure of each whole year, or of a stock of each year's end, by the year."""
    is_stock = place.series.indicator.kind == QuantityKind.STOCK
    found: dict[int, Observation] = {}
    for row in place.observations:
        ends = (row.period_end.month, row.period_end.day) == (12, 31)
        is_whole = is_stock or months_of(row.period_start, row.period_end) == _YEAR
        if row.counts and ends and is_whole and row.value is not None:
            found[row.period_end.year] = row
    return found


def yearly_targets(standings: Iterable[Standing]) -> dict[int, Standing]:
    """The commitment that aims at each single year; of several that of the plan with the latest code."""
    ordered = sorted(standings, key=lambda row: row.commitment.code)
    return {row.target.due.year: row for row in ordered if _is_of_one_year(row.target)}


def _is_of_one_year(target: Target) -> bool:
    length = months_of(target.period_start, target.due)
    return length in (0, _YEAR) and (target.due.month, target.due.day) == (12, 31)


def _measure(indicator: Indicator, places: Sequence[Place]) -> Measure | None:
    if indicator.kind == QuantityKind.MILESTONE:
        return None
    rows = [row for place in places for row in place.observations]
    return measure_for(indicator, None, rows)


def _aims(place: Place, measure: Measure) -> tuple[Level, ...]:
    """The current target of every plan that can be drawn: of flows those of single years."""
    found = []
    for standing in place.standings:
        target = standing.target
        length = months_of(target.period_start, target.due)
        if measure.indicator.kind == QuantityKind.FLOW and length != _YEAR:
            continue
        words = {"plan": standing.commitment.plan.label, "target": judged_text(target, measure.indicator)}
        if level := level_of(target, measure, _("%(plan)s: %(target)s") % words):
            found.append(level)
    return tuple(sorted(found, key=lambda level: (level.due, level.start)))


def _line(place: Place, measure: Measure) -> Line:
    points, _left_out = points_of(place.observations, Year(), measure)
    whole: tuple[Point, ...] = tuple(point for point in points if point.whole and point.counts)
    return Line(name=place.series.jurisdiction.label, points=whole, aims=_aims(place, measure))
