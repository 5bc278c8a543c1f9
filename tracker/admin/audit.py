"""The audit log: looked at and handed out, never changed."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tracker.models import AuditEntry

from .base import CONTENT, IDENTITY, PROVENANCE, TIES, ReadOnly, group


def before_and_after(model: Any, changes: dict[str, list[Any]]) -> SafeString:
    """A table of what a change made of what, each field by its name in the language of the moment."""
    rows = format_html_join(
        "",
        '<tr><th scope="row">{}</th><td dir="auto">{}</td><td dir="auto">{}</td></tr>',
        (
            (_name_of(model, field), "—" if old is None else old, "—" if new is None else new)
            for field, (old, new) in changes.items()
        ),
    )
    head = format_html(
        '<tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr>',
        _("field"),
        _("before"),
        _("after"),
    )
    return format_html('<table class="before-after"><thead>{}</thead><tbody>{}</tbody></table>', head, rows)


def _name_of(model: Any, field: str) -> str:
    names = {
        each.name: each.verbose_name for each in model._meta.get_fields() if hasattr(each, "verbose_name")
    }
    return str(names.get(field, _NAMES.get(field, field)))


#: What is counted or typed and no column of the table.
_NAMES = {"rows": _("rows"), "published": _("published on")}


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
class AuditDesk(ReadOnly):
    """Who did what to which row, when, through which door, and why."""

    list_display = ("at", "by", "door", "verb", "content_type", "label", "reason")
    list_filter = ("verb", "door", TableFilter)
    list_select_related = ("by", "content_type")
    search_fields = ("label", "reason", "by__username")
    date_hierarchy = "at"
    fieldsets = (
        group(IDENTITY, "content_type", "object_id", "label"),
        group(CONTENT, "verb", "before_after", "reason"),
        group(TIES, "commitment", "change_set"),
        group(PROVENANCE, "at", "by", "door"),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), "before_after")

    @admin.display(description=_("before and after"))
    def before_after(self, obj: AuditEntry) -> SafeString | None:
        """Both values of each field that changed."""
        return before_and_after(obj.content_type.model_class(), obj.changes) if obj.changes else None
