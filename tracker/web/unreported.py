"""The page of silence: commitments long due of which nothing published says whether they were kept."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.assessment import DEFAULT_RULES
from tracker.models import Commitment, Status
from tracker.web.days import answering, day_context
from tracker.web.lists.columns import list_context
from tracker.web.lists.narrowing import chosen_of, narrowed_to, offered_choices
from tracker.web.lists.orders import order_named
from tracker.web.lists.scopes import scope_on


@require_safe
@answering
def unreported(request: HttpRequest, *, as_of: datetime.date | None) -> HttpResponse:
    """Show the unreported commitments the filters leave, unless told otherwise the longest due first."""
    offered = offered_choices(request.GET, as_of)
    chosen = chosen_of(request.GET, offered)
    order = order_named(request.GET.get("sort", "due"))
    scope = scope_on(narrowed_to(Commitment.objects.published(), chosen), as_of)
    cursor = request.GET.get("cursor", "")
    listing = scope.listing({"status": Status.UNREPORTED.value}, order, cursor)
    context = {
        "offered": offered,
        "chosen": chosen,
        "days": DEFAULT_RULES.unreported_after,
        **list_context(listing, order, as_of),
        "indexable": not (as_of or any(chosen.values()) or cursor or "sort" in request.GET),
        **day_context(as_of),
    }
    return render(request, "unreported.html", context)
