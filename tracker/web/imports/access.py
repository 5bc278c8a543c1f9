"""Who may bring files in, and what somebody is told whose session has ended."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.authority import change_sets_of
from tracker.models import ChangeSet, ChangeSetState, User

#: What bringing files in takes; deciding over somebody else's file takes the second.
BRING_IN: Final = "tracker.add_changeset"
DECIDE_FOR_OTHERS: Final = "tracker.change_changeset"

#: Sets whose file nobody is at work on and nobody has stored: how it is read can be changed.
RESTING: Final = (ChangeSetState.DRAFT, ChangeSetState.PLANNED, ChangeSetState.FAILED)

View = Callable[..., HttpResponse]


def for_importers(view: View) -> View:
    """Let only those in who may bring files in.

    Whoever is not logged in logs in first. What they had sent is not carried out afterwards: they come back
    to the page it was sent from, and are told so.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_login(request, kwargs.get("number"))
        if not request.user.has_perm(BRING_IN):
            raise PermissionDenied(_("Your account may not bring in files. Ask an administrator."))
        return view(request, *args, **kwargs)

    return wrapped


def change_set_of(request: HttpRequest, number: int) -> ChangeSet:
    """The change set of a number, where the user may look at it. Raises Http404."""
    rows = change_sets_of(request.user).select_related("created_by", "applied_by")
    return get_object_or_404(rows, pk=number)


def may_decide(user: User, change_set: ChangeSet) -> bool:
    """Whether a user may apply, discard or reverse a change set: their own, or with the right over all."""
    return change_set.created_by_id == user.pk or user.has_perm(DECIDE_FOR_OTHERS)


def require_decider(request: HttpRequest, change_set: ChangeSet) -> None:
    """Raise PermissionDenied where somebody else brought the file in."""
    if not may_decide(request.user, change_set):
        raise PermissionDenied(_("Somebody else brought this file in; only they decide what becomes of it."))


def _to_login(request: HttpRequest, number: int | None) -> HttpResponse:
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    messages.warning(
        request, _("You were no longer logged in, and nothing was done. Log in and send it once more.")
    )
    page = reverse("web:import", args=[number]) if number else reverse("web:imports")
    return redirect_to_login(page)
