"""The chart of one commitment: what was reported, against what was promised first and holds now."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.models import CountedFrom, Observation, QuantityKind
from tracker.progress import Standing
from tracker.reports.chart_figures import Measure, level_of, measure_for, points_of
from tracker.reports.charts import Chart, Level, Point, Stop
from tracker.reports.paths import follows_path
from tracker.reports.periods import day_text
from tracker.reports.quantities import target_text, value_text


def target_chart(standing: Standing, observations: Sequence[Observation]) -> Chart | None:
    """The chart of a commitment; None where there is nothing to draw (milestones, no figures).

    `observations` are all vintages of its series, each with `.counts`, as `progress.observations_of` gives.
    """
    series, target = standing.commitment.series, standing.target
    if series is None or series.indicator.kind == QuantityKind.MILESTONE:
        return None
    indicator = series.indicator
    measure = measure_for(indicator, target.unit, observations, [target.value])
    points, left_out = points_of(observations, target, measure, standing.baseline)
    if not points:
        return None
    aim = level_of(target, measure)
    first = level_of(standing.targets[0], measure) if len(standing.targets) > 1 else None
    stops = _stops(standing, measure) if aim else ()
    return Chart(
        title=indicator.label,
        description=_describe(standing, points, aim),
        unit=measure.name,
        percent=measure.percent,
        bars=indicator.kind == QuantityKind.FLOW and all(point.value >= 0 for point in points),
        points=points,
        target=aim,
        first_target=first if first and aim and first.value != aim.value else None,
        path=_path(standing, points, aim, stops) if aim else (),
        stops=stops,
        left_out=left_out,
        upside_down=indicator.counted_from == CountedFrom.TOP,
    )


def _stops(standing: Standing, measure: Measure) -> tuple[Stop, ...]:
    """The announced values that count, in order of time; none where the target is held and not approached."""
    if standing.target.value_to is not None or not follows_path(standing):
        return ()
    counting = {point.by: point for point in standing.reading.path}
    return tuple(
        Stop(
            at=point.by,
            value=Fraction(point.value) * measure.factor,
            text=_("%(period)s: %(figure)s")
            % {
                "period": day_text(point.by),
                "figure": value_text(point.value, measure.unit, measure.indicator),
            },
        )
        for point in counting.values()
    )


def _path(
    standing: Standing, points: tuple[Point, ...], aim: Level, stops: tuple[Stop, ...]
) -> tuple[tuple[date, Fraction], ...]:
    """The way expected, from its beginning if that is known, through the announced stops to the target."""
    if aim.value_to is not None:
        return ()
    begin = _origin(standing, points, aim, announced=bool(stops))
    between = [(stop.at, stop.value) for stop in stops if stop.at < aim.due]
    if begin is not None:
        between = [begin, *(stop for stop in between if stop[0] > begin[0])]
    return (*between, (aim.due, aim.value)) if between else ()


def _origin(
    standing: Standing, points: tuple[Point, ...], aim: Level, *, announced: bool
) -> tuple[date, Fraction] | None:
    """Where the way begins: at the baseline, or for additions at nothing as the period starts."""
    series = standing.commitment.series
    adds_up = series is not None and series.indicator.kind == QuantityKind.FLOW
    base = next((point for point in points if point.baseline), None)
    if base and (standing.judgement.progress is not None or (announced and not adds_up)):
        return base.at, base.value
    parts = any(not point.whole and aim.start <= point.at <= aim.due for point in points)
    return (aim.start, Fraction(0)) if adds_up and (parts or announced) else None


def _describe(standing: Standing, points: tuple[Point, ...], aim: Level | None) -> str:
    """What the chart shows, for those who cannot see it; the table below it holds every figure."""
    figures = figures_said(points)
    series = standing.commitment.series
    indicator = series.indicator if series else None
    if aim is None:
        return _("Published figures: %(figures)s.") % {"figures": figures}
    words = {"target": target_text(standing.target, indicator), "figures": figures}
    return _("Target %(target)s. Published figures: %(figures)s.") % words


def figures_said(points: Sequence[Point]) -> str:
    """The newest counting figures one after another."""
    said = [_("%(period)s: %(figure)s") % {"period": p.period, "figure": p.text} for p in points if p.counts]
    return pgettext("between items of a list", "; ").join(said[-8:])
