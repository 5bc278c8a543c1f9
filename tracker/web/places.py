"""The page of a jurisdiction: how all its plans stand, and the way to its years, series and departments."""

import datetime
from typing import Any, Final

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tracker.models import Commitment, Document, Jurisdiction, Plan, Series
from tracker.progress import total_of
from tracker.web.days import answering, day_context
from tracker.web.lists.scopes import scope_on
from tracker.web.lists.totals import ShownGroup, shown_groups
from tracker.web.shown import plan_url

_MOST_NAMED: Final = 200


@require_safe
@answering
def jurisdictions(request: HttpRequest, *, as_of: datetime.date | None) -> HttpResponse:
    """List the places that have plans or figures."""
    public = Plan.objects.published().filter(jurisdiction=OuterRef("pk"))
    rows = Jurisdiction.objects.filter(
        Exists(public) | Exists(Series.objects.filter(jurisdiction=OuterRef("pk")))
    )
    context = {
        "rows": rows.annotate(has_plans=Exists(public)).select_related("parent")[:_MOST_NAMED],
        "indexable": as_of is None,
        **day_context(as_of),
    }
    return render(request, "jurisdictions.html", context)


@require_safe
@answering
def jurisdiction(request: HttpRequest, code: str, *, as_of: datetime.date | None) -> HttpResponse:
    """Show how the plans of place `code` stand, one beside the other."""
    place = get_object_or_404(Jurisdiction.objects.select_related("parent"), code=code)
    promised = Commitment.objects.published().filter(plan__jurisdiction=place)
    scope = scope_on(promised, as_of, of={"jurisdiction": [place.code]})
    summary = scope.summary("plan")
    context = {
        "place": place,
        "total": total_of(summary),
        "plans": _plans(place, shown_groups(summary, lambda key: plan_url(key, as_of))),
        "departments": [row for row in scope.summary("department") if row.key][:_MOST_NAMED],
        "below": _below(place),
        "has_series": Series.objects.filter(jurisdiction=place).exists(),
        "has_documents": Document.objects.public().filter(jurisdiction=place).exists(),
        "indexable": as_of is None,
        **day_context(as_of),
    }
    return render(request, "jurisdiction.html", context)


def _plans(place: Jurisdiction, groups: list[ShownGroup]) -> list[dict[str, Any]]:
    """The place's plans under their kinds, in each the latest first."""
    plans = {plan.code: plan for plan in Plan.objects.published().filter(jurisdiction=place)}
    pairs = [(plans[group.key], group) for group in groups if group.key in plans]
    pairs.sort(key=lambda pair: (pair[0].period_end, pair[0].code), reverse=True)
    kinds: dict[str, list[ShownGroup]] = {}
    for plan, group in pairs:
        kinds.setdefault(plan.get_kind_display(), []).append(group)
    return [{"kind": kind, "groups": found} for kind, found in kinds.items()]


def _below(place: Jurisdiction) -> list[Jurisdiction]:
    """The places in it that have a series or a plan."""
    used = Exists(Series.objects.filter(jurisdiction=OuterRef("pk")))
    planned = Exists(Plan.objects.published().filter(jurisdiction=OuterRef("pk")))
    return list(place.children.filter(used | planned)[:_MOST_NAMED])
