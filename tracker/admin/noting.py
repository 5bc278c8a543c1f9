"""Every change made on a page of the desk is noted in the audit log, which is each row's history."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from tracker.actions.deleting import note_deletion
from tracker.models import AuditEntry, Verb
from tracker.models.snapshots import differences, first, snapshot

from .changes import before_and_after

#: So many entries of a row are shown on its page; all are in the list.
SHOWN = 200


class Noting:
    """For a ModelAdmin: saves and deletions leave an entry with both values of each field."""

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        """Store the row, and note what it said and says."""
        before = _stored(obj) if change else None
        super().save_model(request, obj, form, change)  # type: ignore[misc]
        note(obj, before, request)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """The same of the rows that stand on the page of another."""
        rows = {each.instance.pk: _stored(each.instance) for each in formset.initial_forms}
        super().save_formset(request, form, formset, change)  # type: ignore[misc]
        for row in formset.new_objects:
            note(row, None, request)
        for row, _fields in formset.changed_objects:
            note(row, rows.get(row.pk), request)
        for row in formset.deleted_objects:
            AuditEntry.objects.record(Verb.DELETED, row, by=request.user)

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        """Note what it said before it goes."""
        note_deletion(obj, by=request.user)
        super().delete_model(request, obj)  # type: ignore[misc]

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """The same of many."""
        for row in queryset:
            note_deletion(row, by=request.user)
        super().delete_queryset(request, queryset)  # type: ignore[misc]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """What happened to a row: who, when, through which door, from what to what, and why."""
        row = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
        if row is None:
            raise Http404(object_id)
        if not self.has_view_or_change_permission(request, row):  # type: ignore[attr-defined]
            raise PermissionDenied
        found = AuditEntry.objects.about(row).select_related("by", "content_type", "change_set")
        entries = [
            {"entry": entry, "table": _table(entry) if entry.changes else ""} for entry in found[:SHOWN]
        ]
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": _("History of %(row)s") % {"row": row},
            "opts": self.opts,  # type: ignore[attr-defined]
            "object": row,
            "entries": entries,
            "preserved_filters": self.get_preserved_filters(request),  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "admin/tracker/history.html", context | (extra_context or {}))


def note(row: models.Model, before: dict[str, str | None] | None, request: HttpRequest) -> None:
    """Note a row that was just stored; without `before` it is new. One that says the same leaves no entry."""
    changes = first(row) if before is None else differences(before, snapshot(row))
    if changes:
        verb = Verb.ENTERED if before is None else Verb.CHANGED
        AuditEntry.objects.record(verb, row, by=request.user, changes=changes)


def _stored(row: models.Model) -> dict[str, str | None]:
    return snapshot(type(row)._default_manager.get(pk=row.pk))


def _table(entry: AuditEntry) -> Any:
    return before_and_after(entry.content_type.model_class(), entry.changes)
