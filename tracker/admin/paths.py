"""The planned path (季度序时) of a target, entered on its page."""

import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tracker.actions.paths import planned_amount, require_on_the_way, require_path
from tracker.exceptions import ActionError
from tracker.models import PathPoint, Target
from tracker.reports.denials import refusal_text

from .reading import PartialDateField, PeriodField, dated, period_of


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
        if self.parent.due is not None:
            try:
                require_on_the_way(self.instance)
            except ActionError as error:
                self.add_error("by_end_of", refusal_text(error))

    def _amount(self, text: str) -> None:
        if self.parent.unit is None:
            return
        try:
            self.instance.value = planned_amount(text, self.parent.unit)
        except ActionError as error:
            self.add_error("planned", refusal_text(error))
        self.instance.written = text


class PathOfOne(forms.BaseInlineFormSet):
    """Gives each value the target on whose page it stands, and holds them against one another."""

    def _construct_form(self, i: int, **options: Any) -> Any:
        form = super()._construct_form(i, **options)
        form.parent = form.instance.target = self.instance
        return form

    def clean(self) -> None:
        super().clean()
        rows = [form.instance for form in self.forms if self._is_kept(form)]
        if not rows:
            return
        try:
            require_path(self.instance)
        except ActionError as error:
            raise ValidationError(refusal_text(error)) from error
        identities = [(row.by, row.document_id, row.published_on) for row in rows]
        if len(identities) > len(set(identities)):
            raise ValidationError(_("This document announced a value for that day already."))

    def _is_kept(self, form: Any) -> bool:
        stays = form.is_valid() and not self._should_delete_form(form)
        return stays and (form.has_changed() or form.instance.pk is not None)


class PathInline(admin.TabularInline):
    """Values announced for months or quarters; they take the place of the straight line."""

    model = PathPoint
    form = PathEntry
    formset = PathOfOne
    extra = 0
    autocomplete_fields = ("document",)
    fields = ("by_end_of", "planned", "document", "announced")
    ordering = ("by", "published_on", "id")
