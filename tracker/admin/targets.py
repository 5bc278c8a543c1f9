"""Targets: their form, shared by the page of a commitment and a page of their own."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker.actions.targets import baseline_belongs
from tracker.models import Commitment, QuantityKind, Target, TargetForm
from tracker.progress import refresh_shown
from tracker.quantities import as_instant

from .base import CONTENT, IDENTITY, LIFECYCLE, PROVENANCE, group
from .filters import DocumentTyped
from .finding import Findable, of_commitments_like
from .lists import LongDesk
from .meanwhile import Meanwhile
from .paths import PathInline
from .reading import PartialDateField, PeriodField, dated, period_of
from .todo import TaskFilter
from .versions import Versioned

#: What two targets of one document and day are told.
ANNOUNCED_ALREADY = _("This document announced a target of the commitment that day already.")

#: A target's fields in the rows they are shown in.
ROWS: tuple[Any, ...] = (
    ("document", "announced"),
    ("form", "comparator", "wording"),
    ("value", "value_to", "unit", "written"),
    ("tolerance", "tolerance_kind"),
    "period",
    "baseline",
    ("reference", "reference_note"),
    "reading_note",
    "state",
)


class TargetEntry(forms.ModelForm):
    """A target as an analyst states it: period and date in words, from which their days follow."""

    announced = PartialDateField(label=_("announced on"))
    period = PeriodField(label=_("period"))

    class Meta:
        model = Target
        fields = (
            "document", "form", "comparator", "wording", "value", "value_to", "unit", "written", "tolerance",
            "tolerance_kind", "baseline", "reference", "reference_note", "reading_note", "state", "period",
        )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.fields["announced"].initial = self.instance.published

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        commitment = self._commitment()
        if document := cleaned.get("document"):
            self._date(document, cleaned.get("announced", ""))
            self._check_identity(commitment)
        if cleaned.get("period"):
            self._span(cleaned["period"], commitment)
        if commitment is not None and commitment.series:
            self._check_unit(commitment, cleaned)
            self._check_baseline(commitment, cleaned)
        if cleaned.get("value") is not None and not cleaned.get("written"):
            cleaned["written"] = format(cleaned["value"], "f")
        return cleaned

    def _commitment(self) -> Commitment | None:
        """The commitment it is of: named in the form, else the one on whose page it stands."""
        return self.cleaned_data.get("commitment") or getattr(self, "parent", None)

    def _date(self, document: Any, text: str) -> None:
        row = self.instance
        row.published_on, row.published_precision, row.known_from = dated(text, document)

    def _check_identity(self, commitment: Commitment | None) -> None:
        """The day of the announcement is no field of the form, so Django does not check the constraint."""
        if commitment is None or commitment.pk is None:
            return
        row = self.instance
        beside = commitment.targets.filter(
            document=self.cleaned_data["document"], published_on=row.published_on
        )
        if beside.exclude(pk=row.pk).exists():
            self.add_error("document", ANNOUNCED_ALREADY)

    def _span(self, text: str, commitment: Commitment | None) -> None:
        period = period_of(text)
        if commitment and commitment.series and commitment.series.indicator.kind == QuantityKind.STOCK:
            period = as_instant(period)
        self.instance.period_start, self.instance.due = period.start, period.end

    def _check_unit(self, commitment: Commitment, cleaned: dict[str, Any]) -> None:
        unit, usual = cleaned.get("unit"), commitment.series.indicator.unit
        if unit and cleaned.get("form") == TargetForm.LEVEL and unit.dimension != usual.dimension:
            self.add_error(
                "unit", ValidationError(_("The indicator is measured in %(unit)s."), params={"unit": usual})
            )

    def _check_baseline(self, commitment: Commitment, cleaned: dict[str, Any]) -> None:
        baseline = cleaned.get("baseline")
        if baseline is None:
            return
        if not baseline_belongs(commitment, baseline):
            self.add_error(
                "baseline", _("A baseline belongs to the commitment's series, or to the level it moves.")
            )
        if self.instance.due and baseline.period_end >= self.instance.due:
            self.add_error("baseline", _("A baseline ends before the target is due."))
        if baseline.value is None or baseline.withdrawn_at is not None:
            self.add_error("baseline", _("A baseline has a value and is not withdrawn."))


class BaselineChoice:
    """A baseline is chosen among the figures there are; figures are recorded on a page of their own."""

    @admin.display(description=_("announced on"))
    def announced(self, obj: Target) -> str:
        """The day it was announced, for those who only look at it."""
        return obj.published

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """The form field, without the links to add and change that a figure does not have."""
        field = super().formfield_for_dbfield(db_field, request, **options)  # type: ignore[misc]
        if db_field.name == "baseline":
            widget = field.widget
            widget.can_add_related = widget.can_change_related = widget.can_delete_related = False
        return field


@admin.register(Target)
class TargetDesk(Meanwhile, Versioned, BaselineChoice, Findable, LongDesk):
    """What commitments aim at. A later change of the aim is a new row: the first announced stays."""

    form = TargetEntry
    identity = ("commitment",)
    list_display = ("commitment", "comparator", "written", "unit", "period", "due", "published_on", "state")
    list_filter = (TaskFilter, DocumentTyped, "state", "form", "comparator")
    list_select_related = ("commitment", "unit")
    like = staticmethod(of_commitments_like)
    autocomplete_fields = ("commitment", "document", "unit", "baseline", "reference")
    inlines = (PathInline,)
    fieldsets = (
        group(IDENTITY, "commitment", "document", "announced"),
        group(
            CONTENT,
            ("form", "comparator", "wording"),
            ("value", "value_to", "unit"),
            "written",
            ("tolerance", "tolerance_kind"),
            "period",
            "baseline",
            "reference",
            "reference_note",
        ),
        group(PROVENANCE, "reading_note"),
        group(LIFECYCLE, "state"),
    )

    def get_form(
        self, request: HttpRequest, obj: Target | None = None, change: bool = False, **options: Any
    ) -> Any:
        """On the page of a stored one the commitment is fixed; its checks need it all the same."""
        form = super().get_form(request, obj, change, **options)
        form.parent = obj.commitment if obj else None
        return form

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Judge the commitment anew by target and planned path, in the same transaction."""
        super().save_related(request, form, formsets, change)
        refresh_shown(Commitment.objects.filter(pk=form.instance.commitment_id))
