"""How far the newest figure lies from the target, in words."""

from fractions import Fraction

from django.utils.translation import gettext as _

from tracker.models import BOUNDS, Comparator, Observation, Target, TargetForm, Unit
from tracker.progress import Standing
from tracker.reports.figures import difference
from tracker.reports.quantities import converted


def difference_text(standing: Standing) -> str:
    """`2.8 percentage points below the target` and its like; empty where no plain difference can be told."""
    row = standing.latest
    if row is None or row.qualifier in BOUNDS:
        return ""
    aim = _aim(standing, row)
    if aim is None:
        return ""
    unit, low, high = aim
    value = converted(row, unit)
    if value is None:
        return ""
    if low < value < high:
        return _("within the range")
    away = value - high if value > high else value - low
    if away == 0:
        return _("exactly the target")
    words = _("%(amount)s above") if away > 0 else _("%(amount)s below")
    return words % {"amount": _amount(standing, abs(away), unit)}


def _amount(standing: Standing, away: Fraction, unit: Unit) -> str:
    series = standing.commitment.series
    if series is not None and series.indicator.kind == "rank":
        return _("%(number)s places") % {"number": away}
    return difference(away, unit)


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
