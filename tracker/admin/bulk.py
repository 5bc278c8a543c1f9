"""What is done to many rows at once beside the steps of review: assigning and withdrawing."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker.actions.assigning import assign_departments
from tracker.actions.observations import withdraw_observations
from tracker.models import Department

from .confirming import ReasonForm, confirmed


class DepartmentsForm(forms.Form):
    """Which departments answer for the chosen commitments from now on."""

    departments = forms.ModelMultipleChoiceField(Department.objects.all(), label=_("departments"))


@admin.action(description=_("Assign to departments"), permissions=["change"])
def assign_rows(page: Any, request: HttpRequest, rows: QuerySet) -> HttpResponse | None:
    """Let departments answer for the chosen commitments; public ones through new versions."""

    def act(said: dict[str, Any]) -> None:
        done = assign_departments(commitments=rows, departments=said["departments"], by=request.user)
        text = ngettext("%(count)d row: done.", "%(count)d rows: done.", done.assigned)
        messages.success(request, text % {"count": done.assigned})
        if done.proposed:
            waiting = ngettext(
                "%(count)d new version waits for somebody else to approve it.",
                "%(count)d new versions wait for somebody else to approve them.",
                done.proposed,
            )
            messages.info(request, waiting % {"count": done.proposed})

    title = _("Assign to departments")
    return confirmed(
        page, request, rows, title=title, form_class=DepartmentsForm, act=act, action="assign_rows"
    )


@admin.action(description=_("Withdraw"))
def withdraw_rows(page: Any, request: HttpRequest, rows: QuerySet) -> HttpResponse | None:
    """Take back the chosen figures, with a reason."""

    def act(said: dict[str, Any]) -> None:
        count = withdraw_observations(observations=rows, by=request.user, reason=said["comment"])
        text = ngettext("%(count)d row: done.", "%(count)d rows: done.", count)
        messages.success(request, text % {"count": count})

    title = _("Withdraw")
    return confirmed(page, request, rows, title=title, form_class=ReasonForm, act=act, action="withdraw_rows")
