"""The newest figures: of many series, and within the time of targets."""

import datetime
from collections.abc import Collection

from django.db.models import Max

from tracker.models import Commitment, Observation

from .lean import LeanReader
from .prepared import Among, Given, Prepared
from .shelf import COMMITMENT

_COMMITMENTS = Prepared(
    lambda: Commitment.objects.filter(Among("pk", Given("numbers"))).order_by("pk").values_list(*COMMITMENT),
    kept=True,
)


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
    """The newest figure inside the time of each commitment's target, by number; those that have one."""
    readings = LeanReader(day).read(_COMMITMENTS.rows(numbers=commitments))
    return {row.commitment.pk: row.latest.pk for row in readings if row.latest}
