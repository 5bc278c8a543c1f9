"""The page of one commitment: what was promised, in whose words, what was reported, and the verdict."""

import datetime
from typing import Any

from django.db.models import CharField, DateField, Exists, OuterRef, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.assessment import DEFAULT_RULES
from tracker.models import Commitment, DocumentText, Evidence, Observation, Verdict
from tracker.progress import Standing, figures_of, standings, today
from tracker.progress.prepared import Given, PreparedRows
from tracker.reports.explanations import explain, indicator_of, reason_text
from tracker.reports.measures import measures
from tracker.reports.paths import follows_path, path_rows
from tracker.reports.remarks import remarks_of, with_remarks
from tracker.reports.sensitivities import sensitivity_notes
from tracker.reports.target_charts import target_chart
from tracker.web.days import answering, day_context
from tracker.web.drawings import drawing
from tracker.web.families import shown_family
from tracker.web.methods import side_by_side
from tracker.web.shown import ShownTarget, commitment_url, shown_figure
from tracker.web.verdicts import citation_context

_OWN = PreparedRows(
    lambda: with_remarks(
        Commitment.objects.published().for_list().filter(code=Given("code", CharField())),
        Given("day", DateField()),
    ),
    kept=True,
)


@require_safe
@answering
def commitment(request: HttpRequest, code: str, *, as_of: datetime.date | None) -> HttpResponse:
    """Show the commitment `code` as it stands, or stood on a day; 404 when it was not public then."""
    rows = _OWN.rows(code=code, day=as_of or today())
    if not rows:
        raise Http404(code)
    found = standings(rows, as_of=as_of)
    if not found:
        raise Http404(_("This commitment had not been announced by that day."))
    (row,) = rows
    prefetch_related_objects(rows, "departments")
    standing = found[0]
    if standing.verdict is not None:
        standing.verdict.commitment = row
    observations = figures_of(standing.reading) if row.series else []
    context = {
        "standing": standing,
        "commitment": row,
        "indicator": indicator_of(standing),
        **_in_words(standing),
        "notes": sensitivity_notes(standing),
        "measures": measures(standing),
        "side_by_side": side_by_side(standing),
        "indexable": as_of is None,
        **_promised(standing),
        **_reported(standing, observations),
        **_planned(standing),
        **_verdicts(standing, as_of),
        **citation_context(request, standing.verdict),
        "family": shown_family(standing, as_of),
        "remarks": remarks_of(row),
        **_beside(row, as_of),
        **day_context(as_of),
    }
    return render(request, "commitment.html", context)


def _in_words(standing: Standing) -> dict[str, Any]:
    """The verdict's sentence, and the reasons it does not name already."""
    sentence = explain(standing)
    reasons = [(code, reason_text(code)) for code in standing.judgement.reasons]
    return {"explanation": sentence, "reasons": [pair for pair in reasons if pair[1] not in sentence]}


def _promised(standing: Standing) -> dict[str, Any]:
    """The words and the targets."""
    indicator = indicator_of(standing)
    evidence = Evidence.objects.filter(commitment=standing.commitment, known_from__lte=standing.reading.as_of)
    texts = DocumentText.objects.filter(document=OuterRef("document"))
    first, current = standing.targets[0], standing.target
    return {
        "evidence": evidence.select_related("document").annotate(in_text=Exists(texts)),
        "target": ShownTarget(current, indicator),
        "first_target": ShownTarget(first, indicator) if first.pk != current.pk else None,
    }


def _reported(standing: Standing, observations: list[Observation]) -> dict[str, Any]:
    """The figures, and the chart they make."""
    indicator = indicator_of(standing)
    return {
        "latest": shown_figure(standing.latest, indicator),
        **_baseline(standing),
        "previous": shown_figure(standing.previous, indicator),
        "figures": [shown_figure(row, indicator) for row in observations],
        "behind": [shown_figure(row, row.series.indicator) for row in standing.behind_latest],
        "drawn": drawing(target_chart(standing, observations)),
    }


def _planned(standing: Standing) -> dict[str, Any]:
    """The planned path, each value with its source."""
    prefetch_related_objects(standing.reading.path, "document")
    return {"path": path_rows(standing), "on_path": follows_path(standing)}


def _baseline(standing: Standing) -> dict[str, Any]:
    """The pinned baseline; with what it measures, where that is another series (the level a growth is of)."""
    row = standing.baseline
    if row is None:
        return {"baseline": None, "baseline_of": ""}
    own = row.series_id == standing.commitment.series_id
    indicator = indicator_of(standing) if own else row.series.indicator
    return {
        "baseline": shown_figure(row, indicator),
        "baseline_of": "" if own or indicator is None else indicator.label,
    }


def _verdicts(standing: Standing, as_of: datetime.date | None) -> dict[str, Any]:
    """The stored verdict behind what is shown, its rules, and those before it."""
    history = Verdict.objects.history(standing.commitment)
    if as_of is not None:
        history = history.filter(as_of__lte=as_of)
    rows = list(history[:50])
    return {"verdict": standing.verdict, "history": rows, "rule_set": _rule_set(standing, rows)}


def _rule_set(standing: Standing, rows: list[Verdict]) -> str:
    """The code of the rules it was judged under: the stored verdict's, or the program's own."""
    if standing.verdict is None:
        return DEFAULT_RULES.code
    return next((row.rule_set.code for row in rows if row.pk == standing.verdict.pk), DEFAULT_RULES.code)


def _beside(row: Commitment, as_of: datetime.date | None) -> dict[str, Any]:
    """Its neighbours in the plan."""
    beside = Commitment.objects.published().filter(plan=row.plan)
    beside = beside.announced(as_of) if as_of else beside
    return {
        "before": _neighbour(beside.filter(number__lt=row.number).order_by("-number").first(), as_of),
        "after": _neighbour(beside.filter(number__gt=row.number).order_by("number").first(), as_of),
    }


def _neighbour(row: Commitment | None, as_of: datetime.date | None) -> dict[str, str] | None:
    return {"url": commitment_url(row.code, as_of), "label": row.label} if row else None
