"""The newest figures: of many series, and within the time of targets."""

import datetime
from collections.abc import Collection
from typing import Any

from django.db.models import Case, DateField, F, Max, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Cast, Coalesce, TruncYear

from tracker.models import Commitment, Observation, ReviewState

from .prepared import Among, Given, Prepared

_DAY = Given("day", DateField())


def within(rows: QuerySet[Commitment], day: Any) -> tuple[QuerySet[Commitment], QuerySet[Observation]]:
    """Commitments, and for each the figures inside the time of its verdict's target: see `Reading.latest`.

    The second is a question inside the first; its first row is the newest.
    """
    target = "current_verdict__target"
    due, year = f"{target}__due", Cast(TruncYear(f"{target}__due"), DateField())
    first = Coalesce(f"{target}__period_start", year)
    since_baseline = When(
        in_force(f"{target}__baseline", day), first=F(due), then=f"{target}__baseline__period_end"
    )
    begins = Case(since_baseline, When(first=F(due), then=year), default="first")
    inside = Observation.objects.known(day).filter(
        series=OuterRef("series"),
        value__isnull=False,
        period_end__gt=OuterRef("begins"),
        period_end__lte=OuterRef(due),
    )
    return rows.alias(first=first).alias(begins=begins), inside.by_end()


def _within() -> QuerySet:
    """The number of the newest such figure."""
    rows, inside = within(Commitment.objects.filter(Among("pk", Given("numbers"))), _DAY)
    return rows.order_by().values_list("pk", Subquery(inside.values("pk")[:1]))


_WITHIN = Prepared(_within, kept=True)


def newest_figures(series: Collection[int], *, as_of: datetime.date) -> dict[int, Observation]:
    """The counting figure of the newest period of each series, by the series' number; two queries.

    Of several periods that end on one day the longest is taken: a year before its last quarter. Series
    without any figure known by the day are left out.
    """
    known = Observation.objects.filter(series__in=series).known(as_of).filter(value__isnull=False)
    ends = dict(known.order_by().values_list("series").annotate(end=Max("period_end")))
    rows = Observation.objects.filter(series__in=series, period_end__in=set(ends.values())).counting(as_of)
    newest: dict[int, Observation] = {}
    for row in rows.select_related("unit", "document").order_by("period_start"):
        if row.period_end == ends[row.series_id]:
            # Where nobody said since when, the period is the longest there can be.
            first = newest.get(row.series_id)
            if first is None or (row.period_start is None and first.period_start is not None):
                newest[row.series_id] = row
    return newest


def newest_within(commitments: Collection[int], *, day: datetime.date) -> dict[int, int]:
    """The newest figure inside the time of the target each current verdict judged, by commitment, if any."""
    found = _WITHIN.rows(numbers=commitments, day=day)
    return {number: figure for number, figure in found if figure is not None}


def in_force(path: str, day: Any) -> Q:
    """Whether the public may see the figure there: published, not withdrawn, known by the day."""
    state = {f"{path}__state": ReviewState.PUBLISHED, f"{path}__withdrawn_at__isnull": True}
    return Q(**state, **{f"{path}__known_from__lte": day})
