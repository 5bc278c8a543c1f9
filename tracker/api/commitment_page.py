"""One commitment in full."""

from functools import partial
from typing import Any, Final

from django.db.models import CharField, DateField, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.models import Commitment, Evidence
from tracker.progress import Standing, figures_of, observations_of, standings
from tracker.progress.parts import family_among
from tracker.progress.prepared import Given, Joined, PreparedRows
from tracker.reports.explanations import explain
from tracker.reports.reasons import reason_text
from tracker.reports.remarks import remarks_of, with_remarks

from . import bodies, families, shapes
from .answering.remembering import remembered
from .base import PublicView
from .lists.listing import evidence_by
from .parameters import AS_OF, FIELDS, METHOD, chosen
from .visible import in_force, in_public

_DAY: Final = Given("day", DateField())


def _members(as_of: Given | None) -> QuerySet:
    """The public one of a code, and its parts in the order of their plan, with what the page shows.

    Read together they cost no more queries than one.
    """
    code = Given("code", CharField())
    own = Subquery(Commitment.objects.filter(code=code).values("pk"))
    rows = in_public(Commitment.objects.filter(Q(code=code) | Q(part_of=own)), as_of)
    through = Commitment.departments.through.objects.filter(commitment=OuterRef("pk")).values("commitment")
    departments = through.annotate(codes=Joined("department__code")).values("codes")
    return (
        with_remarks(rows.for_list(), _DAY)
        .select_related("part_of", "continues", "threshold_unit", "current_verdict__rule_set")
        .annotate(department_codes=Subquery(departments))
        .order_by("plan__code", "number")
    )


_TODAY, _THEN = (PreparedRows(partial(_members, as_of), kept=True) for as_of in (None, _DAY))
_EVIDENCE = PreparedRows(lambda: evidence_by(_DAY).filter(commitment_id=Given("number")), kept=True)


class CommitmentPage(PublicView):
    """One commitment: its targets, all vintages of its figures, its words, the verdict explained."""

    tag = "commitments"
    summary = "One commitment in full"
    shape = shapes.CommitmentDetail
    parameters = (AS_OF, METHOD, FIELDS)

    @remembered
    def get(self, request: Request, code: str) -> Response:
        """The commitment as it stood on the day."""
        method = chosen(request.query_params, METHOD)
        members = (_THEN if self.as_of else _TODAY).rows(code=code, day=self.day)
        row = next((member for member in members if member.code == code), None)
        if row is None:
            raise Http404(code)
        found = standings(members, as_of=self.as_of)
        own = next((standing for standing in found if standing.commitment is row), None)
        whole = {**self._facts(row, own and own.by(method)), "parts": self._parts(own, found)}
        return Response(self.kept([whole])[0])

    def _facts(self, row: Any, standing: Standing | None) -> bodies.Body:
        evidence: list[Evidence] = _EVIDENCE.rows(number=row.pk, day=self.day)
        departments = sorted((row.department_codes or "").split())
        return {
            **bodies.commitment_row(row, standing, evidence, departments),
            **bodies.commitment_facts(row, self.day),
            **self._judged(standing),
            "targets": self._targets(standing) if standing else [],
            "observations": self._observations(row, standing),
            "worked_out_from": self._behind(standing),
            "evidences": [bodies.evidence(place) for place in evidence],
            "remarks": [bodies.remark(each) for each in remarks_of(row)],
        }

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

    def _parts(self, standing: Standing | None, found: list[Standing]) -> bodies.Body | None:
        return families.parts(family_among(standing, found)) if standing else None

    def _targets(self, standing: Standing) -> list[bodies.Body]:
        paths = standing.reading.paths
        return [
            {
                **bodies.target(row, in_force(row.baseline, self.day)),
                "path": families.path(row, paths.get(row.pk, [])),
            }
            for row in standing.targets
        ]

    def _behind(self, standing: Standing | None) -> list[bodies.Body]:
        found = standing.behind_latest if standing else []
        return [bodies.observation(figure, counts=True) for figure in found]

    def _observations(self, row: Commitment, standing: Standing | None) -> list[bodies.Body]:
        if row.series is None:
            return []
        found = figures_of(standing.reading) if standing else observations_of(row.series, as_of=self.day)
        return [bodies.observation(figure, counts=figure.counts) for figure in found]
