"""Commitments with their evidence and targets on one page."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from tracker.actions.invariants import lies_on_the_way
from tracker.authority import visible_to
from tracker.models import Commitment, Evidence, Target
from tracker.progress import refresh_shown

from .base import CONTENT, IDENTITY, LIFECYCLE, PROVENANCE, TIES, WideFields, group
from .bulk import assign_rows, withdraw_pledges
from .exports import CommitmentTable
from .filters import DepartmentTyped, IndicatorTyped, PlanTyped
from .finding import Findable, commitments_like
from .lists import BY_CODE, LongDesk
from .meanwhile import Meanwhile
from .reading import dated
from .targets import ANNOUNCED_ALREADY, ROWS, BaselineChoice, TargetEntry
from .todo import TaskFilter
from .versions import Versioned


class EvidenceEntry(forms.ModelForm):
    """The words a commitment stands on. Since when they are known follows from the document."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if document := cleaned.get("document"):
            _first, _precision, self.instance.known_from = dated("", document)
        quote, figure = cleaned.get("quote", ""), cleaned.get("figure", "")
        if figure and figure not in quote:
            self.add_error("figure", ValidationError(_("The quote does not hold this figure.")))
        return cleaned


class EvidenceInline(WideFields, admin.StackedInline):
    """The words, exactly as printed."""

    model = Evidence
    form = EvidenceEntry
    extra = 0
    wide = ("section", "quote")
    autocomplete_fields = ("document",)
    fields = ("document", "section", "quote", "start", ("figure", "figure_start"))


class TargetsOfOne(forms.BaseInlineFormSet):
    """Gives each target the commitment on whose page it stands, also one not stored yet."""

    def _construct_form(self, i: int, **options: Any) -> Any:
        form = super()._construct_form(i, **options)
        form.parent = self.instance
        return form

    def clean(self) -> None:
        """Of those entered together none repeats another's document and day."""
        super().clean()
        kept = [form for form in self.forms if form.has_changed() and not self._should_delete_form(form)]
        rows = [form.instance for form in kept if form.is_valid()]
        if len(rows) > len({(row.document_id, row.published_on) for row in rows}):
            raise ValidationError(ANNOUNCED_ALREADY)


class TargetOfOne(TargetEntry):
    """A target on the page of its commitment, which does not show its planned path."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        row = self.instance
        if row.pk and not self.errors and not all(lies_on_the_way(row, point.by) for point in row.path.all()):
            self.add_error("period", _("Its planned path would lie outside: change it on the target's page."))
        return cleaned


class TargetInline(BaselineChoice, admin.StackedInline):
    """All that were announced, the first first. A changed aim is another row.

    The planned path of a target is entered on a page of its own, behind the link.
    """

    model = Target
    form = TargetOfOne
    formset = TargetsOfOne
    extra = 0
    show_change_link = True
    autocomplete_fields = ("document", "unit", "baseline", "reference")
    fields = ROWS


@admin.register(Commitment)
class CommitmentDesk(Meanwhile, Versioned, Findable, LongDesk):
    """Checkable pledges. Their code joins plan and number; how they stand is written by the program."""

    change_form_template = "admin/tracker/commitment/change_form.html"
    change_list_template = "admin/tracker/commitment/change_list.html"
    resource_classes = (CommitmentTable,)
    actions = (assign_rows, withdraw_pledges)
    identity = ("plan", "number")
    wide = ("statement", "statement_en", "printed_as")
    list_display = ("code", "statement", "topic", "status", "binding", "headline", "state")
    list_display_links = ("code", "statement")
    list_filter = (
        TaskFilter,
        PlanTyped,
        DepartmentTyped,
        IndicatorTyped,
        "status",
        "state",
        "binding",
        "checkable",
        "headline",
        "topic",
    )
    list_select_related = ("topic",)
    order = BY_CODE
    like = staticmethod(commitments_like)
    autocomplete_fields = ("plan", "series", "topic", "departments", "threshold_unit", "part_of", "continues")
    readonly_fields = ("code", "status", "figure_known_from", "current_verdict")
    inlines = (EvidenceInline, TargetInline)
    fieldsets = (
        group(IDENTITY, "code", "plan", "number"),
        group(
            CONTENT,
            "statement",
            "statement_en",
            "series",
            "topic",
            "departments",
            ("headline", "modality", "binding"),
            ("checkable", "unrateable_reason"),
        ),
        (
            _("Each of several, above a threshold"),
            {
                "classes": ("collapse",),
                "fields": (("entity", "entity_count"), ("threshold_of", "threshold", "threshold_unit")),
            },
        ),
        group(TIES, "part_of", "continues"),
        group(PROVENANCE, "printed_as", "reading_note"),
        group(LIFECYCLE, "state", ("withdrawn_on", "withdrawn_reason")),
        group(_("Standing"), ("status", "figure_known_from"), "current_verdict"),
    )

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        """The form, and below it what was added in public: remarks are written on a page of their own."""
        row = context.get("original")
        if row is not None and request.user.has_perm("tracker.view_remark"):
            remarks = visible_to(row.remarks.all(), request.user)
            context["remarks"] = remarks.select_related("department", "author")
        return super().render_change_form(request, context, *args, **options)

    def save_model(self, request: HttpRequest, obj: Commitment, form: Any, change: bool) -> None:
        """Join the code of plan and number; a commitment holds where its plan does."""
        if not change:
            obj.code = f"{obj.plan.code}-{obj.number:03d}"
        obj.jurisdiction = obj.plan.jurisdiction
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Judge it anew when its targets are stored too, in the same transaction."""
        super().save_related(request, form, formsets, change)
        refresh_shown(Commitment.objects.filter(pk=form.instance.pk))
