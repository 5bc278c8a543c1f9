"""The full text of a document, each clause marked by how it stands, with verdicts and figures beside it."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.ingest.texts import PrintedText
from tracker.models import Commitment, DocumentText, Evidence, Observation
from tracker.progress import standings, today
from tracker.reports.passages import Passage, Span, passages
from tracker.reports.statuses import tone
from tracker.web.days import answering, day_context
from tracker.web.shown import ShownCommitment, ShownFigure, shown_commitment, shown_figure

#: What a clause is marked as that reports a figure and promises nothing.
FIGURE: Final = "figure"


@dataclass(frozen=True, kw_only=True)
class Note:
    """What stands beside a clause: a commitment with its verdict, or a figure that was reported."""

    span: Span
    commitment: ShownCommitment | None = None
    figure: ShownFigure | None = None


@dataclass(frozen=True, kw_only=True)
class ShownPassage:
    """A passage and the notes of the clauses that begin in it."""

    passage: Passage
    notes: list[Note]


@require_safe
@answering
def text(request: HttpRequest, code: str, *, as_of: datetime.date | None) -> HttpResponse:
    """Show the text of the document `code`; 404 where none was loaded, or it had not been published then."""
    kept = get_object_or_404(DocumentText.objects.select_related("document"), document__code=code)
    document = kept.document
    first = document.published_on or document.seen_on
    if as_of is not None and first is not None and first > as_of:
        raise Http404(_("This document had not been published by that day."))
    notes = _numbered(PrintedText(kept.text), document.pk, as_of)
    by_number = {note.span.number: note for note in notes}
    shown = [
        ShownPassage(passage=passage, notes=[by_number[number] for number in passage.numbers])
        for passage in passages(kept.text, [note.span for note in notes])
    ]
    context = {
        "document": document,
        "text": kept,
        "passages": shown,
        "commitments": sum(note.commitment is not None for note in notes),
        "figures": sum(note.figure is not None for note in notes),
        "indexable": as_of is None,
        **day_context(as_of),
    }
    return render(request, "text.html", context)


def _numbered(printed: PrintedText, document: int, as_of: datetime.date | None) -> list[Note]:
    """The clauses in the order they begin; promises before figures, which are marked below them."""
    found = [*_promises(printed, document, as_of), *_figures(printed, document, as_of)]
    found.sort(key=lambda pair: (pair[0], "figure" in pair[2]))
    return [
        Note(span=Span(number, start, end, kind), **what)
        for number, ((start, end), kind, what) in enumerate(found, start=1)
    ]


Clause = tuple[tuple[int, int], str, dict[str, Any]]


def _promises(printed: PrintedText, document: int, as_of: datetime.date | None) -> Iterator[Clause]:
    rows = Evidence.objects.filter(
        document=document, start__isnull=False, commitment__in=Commitment.objects.published()
    )
    if as_of is not None:
        rows = rows.filter(known_from__lte=as_of)
    evidence = list(rows)
    numbers = {row.commitment_id for row in evidence}
    found = standings(Commitment.objects.published().filter(pk__in=numbers).for_list(), as_of=as_of)
    shown = {row.commitment.pk: row for row in found}
    for row in evidence:
        standing = shown.get(row.commitment_id)
        place = printed.at(row.quote, row.start)
        if standing is not None and place is not None:
            what = {"commitment": shown_commitment(standing, as_of)}
            yield (place.start, place.end), str(tone(standing.status)), what


def _figures(printed: PrintedText, document: int, as_of: datetime.date | None) -> Iterator[Clause]:
    rows = Observation.objects.known(as_of or today()).filter(document=document, start__isnull=False)
    for row in rows.exclude(quote="").for_display():
        place = printed.at(row.quote, row.start)
        if place is not None:
            what = {"figure": shown_figure(row, row.series.indicator)}
            yield (place.start, place.end), FIGURE, what
