"""Verdicts and rule sets."""

from django.contrib import admin
from django.http import HttpRequest

from tracker.models import RuleSet, Verdict

from .base import CONTENT, IDENTITY, LIFECYCLE, PROVENANCE, Desk, ReadOnly, group


@admin.register(Verdict)
class VerdictDesk(ReadOnly):
    """Stored judgements: added by the program, changed by nobody."""

    list_display = ("commitment", "status", "as_of", "judged_at", "method", "rule_set", "recorded_at")
    list_filter = ("status", "method", "rule_set", "due", "method_sensitive")
    list_select_related = ("commitment", "rule_set")
    search_fields = ("commitment__code", "commitment__statement", "sha256")
    date_hierarchy = "as_of"
    fieldsets = (
        group(IDENTITY, "commitment", "as_of"),
        group(CONTENT, ("status", "due", "judged_at"), "reasons", "numbers", "method_sensitive"),
        group(
            PROVENANCE,
            ("method", "method_version"),
            "rule_set",
            "target",
            "latest",
            "inputs",
            "inputs_sha256",
            "sha256",
        ),
        group(LIFECYCLE, "recorded_at", "change_set"),
    )


@admin.register(RuleSet)
class RuleSetDesk(Desk):
    """Thresholds. Never changed once a verdict rests on them: make another."""

    list_display = ("code", "name", "name_en")
    search_fields = ("code", "name", "name_en")
    fieldsets = (
        group(IDENTITY, "code"),
        group(CONTENT, "name", "name_en", "rules", "note"),
    )

    def has_change_permission(self, request: HttpRequest, obj: RuleSet | None = None) -> bool:
        return super().has_change_permission(request, obj) and not _in_use(obj)

    def has_delete_permission(self, request: HttpRequest, obj: RuleSet | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not _in_use(obj)


def _in_use(obj: RuleSet | None) -> bool:
    return obj is not None and obj.verdicts.exists()
