"""One commitment in full."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, prefetch_related_objects
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.models import Commitment
from tracker.progress import Standing, observations_of, standings
from tracker.progress.parts import family_of
from tracker.reports.explanations import explain
from tracker.reports.reasons import reason_text

from . import bodies, families, shapes
from .base import PublicView
from .listing import with_bodies
from .parameters import AS_OF, FIELDS, METHOD, chosen
from .visible import found_or_404, in_force, in_public


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
            "observations": self._observations(row),
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
                **bodies.target(row, in_force(row.baseline, self.day)),
                "path": families.path(row, paths.get(row.pk, [])),
            }
            for row in standing.targets
        ]

    def _observations(self, row: Commitment) -> list[bodies.Body]:
        if row.series is None:
            return []
        found = observations_of(row.series, as_of=self.day)
        return [bodies.observation(figure, counts=figure.counts) for figure in found]
