"""How far the newest figure lies from the target, in words."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.models import (
    BOUNDS,
    Comparator,
    CountedFrom,
    Indicator,
    Observation,
    QuantityKind,
    Target,
    TargetForm,
    Unit,
)
from tracker.progress import Standing
from tracker.reports.figures import difference, number, of_percentages
from tracker.reports.quantities import converted


def difference_text(standing: Standing) -> str:
    """`2.8 percentage points below` and its like; empty where no plain difference can be told."""
    row, series = standing.latest, standing.commitment.series
    if row is None or series is None or row.qualifier in BOUNDS:
        return ""
    aim = _aim(standing, row)
    value = converted(row, aim[0]) if aim else None
    if aim is None or value is None:
        return ""
    unit, low, high = aim
    if low < value < high:
        return _("within the range")
    away = value - high if value > high else value - low
    if abs(away) < 1 and row.unit is not None and row.unit.factor < unit.factor:
        # 0.0731万亿斤 is better told in the unit the figure was published in: 731亿斤.
        away, unit = away * Fraction(unit.factor) / Fraction(row.unit.factor), row.unit
    return away_text(away, unit, series.indicator) if away else _("exactly the target")


def away_text(away: Fraction, unit: Unit, indicator: Indicator) -> str:
    """How far above or below, for a distance that is not zero: as points, places or an amount."""
    if indicator.kind == QuantityKind.RANK:
        better = (away < 0) == (indicator.counted_from != CountedFrom.BOTTOM)
        words = _("%(number)s places better") if better else _("%(number)s places worse")
        if abs(away) == 1:
            words = _("%(number)s place better") if better else _("%(number)s place worse")
        return words % {"number": number(abs(away))}
    if of_percentages(unit):
        words = _("%(points)s above") if away > 0 else _("%(points)s below")
        return words % {"points": difference(away, unit)}
    if away > 0:
        return pgettext("of an amount", "%(amount)s above") % {"amount": difference(away, unit)}
    return pgettext("of an amount", "%(amount)s below") % {"amount": difference(away, unit)}


def _aim(standing: Standing, row: Observation) -> tuple[Unit, Fraction, Fraction] | None:
    """The unit and both ends of what the figure is held against; equal ends for a single value."""
    target = standing.target
    if target.form == TargetForm.REFERENCE:
        return _reference(standing, row)
    return _level(target)


def _level(target: Target) -> tuple[Unit, Fraction, Fraction] | None:
    if target.form != TargetForm.LEVEL or target.value is None or target.unit is None:
        return None
    low = Fraction(target.value)
    between = target.comparator == Comparator.BETWEEN and target.value_to is not None
    return target.unit, low, Fraction(target.value_to) if between else low


def _reference(standing: Standing, row: Observation) -> tuple[Unit, Fraction, Fraction] | None:
    for other in standing.reading.reference:
        same_time = (other.period_start, other.period_end) == (row.period_start, row.period_end)
        if same_time and other.unit is not None and other.value is not None:
            return other.unit, Fraction(other.value), Fraction(other.value)
    return None
