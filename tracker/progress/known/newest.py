"""The newest figures of many series, and whether one is in force."""

import datetime
from collections.abc import Collection
from typing import Any

from django.db.models import Max, Q

from tracker.models import Observation, ReviewState


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


def in_force(path: str, day: Any) -> Q:
    """Whether the public may see the figure there: published, not withdrawn, known by the day."""
    state = {f"{path}__state": ReviewState.PUBLISHED, f"{path}__withdrawn_at__isnull": True}
    return Q(**state, **{f"{path}__known_from__lte": day})
