"""The front page: how a plan stands by topic, what stands out, and its commitments to narrow down."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import DateField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from tracker.models import Commitment
from tracker.progress import SummaryRow, today, total_of
from tracker.progress.prepared import Given, Prepared
from tracker.reports.moves import eased, may_have_moved
from tracker.web.days import Refused, answering, day_context
from tracker.web.goalposts import ShownGoalpost, shown_goalpost
from tracker.web.lists.columns import list_context
from tracker.web.lists.filters import Filters, filters_for
from tracker.web.lists.orders import order_named
from tracker.web.lists.picks import PICKED, Picks
from tracker.web.lists.scopes import MOST_JUDGED, Scope, scope_of
from tracker.web.plans import by_jurisdiction, chosen_plan, offered_plans
from tracker.web.shown import ShownCommitment, shown_commitment


@dataclass(frozen=True, kw_only=True)
class ShownPicks:
    """What stands out of a plan, a few of each kind."""

    behind: list[ShownCommitment]
    ahead: list[ShownCommitment]
    newest: list[ShownCommitment]
    unreported: list[ShownCommitment]
    moved: list[ShownGoalpost]

    def __bool__(self) -> bool:
        return any((self.behind, self.ahead, self.newest, self.unreported, self.moved))


#: Those of a plan whose target may have been moved by a day.
_MAY_HAVE_MOVED: Final = Prepared(
    lambda: (
        may_have_moved(
            Commitment.objects.published().filter(plan=Given("plan")), Given("day", DateField()), silent=False
        )
        .order_by()
        .values_list("pk")
    ),
    kept=True,
)


@require_safe
@answering
def overview(request: HttpRequest, *, as_of: datetime.date | None) -> HttpResponse:
    """Show a plan's counts, what stands out of it and the list; unless told otherwise the longest plan."""
    plan = chosen_plan(request.GET, Filters.base_fields, as_of)
    offered = offered_plans(as_of, plan)
    scope = scope_of(plan, as_of)
    filters = filters_for(request.GET, offered, plan, scope)
    if not filters.is_valid():
        raise Refused(_refusal(filters))
    order = order_named(filters.cleaned_data["sort"], one_plan=plan is not None)
    cursor = request.GET.get("cursor", "")
    is_plain = not (filters.narrowing or cursor or filters.cleaned_data["sort"])
    listing = scope.listing(filters.narrowing, order, cursor, picks=is_plain)
    topics = scope.summary("topic")
    total = total_of(topics)
    context = {
        "plan": plan,
        "plan_groups": by_jurisdiction(offered),
        "filters": filters,
        "topics": topics,
        "total": total,
        "picks": _picks(listing.picks, as_of, moved=_moved(scope, total, as_of)) if listing.picks else None,
        **list_context(listing, order, as_of),
        "indexable": is_plain and as_of is None,
        **day_context(as_of),
    }
    return render(request, "overview.html", context)


def _picks(found: Picks, as_of: datetime.date | None, *, moved: list[ShownGoalpost]) -> ShownPicks:
    def shown(rows: Iterable[Any]) -> list[ShownCommitment]:
        return [shown_commitment(row, as_of, found.earlier.get(row.commitment.pk, "")) for row in rows]

    return ShownPicks(
        behind=shown(found.behind),
        ahead=shown(found.ahead),
        newest=shown(found.newest),
        unreported=shown(found.unreported),
        moved=moved,
    )


def _moved(scope: Scope, total: SummaryRow, as_of: datetime.date | None) -> list[ShownGoalpost]:
    """Those whose target was made easier: told by comparing every target with the one before."""
    if total.total > MOST_JUDGED:
        return []
    if as_of is None and scope.plan is not None:
        numbers = [row[0] for row in _MAY_HAVE_MOVED.rows(plan=scope.plan.pk, day=today())]
    else:
        rows = may_have_moved(scope.rows, as_of, silent=False)
        numbers = list(rows.order_by().values_list("pk", flat=True))
    if not numbers:  # most plans have none
        return []
    candidates = Commitment.objects.filter(pk__in=numbers).order_by("plan__code", "number")
    return [shown_goalpost(row, as_of) for row in eased(candidates, as_of)[:PICKED]]


def _refusal(filters: Filters) -> str:
    names = pgettext("between items of a list", ", ").join(
        str(filters.fields[name].label) for name in filters.errors
    )
    return _("These filters have a value that does not exist: %(names)s.") % {"names": names}
