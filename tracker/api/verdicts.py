"""Stored verdicts: the history of one commitment's, and what changed of all of them since a moment."""

import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from tracker.models import Commitment, Verdict
from tracker.reports.keyset import NUMBER, SortKey

from . import bodies, shapes
from .base import PublicList
from .filters import ChangeFilters
from .parameters import AS_OF
from .visible import found_or_404, in_force, in_public


class Verdicts(PublicList):
    """The stored verdicts of a commitment, the newest first; with `as_of` those judged by that day."""

    tag = "commitments"
    summary = "The history of a commitment's verdicts"
    shape = shapes.VerdictRow
    parameters = (AS_OF,)
    queryset = Verdict.objects.none()
    file_name = "verdicts"
    orderings = {"newest": (SortKey(path="as_of", kind=datetime.date, descending=True), NUMBER.turned())}

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
        return [bodies.stored_verdict(row, in_force(row.latest, self.day)) for row in rows]


class Changes(PublicList):
    """Stored verdicts in the order they were stored, each with the one before it and what led to it.

    Ask with `since` for what is new, and follow `next`. The verdicts of one import appear together when all
    of it is stored, with the moments they were made: ask again from a little before the last one you saw,
    and pass over numbers you know.
    """

    tag = "progress"
    summary = "Which verdicts changed, and why"
    shape = shapes.ChangedVerdict
    filterset_class = ChangeFilters
    queryset = Verdict.objects.none()
    file_name = "changes"
    orderings = {"recorded": (SortKey(path="recorded_at", kind=datetime.datetime), NUMBER)}

    def get_queryset(self) -> QuerySet:
        """Verdicts on public commitments, with what their bodies show."""
        earlier = Verdict.objects.filter(commitment=OuterRef("commitment"), pk__lt=OuterRef("pk"))
        before = earlier.order_by("-pk")
        rows = Verdict.objects.filter(commitment__in=Commitment.objects.published())
        return rows.annotate(
            before_id=Subquery(before.values("pk")[:1]), was=Subquery(before.values("status")[:1])
        ).select_related(
            "commitment__plan__jurisdiction",
            "commitment__topic",
            "commitment__series__indicator__unit",
            "target__unit",
            "latest__unit",
            "latest__document",
        )

    def bodies(self, rows: list[Any]) -> list[bodies.Body]:
        """Each verdict beside the one before."""
        before = Verdict.objects.in_bulk([row.before_id for row in rows if row.before_id])
        return [
            bodies.changed_verdict(row, before.get(row.before_id), in_force(row.latest, self.day))
            for row in rows
        ]
