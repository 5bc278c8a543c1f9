"""Forms in which a figure is recorded, corrected, withdrawn or preferred."""

from typing import Any

from django import forms
from django.forms.forms import DeclarativeFieldsMetaclass
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from tracker.models import Observation

from .reading import PartialDateField, PeriodField

#: Fields of a figure that are typed in as the model has them.
_PLAIN = (
    "series",
    "document",
    "unit",
    "qualifier",
    "obs_status",
    "missing_reason",
    "section",
    "quote",
    "start",
    "derivation",
    "note",
)


class ReasonForm(forms.Form):
    """Asks why."""

    reason = forms.CharField(
        label=_("reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
    )


class FigureForm(forms.Form):
    """A figure as an analyst types it: digits, period and date as written."""

    period = PeriodField(label=_("period"), widget=forms.TextInput(attrs={"class": "vTextField"}))
    value = forms.CharField(
        label=_("value"),
        max_length=60,
        required=False,
        help_text=_("The digits as written: 1,282.9, 4.65万, -3.7. Empty when it is missing."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    published = PartialDateField(
        label=_("published on"), widget=forms.TextInput(attrs={"class": "vTextField"})
    )

    def clean(self) -> dict[str, Any]:
        """Either a value or a reason why there is none."""
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("value")) == bool(cleaned.get("missing_reason")):
            self.add_error("value", _("Give a value, or else the reason why it is missing."))
        return cleaned


class CorrectionForm(FigureForm, ReasonForm):
    """A stored figure with what we had wrong about it set right."""

    def changes(self) -> dict[str, Any]:
        """What differs from the stored figure."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "reason"}

    def clean(self) -> dict[str, Any]:
        """A correction corrects something."""
        cleaned = super().clean()
        if not self.errors and not self.changes():
            self.add_error(None, _("Nothing was changed."))
        return cleaned


def with_model_fields(form: type[FigureForm], widgets: Any) -> type[FigureForm]:
    """`form` with the plain fields of an observation, as the desk shows them: `widgets` makes each field."""
    fields = fields_for_model(Observation, fields=_PLAIN, formfield_callback=widgets)
    return DeclarativeFieldsMetaclass(form.__name__, (form,), fields)


def stored_values(row: Observation) -> dict[str, Any]:
    """A stored figure as its form shows it."""
    plain = {name: getattr(row, name) for name in _PLAIN}
    related = {name: value.pk for name, value in plain.items() if hasattr(value, "pk")}
    return {**plain, **related, "period": row.period, "value": row.written, "published": row.published}


def vintage_of(row: Observation) -> dict[str, Any]:
    """What another vintage of the figure has in common with it."""
    return {"series": row.series_id, "period": row.period, "unit": row.unit_id}
