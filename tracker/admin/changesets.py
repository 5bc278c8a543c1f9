"""Change sets."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tracker.models import ChangeSet

from .base import CONTENT, IDENTITY, LIFECYCLE, ReadOnly, group


@admin.register(ChangeSet)
class ChangeSetDesk(ReadOnly):
    """Rows brought in together: a record, not a form."""

    list_display = ("title", "state", "outcome", "created_by", "created_at", "applied_at")
    list_filter = ("state",)
    list_select_related = ("created_by",)
    search_fields = ("title", "file_name", "file_sha256", "reason")
    date_hierarchy = "created_at"
    fieldsets = (
        group(IDENTITY, "title"),
        group(CONTENT, "file_name", "file_sha256", "encoding", "counts", "reason"),
        group(LIFECYCLE, "state", "created_by", "created_at", "applied_at", "reversed_at"),
    )

    @admin.display(description=_("rows by outcome"))
    def outcome(self, obj: ChangeSet) -> str:
        """How many rows ended how."""
        return ", ".join(f"{name} {number}" for name, number in obj.counts.items())
