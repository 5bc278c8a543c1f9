"""The way of rows to the public, at the desk: what somebody may see, change and take a step with."""

from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.actions import review
from tracker.actions.deleting import can_go, delete_row
from tracker.actions.sieve import Done
from tracker.authority import CHANGE, DELETE, covers, may, may_publish_alone, right, scope_of, visible_to
from tracker.exceptions import AuthorityError
from tracker.models import Commitment, Observation, ReviewState, Revision, User
from tracker.reports.denials import count_text

from .confirming import CommentForm, ReasonForm, confirmed

#: What each step is called, on buttons and in the list of actions.
NAMES: Final[dict[str, Promise]] = {
    "submit": gettext_lazy("Submit"),
    "return": gettext_lazy("Return"),
    "approve": gettext_lazy("Approve"),
    "publish": gettext_lazy("Publish"),
}


class Reviewed:
    """For the ModelAdmin of a table whose rows go the way to the public.

    The list holds what its user may see; a row is changed by who has the right and the remit, and only while
    nobody has to decide over it.
    """

    change_form_template: str | None = "admin/tracker/reviewed/change_form.html"
    #: States in which a row is not changed: somebody else is to decide over it, or has.
    waiting = (ReviewState.SUBMITTED, ReviewState.APPROVED)

    # Who may see and change what

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """What the user may see: what is public, and all within their remits."""
        return visible_to(super().get_queryset(request), request.user)  # type: ignore[misc]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By right and remit; a row somebody has to decide over is returned first."""
        if not super().has_change_permission(request, obj):  # type: ignore[misc]
            return False
        return obj is None or (obj.state not in self.waiting and may(request.user, CHANGE, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was public stays on record: it is withdrawn, not deleted."""
        if not super().has_delete_permission(request, obj):  # type: ignore[misc]
            return False
        return obj is None or (can_go(obj, request.user) and may(request.user, DELETE, obj))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """By the action, after which verdicts follow."""
        delete_row(row=obj, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """The same of many."""
        for row in queryset:
            delete_row(row=row, by=request.user)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A new row is a draft, but for those who need no second person."""
        if not change:
            require_place(request.user, obj)
            obj.state = first_state(request.user)
        super().save_model(request, obj, form, change)  # type: ignore[misc]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The state is changed by steps."""
        return (*super().get_readonly_fields(request, obj), "state")  # type: ignore[misc]

    # Steps of one row

    def get_urls(self) -> list[Any]:
        """The stock pages, and one for each step."""
        name = f"tracker_{self.opts.model_name}_step"  # type: ignore[attr-defined]
        view = self.admin_site.admin_view(self.step_view)  # type: ignore[attr-defined]
        return [path("<int:number>/step/<slug:step>/", view, name=name), *super().get_urls()]  # type: ignore[misc]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """The row, with the steps its user can let it take."""
        row = self.get_object(request, object_id) if object_id else None  # type: ignore[attr-defined]
        steps = review.steps_for(row, request.user) if row is not None else []
        own = {"steps": [(step, NAMES[step]) for step in steps], "reviewed_row": row}
        return super().changeform_view(request, object_id, form_url, {**own, **(extra_context or {})})  # type: ignore[misc]

    def step_view(self, request: HttpRequest, number: int, step: str) -> HttpResponse:
        """Ask for a comment, and let the row take the step."""
        rows = self.get_queryset(request).filter(pk=number)
        row = rows.first()
        if row is None or step not in review.STEPS:
            raise Http404(step)
        if step not in review.steps_for(row, request.user):
            raise PermissionDenied(_("This row cannot take this step now, or not by you."))
        taken = review.STEPS[step]

        def act(said: dict[str, Any]) -> None:
            review.advance_one(row, taken, by=request.user, comment=said["comment"])

        form_class = ReasonForm if taken.says_why else CommentForm
        asked = confirmed(self, request, rows, title=NAMES[step], form_class=form_class, act=act)
        if asked is not None:
            return asked
        messages.success(request, _("%(row)s: done.") % {"row": row})
        return redirect(reverse(f"admin:tracker_{self.opts.model_name}_change", args=[number]))  # type: ignore[attr-defined]

    # Steps of many

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """The actions of the list, and the steps its user has the right to."""
        found = super().get_actions(request)  # type: ignore[misc]
        for name, step in review.STEPS.items():
            if self.may_at_all(request.user, step):
                found[f"{name}_rows"] = (_step_rows(name), f"{name}_rows", NAMES[name])
        return found

    def may_at_all(self, user: User, step: review.Step) -> bool:
        """Whether a user has the right to a step in this table."""
        model = self.model  # type: ignore[attr-defined]
        # A new version is of one or the other.
        kinds = (Commitment, Observation) if model is Revision else (model,)
        return any(user.has_perm(right(step.action, kind)) for kind in kinds)


def first_state(user: User) -> ReviewState:
    """The state in which a row comes in that a user enters."""
    return ReviewState.PUBLISHED if may_publish_alone(user) else ReviewState.DRAFT


def require_place(user: User, row: Any) -> None:
    """Raise AuthorityError where a new row would lie outside the remits of a user."""
    if not covers(scope_of(user), row):
        raise AuthorityError("outside_remit", {"row": str(row)})


def _step_rows(name: str) -> Any:
    return partial(_let_step, name)


def _let_step(name: str, page: Any, request: HttpRequest, rows: QuerySet) -> HttpResponse | None:
    """Let the chosen rows take a step, after asking; tell how many did, and why others did not."""
    step = review.STEPS[name]

    def act(said: dict[str, Any]) -> None:
        tell(request, review.advance(rows, step, by=request.user, comment=said["comment"]))

    form_class = ReasonForm if step.says_why else CommentForm
    title = NAMES[name]
    return confirmed(page, request, rows, title=title, form_class=form_class, act=act, action=f"{name}_rows")


def tell(request: HttpRequest, done: Done) -> None:
    """Say how many rows were done, of how many a new version waits, and how many were left alone, each reason
    in words.
    """
    if done.rows or not done.proposed:
        text = ngettext("%(count)d row: done.", "%(count)d rows: done.", done.rows) % {"count": done.rows}
        (messages.success if done.rows else messages.warning)(request, text)
    if done.proposed:
        waiting = ngettext(
            "%(count)d new version waits for somebody else to approve it.",
            "%(count)d new versions wait for somebody else to approve them.",
            done.proposed,
        )
        messages.info(request, waiting % {"count": done.proposed})
    for code, count in done.refused.items():
        messages.warning(request, count_text(code, count))
