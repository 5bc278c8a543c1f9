"""New versions of public rows, and remarks: what waits for a second person beside drafts."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from tracker.models import Remark, Revision

from .audit import TableFilter
from .base import CONTENT, IDENTITY, LIFECYCLE, PROVENANCE, TIES, Desk, ReadOnly, group
from .changes import before_and_after
from .meanwhile import Meanwhile
from .steps import Reviewed
from .todo import TaskFilter


@admin.register(Revision)
class RevisionDesk(Reviewed, ReadOnly):
    """New versions of public rows, with what they would make of what."""

    list_display = ("label", "content_type", "state", "entered_by", "entered_at", "reason")
    list_filter = (TaskFilter, "state", TableFilter)
    list_select_related = ("content_type", "entered_by")
    search_fields = ("label", "reason", "commitment__code", "series__code")
    fieldsets = (
        group(IDENTITY, "content_type", "label"),
        group(CONTENT, "before_after", "reason"),
        group(TIES, "commitment", "series"),
        group(LIFECYCLE, "state", ("entered_by", "entered_at"), "dropped_at"),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), "before_after")

    @admin.display(description=_("before and after"))
    def before_after(self, obj: Revision) -> SafeString:
        """Both values of each field."""
        return before_and_after(obj.content_type.model_class(), obj.changes)


@admin.register(Remark)
class RemarkDesk(Meanwhile, Reviewed, Desk):
    """What is added to a commitment in public."""

    list_display = ("commitment", "__str__", "department", "dated", "author", "state")
    list_filter = (TaskFilter, "state")
    list_select_related = ("commitment", "department", "author")
    search_fields = ("text", "text_en", "commitment__code", "department__name")
    autocomplete_fields = ("commitment", "department")
    readonly_fields = ("author", "state")
    fieldsets = (
        group(IDENTITY, "commitment"),
        group(CONTENT, "text", "text_en", "department"),
        group(PROVENANCE, "dated", "author"),
        group(LIFECYCLE, "state"),
    )

    def response_post_save_add(self, request: HttpRequest, obj: Remark) -> HttpResponse:
        """Back to the commitment, where remarks are begun."""
        return redirect("admin:tracker_commitment_change", obj.commitment_id)

    def save_model(self, request: HttpRequest, obj: Remark, form: Any, change: bool) -> None:
        """Note who wrote it."""
        if not change:
            obj.author = request.user
        super().save_model(request, obj, form, change)
