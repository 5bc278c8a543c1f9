"""Verdicts and rule sets."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from tracker.assessment import METHODS
from tracker.models import RuleSet, Verdict
from tracker.reports.methods import method_title
from tracker.reports.reasons import reason_text

from .base import CONTENT, IDENTITY, LIFECYCLE, PROVENANCE, Desk, ReadOnly, group
from .finding import Findable, of_commitments_like
from .lists import LongDesk
from .marks import recorded

NUMBERS, INPUTS = (recorded(Verdict, name) for name in ("numbers", "inputs"))
RULES = recorded(RuleSet, "rules")


class MethodFilter(admin.SimpleListFilter):
    """Verdicts by one method, each under its title."""

    title = gettext_lazy("method")
    parameter_name = "method"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, method_title(name)) for name in METHODS]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(method=self.value()) if self.value() else queryset


@admin.register(Verdict)
class VerdictDesk(Findable, LongDesk, ReadOnly):
    """Stored judgements: added by the program, changed by nobody."""

    list_display = ("commitment", "status", "as_of", "judged_at", "by_method", "rule_set", "recorded_at")
    list_filter = ("status", MethodFilter, "rule_set", "due", "method_sensitive")
    list_select_related = ("commitment", "rule_set")
    like = staticmethod(of_commitments_like)
    fieldsets = (
        group(IDENTITY, "commitment", "as_of"),
        group(CONTENT, ("status", "due", "judged_at"), "why", NUMBERS, "method_sensitive"),
        group(
            PROVENANCE,
            ("by_method", "method_version"),
            "rule_set",
            "target",
            "latest",
            INPUTS,
            "inputs_sha256",
            "sha256",
        ),
        group(LIFECYCLE, "recorded_at", "change_set"),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[Any, ...]:
        return (*super().get_readonly_fields(request, obj), "why", "by_method", NUMBERS, INPUTS)

    @admin.display(description=gettext_lazy("method"), ordering="method")
    def by_method(self, obj: Verdict) -> str:
        """Its title."""
        return method_title(obj.method)

    @admin.display(description=gettext_lazy("reasons"))
    def why(self, obj: Verdict) -> SafeString:
        """Each in a sentence."""
        return format_html_join("", "<p>{}</p>", ((reason_text(code),) for code in obj.reasons))


@admin.register(RuleSet)
class RuleSetDesk(Desk):
    """Thresholds. Never changed once a verdict rests on them: make another."""

    list_display = ("code", "name", "name_en")
    search_fields = ("code", "name", "name_en")
    fieldsets = (
        group(IDENTITY, "code"),
        group(CONTENT, "name", "name_en", "rules", "note"),
    )

    def get_fieldsets(self, request: HttpRequest, obj: RuleSet | None = None) -> Any:
        """Rules that may no longer be changed are only read."""
        if self.has_change_permission(request, obj):
            return super().get_fieldsets(request, obj)
        return group(IDENTITY, "code"), group(CONTENT, "name", "name_en", RULES, "note")

    def get_readonly_fields(self, request: HttpRequest, obj: RuleSet | None = None) -> tuple[Any, ...]:
        return (*super().get_readonly_fields(request, obj), RULES)

    def has_change_permission(self, request: HttpRequest, obj: RuleSet | None = None) -> bool:
        return super().has_change_permission(request, obj) and not _in_use(obj)

    def has_delete_permission(self, request: HttpRequest, obj: RuleSet | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not _in_use(obj)


def _in_use(obj: RuleSet | None) -> bool:
    return obj is not None and obj.verdicts.exists()
