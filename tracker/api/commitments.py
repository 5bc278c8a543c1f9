"""Commitments with how they stand: the list, one of them, and its verdicts."""

import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet, Value, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.models import Commitment, Evidence, Observation, ReviewState, Verdict
from tracker.progress import Standing, standings
from tracker.progress.parts import family_of
from tracker.progress.standing import amount_unit, judgement_of
from tracker.reports.explanations import explain
from tracker.reports.keyset import SortKey
from tracker.reports.reasons import reason_text

from . import bodies, families, shapes
from .base import PublicList, PublicView
from .filters import CommitmentFilters, due_on
from .parameters import AS_OF, FIELDS, METHOD, chosen

_DATE = datetime.date


def _due_or_last(day: _DATE) -> Coalesce:
    """Those without a known target come after all others."""
    return Coalesce(due_on(day), Value(_DATE.max))


def _known_or_first(_day: _DATE) -> Coalesce:
    return Coalesce(F("figure_known_from"), Value(_DATE.min))


def in_public(queryset: QuerySet, as_of: _DATE | None) -> QuerySet:
    """Those the public may see, and of a past day those announced by then."""
    queryset = queryset.published()
    return queryset if as_of is None else queryset.announced(as_of)


def with_bodies(queryset: QuerySet, day: _DATE) -> QuerySet:
    """With what the body of a commitment shows."""
    evidence = Evidence.objects.filter(known_from__lte=day).select_related("document")
    return queryset.for_list().prefetch_related(Prefetch("evidence", evidence))


class Commitments(PublicList):
    """Published commitments, each with its target, its newest figure and how it stands.

    A past `as_of` together with `status` needs a plan, jurisdiction or document: all candidates are judged.
    """

    tag = "commitments"
    summary = "Commitments and how they stand"
    shape = shapes.CommitmentRow
    parameters = (AS_OF, METHOD)
    filterset_class = CommitmentFilters
    queryset = Commitment.objects.none()
    file_name = "commitments"
    orderings = {
        "code": (SortKey(path="plan__code", kind=str), SortKey(path="number", kind=int)),
        "due": (SortKey(path="order_due", kind=_DATE, expression=_due_or_last),),
        "status": (SortKey(path="status", kind=str),),
        "topic": (SortKey(path="topic__position", kind=int), SortKey(path="topic__code", kind=str)),
        "known_from": (SortKey(path="order_known_from", kind=_DATE, expression=_known_or_first),),
    }

    def get_queryset(self) -> QuerySet:
        """Public ones, with what their bodies show."""
        chosen(self.request.query_params, METHOD)
        return with_bodies(in_public(Commitment.objects.all(), self.as_of), self.day)

    def bodies(self, rows: list[Any]) -> list[bodies.Body]:
        """Each commitment with how it stands."""
        method = chosen(self.request.query_params, METHOD)
        found = {row.commitment.pk: row for row in standings(rows, as_of=self.as_of, method=method)}
        return [bodies.commitment_row(row, found.get(row.pk), list(row.evidence.all())) for row in rows]


