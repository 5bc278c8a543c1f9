"""What is done to many rows at once beside the steps of review: assigning, withdrawing, giving up."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from tracker.actions.assigning import assign_departments
from tracker.actions.withdrawing import drop_revisions, withdraw_commitments, withdraw_observations
from tracker.models import Department
from tracker.progress import today

from .confirming import ReasonForm, confirmed
from .steps import tell

_LEFT_ALONE = _("Rows that do not allow it are left alone and counted by the reason.")
_BY_VERSION = _(
    "What is not public yet is changed at once; a public commitment by a new version, which somebody else "
    "has to approve."
)


class DepartmentsForm(forms.Form):
    """Which departments answer for the chosen commitments from now on."""

    about = (_BY_VERSION, _LEFT_ALONE)
    departments = forms.ModelMultipleChoiceField(Department.objects.all(), label=_("departments"))


class FiguresForm(ReasonForm):
    """Why figures should not be there."""

    about = (
        _("Withdrawn figures count no more; auditors still see them, with the reason."),
        _("Public ones take the right to publish."),
        _LEFT_ALONE,
    )


class CommitmentsForm(ReasonForm):
    """Since when commitments do not hold any more, and why."""

    about = (_("They stay in sight, as withdrawn from that day on."), _BY_VERSION, _LEFT_ALONE)
    withdrawn_on = forms.DateField(
        label=_("withdrawn or superseded on"),
        initial=today,
        # What a browser takes as a day is the same in all languages.
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    field_order = ("withdrawn_on", "comment")


class VersionsForm(ReasonForm):
    """Why new versions come to nothing."""

    about = (_("The rows stay as the public sees them, and can be changed anew."), _LEFT_ALONE)


@admin.action(description=_("Assign to departments"), permissions=["change"])
def assign_rows(page: Any, request: HttpRequest, rows: QuerySet) -> HttpResponse | None:
    """Let departments answer for the chosen commitments; public ones through new versions."""

    def act(said: dict[str, Any]) -> None:
        tell(request, assign_departments(commitments=rows, departments=said["departments"], by=request.user))

    title = _("Assign to departments")
    return confirmed(
        page, request, rows, title=title, form_class=DepartmentsForm, act=act, action="assign_rows"
    )


@admin.action(description=_("Withdraw"), permissions=["withdraw"])
def withdraw_figures(page: Any, request: HttpRequest, rows: QuerySet) -> HttpResponse | None:
    """Take back the chosen figures, with a reason."""

    def act(said: dict[str, Any]) -> None:
        tell(request, withdraw_observations(observations=rows, by=request.user, reason=said["comment"]))

    title = _("Withdraw")
    return confirmed(
        page, request, rows, title=title, form_class=FiguresForm, act=act, action="withdraw_figures"
    )


@admin.action(description=_("Withdraw"), permissions=["change"])
def withdraw_pledges(page: Any, request: HttpRequest, rows: QuerySet) -> HttpResponse | None:
    """Say of the chosen commitments that they do not hold any more; public ones through new versions."""

    def act(said: dict[str, Any]) -> None:
        day, reason = said["withdrawn_on"], said["comment"]
        tell(request, withdraw_commitments(commitments=rows, on=day, by=request.user, reason=reason))

    title = _("Withdraw")
    return confirmed(
        page, request, rows, title=title, form_class=CommitmentsForm, act=act, action="withdraw_pledges"
    )


@admin.action(description=_("Give up"), permissions=["drop"])
def drop_rows(page: Any, request: HttpRequest, rows: QuerySet) -> HttpResponse | None:
    """Give the chosen new versions up, with a reason."""

    def act(said: dict[str, Any]) -> None:
        tell(request, drop_revisions(revisions=rows, by=request.user, reason=said["comment"]))

    title = _("Give up")
    return confirmed(page, request, rows, title=title, form_class=VersionsForm, act=act, action="drop_rows")
