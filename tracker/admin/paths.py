"""The planned path (季度序时) of a target, entered on its page."""

import datetime
from decimal import Context, Decimal, Inexact
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tracker.actions.invariants import lies_on_the_way
from tracker.exceptions import QuantityError
from tracker.models import PathPoint, QuantityKind, Target, Unit
from tracker.quantities import Qualifier, Quantity, parse_quantity

from .reading import PartialDateField, PeriodField, dated, period_of

#: Kinds held against their target directly: no value along the way is asked of them.
_PATHLESS = frozenset({QuantityKind.RATE, QuantityKind.RANK, QuantityKind.MILESTONE})
#: More digits than a stored value can have; a value that would need rounding is refused.
_EXACTLY = Context(prec=60, traps=[Inexact])


class PathEntry(forms.ModelForm):
    """A planned value as documents give it: 到6月底完成500家. Its day and amount follow from the words."""

    parent: Target

    by_end_of = PeriodField(label=_("by the end of"), help_text=_("2021-Q1, 2021-06 or 2021-06-30."))
    planned = forms.CharField(
        label=_("expected value"),
        max_length=60,
        help_text=_("The digits as written, in the target's own unit unless another is named."),
    )
    announced = PartialDateField(label=_("announced on"))

    class Meta:
        model = PathPoint
        fields = ("document",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        row = self.instance
        if row.pk:
            self.initial |= {
                "by_end_of": row.by.isoformat(),
                "planned": row.written or format(row.value, "f"),
                "announced": row.published,
            }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        row = self.instance
        if document := cleaned.get("document"):
            row.published_on, row.published_precision, row.known_from = dated(
                cleaned.get("announced", ""), document
            )
        if cleaned.get("by_end_of"):
            self._place(period_of(cleaned["by_end_of"]).end)
        if cleaned.get("planned"):
            self._amount(cleaned["planned"])
        return cleaned

    def _place(self, day: datetime.date) -> None:
        self.instance.by = day
        # A target whose own period cannot be read is told so above.
        if self.parent.due is not None and not lies_on_the_way(self.parent, day):
            self.add_error(
                "by_end_of",
                _("A planned value lies after the baseline, in the target's period, and up to its due date."),
            )

    def _amount(self, text: str) -> None:
        if self.parent.unit is None:
            return
        try:
            self.instance.value = planned_amount(text, self.parent.unit)
        except ValidationError as error:
            self.add_error("planned", error)
        self.instance.written = text


def planned_amount(text: str, unit: Unit) -> Decimal:
    """The value of `text` in `unit`, exactly. Raises ValidationError for all but one plain number."""
    try:
        read = parse_quantity(text)
    except QuantityError as error:
        raise ValidationError(_("“%(text)s” cannot be read."), params={"text": text}) from error
    if read.high is not None or read.qualifier != Qualifier.EXACT or read.falls or read.estimated:
        raise ValidationError(_("A planned value is one plain number, without words around it."))
    if read.unit is not None and read.unit.dimension != unit.dimension:
        raise ValidationError(_("The target is counted in %(unit)s."), params={"unit": unit})
    return _in_unit(read, unit)


def _in_unit(read: Quantity, unit: Unit) -> Decimal:
    exact = read.low.exact if read.unit is None else read.exact / unit.factor
    if read.unit is None or read.unit.factor == unit.factor:
        # With its digits as written: 450.0 stays 450.0.
        return _EXACTLY.multiply(read.low.value, Decimal(read.low.multiplier))
    try:
        return _EXACTLY.divide(Decimal(exact.numerator), Decimal(exact.denominator))
    except Inexact as error:
        raise ValidationError(
            _("Give it in %(unit)s: it has no end there."), params={"unit": unit}
        ) from error


class PathOfOne(forms.BaseInlineFormSet):
    """Gives each value the target on whose page it stands, and holds them against one another."""

    def _construct_form(self, i: int, **options: Any) -> Any:
        form = super()._construct_form(i, **options)
        form.parent = self.instance
        return form

    def clean(self) -> None:
        super().clean()
        rows = [form.instance for form in self.forms if self._is_kept(form)]
        if not rows:
            return
        if why := _no_path(self.instance):
            raise ValidationError(why)
        identities = [(row.by, row.document_id, row.published_on) for row in rows]
        if len(identities) > len(set(identities)):
            raise ValidationError(_("This document announced a value for that day already."))

    def _is_kept(self, form: Any) -> bool:
        stays = form.is_valid() and not self._should_delete_form(form)
        return stays and (form.has_changed() or form.instance.pk is not None)


def _no_path(target: Target) -> Any:
    """Why a target cannot have a planned path; None where it can."""
    if target.value is None or target.unit is None:
        return _("A target without a number has no planned path.")
    commitment = target.commitment if target.commitment_id else None
    series = commitment.series if commitment else None
    if series is not None and series.indicator.kind in _PATHLESS:
        return _("Rates, ranks and milestones are held against their target directly: they know no path.")
    return None


class PathInline(admin.TabularInline):
    """Values announced for months or quarters; they take the place of the straight line."""

    model = PathPoint
    form = PathEntry
    formset = PathOfOne
    extra = 0
    autocomplete_fields = ("document",)
    fields = ("by_end_of", "planned", "document", "announced")
    ordering = ("by", "published_on", "id")
