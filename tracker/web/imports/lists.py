"""The list of change sets, the latest first."""

from typing import Final

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.authority import change_sets_of
from tracker.models import ChangeSet, ChangeSetState

from .access import for_importers

PER_PAGE: Final = 50


@require_safe
@for_importers
def imports(request: HttpRequest) -> HttpResponse:
    """Show a page of the change sets one may look at.

    `before` names the number to go on from, `state` and `mine` narrow.
    """
    state, mine = request.GET.get("state", ""), request.GET.get("mine", "") == "1"
    rows = _rows(request, state if state in ChangeSetState.values else "", mine)
    more = len(rows) > PER_PAGE
    context = {
        "rows": rows[:PER_PAGE],
        "older": rows[PER_PAGE - 1].pk if more else None,
        "newer": bool(request.GET.get("before")),
        "states": ChangeSetState.choices,
        "state": state,
        "mine": mine,
    }
    return render(request, "imports/list.html", context)


def _rows(request: HttpRequest, state: str, mine: bool) -> list[ChangeSet]:
    rows: QuerySet[ChangeSet] = change_sets_of(request.user).select_related("created_by").order_by("-pk")
    if state:
        rows = rows.filter(state=state)
    if mine:
        rows = rows.filter(created_by=request.user)
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit():
        rows = rows.filter(pk__lt=int(before[:18]))
    # What only pages of one set show can be long.
    return list(rows.defer("layout", "found", "world")[: PER_PAGE + 1])
