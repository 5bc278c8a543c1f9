"""The front page: how a plan stands by topic, and its commitments to narrow down."""

import datetime
from collections import Counter
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from tracker.models import Commitment, Plan, Status
from tracker.models.commitments import CommitmentQuerySet
from tracker.progress import Standing, SummaryRow, standings, summarise
from tracker.web.days import Refused, answering, day_context
from tracker.web.filters import ALL_PLANS, JUDGED, Filters, by_jurisdiction, filters_for, narrowed, stands
from tracker.web.shown import shown_commitment

PER_PAGE: Final = 50
#: A past day is judged while the reader waits; more than this many at once must be narrowed to a plan.
MOST_JUDGED: Final = 5000


@require_safe
@answering
def overview(request: HttpRequest, *, as_of: datetime.date | None) -> HttpResponse:
    """Show a plan's counts and the list; without any filter, the plan `front_plan` chooses."""
    plans = published_plans(as_of)
    plan = chosen_plan(request, plans)
    # A plan of later days can be asked for by its address, but is not offered.
    offered = [row for row in plans if row.size or row == plan]
    filters = filters_for(request.GET, offered, plan, as_of)
    if not filters.is_valid():
        raise Refused(_refusal(filters))
    scope = scope_of(plan, as_of)
    topics = summarise(scope, by="topic", as_of=as_of)
    page = page_of(scope, filters.narrowing, as_of, request.GET.get("page", "1"))
    context = {
        "plan": plan,
        "plan_groups": by_jurisdiction(offered),
        "commitments_in_all": sum(plan.size for plan in plans),
        "filters": filters,
        "topics": topics,
        "total": total_of(topics),
        "page": page,
        "rows": [shown_commitment(standing, as_of) for standing in page.object_list],
        "indexable": not (as_of or filters.narrowing or page.number > 1),
        **day_context(as_of),
    }
    return render(request, "overview.html", context)


def published_plans(as_of: datetime.date | None) -> list[Plan]:
    """Every public plan with `size`: how many public commitments it has, or had by a day."""
    counted = Q(commitments__state="published")
    if as_of is not None:
        counted &= Q(commitments__evidence__known_from__lte=as_of)
    size = Count("commitments", filter=counted, distinct=as_of is not None)
    return list(Plan.objects.published().annotate(size=size).select_related("jurisdiction", "document"))


def chosen_plan(request: HttpRequest, plans: list[Plan]) -> Plan | None:
    """The plan the address names; None for all of them. Raises Refused for one that does not exist.

    Without a plan the bare page shows `front_plan`; a search or filter goes through all plans.
    """
    code = request.GET.get("plan", "")
    if code == ALL_PLANS:
        return None
    if not code:
        filtered = any(request.GET.get(name) for name in Filters.base_fields)
        return None if filtered else front_plan(plans)
    for plan in plans:
        if plan.code == code:
            return plan
    raise Refused(_("There is no plan “%(code)s”.") % {"code": code[:60]})


def front_plan(plans: list[Plan]) -> Plan | None:
    """The plan with most commitments, of equals the latest: what there is most to see of. None before any."""
    filled = (plan for plan in plans if plan.size)
    return max(filled, key=lambda plan: (plan.size, plan.period_end, plan.code), default=None)


def scope_of(plan: Plan | None, as_of: datetime.date | None) -> CommitmentQuerySet:
    """The public commitments of a plan, or of all, that had been announced by the day."""
    scope = Commitment.objects.published()
    if plan is not None:
        scope = scope.filter(plan=plan)
    if as_of is None:
        return scope
    scope = scope.announced(as_of)
    if scope.count() > MOST_JUDGED:
        raise Refused(_("That many commitments cannot be turned back to a day at once. Choose a plan."))
    return scope


def total_of(rows: list[SummaryRow]) -> SummaryRow:
    """All groups together; right because a commitment has one topic."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(row.counts)
    return SummaryRow(key="", label="", counts={code: counts[code] for code in Status.values if counts[code]})


def page_of(
    scope: CommitmentQuerySet, values: dict[str, str], as_of: datetime.date | None, number: str
) -> Page[Any]:
    """One page of standings; a page beyond the last is the last."""
    rows = narrowed(scope, values, as_of).for_list().order_by("plan__code", "number")
    if as_of and any(values.get(name) for name in JUDGED):
        found: list[Standing] = [row for row in standings(rows, as_of=as_of) if stands(row, values)]
        return Paginator(found, PER_PAGE).get_page(number)
    page = Paginator(rows, PER_PAGE).get_page(number)
    page.object_list = standings(page.object_list, as_of=as_of)
    return page


def _refusal(filters: Filters) -> str:
    names = pgettext("between items of a list", ", ").join(
        str(filters.fields[name].label) for name in filters.errors
    )
    return _("These filters have a value that does not exist: %(names)s.") % {"names": names}
