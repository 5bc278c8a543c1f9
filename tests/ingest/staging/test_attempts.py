"""Checking a file, seen from outside: its states, its progress, and every way it can end early."""

import datetime

import pytest
from django.utils import timezone

from tests.ingest.tables import TODAY, opened, staged
from tracker.exceptions import IngestError
from tracker.ingest import FileProblems, apply_change_set, discard_change_set, stage
from tracker.ingest.change_sets.opening import STALE_AFTER
from tracker.ingest.staging import lanes
from tracker.ingest.staging import plan as planning
from tracker.models import ChangeSet, StagedRow

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

ROWS = [{"period": str(year), "value": str(year)} for year in range(2000, 2010)]


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(planning, "BATCH", 4)


def refused(change_set: ChangeSet) -> str:
    with pytest.raises(IngestError) as caught:
        stage(change_set, today=TODAY)
    return caught.value.code


def test_a_checked_file_is_planned_with_what_was_found_in_it(tmp_path):
    plan = staged(tmp_path, {"经办人": "甲"}, {"value": ""})

    assert (plan.state, plan.done, plan.total, plan.encoding) == ("planned", 2, 2, "utf-8")
    assert (plan.found["delimiter"], plan.found["ignored"]) == (",", ["经办人"])
    assert plan.found["headers"]["value"] == "value"
    assert plan.planned_at is not None


@pytest.mark.usefixtures("small_batches")
def test_progress_is_told_with_every_batch(tmp_path):
    told = []

    stage(opened(tmp_path, *ROWS), today=TODAY, progress=lambda done, total: told.append((done, total)))

    assert [done for done, _total in told][:3] == [4, 8, 10]
    assert all(done <= total for done, total in told)


def test_a_planned_set_can_be_checked_again(tmp_path):
    plan = staged(tmp_path, *ROWS[:2])

    stage(plan, today=TODAY)

    assert (plan.state, plan.counts["new"], StagedRow.objects.count()) == ("planned", 2, 2)


def test_a_file_that_cannot_be_read_has_failed_and_says_why(tmp_path):
    draft = opened(tmp_path, {})
    with open(draft.file.path, "w") as file:
        file.write("指标,地区\n")

    with pytest.raises(FileProblems):
        stage(draft)

    draft.refresh_from_db()
    assert (draft.state, draft.failure["code"]) == ("failed", "missing_column")
    assert [problem["code"] for problem in draft.failure["problems"]][:1] == ["missing_column"]


def test_a_failed_set_can_be_checked_again(tmp_path, monkeypatch):
    draft = opened(tmp_path, {})
    monkeypatch.setattr(planning, "compare", lambda change_set: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        stage(draft)
    draft.refresh_from_db()
    assert (draft.state, draft.failure["code"]) == ("failed", "ZeroDivisionError")
    monkeypatch.undo()

    stage(draft, today=TODAY)

    assert (draft.state, draft.failure) == ("planned", {})


@pytest.mark.usefixtures("small_batches")
def test_discarding_stops_the_checking_at_its_next_batch(tmp_path):
    draft = opened(tmp_path, *ROWS)

    def then_discard(done: int, total: int) -> None:
        discard_change_set(ChangeSet.objects.get(pk=draft.pk), by=None)

    with pytest.raises(IngestError) as caught:
        stage(draft, today=TODAY, progress=then_discard)

    draft.refresh_from_db()
    assert (caught.value.code, draft.state, StagedRow.objects.count()) == ("stopped", "discarded", 0)


@pytest.mark.usefixtures("small_batches")
def test_a_process_taken_for_dead_stops_when_another_has_begun_again(tmp_path):
    draft = opened(tmp_path, *ROWS)

    def somebody_else_begins(done: int, total: int) -> None:
        if done == 4:
            ChangeSet.objects.update(heartbeat_at=timezone.now() - STALE_AFTER * 2)
            stage(ChangeSet.objects.get(pk=draft.pk), today=TODAY)

    with pytest.raises(IngestError) as caught:
        stage(draft, today=TODAY, progress=somebody_else_begins)

    draft.refresh_from_db()
    assert (caught.value.code, draft.state) == ("stopped", "planned")
    assert list(StagedRow.objects.values_list("position", flat=True)) == list(range(1, 11))


@pytest.mark.parametrize("state", ["planning", "applying", "applied", "discarded"])
def test_a_set_at_work_or_done_with_is_not_checked(tmp_path, state):
    draft = opened(tmp_path, {})
    ChangeSet.objects.update(state=state, heartbeat_at=timezone.now(), applied_at=timezone.now())

    assert refused(draft) == "not_plannable"


def test_a_set_whose_process_died_is_checked_again(tmp_path):
    draft = opened(tmp_path, {})
    long_ago = timezone.now() - STALE_AFTER - datetime.timedelta(seconds=1)
    ChangeSet.objects.update(state="planning", heartbeat_at=long_ago)

    assert stage(draft, today=TODAY).state == "planned"


def test_rows_lost_in_a_crash_of_the_database_are_noticed(tmp_path):
    plan = staged(tmp_path, *ROWS[:2])
    StagedRow.objects.filter(position=1).delete()

    with pytest.raises(IngestError) as caught:
        apply_change_set(plan, by=None)

    assert (caught.value.code, plan.state) == ("rows_lost", "draft")
    assert apply_change_set(stage(plan, today=TODAY), by=None).counts["new"] == 2


def test_a_file_of_more_parts_than_are_remembered_is_staged_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(lanes, "_MOST", 2)
    rows = [{**row, "indicator": name} for row in ROWS[:5] for name in ("jobs", "gdp")]

    assert staged(tmp_path, *rows, *rows).counts["new"] == 10
