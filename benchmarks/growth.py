"""Judging tables of growing size: whether it stays linear, and how much memory it takes.

`BENCH_ITEMS=10000,100000,1000000` says how many commitments (default 3,000 and 12,000). Each way runs once,
in a process of its own whose peak of memory is shown, and commits batch by batch as the nightly run does.
Last, one figure is added to the full table and the verdict that hangs on it refreshed.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection

from benchmarks.measure import Figure
from benchmarks.population import address, empty, populate
from benchmarks.refreshing import DAY, after_a_figure, unflagged
from benchmarks.unjudged import with_records, with_rows, with_tuples
from tracker.models import Verdict
from tracker.progress import refresh, replay_all

SIZES = [int(size) for size in (os.environ.get("BENCH_ITEMS") or "3000,12000").split(",")]

_FORGET = """
UPDATE tracker_commitment
    SET current_verdict_id = NULL, status = '', figure_known_from = NULL, due = NULL, distance = NULL
    WHERE current_verdict_id IS NOT NULL;
DELETE FROM tracker_verdict;
"""
_CHILD = "import django; django.setup(); from benchmarks import growth; growth.measure({way!r})"


def figures() -> list[Figure]:
    """Measure every way at every size; ratios are to the first way of a size."""
    return [figure for items in SIZES for figure in _of_size(items)]


def _of_size(items: int) -> list[Figure]:
    populate(items)
    measured = {way: _elsewhere(way, forget=way not in _AFTERWARDS) for way in WAYS}
    first, _peak = next(iter(measured.values()))
    one = after_a_figure(f"one of {items:,}")
    empty()
    return [
        Figure("verdicts", f"{way} ({peak:.0f} MB)", items, seconds, seconds / first)
        for way, (seconds, peak) in measured.items()
    ] + one


def _elsewhere(way: str, *, forget: bool) -> tuple[float, float]:
    """Seconds and peak megabytes of one way in another process, on a table freed of the rows before."""
    with connection.cursor() as cursor:
        if forget:
            cursor.execute(_FORGET)
        cursor.execute("VACUUM ANALYZE tracker_commitment, tracker_verdict")
    command = [sys.executable, "-c", _CHILD.format(way=way)]
    environment = {**os.environ, "DATABASE_URL": address()}
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    seconds, peak = json.loads(done.stdout)
    return seconds, peak


def measure(way: str) -> None:
    """Go one way in this process; print how long it took and the peak of its memory."""
    start = time.perf_counter()
    WAYS[way]()
    seconds = time.perf_counter() - start
    print(json.dumps([seconds, _peak()]))


def _peak() -> float:
    """The most memory this process has had, in megabytes; `getrusage` would count its parent's."""
    status = Path("/proc/self/status").read_text()
    [line] = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) / 1024


def _verified() -> int:
    """Recompute every stored verdict; how many."""
    return sum(not differences for differences in replay_all(Verdict.objects.for_replay().iterator()))


WAYS: dict[str, Callable[[], int]] = {
    "read and write back, unjudged": lambda: with_records(DAY),
    "refresh without flags": unflagged,
    "same, blank records": lambda: with_rows(DAY),
    "same, as the driver has it": lambda: with_tuples(DAY),
    "refresh": lambda: refresh(as_of=DAY),
    "refresh again, nothing new": lambda: refresh(as_of=DAY),
    "verify_verdicts": _verified,
}
#: Ways that need the verdicts of the one before.
_AFTERWARDS = ("refresh again, nothing new", "verify_verdicts")