class CommitmentPage(PublicView):
    """One commitment: its targets, all vintages of its figures, its words, the verdict explained."""

    tag = "commitments"
    summary = "One commitment in full"
    shape = shapes.CommitmentDetail
    parameters = (AS_OF, METHOD, FIELDS)

    def get(self, request: Request, code: str) -> Response:
        """The commitment as it stood on the day."""
        method = chosen(request.query_params, METHOD)
        row = found_or_404(self.get_queryset(), code)
        standing = next(iter(standings([row], as_of=self.as_of, method=method)), None)
        evidence = list(row.evidence.all())
        body = bodies.commitment_row(row, standing, evidence)
        whole = {
            **body,
            **bodies.commitment_facts(row, self.day),
            **self._judged(standing),
            "parts": self._parts(row, standing),
            "targets": self._targets(standing) if standing else [],
            "observations": self._observations(row, standing),
            "evidences": [bodies.evidence(place) for place in evidence],
        }
        return Response(self.kept([whole])[0])

    def get_queryset(self) -> QuerySet:
        """Public ones, with what the page shows."""
        rows = with_bodies(in_public(Commitment.objects.all(), self.as_of), self.day).select_related(
            "part_of", "continues", "threshold_unit", "current_verdict__rule_set"
        )
        parts = Commitment.objects.published().filter(part_of=OuterRef("pk"))
        return rows.annotate(has_parts=Exists(parts))

    def _judged(self, standing: Standing | None) -> bodies.Body:
        if standing is None:
            return {"verdict": None, "explanation": None, "reasons": []}
        rest = bodies.judgement_rest(standing.judgement, standing.unit, standing.verdict)
        reasons = standing.judgement.reasons
        return {
            "verdict": {**bodies.standing_brief(standing), **rest},
            "explanation": explain(standing),
            "reasons": [{"code": code, "text": reason_text(code)} for code in reasons],
        }

    def _parts(self, row: Any, standing: Standing | None) -> bodies.Body | None:
        """Asked for only where there are some: few commitments have parts."""
        found = family_of(standing, as_of=self.as_of) if standing and row.has_parts else None
        return families.parts(found)

    def _targets(self, standing: Standing) -> list[bodies.Body]:
        paths = standing.reading.paths
        prefetch_related_objects([point for points in paths.values() for point in points], "document")
        return [
            {
                **bodies.target(row, row.baseline if in_force(row.baseline, self.day) else None),
                "path": families.path(row, paths.get(row.pk, [])),
            }
            for row in standing.targets
        ]

    def _observations(self, row: Commitment, standing: Standing | None) -> list[bodies.Body]:
        if row.series is None:
            return []
        found = Observation.objects.filter(series=row.series).known(self.day).for_display().newest_first()
        counting = {counted.pk for counted in standing.reading.observations} if standing else set()
        return [bodies.observation(figure, counts=figure.pk in counting) for figure in found]


class Verdicts(PublicList):
    """The stored verdicts of a commitment, the newest first; with `as_of` those judged by that day."""

    tag = "commitments"
    summary = "The history of a commitment's verdicts"
    shape = shapes.VerdictRow
    parameters = (AS_OF,)
    queryset = Verdict.objects.none()
    file_name = "verdicts"
    orderings = {"newest": (SortKey(path="as_of", kind=_DATE, descending=True),)}

    def get_queryset(self) -> QuerySet:
        """The commitment's verdicts given by the day, with what their bodies show."""
        commitment = found_or_404(in_public(Commitment.objects.all(), self.as_of), self.kwargs["code"])
        found = Verdict.objects.history(commitment).filter(as_of__lte=self.day)
        return found.select_related(
            "rule_set",
            "target__unit",
            "latest__unit",
            "latest__document",
            "commitment__series__indicator__unit",
        )

    def bodies(self, rows: list[Verdict]) -> list[bodies.Body]:
        """Each verdict with its numbers."""
        return [verdict_row(row, self.day) for row in rows]


def verdict_row(row: Verdict, day: _DATE) -> bodies.Body:
    """A stored verdict as it is answered. A figure withdrawn since is not shown again."""
    judgement = judgement_of(row)
    unit = amount_unit(row.commitment, row.target) if row.target else None
    sensitive = row.method_sensitive, row.vintage_sensitive
    return {
        **bodies.verdict_brief(judgement, unit, row.as_of, sensitive),
        **bodies.judgement_rest(judgement, unit, row),
        "latest": bodies.latest_figure(row.latest) if in_force(row.latest, day) else None,
        "inputs_sha256": row.inputs_sha256,
        "recorded_at": row.recorded_at.isoformat(),
    }


def found_or_404(queryset: QuerySet, code: str) -> Any:
    """The one row of `queryset` with this code. Raises Http404."""
    row = queryset.filter(code=code).first()
    if row is None:
        raise Http404(code)
    return row


def in_force(row: Observation | None, day: _DATE) -> bool:
    """Whether the public may see a figure on a day: published, not withdrawn since, and known by then."""
    if row is None or row.withdrawn_at is not None:
        return False
    return row.state == ReviewState.PUBLISHED and row.known_from <= day
