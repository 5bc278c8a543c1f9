"""Judging: a whole table, against reading and writing it back unjudged; one commitment after a new figure."""

import datetime
from collections.abc import Callable
from unittest.mock import patch

from django.db import transaction

from benchmarks.measure import Figure, compare
from benchmarks.population import empty, populate
from benchmarks.unjudged import with_records, with_rows, with_tuples
from tracker.models import Commitment, Series
from tracker.progress import affected_by, recording, refresh
from tracker.progress.rules import current_rule_set
from tracker.progress.terms import Sensitivity

ITEMS = 10_000
DAY = datetime.date(2022, 7, 1)


def figures() -> list[Figure]:
    """Refresh a whole table each way, then one commitment of it."""
    populate(ITEMS)
    current_rule_set()
    ways = {way: _rolled_back(work) for way, work in WAYS.items()}
    found = compare("refresh all", ITEMS, ways, rounds=3)
    refresh(as_of=DAY)
    series = Series.objects.order_by("pk")[ITEMS // 2]
    found += compare("refresh one", 1, {"after a new figure": _rolled_back(lambda: _one(series))}, rounds=31)
    empty()
    return found


def unflagged() -> int:
    """Judged, without asking whether another method or vintage would say otherwise."""
    with patch.object(recording, "sensitivity_of", lambda *_reading, **_terms: Sensitivity()):
        return refresh(as_of=DAY)


def judged() -> int:
    """What `refresh` does."""
    return refresh(as_of=DAY)


WAYS = {
    "read and write back, unjudged": lambda: with_records(DAY),
    "same, blank records": lambda: with_rows(DAY),
    "same, as the driver has it": lambda: with_tuples(DAY),
    "refresh without flags": unflagged,
    "refresh": judged,
}


def _one(series: Series) -> None:
    Commitment.objects.filter(series=series).update(current_verdict=None)
    assert refresh(affected_by([series.pk]), as_of=DAY) == 1


def _rolled_back(work: Callable[[], object]) -> Callable[[], None]:
    """The work in a transaction that leaves nothing behind."""

    def run() -> None:
        with transaction.atomic():
            work()
            transaction.set_rollback(True)

    return run
