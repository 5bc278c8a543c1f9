"""The pages on which a figure is recorded, corrected, withdrawn or preferred, all through `actions`."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from tracker.actions import observations as actions
from tracker.actions.revisions import amend_observation
from tracker.authority import CHANGE, PUBLISH, may, right
from tracker.exceptions import ActionError
from tracker.models import Observation, ReviewState, Revision
from tracker.reports.denials import refusal_text

from .base import CONTENT, IDENTITY, PROVENANCE, group
from .observation_forms import (
    CorrectionForm,
    FigureForm,
    ReasonForm,
    stored_values,
    vintage_of,
    with_model_fields,
)

_ENTRY = (
    group(IDENTITY, "series", "period", "document", "published"),
    group(CONTENT, "value", "unit", "qualifier", "obs_status", "missing_reason"),
    group(PROVENANCE, "section", "quote", "start", "derivation", "note"),
)
_REASON = group(None, "reason")


class FigurePages(admin.ModelAdmin):
    """What can be done to figures, each on a page of its own that looks like the stock ones."""

    change_form_template: str | None = "admin/tracker/observation/change_form.html"

    # Who may do what

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("tracker.add_observation")

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        """Whether there may be figures that somebody can withdraw."""
        return any(request.user.has_perm(right(action, Observation)) for action in (CHANGE, PUBLISH))

    def may_correct(self, request: HttpRequest, row: Observation) -> bool:
        """By right and remit; a public figure through a new version."""
        return row.withdrawn_at is None and may(request.user, CHANGE, row)

    def may_decide(self, request: HttpRequest, row: Observation) -> bool:
        """What changes the public's view at once takes the right to publish."""
        return row.withdrawn_at is None and may(request.user, actions.right_to_withdraw(row), row)

    # Pages

    def get_urls(self) -> list[Any]:
        """The stock pages, and one for each thing that can be done to a figure."""
        pages = {"correct": self.correct_view, "withdraw": self.withdraw_view, "prefer": self.prefer_view}
        own = [
            path(
                f"<int:number>/{name}/", self.admin_site.admin_view(view), name=f"tracker_observation_{name}"
            )
            for name, view in pages.items()
        ]
        return own + super().get_urls()

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The figure, with what can be done to it."""
        row = self.get_object(request, object_id)
        more: dict[str, Any] = {}
        if row is not None:
            more["vintage_query"] = urlencode(vintage_of(row))
            more["may_correct"] = self.may_correct(request, row)
            more["may_decide"] = self.may_decide(request, row)
            more["may_prefer"] = more["may_decide"] and row.state == ReviewState.PUBLISHED
            more["waiting_version"] = Revision.objects.open().of(row).first()
        context = {**(extra_context or {}), **more}
        return super().change_view(request, object_id, form_url, context)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Record a figure, or another vintage of one."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = self._figure_form(FigureForm, request, initial=request.GET.dict())

        def record() -> Observation:
            return actions.record_observation(by=request.user, **form.cleaned_data)

        return self._answer(request, form, _ENTRY, record, _("Record a figure"))

    def correct_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Set right what we had wrong about a figure."""
        row = self._open_row(request, number, self.may_correct)
        form = self._figure_form(CorrectionForm, request, initial=stored_values(row))

        def correct() -> Observation | Revision:
            reason = form.cleaned_data["reason"]
            return amend_observation(observation=row, by=request.user, reason=reason, **form.changes())

        return self._answer(request, form, (_REASON, *_ENTRY), correct, _("Correct a figure"), row)

    def withdraw_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Take back a figure that should not be there."""
        row = self._open_row(request, number, self.may_decide)
        act = partial(actions.withdraw_observation, observation=row, by=request.user)
        return self._reasoned(request, row, act, _("Withdraw a figure"))

    def prefer_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Let a figure count, whatever was published later."""
        row = self._open_row(request, number, self.may_decide)
        act = partial(actions.prefer_observation, observation=row, by=request.user)
        return self._reasoned(request, row, act, _("Prefer a figure"))

    # Their parts

    def _open_row(
        self, request: HttpRequest, number: int, allowed: Callable[[HttpRequest, Observation], bool]
    ) -> Observation:
        """A figure that can still be corrected. Raises PermissionDenied, Http404."""
        row = Observation.objects.standing().for_display().filter(pk=number).first()
        if row is None:
            raise Http404(number)
        if not allowed(request, row):
            raise PermissionDenied
        return row

    def _figure_form(self, kind: type[FigureForm], request: HttpRequest, initial: dict[str, Any]) -> Any:
        form = with_model_fields(kind, partial(self.formfield_for_dbfield, request=request))
        return form(request.POST if request.method == "POST" else None, initial=initial)

    def _reasoned(
        self, request: HttpRequest, row: Observation, act: Callable[..., None], title: Any
    ) -> HttpResponse:
        form = ReasonForm(request.POST if request.method == "POST" else None)

        def run() -> Observation:
            act(reason=form.cleaned_data["reason"])
            return row

        return self._answer(request, form, (_REASON,), run, title, row)

    def _answer(
        self,
        request: HttpRequest,
        form: forms.Form,
        fieldsets: tuple[Any, ...],
        act: Callable[[], Observation | Revision],
        title: Any,
        row: Observation | None = None,
    ) -> HttpResponse:
        """Show the form, or do what it asks: what is refused stands above the form, nothing typed is lost."""
        if request.method == "POST" and form.is_valid():
            try:
                done = act()
            except ActionError as error:
                form.add_error(None, refusal_text(error))
            else:
                return self._done(request, done)
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": str(row) if row else None,
            "figure": row,
            "adminform": AdminForm(form, list(fieldsets), {}, model_admin=self),
            "errors": form.errors,
            "inline_admin_formsets": [],
            "media": self.media + form.media,
            "show_save_and_add_another": False,
            "show_save_and_continue": False,
        }
        return self.render_change_form(request, context, add=True)

    def _done(self, request: HttpRequest, row: Observation | Revision) -> HttpResponse:
        if isinstance(row, Revision):
            text = _("%(row)s: the new version waits for somebody else to approve it.")
            self.message_user(request, text % {"row": row}, messages.INFO)
            return redirect(reverse("admin:tracker_revision_change", args=[row.pk]))
        self.message_user(request, _("%(figure)s: done.") % {"figure": row}, messages.SUCCESS)
        return redirect(reverse("admin:tracker_observation_change", args=[row.pk]))
