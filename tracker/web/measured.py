"""What is measured where: the series, each with its newest figure."""

import datetime
from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Alias, Commitment, Jurisdiction, Observation, Series, Topic
from tracker.progress import today
from tracker.reports.keyset import SortKey
from tracker.web.days import Refused, answering, day_context
from tracker.web.lists.paging import page_of
from tracker.web.shown import ShownFigure, shown_figure

PER_PAGE: Final = 50
_FILTERS: Final = {"jurisdiction": "jurisdiction__code", "topic": "indicator__topic__code"}
_KEYS: Final = (
    SortKey(path="indicator__topic__position", kind=int),
    SortKey(path="indicator__topic__code", kind=str),
    SortKey(path="code", kind=str),
)


@dataclass(frozen=True, kw_only=True)
class ShownSeries:
    """A row of the list; `latest` is None where nothing was published by the day."""

    series: Series
    latest: ShownFigure | None


@require_safe
@answering
def measured(request: HttpRequest, *, as_of: datetime.date | None) -> HttpResponse:
    """List the series the filters leave, topic by topic."""
    chosen = {name: request.GET.get(name, "").strip()[:80] for name in (*_FILTERS, "q")}
    offered = {"jurisdiction": _used_places(), "topic": _used_topics()}
    for name, rows in offered.items():
        if chosen[name] and chosen[name] not in {row.code for row in rows}:
            raise Refused(_("Nothing here has the code “%(code)s”.") % {"code": chosen[name][:60]})
    listing = page_of(_narrowed(chosen), _KEYS, request.GET.get("cursor", ""), size=PER_PAGE)
    context = {
        "listing": listing,
        "rows": _shown(listing.rows, as_of or today()),
        "offered": offered,
        "chosen": chosen,
        "indexable": not (as_of or any(chosen.values()) or request.GET.get("cursor")),
        **day_context(as_of),
    }
    return render(request, "measured.html", context)


def _used_places() -> list[Jurisdiction]:
    return list(Jurisdiction.objects.filter(Exists(Series.objects.filter(jurisdiction=OuterRef("pk")))))


def _used_topics() -> list[Topic]:
    return list(Topic.objects.filter(Exists(Series.objects.filter(indicator__topic=OuterRef("pk")))))


def _narrowed(chosen: dict[str, str]) -> QuerySet:
    """The series the filters leave, each with whether a public commitment speaks of it."""
    promised = Commitment.objects.published().filter(series=OuterRef("pk"))
    rows = Series.objects.select_related("indicator__topic", "indicator__unit", "jurisdiction")
    rows = rows.annotate(is_promised=Exists(promised))
    rows = rows.filter(**{path: chosen[name] for name, path in _FILTERS.items() if chosen[name]})
    for word in chosen["q"].split():
        aliases = Alias.objects.filter(indicator=OuterRef("indicator"), name__icontains=word)
        names = Q(indicator__name__icontains=word) | Q(indicator__name_en__icontains=word)
        rows = rows.filter(names | Exists(aliases))
    return rows


def _shown(rows: list[Series], day: datetime.date) -> list[ShownSeries]:
    counting = Observation.objects.filter(series__in=rows).counting(day).select_related("unit", "document")
    latest: dict[int, Observation] = {}
    for figure in counting.order_by("period_end", "-period_start"):
        latest[figure.series_id] = figure
    return [ShownSeries(series=row, latest=shown_figure(latest.get(row.pk), row.indicator)) for row in rows]
