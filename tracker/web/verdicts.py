"""A stored verdict at an address of its own: what a citation leads to, whatever has been published since."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tracker.models import Commitment, Evidence, Verdict
from tracker.progress import Frozen, frozen, replay, today
from tracker.reports.citations import Citation, bibtex, citation, gb_t_7714
from tracker.reports.explanations import explain, indicator_of, reason_text
from tracker.reports.measures import measures
from tracker.web.days import day_context
from tracker.web.shown import ShownTarget, shown_figure


@require_safe
def verdict(request: HttpRequest, code: str, sha256: str) -> HttpResponse:
    """Show the verdict of commitment `code` with this hash, as it was stored; 404 where there is none."""
    row = _found(code, sha256)
    kept = frozen(row)
    if kept is None:
        raise Http404(sha256)
    indicator = indicator_of(kept.standing)
    context = {
        "verdict": row,
        "commitment": row.commitment,
        "indicator": indicator,
        "standing": kept.standing,
        "hidden": kept.hidden,
        **_told(kept),
        "target": ShownTarget(kept.standing.target, indicator),
        "figures": [shown_figure(figure, figure.series.indicator) for figure in kept.figures],
        "evidence": _words(row),
        "differences": replay(row),
        "current": _current(row.commitment, row),
        **citation_context(request, row),
        **day_context(None),
    }
    return render(request, "verdict.html", context)


@require_safe
def bib(request: HttpRequest, code: str, sha256: str) -> HttpResponse:
    """The verdict's reference as a file for a bibliography."""
    cited = cited_verdict(request, _found(code, sha256))
    return HttpResponse(
        bibtex(cited),
        content_type="application/x-bibtex; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{cited.key}.bib"'},
    )


def cited_verdict(request: HttpRequest, row: Verdict) -> Citation:
    """The reference to a stored verdict, as a reader of this page would give it today."""
    return citation(row, url=request.build_absolute_uri(verdict_url(row)), accessed=today())


def citation_context(request: HttpRequest, row: Verdict | None) -> dict[str, Any]:
    """What `partials/citation.html` shows of a verdict; nothing for None."""
    if row is None:
        return {"citation": None}
    cited = cited_verdict(request, row)
    return {
        "citation": cited,
        "gb_t_7714": gb_t_7714(cited),
        "bibtex": bibtex(cited),
        "bib_url": reverse("web:verdict-bib", args=[row.commitment.code, row.sha256]),
    }


def verdict_url(row: Verdict) -> str:
    """The address that shows a stored verdict for ever."""
    return reverse("web:verdict", args=[row.commitment.code, row.sha256])


def _found(code: str, sha256: str) -> Verdict:
    """A commitment's verdict by its hash, with what its page shows of it.

    Two of one commitment share a hash only where they say the same of the same rows on the same day: the
    first of them is shown.
    """
    commitment = get_object_or_404(Commitment.objects.published().for_list(), code=code)
    rows = Verdict.objects.filter(commitment=commitment, sha256=sha256).select_related("rule_set")
    row = rows.order_by("pk").first()
    if row is None:
        raise Http404(sha256)
    row.commitment = commitment
    return row


def _told(kept: Frozen) -> dict[str, Any]:
    """The verdict in words, and its numbers.

    With a figure withdrawn since, no sentence is made: it would print that figure again. What should be
    there by a day is no part of a verdict.
    """
    judgement = kept.standing.judgement
    sentence = "" if kept.hidden else explain(kept.standing)
    reasons = [(code, reason_text(code)) for code in judgement.reasons]
    return {
        "explanation": sentence,
        "reasons": [pair for pair in reasons if pair[1] not in sentence],
        "measures": [measure for measure in measures(kept.standing) if measure.code != "expected_now"],
    }


def _words(row: Verdict) -> Any:
    """The words the commitment stood on by the day of the verdict."""
    rows = Evidence.objects.filter(commitment=row.commitment, known_from__lte=row.as_of)
    return rows.select_related("document")


def _current(commitment: Commitment, row: Verdict) -> Verdict | None:
    """The verdict that holds today, where it is another one."""
    now = commitment.current_verdict
    return None if now is None or now.sha256 == row.sha256 else now
