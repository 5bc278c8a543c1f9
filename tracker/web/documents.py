"""The documents, and what each of them promised and reported, in its own order."""

import datetime
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import (
    Commitment,
    Document,
    DocumentKind,
    DocumentText,
    Evidence,
    Jurisdiction,
    Observation,
    Reliability,
)
from tracker.models.fields import PlaceOrLast
from tracker.progress import today
from tracker.reports.keyset import SortKey
from tracker.web.days import Refused, answering, day_context
from tracker.web.lists.paging import page_of
from tracker.web.lists.scopes import read
from tracker.web.shown import shown_commitment, shown_figure

PER_PAGE: Final = 50
#: A report announces a plan or two; of one that is said to announce very many so many are named.
MOST_PLANS: Final = 20
_FILTERS: Final = ("q", "kind", "reliability", "jurisdiction")
_START = SortKey(path="place", kind=int)


@require_safe
@answering
def documents(request: HttpRequest, *, as_of: datetime.date | None) -> HttpResponse:
    """List the public documents that had come out by the day, the latest first."""
    chosen = _chosen(request)
    day = as_of or today()
    public = Document.objects.public()
    rows = public.filter(Q(published_on__lte=day) | Q(published_on__isnull=True, seen_on__lte=day))
    paths = {"kind": "kind", "reliability": "reliability", "jurisdiction": "jurisdiction__code"}
    rows = rows.filter(**{path: chosen[name] for name, path in paths.items() if chosen[name]})
    if chosen["q"]:
        rows = rows.filter(Q(title__icontains=chosen["q"]) | Q(publisher__icontains=chosen["q"]))
    dated = rows.annotate(day=Coalesce(F("published_on"), Value(datetime.date.min)))
    key = SortKey(path="day", kind=datetime.date, descending=True)
    cursor = request.GET.get("cursor", "")
    context = {
        "listing": page_of(_with_uses(dated, day), [key], cursor, size=PER_PAGE),
        "chosen": chosen,
        "kinds": DocumentKind.choices,
        "reliabilities": Reliability.choices,
        "jurisdictions": Jurisdiction.objects.filter(Exists(public.filter(jurisdiction=OuterRef("pk")))),
        "indexable": not (as_of or cursor or any(chosen.values())),
        **day_context(as_of),
    }
    return render(request, "documents.html", context)


@require_safe
@answering
def document(request: HttpRequest, code: str, *, as_of: datetime.date | None) -> HttpResponse:
    """Show what document `code` promised and reported, each in the order it stands there."""
    row = get_object_or_404(Document.objects.public().select_related("jurisdiction"), code=code)
    day, query = as_of or today(), request.GET
    first = row.published_on or row.seen_on
    if as_of is not None and first is not None and first > as_of:
        raise Http404(_("This document had not been published by that day."))
    promised = page_of(_promised(row, day), [_START], query.get("cursor", ""), size=PER_PAGE, order="words")
    reported = page_of(
        _reported(row, day), [_START], query.get("figures", ""), size=PER_PAGE, order="figures"
    )
    context = {
        "document": row,
        "has_text": DocumentText.objects.filter(document=row).exists(),
        "plans": row.plans.filter(state="published")[:MOST_PLANS],
        "promised": promised,
        "commitments": _shown(promised.rows, as_of),
        "reported": reported,
        "figures": [(figure, shown_figure(figure, figure.series.indicator)) for figure in reported.rows],
        "indexable": not (as_of or "cursor" in query or "figures" in query),
        **day_context(as_of),
    }
    return render(request, "document.html", context)


def _chosen(request: HttpRequest) -> dict[str, str]:
    """The filters of the address; empty where none. Raises Refused for a word that is none of its own."""
    chosen = {
        name: request.GET.get(name, "").strip() for name in ("q", "kind", "reliability", "jurisdiction")
    }
    known = {"kind": DocumentKind.values, "reliability": Reliability.values}
    for name, words in known.items():
        if chosen[name] and chosen[name] not in words:
            raise Refused(_("Nothing here has the code “%(code)s”.") % {"code": chosen[name][:60]})
    return chosen | {"q": chosen["q"][:80]}


def _with_uses(rows: QuerySet, day: datetime.date) -> QuerySet:
    """With whether a public commitment or figure rests on each."""
    public = Commitment.objects.published().filter(evidence__document=OuterRef("pk"))
    figures = Observation.objects.known(day).filter(document=OuterRef("pk"))
    return rows.select_related("jurisdiction").annotate(
        has_commitments=Exists(public), has_figures=Exists(figures)
    )


def _promised(row: Document, day: datetime.date) -> QuerySet:
    """The words of the document public commitments rest on, in their order."""
    public = Commitment.objects.published()
    found = Evidence.objects.filter(document=row, known_from__lte=day, commitment__in=public)
    return found.annotate(place=PlaceOrLast("start"))


def _reported(row: Document, day: datetime.date) -> QuerySet:
    """The figures the document published, in their order."""
    found = Observation.objects.known(day).filter(document=row).for_display()
    return found.annotate(place=PlaceOrLast("start"))


def _shown(rows: list[Any], as_of: datetime.date | None) -> list[tuple[Any, Any]]:
    """Each place in the document with the commitment it is evidence of, as that stands."""
    found = read({row.commitment_id for row in rows}, as_of)
    shown = {number: shown_commitment(row, as_of) for number, row in found.items()}
    return [(row, shown[row.commitment_id]) for row in rows if row.commitment_id in shown]
