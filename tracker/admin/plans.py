"""Plans."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from tracker.models import Plan
from tracker.progress import refresh

from .base import CONTENT, IDENTITY, LIFECYCLE, PROVENANCE, Desk, group


@admin.register(Plan)
class PlanDesk(Desk):
    """Commitments made together for a period."""

    identity = ("code",)
    list_display = ("code", "name", "kind", "jurisdiction", "period_start", "period_end", "state")
    list_filter = ("state", "kind", "jurisdiction__level")
    list_select_related = ("jurisdiction",)
    search_fields = ("code", "name", "name_en")
    autocomplete_fields = ("jurisdiction", "document")
    date_hierarchy = "period_end"
    fieldsets = (
        group(IDENTITY, "code"),
        group(CONTENT, "name", "name_en", "kind", "jurisdiction", ("period_start", "period_end")),
        group(PROVENANCE, "document"),
        group(LIFECYCLE, "state"),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Plan | None = None) -> Any:
        """A plan with commitments stays where it is: they hold there too."""
        found = super().get_readonly_fields(request, obj)
        settled = obj is not None and obj.commitments.exists()
        return (*found, "jurisdiction") if settled else found

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Only published plans are judged: when the state changes, so may the verdicts."""
        super().save_related(request, form, formsets, change)
        if change and "state" in form.changed_data:
            refresh(form.instance.commitments.all())
