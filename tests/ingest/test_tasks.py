"""What is left to the worker, and what is told of it meanwhile."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.factories import make_observation
from tests.importing import csv_bytes, make_importer, row, store_known
from tracker.exceptions import IngestError
from tracker.ingest import discard_change_set, open_change_set, tasks
from tracker.ingest.change_sets.pace import following, pace_of
from tracker.ingest.tasks import Waiting, start_applying, start_reversing, start_staging, waiting_for
from tracker.models import ChangeSet, Door, Observation, Series

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known():
    store_known()


@pytest.fixture
def to_the_worker(monkeypatch):
    """Leave everything to the worker."""
    monkeypatch.setattr(tasks, "AT_ONCE_BYTES", 0)
    monkeypatch.setattr(tasks, "AT_ONCE_ROWS", 0)


def opened(tmp_path, *rows, **options):
    path = tmp_path / "2021.csv"
    path.write_bytes(csv_bytes(*(rows or (row(),)), **options))
    return open_change_set(
        file=path, by=make_importer(f"importer-{ChangeSet.objects.count()}"), door=Door.WEB
    )


def work():
    """What `manage.py db_worker` does until nothing is left."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0, reload=False)


def test_a_small_file_is_checked_while_its_sender_waits(tmp_path):
    found = opened(tmp_path)

    start_staging(found)

    assert found.state == "planned"
    assert waiting_for(found) is Waiting.NOT_QUEUED


@pytest.mark.django_db(transaction=True)
def test_a_large_one_is_checked_by_the_worker(tmp_path, to_the_worker):
    found = opened(tmp_path)

    start_staging(found)
    assert (found.state, waiting_for(found)) == ("draft", Waiting.A_MOMENT)
    work()

    found.refresh_from_db()
    assert (found.state, found.counts["new"]) == ("planned", 1)
    assert waiting_for(found) is Waiting.NOT_QUEUED


@pytest.mark.django_db(transaction=True)
def test_asked_for_twice_a_file_is_queued_once(tmp_path, to_the_worker):
    found = opened(tmp_path)

    start_staging(found)
    start_staging(found)

    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_worker_stores_as_it_was_decided(tmp_path, to_the_worker):
    found = opened(tmp_path, row(), row("1.2.3", "2019"))
    start_staging(found)
    work()
    found.refresh_from_db()

    start_applying(found, by=found.created_by, valid_only=True)
    work()

    found.refresh_from_db()
    assert (found.state, found.applied_by) == ("applied", found.created_by)
    assert Observation.objects.published().count() == 1
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}


@pytest.mark.django_db(transaction=True)
def test_why_the_worker_stored_nothing_stands_in_the_set(tmp_path, to_the_worker):
    found = opened(tmp_path, row(), row("1.2.3", "2019"))
    start_staging(found)
    work()
    found.refresh_from_db()

    start_applying(found, by=found.created_by)
    work()

    found.refresh_from_db()
    assert (found.state, found.failure["code"]) == ("planned", "blocked_rows")
    assert Observation.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_the_worker_checks_again_what_is_out_of_date(tmp_path, to_the_worker):
    found = opened(tmp_path)
    start_staging(found)
    work()
    make_observation(Series.objects.get(), "1000", published="2022-01-01")
    found.refresh_from_db()

    start_applying(found, by=found.created_by)
    work()

    found.refresh_from_db()
    assert (found.state, found.counts["revised"]) == ("planned", 1)
    assert found.failure["code"] == "changed_meanwhile"


@pytest.mark.django_db(transaction=True)
def test_verdicts_of_a_large_set_are_refreshed_by_a_task_of_their_own(tmp_path, settings):
    settings.IMPORT_VERDICTS_WITH = 0
    found = opened(tmp_path)
    start_staging(found)

    start_applying(found, by=found.created_by)
    assert found.verdicts_pending
    assert waiting_for(found) is Waiting.A_MOMENT
    work()

    found.refresh_from_db()
    assert not found.verdicts_pending


@pytest.mark.django_db(transaction=True)
def test_a_file_given_up_while_it_waits_is_passed_over(tmp_path, to_the_worker):
    found = opened(tmp_path)
    start_staging(found)

    discard_change_set(found, by=found.created_by)
    work()

    found.refresh_from_db()
    assert found.state == "discarded"
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("task", [tasks.stage_change_set, tasks.refresh_pending])
def test_a_set_that_is_gone_is_passed_over(task):
    task.enqueue(999)
    work()

    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_a_set_nobody_takes_up_has_no_worker(tmp_path, to_the_worker):
    found = opened(tmp_path)
    start_staging(found)

    long_ago = timezone.now() - datetime.timedelta(seconds=11)
    DBTaskResult.objects.update(enqueued_at=long_ago)

    assert waiting_for(found) is Waiting.NO_WORKER


def test_a_set_that_waits_for_another_one_is_told_so(tmp_path, to_the_worker):
    busy, found = opened(tmp_path), opened(tmp_path)
    ChangeSet.objects.filter(pk=busy.pk).update(state="applying", heartbeat_at=timezone.now())
    start_staging(found)

    DBTaskResult.objects.update(enqueued_at=timezone.now() - datetime.timedelta(minutes=1))

    assert waiting_for(found) is Waiting.BUSY


def test_what_is_refused_at_once_is_raised(tmp_path):
    found = opened(tmp_path)

    with pytest.raises(IngestError, match=r"nothing_to_store|not_planned"):
        start_applying(found, by=found.created_by)


def test_the_pace_of_storing_is_told_outside_its_transaction(tmp_path):
    found = opened(tmp_path)

    with following(found) as progress:
        progress(3, 7)
        told = pace_of(found)

    assert (told.done, told.total, told.is_alive) == (3, 7, True)
    assert pace_of(found) is None


@pytest.mark.django_db(transaction=True)
def test_a_large_set_is_taken_back_by_the_worker(tmp_path, monkeypatch):
    found = opened(tmp_path)
    start_staging(found)
    start_applying(found, by=found.created_by)
    monkeypatch.setattr(tasks, "AT_ONCE_ROWS", 0)

    assert start_reversing(found, by=found.created_by, reason="文件有误") is None
    assert waiting_for(found) is Waiting.A_MOMENT
    work()

    found.refresh_from_db()
    assert (found.state, found.reversed_by, found.reversed_reason) == (
        "reversed",
        found.created_by,
        "文件有误",
    )
    assert not Observation.objects.standing().exists()


@pytest.mark.django_db(transaction=True)
def test_what_nobody_foresaw_is_logged_and_told_on_the_set(tmp_path, to_the_worker, monkeypatch, caplog):
    found = opened(tmp_path)
    start_staging(found)
    monkeypatch.setattr("tracker.ingest.staging.plan.read_table", lambda *_args, **_options: 1 // 0)

    work()

    found.refresh_from_db()
    assert (found.state, found.failure["code"]) == ("failed", "ZeroDivisionError")
    assert "a task of the worker failed" in caplog.text
    assert DBTaskResult.objects.get().status == "FAILED"
