"""What is decided over a change set: that it is checked, stored, given up or taken back."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.exceptions import IngestError
from tracker.ingest import discard_change_set, tasks
from tracker.models import ChangeSet
from tracker.reports.refusals import refusal_text

from .access import change_set_of, for_importers, require_decider
from .forms import DecisionForm, ReasonForm
from .preview import page_of


@require_POST
@for_importers
def check(request: HttpRequest, number: int) -> HttpResponse:
    """Have the file checked, for the first time or again."""
    return _decided(request, number, tasks.start_staging)


@require_POST
@for_importers
def discard(request: HttpRequest, number: int) -> HttpResponse:
    """Give a change set up; one that is being worked on stops at its next batch."""

    def give_up(found: ChangeSet) -> None:
        discard_change_set(found, by=request.user)
        messages.success(request, _("The file was discarded; nothing of it is stored."))

    return _decided(request, number, give_up)


@require_POST
@for_importers
def apply(request: HttpRequest, number: int) -> HttpResponse:
    """Store what the preview of this change set shows. Sent twice, it is stored once."""
    form = DecisionForm(request.POST)

    def store(found: ChangeSet) -> None:
        tasks.start_applying(found, by=request.user, **form.cleaned_data)

    return _decided(request, number, store, form, "decision")


@require_POST
@for_importers
def reverse(request: HttpRequest, number: int) -> HttpResponse:
    """Take back what a change set brought in."""
    form = ReasonForm(request.POST)

    def take_back(found: ChangeSet) -> None:
        if tasks.start_reversing(found, by=request.user, reason=form.cleaned_data["reason"]):
            messages.success(request, _("What this file brought in was taken back."))

    return _decided(request, number, take_back, form, "reversal")


def _decided(
    request: HttpRequest,
    number: int,
    act: Callable[[ChangeSet], None],
    form: forms.Form | None = None,
    called: str = "",
) -> HttpResponse:
    """Do it and go back to the set's page; what is refused stands there, and nothing typed is lost."""
    found = change_set_of(request, number)
    require_decider(request, found)
    if form is not None and not form.is_valid():
        return page_of(request, found, {called: form}, status=400)
    try:
        act(found)
    except IngestError as error:
        messages.error(request, refusal_text(error))
    return redirect("web:import", number)
