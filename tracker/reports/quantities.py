"""Targets and observations in words: 7.5%以上, 超过2%, 第11位; with the differences between them."""

from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from tracker.models import (
    Comparator,
    CountedFrom,
    Indicator,
    Observation,
    Qualifier,
    QuantityKind,
    Target,
    TargetForm,
    Unit,
    Wording,
)
from tracker.reports.figures import Figure, number, of_percentages, with_unit
from tracker.reports.languages import in_english

MISSING: Final = "—"

# What the words of a target say. A bare number stays bare: how it is judged is told apart from the words.
_TARGET_WORDS: Final[dict[Any, Promise]] = {
    Wording.AT_LEAST: pgettext_lazy("target", "at least %(figure)s"),
    Wording.MORE_THAN: pgettext_lazy("target", "more than %(figure)s"),
    Wording.AT_MOST: pgettext_lazy("target", "at most %(figure)s"),
    Wording.LESS_THAN: pgettext_lazy("target", "less than %(figure)s"),
    Wording.ABOUT: pgettext_lazy("target", "about %(figure)s"),
}
_FIGURE_WORDS: Final[dict[Any, Promise]] = {
    Qualifier.ABOUT: pgettext_lazy("actual", "about %(figure)s"),
    Qualifier.AT_LEAST: pgettext_lazy("actual", "at least %(figure)s"),
    Qualifier.MORE_THAN: pgettext_lazy("actual", "more than %(figure)s"),
    Qualifier.AT_MOST: pgettext_lazy("actual", "at most %(figure)s"),
    Qualifier.LESS_THAN: pgettext_lazy("actual", "less than %(figure)s"),
}
_SIGNS: Final[dict[Any, str]] = {
    Comparator.AT_LEAST: "≥",
    Comparator.MORE_THAN: ">",
    Comparator.AT_MOST: "≤",
    Comparator.LESS_THAN: "<",
    Comparator.ABOUT: "≈",
    Comparator.EXACTLY: "=",
}


def value_text(value: Figure, unit: Unit | None, indicator: Indicator | None) -> str:
    """A value as its kind of quantity is spoken of: a rank as a place, a milestone as done or not."""
    kind = indicator.kind if indicator else ""
    if kind == QuantityKind.MILESTONE:
        return _("done") if value else _("not done")
    if kind == QuantityKind.RANK:
        bottom = indicator is not None and indicator.counted_from == CountedFrom.BOTTOM
        words = _("rank %(number)s from the bottom") if bottom else _("rank %(number)s")
        return words % {"number": number(value)}
    return with_unit(value, unit)


def figure_text(row: Observation, indicator: Indicator | None) -> str:
    """An observation's value with what qualifies it; a dash where it is missing."""
    if row.value is None:
        return MISSING
    words = _FIGURE_WORDS.get(row.qualifier)
    text = value_text(row.value, row.unit, indicator)
    return words % {"figure": text} if words else text


def target_text(target: Target, indicator: Indicator | None) -> str:
    """What the target's words ask for, in short."""
    if target.form == TargetForm.MILESTONE:
        return _("to be done")
    if target.form == TargetForm.REFERENCE:
        return _reference(target)
    if target.value is None:
        return MISSING
    if target.value_to is not None:
        low = with_unit(target.value, target.unit) if of_percentages(target.unit) else number(target.value)
        ends = {"low": low, "high": value_text(target.value_to, target.unit, indicator)}
        return _moved(target) % {"figure": _("%(low)s to %(high)s") % ends}
    words = _TARGET_WORDS.get(target.wording)
    text = value_text(target.value, target.unit, indicator)
    text = words % {"figure": text} if words else text
    return _moved(target) % {"figure": text}


def _moved(target: Target) -> str:
    """What the number of a target is, where it is no level: it is counted from the baseline."""
    if target.form == TargetForm.GROWTH:
        return _("growth of %(figure)s")
    if target.form != TargetForm.CHANGE:
        return "%(figure)s"
    return _("an increase of %(figure)s") if target.value > 0 else _("a change of %(figure)s")


def judged_text(target: Target, indicator: Indicator | None) -> str:
    """How the target is judged, as sign and figure: `≥ 7.5%`, in Chinese `≥7.5%`; empty without a number."""
    if target.value is None:
        return ""
    if target.value_to is not None:
        return target_text(target, indicator)
    gap = " " if in_english() else ""
    sign, value = _SIGNS.get(target.comparator, ""), value_text(target.value, target.unit, indicator)
    return f"{sign}{gap}{value}".strip()


def amount_text(value: Fraction, unit: Unit | None, *, places: int = 3) -> str:
    """A value worked out in base units, written in `unit`."""
    return with_unit(value / Fraction(unit.factor) if unit else value, unit, places=places)


def converted(row: Observation, unit: Unit | None) -> Fraction | None:
    """The observation's value in `unit`, exactly; None when it is missing or measures something else."""
    if row.value is None or row.unit is None or unit is None or row.unit.dimension != unit.dimension:
        return None
    return row.unit.to_base(row.value) / Fraction(unit.factor)


def same_digits(row: Observation, unit: Unit) -> Figure | None:
    """The observation's value in `unit`, with its published digits where nothing needs converting."""
    if row.unit_id == unit.pk and row.value is not None:
        return Decimal(row.value)
    return converted(row, unit)


def _reference(target: Target) -> str:
    if target.reference is not None:
        return _("in step with %(reference)s") % {"reference": target.reference.indicator.label}
    return _("against “%(reference)s”") % {"reference": target.reference_note}
