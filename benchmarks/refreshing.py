"""Judging: a whole table, against reading and writing it back unjudged; one commitment after a new figure."""

import datetime
import statistics
import time
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from django.db import transaction

from benchmarks.measure import Figure, compare
from benchmarks.population import empty, populate
from benchmarks.unjudged import with_records, with_rows, with_tuples
from tracker.models import Observation
from tracker.progress import affected_by, refresh
from tracker.progress.known.rules import current_rule_set
from tracker.progress.known.terms import Sensitivity
from tracker.progress.stored import recording

ITEMS = 10_000
DAY = datetime.date(2022, 7, 1)


def figures() -> list[Figure]:
    """Refresh a whole table each way, then one commitment of it."""
    populate(ITEMS)
    current_rule_set()
    ways = {way: _rolled_back(work) for way, work in WAYS.items()}
    found = compare("refresh all", ITEMS, ways, rounds=3)
    refresh(as_of=DAY)
    found += after_a_figure("refresh one")
    empty()
    return found


def after_a_figure(subject: str, rounds: int = 31) -> list[Figure]:
    """Store one more figure, and refresh what hangs on it; all commitments have a verdict already."""
    newest = Observation.objects.order_by("series_id", "-known_from").distinct("series_id")[:rounds]
    times = [_after(figure) for figure in [newest[0], *newest]][1:]  # the first warms up
    storing, refreshing = (statistics.median(taken) for taken in zip(*times, strict=True))
    return [
        Figure(subject, "a new figure stored by Django", 1, storing, 1),
        Figure(subject, "its verdict refreshed", 1, refreshing, refreshing / storing),
    ]


def _after(figure: Any) -> tuple[float, float]:
    """Seconds it takes to store a figure three above this one, and to judge by it; nothing is left behind."""
    value: Any = figure.value
    figure.pk, figure.value = None, value + 3
    figure.known_from = figure.published_on = DAY
    with transaction.atomic():
        start = time.perf_counter()
        figure.save(force_insert=True)
        stored = time.perf_counter()
        renewed = refresh(affected_by([figure.series_id]), as_of=DAY)
        refreshed = time.perf_counter()
        assert renewed == 1, "the figure changes nothing: there is nothing to measure"
        transaction.set_rollback(True)
    return stored - start, refreshed - stored


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


def _rolled_back(work: Callable[[], object]) -> Callable[[], None]:
    """The work in a transaction that leaves nothing behind."""

    def run() -> None:
        with transaction.atomic():
            work()
            transaction.set_rollback(True)

    return run
