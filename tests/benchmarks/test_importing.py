"""Every way of bringing a file in runs to its end, on the tables as they are now."""

import pytest
from django.db import connection

from benchmarks import importing
from tracker.models import Observation, Verdict

ROWS = 24


@pytest.mark.django_db(transaction=True)
def test_every_way_is_timed_and_leaves_its_tables_empty(monkeypatch):
    monkeypatch.setenv("BENCH_ROUNDS", "1")
    monkeypatch.setattr(importing, "FEW", 3)
    judged = []
    forget = importing.empty
    monkeypatch.setattr(
        importing, "empty", lambda tables: (judged.append(Verdict.objects.count()), forget(tables))
    )

    seconds = importing.measure(ROWS)

    ways = {"bare", "stage", "apply", "import", "usual", "megabytes"}
    if connection.vendor == "postgresql":
        ways |= {"verdicts", "all"}
        assert judged[-1] == ROWS / 4
    assert set(seconds) == ways
    assert not Observation.objects.exists()
