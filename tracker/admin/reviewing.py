"""New versions of public rows, and remarks: what waits for a second person beside drafts."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from tracker.actions.revisions import drop_revision, may_drop
from tracker.authority import CHANGE, REVIEW, right
from tracker.models import Commitment, Observation, Remark, Revision

from .audit import TableFilter
from .base import CONTENT, IDENTITY, LIFECYCLE, PROVENANCE, TIES, Desk, ReadOnly, group
from .bulk import VersionsForm, drop_rows
from .changes import before_and_after, table_of
from .confirming import confirmed
from .meanwhile import Meanwhile
from .steps import Reviewed
from .todo import TaskFilter
from .versions import Versioned


@admin.register(Revision)
class RevisionDesk(Reviewed, ReadOnly):
    """New versions of public rows, with what they would make of what."""

    change_form_template = "admin/tracker/revision/change_form.html"
    actions = (drop_rows,)
    list_display = ("label", table_of, "way", "entered_by", "entered_at", "reason")
    list_filter = (TaskFilter, "state", TableFilter)
    list_select_related = ("content_type", "entered_by")
    search_fields = ("label", "reason", "commitment__code", "series__code")
    fieldsets = (
        group(IDENTITY, table_of, "label"),
        group(CONTENT, "before_after", "reason"),
        group(TIES, "commitment", "series"),
        group(LIFECYCLE, "state", ("entered_by", "entered_at"), "dropped_at"),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), "before_after", table_of)

    @admin.display(description=_("state"), ordering="state")
    def way(self, obj: Revision) -> str:
        """How far it has come, or that it comes to nothing."""
        return str(_("given up")) if obj.dropped_at else obj.get_state_display()

    def get_urls(self) -> list[Any]:
        """The stock pages, and one on which a new version is given up."""
        view = self.admin_site.admin_view(self.drop_view)
        return [path("<int:number>/drop/", view, name="tracker_revision_drop"), *super().get_urls()]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """The new version, with a way to give it up for who may."""
        row = self.get_object(request, object_id) if object_id else None
        own = {"may_drop": row is not None and may_drop(row, request.user)}
        return super().changeform_view(request, object_id, form_url, {**own, **(extra_context or {})})

    def has_drop_permission(self, request: HttpRequest) -> bool:
        """Whether there may be new versions that somebody can give up: their own, or others'."""
        acts = [right(action, kind) for action in (CHANGE, REVIEW) for kind in (Commitment, Observation)]
        return any(map(request.user.has_perm, acts))

    def drop_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Ask why, and give a new version up."""
        rows = self.get_queryset(request).filter(pk=number)
        row = rows.first()
        if row is None:
            raise Http404(number)
        if not may_drop(row, request.user):
            raise PermissionDenied(_("This row cannot take this step now, or not by you."))

        def act(said: dict[str, Any]) -> None:
            drop_revision(revision=row, by=request.user, reason=said["comment"])

        asked = confirmed(self, request, rows, title=_("Give up"), form_class=VersionsForm, act=act)
        if asked is not None:
            return asked
        messages.success(request, _("%(row)s: done.") % {"row": row})
        return redirect("admin:tracker_revision_change", number)

    @admin.display(description=_("before and after"))
    def before_after(self, obj: Revision) -> SafeString:
        """Both values of each field."""
        return before_and_after(obj.content_type.model_class(), obj.changes)


class RemarkForm(forms.ModelForm):
    """A remark, which is not entered twice: nothing else tells a form that was sent again."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        told = {name: cleaned.get(name) for name in ("commitment", "text", "text_en", "dated")}
        same = Remark.objects.filter(**told).exclude(pk=self.instance.pk)
        if not self.errors and same.exists():
            raise ValidationError(_("This remark has been entered already."))
        return cleaned


@admin.register(Remark)
class RemarkDesk(Meanwhile, Versioned, Desk):
    """What is added to a commitment in public."""

    form = RemarkForm
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
