"""Plans."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from tracker.actions.plan_rows import is_settled, right_to_amend
from tracker.authority import may
from tracker.models import Plan

from .base import CONTENT, IDENTITY, LIFECYCLE, PROVENANCE, Desk, group
from .meanwhile import Meanwhile
from .steps import Reviewed


@admin.register(Plan)
class PlanDesk(Meanwhile, Reviewed, Desk):
    """Commitments made together for a period."""

    change_form_template = "admin/tracker/plan/change_form.html"
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

    def has_change_permission(self, request: HttpRequest, obj: Plan | None = None) -> bool:
        """A public plan is changed by who may publish: its commitments hang on it."""
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or may(request.user, right_to_amend(obj), obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Plan | None = None) -> Any:
        """A plan with commitments stays where it is: they hold there too."""
        found = super().get_readonly_fields(request, obj)
        return (*found, "jurisdiction") if obj is not None and is_settled(obj) else found
