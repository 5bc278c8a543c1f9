"""Change sets."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from tracker.authority import change_sets_of
from tracker.models import ChangeSet, Outcome

from .base import CONTENT, IDENTITY, LIFECYCLE, PROVENANCE, ReadOnly, group
from .todo import TaskFilter


@admin.register(ChangeSet)
class ChangeSetDesk(ReadOnly):
    """Rows brought in together: a record, not a form. What is decided is decided on the set's own page."""

    list_display = ("title", "state", "outcome", "page", "door", "created_by", "created_at")
    list_filter = (TaskFilter, "state", "door")
    list_select_related = ("created_by",)
    search_fields = ("title", "file_name", "file_sha256", "reason")
    date_hierarchy = "created_at"
    fieldsets = (
        group(IDENTITY, "title", "page"),
        group(CONTENT, "file_name", "file_sha256", "encoding", "outcome", "reason"),
        group(PROVENANCE, "door"),
        group(
            LIFECYCLE,
            "state",
            ("created_by", "created_at"),
            ("applied_by", "applied_at"),
            ("reversed_by", "reversed_at"),
            "reversed_reason",
            "verdicts_pending",
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), "outcome", "page")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Those the user may look at, without what only the set's own page shows, and can be long."""
        rows = super().get_queryset(request).filter(pk__in=change_sets_of(request.user).values("pk"))
        return rows.defer("layout", "found", "world", "tally")

    @admin.display(description=gettext_lazy("rows by outcome"))
    def outcome(self, obj: ChangeSet) -> str:
        """How many rows ended how, in the order of `Outcome`."""
        found = [f"{each.label} {obj.counts[each]}" for each in Outcome if obj.counts.get(each)]
        return pgettext("between items of a list", ", ").join(found)

    @admin.display(description=gettext_lazy("page"))
    def page(self, obj: ChangeSet) -> SafeString:
        """Where its rows can be seen and its fate decided."""
        return format_html(
            '<a href="{}">{}</a>', reverse("web:import", args=[obj.pk]), _("Rows and decision")
        )
