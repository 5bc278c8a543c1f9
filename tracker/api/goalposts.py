"""Targets that moved, and pledges nobody reported on."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import assessment
from tracker.models import Commitment, Document, Target
from tracker.progress import Change, Goalpost
from tracker.reports.measures import BEHIND_LIMITS, REACHED_LIMITS
from tracker.reports.moves import KINDS, MOST_JUDGED, MOVE_NAMES, NOTABLE, may_have_moved, moved

from . import bodies
from .answering.remembering import remembered
from .answering.rendering import CSVRenderer, JSONRenderer, columns_of, csv_lines
from .base import PublicView
from .filters import Choices, Codes, Filters, PublicFilters
from .parameters import AS_OF, listed, read_flag, single
from .problems import Problem, unsupported
from .shapes import goalposts as shapes
from .visible import in_public

ALL = OpenApiParameter(
    "all",
    OpenApiTypes.BOOL,
    description="`true` lists every commitment whose target changed, also those raised or brought forward.",
)


class GoalpostFilters(PublicFilters):
    """The filters of moved targets."""

    jurisdiction = Codes("plan__jurisdiction__code", says="Code of the jurisdiction, such as 410100.")
    plan = Codes("plan__code", says="Code of the plan, such as 410100-2021.")
    topic = Codes("topic__code", says="Code of the topic.")
    move = Choices(
        method="by_move",
        choices=[(str(kind), MOVE_NAMES[kind]) for kind in KINDS],
        says=f"What happened to the target. Default: {', '.join(NOTABLE)}.",
    )

    def by_move(self, queryset: QuerySet, name: str, kinds: list[str]) -> QuerySet:
        """Leave them all: what a target did is known only when it was read, and sorted out then."""
        return queryset


class Goalposts(PublicView):
    """Commitments whose target was lowered, postponed or dropped, or left unreported by the next report.

    A plain list, ordered by plan and number and not paged: all candidates are judged anew, against the first
    target and against the current one. More than 5,000 candidates must be narrowed by plan or jurisdiction.
    In CSV each change has a line.
    """

    tag = "progress"
    summary = "Targets that moved, and pledges nobody reported on"
    shape = shapes.Goalposts
    parameters = (AS_OF, ALL)
    renderer_classes = (JSONRenderer, CSVRenderer)
    filter_backends = (Filters,)
    filterset_class = GoalpostFilters
    queryset = Commitment.objects.none()

    @classmethod
    def combined(cls) -> Problem:
        """Everything at once."""
        return _too_many("")

    @classmethod
    def in_csv(cls, answer: Mapping[str, Any]) -> bytes:
        """The same with a line for each change."""
        return b"".join(_csv(line for row in answer["results"] for line in _lines(row)))

    @remembered
    def get(self, request: Request) -> HttpResponseBase:
        """The list, as JSON or CSV."""
        found = moved(self.get_queryset(), self.as_of, self._kinds())
        if request.accepted_renderer.format == CSVRenderer.format:
            return _as_csv(found)
        return Response({"as_of": bodies.iso(self.day), "results": [goalpost(row) for row in found]})

    def get_queryset(self) -> QuerySet:
        """Public commitments the filters leave and whose target may have moved. Raises Problem."""
        scope = self.filtered(in_public(Commitment.objects.all(), self.as_of))
        found = may_have_moved(scope, self.as_of).order_by("plan__code", "number")
        if found.count() > MOST_JUDGED:
            raise _too_many(single(self.request.query_params, "plan"))
        return found

    def _kinds(self) -> tuple[str, ...]:
        """What to list: the moves named, else all, else the notable ones. Raises Problem."""
        query = self.request.query_params
        every, named = read_flag(query, ALL), listed(query, "move")
        return tuple(named.split(",")) if named else KINDS if every else NOTABLE


def goalpost(row: Goalpost) -> bodies.Body:
    """A goalpost with every change."""
    commitment = row.commitment
    return {
        "commitment": commitment.code,
        "statement": commitment.label,
        "plan": commitment.plan.code,
        "jurisdiction": commitment.plan.jurisdiction.code,
        "topic": commitment.topic.code,
        "continues": bodies.code_of(commitment.continues),
        "moves": [move.value for move in row.moves],
        "verdict_first": _verdict(row.against_first),
        "verdict_current": _verdict(row.against_current),
        "silent_since": _silence(row.silent_since),
        "changes": [_change(change) for change in row.changes],
    }


def _change(change: Change) -> bodies.Body:
    return {
        "moves": [move.value for move in change.moves],
        "next_plan": change.next_plan,
        "before": _target(change.before),
        "after": _target(change.after) if change.after else None,
    }


def _target(row: Target) -> bodies.Body:
    return {**bodies.target_brief(row), "announced": row.published, "document": row.document.code}


def _verdict(judgement: assessment.Judgement) -> bodies.Body:
    return {
        "status": judgement.status,
        "judged_at": bodies.iso(judgement.judged_at),
        "completion": bodies.decimal(judgement.completion, REACHED_LIMITS),
        "progress": bodies.decimal(judgement.progress, REACHED_LIMITS),
        "gap": bodies.decimal(judgement.gap, BEHIND_LIMITS),
        "reasons": list(judgement.reasons),
    }


def _silence(report: Document | None) -> bodies.Body | None:
    if report is None:
        return None
    return {"document": report.code, "published": report.published, "reliability": report.reliability}


def _as_csv(found: Iterable[Goalpost]) -> StreamingHttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="goalposts.csv"'}
    # Made now, in the language of the request; the lines go out after it was put away.
    lines = [line for row in found for line in _lines(goalpost(row))]
    return StreamingHttpResponse(_csv(lines), content_type="text/csv; charset=utf-8", headers=headers)


def _csv(lines: Iterable[bodies.Body]) -> Iterator[bytes]:
    return csv_lines(columns_of(shapes.GoalpostLine()), lines)


def _lines(row: bodies.Body) -> Iterator[bodies.Body]:
    """A goalpost as lines of CSV."""
    for change in row["changes"] or [None]:
        yield {**row, "change": change}


def _too_many(plan: str) -> Problem:
    wrong = _("More commitments than can be judged at once.")
    return unsupported({"plan": plan}, _("Add plan= or jurisdiction=."), wrong)
