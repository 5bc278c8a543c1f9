"""Two who bring in figures for one commitment at once: the verdict that stays rests on those of both."""

import datetime
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from tests.factories import make_commitment, make_observation, make_series
from tracker.models import Series
from tracker.progress import affected_by, current_rule_set, refresh

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"),
]

DAY = datetime.date(2022, 7, 1)
PATIENCE = 20  # seconds


def test_the_last_verdict_rests_on_the_figures_of_both():
    growth, income = make_series(kind="rate", unit="%"), make_series(kind="rate", unit="%")
    commitment = make_commitment(
        series=income, target={"form": "reference", "wording": "in_step", "reference": growth}
    )
    current_rule_set()
    stored = Barrier(2)

    def publish(series: Series, value: str) -> None:
        """Store a figure when the other is about to, and linger before it becomes visible."""
        try:
            with transaction.atomic():
                make_observation(series, value, published="2022-03-01")
                stored.wait(PATIENCE)
                refresh(affected_by([series.pk]), as_of=DAY)
                time.sleep(0.3)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        for future in [threads.submit(publish, growth, "4"), threads.submit(publish, income, "5")]:
            future.result(PATIENCE * 2)

    commitment.refresh_from_db()
    assert commitment.status == "met"
    assert commitment.current_verdict == commitment.verdicts.order_by("-pk").first()
