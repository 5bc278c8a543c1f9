"""The audit log: looked at and handed out, never changed."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from tracker.models import AuditEntry

from .base import CONTENT, IDENTITY, PROVENANCE, TIES, ReadOnly, group
from .changes import before_and_after, table_of
from .finding import RECENT, entries_like
from .lists import LongDesk


class TableFilter(admin.SimpleListFilter):
    """Entries about the rows of one table of the program."""

    title = _("table")
    parameter_name = "table"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        models = apps.get_app_config("tracker").get_models()
        return sorted((model._meta.model_name, capfirst(model._meta.verbose_name)) for model in models)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if not self.value():
            return queryset
        return queryset.filter(content_type__app_label="tracker", content_type__model=self.value())


@admin.register(AuditEntry)
class AuditDesk(LongDesk, ReadOnly):
    """Who did what to which row, when, through which door, and why."""

    list_display = ("at", "by", "door", "verb", table_of, "label", "reason")
    list_filter = ("verb", "door", TableFilter)
    list_select_related = ("by", "content_type")
    search_fields = ("label",)
    search_help_text = format_lazy(
        _(
            "An account, the beginning of a commitment's code, a day or a month (2026-11) find everything; "
            "other words are looked for in the newest {count} entries, or in those of the day or commitment."
        ),
        count=RECENT,
    )
    fieldsets = (
        group(IDENTITY, table_of, "object_id", "label"),
        group(CONTENT, "verb", "before_after", "reason"),
        group(TIES, "commitment", "change_set"),
        group(PROVENANCE, "at", "by", "token", "door"),
    )

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, term: str) -> tuple[Any, bool]:
        """The entries found: whatever has an index narrows them first."""
        return entries_like(queryset, term.replace("\x00", " ").split()), False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), "before_after", table_of)

    @admin.display(description=_("before and after"))
    def before_after(self, obj: AuditEntry) -> SafeString | None:
        """Both values of each field that changed."""
        return before_and_after(obj.content_type.model_class(), obj.changes) if obj.changes else None
