"""Judging: all commitments at once against reading and writing them unjudged, and one after a new figure."""

import datetime
from collections.abc import Callable
from unittest.mock import patch

from django.db import transaction

from benchmarks.measure import Figure, compare
from benchmarks.population import empty, populate
from tracker.assessment import Judgement
from tracker.models import Commitment, Series
from tracker.progress import affected_by, refresh, verdicts

ITEMS = 3_000
DAY = datetime.date(2022, 7, 1)
UNJUDGED = Judgement(status="no_data", method="schedule", version="0")


def figures() -> list[Figure]:
    """Refresh a whole table each way, then one commitment of it."""
    populate(ITEMS)
    whole = {"read and write back": _rolled_back(_unjudged), "refresh": _rolled_back(_judged)}
    found = compare("refresh all", ITEMS, whole, rounds=3)
    refresh(as_of=DAY)
    series = Series.objects.order_by("pk")[ITEMS // 2]
    found += compare("refresh one", 1, {"after a new figure": _rolled_back(lambda: _one(series))})
    empty()
    return found


def _judged() -> None:
    assert refresh(as_of=DAY) == ITEMS


def _unjudged() -> None:
    with patch.object(verdicts, "judge", lambda reading, rules, method: UNJUDGED):
        refresh(as_of=DAY)


def _one(series: Series) -> None:
    Commitment.objects.filter(series=series).update(current_verdict=None)
    refresh(affected_by([series.pk]), as_of=DAY)


def _rolled_back(work: Callable[[], None]) -> Callable[[], None]:
    """The work in a transaction that leaves nothing behind."""

    def run() -> None:
        with transaction.atomic():
            work()
            transaction.set_rollback(True)

    return run
