"""Who answers for what: the departments with how their commitments stand, and the page of each."""

import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Commitment, Department
from tracker.progress import total_of
from tracker.web.days import answering, day_context
from tracker.web.lists.columns import list_context
from tracker.web.lists.orders import order_named
from tracker.web.lists.scopes import scope_on
from tracker.web.lists.totals import shown_groups


@require_safe
@answering
def departments(request: HttpRequest, *, as_of: datetime.date | None) -> HttpResponse:
    """List every department that answers for a public commitment, with both denominators."""
    rows = Commitment.objects.published().filter(departments__isnull=False)
    # The kept counts know those as well that no department answers for.
    groups = [each for each in scope_on(rows.distinct(), as_of, of={}).summary("department") if each.key]
    day = f"?as_of={as_of.isoformat()}" if as_of else ""
    context = {
        "groups": shown_groups(groups, lambda key: reverse("web:department", args=[key]) + day),
        "indexable": as_of is None,
        **day_context(as_of),
    }
    return render(request, "departments.html", context)


@require_safe
@answering
def department(request: HttpRequest, code: str, *, as_of: datetime.date | None) -> HttpResponse:
    """Show what department `code` answers for; 404 where that is nothing public."""
    row = get_object_or_404(Department.objects.select_related("jurisdiction"), code=code)
    scope = scope_on(Commitment.objects.published().filter(departments=row), as_of, of={"department": [code]})
    topics = scope.summary("topic")
    if not topics:
        raise Http404(_("It answers for no public commitment."))
    order = order_named(request.GET.get("sort", ""))
    cursor = request.GET.get("cursor", "")
    context = {
        "department": row,
        "topics": topics,
        "total": total_of(topics),
        **list_context(scope.listing({}, order, cursor), order, as_of),
        "indexable": not (as_of or cursor or request.GET.get("sort")),
        **day_context(as_of),
    }
    return render(request, "department.html", context)
