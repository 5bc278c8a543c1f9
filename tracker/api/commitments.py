"""Commitments with how they stand: the list."""

import datetime
from typing import Any

from django.db.models import F, Prefetch, QuerySet, Value
from django.db.models.functions import Coalesce

from tracker.models import Commitment, Evidence
from tracker.progress import standings
from tracker.reports.keyset import SortKey

from . import bodies, shapes
from .base import PublicList
from .filters import CommitmentFilters, due_on
from .parameters import AS_OF, METHOD, chosen
from .visible import in_public

_DATE = datetime.date


def _due_or_last(day: _DATE) -> Coalesce:
    """Those without a known target come after all others."""
    return Coalesce(due_on(day), Value(_DATE.max))


def _known_or_first(_day: _DATE) -> Coalesce:
    return Coalesce(F("figure_known_from"), Value(_DATE.min))


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
