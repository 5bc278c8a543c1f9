"""The form of a commitment with its clause, target and baseline."""

from collections.abc import Collection, Iterable
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tracker.actions.commitments import Aim, Clause, Pledge
from tracker.exceptions import QuantityError
from tracker.ingest.texts import place_of
from tracker.models import (
    Binding,
    Comparator,
    Modality,
    Observation,
    TargetForm,
    Unit,
    Wording,
)
from tracker.quantities import parse_unit
from tracker.reports.quantities import figure_text

from ..reading import PartialDateField, PeriodField
from .names import NamedField, NamesField, OfferingInput

#: The columns of a commitment that are typed, beside what identifies and measures it.
_COLUMNS: Final = ("statement_en", "headline", "modality", "binding", "printed_as", "reading_note")
#: What a target has as it is typed.
_AIMED: Final = ("form", "comparator", "wording", "value", "value_to", "unit", "period", "baseline")


class UnitInput(OfferingInput):
    """A text field that offers the symbols of the units there are."""

    def options(self) -> Iterable[str]:
        """All of them."""
        return Unit.objects.values_list("symbol", flat=True)


class UnitField(forms.CharField):
    """A unit by its symbol, in whichever spelling; cleaned to the unit, or None where nothing was typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, widget=UnitInput({"size": 8, "autocomplete": "off"}), **options)

    def clean(self, value: Any) -> Unit | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            symbol = parse_unit(text).symbol
        except QuantityError:
            symbol = text
        if unit := Unit.objects.filter(symbol=symbol).first():
            return unit
        raise ValidationError(_("There is no unit “%(text)s”."), params={"text": text})


class QuickForm(forms.Form):
    """A commitment as it is typed. Whoever enters names rows by their codes or names."""

    plan = NamedField("plan", label=_("plan"))
    document = NamedField(
        "document", label=_("document"), required=False, help_text=_("Empty: the plan's own.")
    )
    section = forms.CharField(label=_("section"), max_length=120, required=False)
    quote = forms.CharField(
        label=_("clause, word by word"), max_length=500, widget=forms.Textarea({"rows": 3, "dir": "auto"})
    )
    indicator = NamedField(
        "indicator", label=_("indicator"), required=False, help_text=_("Empty: a deliverable, done or not.")
    )
    jurisdiction = NamedField(
        "jurisdiction", label=_("jurisdiction"), required=False, help_text=_("Empty: the plan's own.")
    )
    form = forms.ChoiceField(
        label=_("form"),
        choices=[choice for choice in TargetForm.choices if choice[0] != TargetForm.REFERENCE],
        initial=TargetForm.LEVEL,
    )
    comparator = forms.ChoiceField(label=_("judged as"), choices=Comparator.choices)
    wording = forms.ChoiceField(
        label=_("the words say"),
        choices=[choice for choice in Wording.choices if choice[0] != Wording.IN_STEP],
        initial=Wording.BARE,
    )
    value = forms.CharField(
        label=_("value"), max_length=60, required=False, widget=forms.TextInput({"size": 12})
    )
    value_to = forms.CharField(
        label=_("to"), max_length=60, required=False, widget=forms.TextInput({"size": 12})
    )
    unit = UnitField(label=_("unit"), required=False)
    period = PeriodField(label=_("period"), widget=forms.TextInput({"size": 12}))
    baseline = forms.ModelChoiceField(
        Observation.objects.none(), label=_("baseline"), required=False, empty_label=_("none")
    )
    statement = forms.CharField(
        label=_("statement"), max_length=400, required=False, help_text=_("Empty: as the clause says it.")
    )
    statement_en = forms.CharField(label=_("English statement"), max_length=400, required=False)
    topic = NamedField("topic", label=_("topic"), required=False, help_text=_("Empty: the indicator's own."))
    departments = NamesField("department", label=_("departments"), required=False)
    headline = forms.BooleanField(label=_("main target"), required=False)
    modality = forms.ChoiceField(label=_("modality"), choices=Modality.choices, initial=Modality.PLAIN)
    binding = forms.ChoiceField(
        label=_("expected or binding"), choices=[("", "—"), *Binding.choices], required=False
    )
    printed_as = forms.CharField(label=_("measure as printed"), max_length=200, required=False)
    announced = PartialDateField(label=_("announced on"))
    reading_note = forms.CharField(
        label=_("reading note"), max_length=2000, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, data: Any = None, *, baselines: QuerySet[Observation], **options: Any) -> None:
        super().__init__(data, **options)
        baseline: Any = self.fields["baseline"]
        baseline.queryset, baseline.label_from_instance = baselines, baseline_text

    def pledge(self) -> Pledge:
        """What the commitment says."""
        said = self.cleaned_data
        return Pledge(
            plan=said["plan"],
            statement=said["statement"] or said["quote"],
            indicator=said["indicator"],
            jurisdiction=said["jurisdiction"],
            topic=said["topic"],
            departments=said["departments"],
            columns={name: said[name] for name in _COLUMNS},
        )

    def clause(self, accepted: Collection[str]) -> Clause:
        """The words, and where they stand in the document's text, if that was loaded and has them once.

        Raises DoubtError where the text does not hold them, unless that is `accepted`.
        """
        said = self.cleaned_data
        document = said["document"] or said["plan"].document
        start = place_of(document, said["quote"], accepted=accepted)
        return Clause(document=document, quote=said["quote"], section=said["section"], start=start)

    def aim(self) -> Aim:
        """What is aimed at."""
        said = self.cleaned_data
        return Aim(published=said["announced"], **{name: said[name] for name in _AIMED})


def baseline_text(row: Observation) -> str:
    """A figure as a baseline is chosen by: its period, its value, and who published it."""
    return f"{row.period}: {figure_text(row, row.series.indicator)} · {row.document.title}"
