"""Public rows at the desk: what is changed of them becomes a new version, notes are mended at once."""

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tracker.actions.amending import amend_public, differing
from tracker.authority import may_publish_alone
from tracker.exceptions import ActionError
from tracker.models import Evidence, PathPoint, ReviewState, Revision, Target
from tracker.models.snapshots import told

from .noting import note
from .steps import Reviewed, first_state

Pairs = dict[str, tuple[Any, Any]]


class Versioned(Reviewed):
    """For the ModelAdmin of a table whose public rows are changed by new versions."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not while a new version waits: that one is to be decided first."""
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or obj.state != ReviewState.PUBLISHED or _waiting(obj) is None

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """The row, with a word on what will become of changes."""
        row = self.get_object(request, object_id) if object_id else None  # type: ignore[attr-defined]
        public = row is not None and row.state == ReviewState.PUBLISHED
        own = {
            "waiting_version": _waiting(row) if public else None,
            "proposes": public and not may_publish_alone(request.user),
        }
        return super().changeform_view(request, object_id, form_url, {**own, **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Store a row that is not public; of a public one propose what differs."""
        stored = type(obj)._default_manager.get(pk=obj.pk) if change else None
        if stored is None or stored.state != ReviewState.PUBLISHED:
            super().save_model(request, obj, form, change)
            return
        pairs = differing(stored, obj) | _differing_many(stored, form)
        form.save_m2m = lambda: None  # what is proposed is not stored yet
        propose(request, stored, pairs)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Where Django leads; of what is only proposed nobody is told that it was changed."""
        if not getattr(request, "is_proposed", False):
            return super().response_change(request, obj)  # type: ignore[misc]
        if "_continue" in request.POST:
            return redirect(request.get_full_path())
        return self.response_post_save_change(request, obj)  # type: ignore[attr-defined]

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """The same of the rows on the page of a public one."""
        parent = formset.instance
        if not change or type(parent)._default_manager.get(pk=parent.pk).state != ReviewState.PUBLISHED:
            for each in formset.forms:
                if isinstance(each.instance, Target) and each.instance._state.adding:
                    each.instance.state = first_state(request.user)
            super().save_formset(request, form, formset, change)  # type: ignore[misc]
            return
        rows = formset.save(commit=False)
        new = {id(row) for row in formset.new_objects}
        for row in formset.deleted_objects:
            if not may_publish_alone(request.user):
                raise ActionError("public_stays", {"row": str(row)})
            row.delete()
        for row in rows:
            _keep(request, row, is_new=id(row) in new)
        formset.save_m2m()


def propose(request: HttpRequest, stored: models.Model, pairs: Pairs) -> None:
    """Mend notes at once, and make a new version of all else that differs."""
    if pairs:
        revision = amend_public(row=stored, changes=pairs, by=request.user)
        if revision is not None and revision.state != ReviewState.PUBLISHED:
            text = _("%(row)s: the new version waits for somebody else to approve it.")
            messages.info(request, text % {"row": stored})
            request.is_proposed = True


def _differing_many(stored: Any, form: Any) -> Pairs:
    many = [field.name for field in stored._meta.many_to_many if field.name in form.cleaned_data]
    pairs = {name: (told(stored, name), sorted(row.pk for row in form.cleaned_data[name])) for name in many}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _keep(request: HttpRequest, row: Any, *, is_new: bool) -> None:
    """Store or propose a row on the page of a public one."""
    if not is_new:
        stored = type(row)._default_manager.get(pk=row.pk)
        if isinstance(row, Target) and stored.state != ReviewState.PUBLISHED:
            row.save()
            return
        propose(request, stored, differing(stored, row))
    elif isinstance(row, Evidence | PathPoint) and not may_publish_alone(request.user):
        fields = [field.name for field in row._meta.concrete_fields if field.name != "id"]
        pairs = {name: (None, told(row, name)) for name in fields if told(row, name) not in (None, "")}
        propose(request, row, pairs)
    else:
        if isinstance(row, Target):
            alone = may_publish_alone(request.user)
            row.state = ReviewState.PUBLISHED if alone else ReviewState.SUBMITTED
        row.save()
        note(row, None, request)


def _waiting(row: models.Model) -> Revision | None:
    return Revision.objects.open().of(row).first()
