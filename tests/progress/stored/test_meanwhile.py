"""A commitment becomes public while a figure of its series is entered, on two real connections: whichever
ends last, the verdict and the counts that stay rest on both.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from tests.factories import make_commitment, make_document, make_observation, make_series
from tests.ingest.tables import staged, store_reference
from tracker.actions.observations import record_observation
from tracker.actions.review import PUBLISH_IT, advance_one
from tracker.ingest import apply_change_set
from tracker.models import Commitment, Indicator, Jurisdiction, Series
from tracker.progress import current_rule_set, refresh
from tracker.progress.counts.filing import out_of_step
from tracker.progress.stored import meanwhile

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"),
]

PATIENCE = 20  # seconds


@pytest.fixture
def series(transactional_db):
    store_reference()
    current_rule_set()
    new_firms = Indicator.objects.get(code="new-firms")
    return make_series(new_firms, Jurisdiction.objects.get(code="410100"))


def at_once(*acts, last):
    """Let each act in a transaction of its own; none ends before all have acted, and that of number `last`
    after the others.
    """
    acted, others_ended = Barrier(len(acts)), Event()

    def run(number):
        try:
            with transaction.atomic():
                acts[number]()
                acted.wait(PATIENCE)
                if number == last:
                    assert others_ended.wait(PATIENCE)
        finally:
            if number != last:
                others_ended.set()
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        for future in [threads.submit(run, number) for number in range(len(acts))]:
            future.result(PATIENCE * 2)


def publish(row):
    return lambda: advance_one(type(row).objects.get(pk=row.pk), PUBLISH_IT, by=None)


def one_that_is_approved(series):
    row = make_commitment(series=series, state="approved", target={"state": "approved"})
    return row, row


def one_of_an_approved_plan(series):
    row = make_commitment(series=series)
    row.plan.state = "approved"
    row.plan.save()
    return row, row.plan


def typed(series, folder, value="1230"):
    document = make_document(published="2022-03-01")
    return lambda: record_observation(
        series=Series.objects.get(pk=series.pk), period="2021", document=document, by=None, value=value
    )


def imported(series, folder):
    found = staged(folder, {"value": "1230", "period": "2021"})
    return lambda: apply_change_set(found, by=None, accept_warnings=True)


SHOWN = [one_that_is_approved, one_of_an_approved_plan]
ENTERED = [typed, imported]


@pytest.mark.parametrize("last", [0, 1])
@pytest.mark.parametrize("enter", ENTERED)
@pytest.mark.parametrize("make", SHOWN)
def test_the_verdict_and_the_counts_rest_on_both(series, tmp_path, make, enter, last):
    row, shown = make(series)
    at_once(publish(shown), enter(series, tmp_path), last=last)
    row.refresh_from_db()
    assert (row.status, row.current_verdict.latest.value) == ("met", 1230)
    assert row.filed.latest == row.current_verdict.latest
    assert list(out_of_step()) == []


@pytest.mark.parametrize("last", [0, 1])
def test_a_target_that_leads_to_the_series_is_judged_by_the_figure_too(series, last):
    growth, income = make_series(kind="rate", unit="%"), make_series(kind="rate", unit="%")
    in_step = {"form": "reference", "wording": "in_step", "reference": growth, "state": "approved"}
    row = make_commitment(series=income, target=in_step)
    make_observation(income, "5", published="2022-03-01")
    at_once(publish(row.targets.get()), typed(growth, None, "4"), last=last)
    row.refresh_from_db()
    assert row.status == "met"
    assert refresh() == 0


def test_what_was_judged_with_the_figure_is_not_judged_again(series, monkeypatch):
    make_commitment(series=series)
    judged = []

    def counted(commitments, **options):
        judged.append(len(commitments))
        return refresh(commitments, **options)

    monkeypatch.setattr(meanwhile, "refresh", counted)
    typed(series, None)()
    assert judged == [1]


def test_what_fails_afterwards_is_logged_and_leaves_what_was_stored(series, monkeypatch, caplog):
    row = make_commitment(series=series)

    def failing(*_asked, **_named):
        raise RuntimeError("the database has gone")

    with transaction.atomic():
        meanwhile.look_again([series.pk], [], change_set=None)
        row.statement = "改"
        row.save()
        monkeypatch.setattr(meanwhile, "affected_by", failing)
    assert Commitment.objects.get(pk=row.pk).statement == "改"
    assert "the database has gone" in caplog.text
