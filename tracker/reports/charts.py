"""Charts as declarations: from rows to a frozen spec of what is drawn; `svg` draws it, a table repeats it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.models import Indicator, Observation, Qualifier, QuantityKind, Target, TargetForm, Unit
from tracker.progress import Standing
from tracker.reports.figures import Figure, number
from tracker.reports.languages import in_english
from tracker.reports.paths import follows_path
from tracker.reports.periods import day_text, period_text
from tracker.reports.quantities import converted, figure_text, judged_text, target_text, value_text
from tracker.reports.spans import comparable
from tracker.reports.units import in_english_units, unit_name

#: What a label puts before a figure that is no exact one.
_MARKS: Final[dict[Any, str]] = {
    Qualifier.ABOUT: "≈",
    Qualifier.AT_LEAST: "≥",
    Qualifier.MORE_THAN: ">",
    Qualifier.AT_MOST: "≤",
    Qualifier.LESS_THAN: "<",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """A figure on the chart: `value` in the chart's unit at the end of its period.

    `counts` tells the vintage that counts from the others, `whole` a figure of a full period from one of
    a part of it, `firm` a final and unbounded one from the rest.
    """

    at: date
    value: Fraction
    label: str
    period: str
    text: str
    counts: bool = True
    whole: bool = True
    firm: bool = True
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
class Chart:
    """Target against actual.

    `unit` names what the numbers are; `bars` draws whole periods as columns from zero; `path` is the way
    expected from a start to the target, through the `stops` that were announced (straight without any, empty
    where none is known); `left_out` names periods that do not compare.
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
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Measure:
    """In what the chart counts: the stored unit, and how many of its own units one of it makes."""

    unit: Unit
    factor: Fraction
    name: str
    indicator: Indicator

    @property
    def percent(self) -> bool:
        return self.unit.symbol == "%"

    def value(self, row: Observation) -> Fraction | None:
        found = converted(row, self.unit)
        return None if found is None else found * self.factor

    def label(self, row: Observation, value: Fraction) -> str:
        published = row.unit_id == self.unit.pk and self.factor == 1 and row.value is not None
        shown: Figure = Decimal(row.value) if published else value
        return _MARKS.get(row.qualifier, "") + number(shown) + ("%" if self.percent else "")


def target_chart(standing: Standing, observations: Sequence[Observation]) -> Chart | None:
    """The chart of a commitment; None where there is nothing to draw (milestones, no figures).

    `observations` are all vintages of its series, each with `.counts`, as `progress.observations_of` gives.
    """
    series, target = standing.commitment.series, standing.target
    if series is None or series.indicator.kind in (QuantityKind.MILESTONE,):
        return None
    measure = _measure(target, series.indicator, observations)
    points, left_out = _points(standing, observations, measure)
    aim = _level(target, measure)
    if not points:
        return None
    first = _level(standing.targets[0], measure) if len(standing.targets) > 1 else None
    stops = _stops(standing, measure) if aim else ()
    return Chart(
        title=series.indicator.label,
        description=_describe(standing, points, aim),
        unit=measure.name,
        percent=measure.percent,
        bars=series.indicator.kind == QuantityKind.FLOW and all(point.value >= 0 for point in points),
        points=points,
        target=aim,
        first_target=first if first and aim and first.value != aim.value else None,
        path=_path(standing, points, aim, stops) if aim else (),
        stops=stops,
        left_out=left_out,
    )


def _measure(target: Target, indicator: Indicator, rows: Sequence[Observation]) -> _Measure:
    unit = target.unit or indicator.unit
    if not in_english():
        return _Measure(unit=unit, factor=Fraction(1), name=unit.symbol, indicator=indicator)
    values = [abs(value) for row in rows if (value := converted(row, unit)) is not None]
    largest = max([*values, abs(Fraction(target.value or 0))], default=Fraction(0)) or Fraction(1)
    scaled, name = in_english_units(largest, unit)
    return _Measure(
        unit=unit, factor=Fraction(scaled) / largest, name=name or unit_name(unit), indicator=indicator
    )


def _points(
    standing: Standing, rows: Sequence[Observation], measure: _Measure
) -> tuple[tuple[Point, ...], tuple[str, ...]]:
    """Points in order of time, and the periods of the figures that do not compare with the target's."""
    drawn, left_out = [], []
    for row in rows:
        value = measure.value(row)
        if value is None:
            continue
        fits = comparable(row, standing.target, measure.indicator)
        if fits is None:
            left_out.append(_period(row, measure.indicator))
        else:
            drawn.append(_point(standing, row, value, measure, whole=fits))
    drawn.sort(key=lambda point: (point.at, point.counts))
    return tuple(drawn), tuple(dict.fromkeys(reversed(left_out)))


def _point(standing: Standing, row: Observation, value: Fraction, measure: _Measure, *, whole: bool) -> Point:
    return Point(
        at=row.period_end,
        value=value,
        label=measure.label(row, value),
        period=_period(row, measure.indicator),
        text=figure_text(row, measure.indicator),
        counts=row.counts,
        whole=whole,
        firm=row.obs_status == "final" and row.qualifier in ("exact", "about"),
        baseline=standing.baseline is not None and row.pk == standing.baseline.pk,
    )


def _period(row: Observation, indicator: Indicator) -> str:
    return period_text(row.period, instant=indicator.kind == QuantityKind.STOCK)


def _level(target: Target, measure: _Measure) -> Level | None:
    if target.form != TargetForm.LEVEL or target.value is None or target.unit is None:
        return None
    if target.unit.dimension != measure.unit.dimension:
        return None
    ratio = Fraction(target.unit.factor) / Fraction(measure.unit.factor) * measure.factor
    return Level(
        start=target.period_start or date(target.due.year, 1, 1),
        due=target.due,
        value=Fraction(target.value) * ratio,
        value_to=Fraction(target.value_to) * ratio if target.value_to is not None else None,
        text=judged_text(target, measure.indicator),
    )


def _stops(standing: Standing, measure: _Measure) -> tuple[Stop, ...]:
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
    said = [_("%(period)s: %(figure)s") % {"period": p.period, "figure": p.text} for p in points if p.counts]
    figures = pgettext("between items of a list", "; ").join(said[-8:])
    series = standing.commitment.series
    indicator = series.indicator if series else None
    if aim is None:
        return _("Published figures: %(figures)s.") % {"figures": figures}
    words = {"target": target_text(standing.target, indicator), "figures": figures}
    return _("Target %(target)s. Published figures: %(figures)s.") % words
