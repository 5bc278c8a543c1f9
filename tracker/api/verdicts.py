"""Stored verdicts: the history of one commitment's, and what changed of all of them since a moment."""

import datetime

from django.db.models import QuerySet

from tracker.models import Commitment, Verdict
from tracker.progress.standing import amount_unit, judgement_of
from tracker.reports.keyset import SortKey

from . import bodies, shapes
from .base import PublicList
from .parameters import AS_OF
from .visible import found_or_404, in_force, in_public

_DATE = datetime.date


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
