"""From rows to what a chart holds: figures as points and targets as levels, in one unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import pgettext

from tracker.models import (
    BOUNDS,
    Indicator,
    Observation,
    ObservationStatus,
    Qualifier,
    QuantityKind,
    Target,
    TargetForm,
    Unit,
)
from tracker.progress.conflicts import disputed
from tracker.reports.charts import Level, Mark, Point
from tracker.reports.figures import Figure, number
from tracker.reports.languages import in_english
from tracker.reports.periods import partial_day_text, period_text
from tracker.reports.quantities import converted, figure_text, judged_text
from tracker.reports.spans import Span, comparable
from tracker.reports.units import in_english_units, unit_name

#: What a label puts before a figure that is no exact one.
_SIGNS: Final[dict[Any, str]] = {
    Qualifier.ABOUT: "≈",
    Qualifier.AT_LEAST: "≥",
    Qualifier.MORE_THAN: ">",
    Qualifier.AT_MOST: "≤",
    Qualifier.LESS_THAN: "<",
}
_STATUS_MARKS: Final[dict[Any, Mark]] = {
    ObservationStatus.PROVISIONAL: Mark.PROVISIONAL,
    ObservationStatus.ESTIMATED: Mark.ESTIMATED,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """In what a chart counts: the stored unit, and how many of its own units one of it makes."""

    unit: Unit
    factor: Fraction
    name: str
    indicator: Indicator

    @property
    def percent(self) -> bool:
        """Whether its numbers are percentages."""
        return self.unit.symbol == "%"

    def value(self, row: Observation) -> Fraction | None:
        """A figure's value in the chart's unit; None where it measures something else."""
        found = converted(row, self.unit)
        return None if found is None else found * self.factor

    def label(self, row: Observation, value: Fraction) -> str:
        """The number beside its mark, as published where nothing had to be converted."""
        published = row.unit_id == self.unit.pk and self.factor == 1 and row.value is not None
        shown: Figure = Decimal(row.value) if published else value
        return _SIGNS.get(row.qualifier, "") + number(shown) + ("%" if self.percent else "")


def measure_for(
    indicator: Indicator, unit: Unit | None, rows: Iterable[Observation], aims: Iterable[Any] = ()
) -> Measure:
    """What to count in: `unit`, else the indicator's own; in English so large that numbers stay short."""
    unit = unit or indicator.unit
    if not in_english():
        return Measure(unit=unit, factor=Fraction(1), name=unit.symbol, indicator=indicator)
    values = [abs(value) for row in rows if (value := converted(row, unit)) is not None]
    largest = max([*values, *(abs(Fraction(aim or 0)) for aim in aims)], default=Fraction(0)) or Fraction(1)
    scaled, name = in_english_units(largest, unit)
    factor = Fraction(scaled) / largest
    return Measure(unit=unit, factor=factor, name=name or unit_name(unit), indicator=indicator)


def points_of(
    rows: Sequence[Observation], span: Span, measure: Measure, baseline: Observation | None = None
) -> tuple[tuple[Point, ...], tuple[str, ...]]:
    """Points in order of time, and the periods of the figures that do not compare with the span.

    `rows` are vintages with `.counts`, those of a period together.
    """
    drawn, left_out = [], []
    doubtful = disputed(rows)
    for row in rows:
        value = measure.value(row)
        if value is None:
            continue
        fits = comparable(row, span, measure.indicator)
        if fits is None:
            left_out.append(_period(row, measure.indicator))
            continue
        begins, doubted = baseline is not None and row.pk == baseline.pk, row.counts and row.pk in doubtful
        drawn.append(_point(row, value, measure, whole=fits, baseline=begins, doubted=doubted))
    drawn.sort(key=lambda point: (point.at, point.counts))
    return tuple(drawn), tuple(dict.fromkeys(reversed(left_out)))


def level_of(target: Target, measure: Measure, text: str = "") -> Level | None:
    """What a target aims at as a level of the chart; None for what is no level or counts something else."""
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
        text=text or judged_text(target, measure.indicator),
    )


def _point(
    row: Observation, value: Fraction, measure: Measure, *, whole: bool, baseline: bool, doubted: bool
) -> Point:
    return Point(
        at=row.period_end,
        value=value,
        label=measure.label(row, value),
        period=_period(row, measure.indicator),
        text=figure_text(row, measure.indicator),
        note=_note(row, doubted=doubted),
        mark=_mark(row, doubted=doubted),
        counts=row.counts,
        whole=whole,
        baseline=baseline,
    )


def _mark(row: Observation, *, doubted: bool) -> Mark:
    if row.qualifier in BOUNDS:
        return Mark.ABOVE if row.qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN) else Mark.BELOW
    return Mark.DOUBTFUL if doubted else _STATUS_MARKS.get(row.obs_status, Mark.FINAL)


def _note(row: Observation, *, doubted: bool) -> str:
    """What else to know of it when it is pointed at: how settled, whose, and when."""
    said = [
        "" if row.obs_status == ObservationStatus.FINAL else str(row.get_obs_status_display()),
        pgettext("of a figure", "contradicted by another") if doubted else "",
        row.document.title,
        partial_day_text(row.published_on, row.published_precision),
    ]
    return " · ".join(filter(None, said))


def _period(row: Observation, indicator: Indicator) -> str:
    return period_text(row.period, instant=indicator.kind == QuantityKind.STOCK)
