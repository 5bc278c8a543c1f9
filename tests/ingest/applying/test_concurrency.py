"""Two people importing at once, on two real connections: no duplicate, nothing lost, nothing half written."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import ModuleType

import pytest
from django.db import connection

from tests.factories import make_commitment, make_series, make_target
from tests.ingest.tables import staged, store_reference
from tracker.exceptions import IngestError
from tracker.ingest import apply_change_set
from tracker.ingest.applying import judging, storing
from tracker.models import ChangeSet, Document, Indicator, Observation, Series
from tracker.progress import current_rule_set

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="SQLite lets one writer in at a time, and in memory one connection",
    ),
]

PATIENCE = 20  # seconds


@pytest.fixture(autouse=True)
def stored_reference(transactional_db: None) -> None:
    store_reference()
    current_rule_set()  # or the second import would wait for the first to make it


def apply(change_set: ChangeSet) -> ChangeSet:
    """Apply as another process would: with what is stored of the set, not with an object it shares."""
    return apply_change_set(ChangeSet.objects.get(pk=change_set.pk), by=None, accept_warnings=True)


def at_once(*actions: Callable[[], object]) -> list[object]:
    """What each action answered, all of them run at the same time; an IngestError is answered by its code."""
    start = Barrier(len(actions))

    def run(action: Callable[[], object]) -> object:
        try:
            start.wait(PATIENCE)
            return action()
        except IngestError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as threads:
        return [future.result(PATIENCE * 2) for future in [threads.submit(run, action) for action in actions]]


def meet(monkeypatch: pytest.MonkeyPatch, step: str, module: ModuleType = storing) -> None:
    """Hold every import before `step` of applying until the other has come as far."""
    together, real = Barrier(2), getattr(module, step)

    def wait_then_go_on(*args, **options):
        together.wait(PATIENCE)
        return real(*args, **options)

    monkeypatch.setattr(module, step, wait_then_go_on)


def linger_after(monkeypatch: pytest.MonkeyPatch, step: str, module: ModuleType = storing) -> None:
    """Keep the transaction open for a while after `step`, long enough for the other to read without it."""
    real = getattr(module, step)

    def go_on_then_wait(*args, **options):
        answer = real(*args, **options)
        time.sleep(0.7)
        return answer

    monkeypatch.setattr(module, step, go_on_then_wait)


def applied() -> int:
    return ChangeSet.objects.filter(state="applied").count()


@pytest.mark.parametrize("step", ["_decision", None])
def test_one_plan_applied_twice_at_once_is_stored_once(tmp_path, monkeypatch, step):
    plan = staged(tmp_path, *({"period": str(year)} for year in range(1990, 2021)))
    if step:
        meet(monkeypatch, step)

    answers = at_once(lambda: apply(plan), lambda: apply(plan))

    assert answers.count("not_planned") == 1
    assert (Observation.objects.count(), applied(), Series.objects.count()) == (31, 1, 1)


def test_overlapping_files_in_opposite_order_leave_no_duplicate_and_no_half(tmp_path, monkeypatch):
    rows = [
        {"indicator": indicator, "period": str(year)}
        for indicator in ("new-firms", "jobs", "firms")
        for year in range(2000, 2021)
    ]
    plans = [staged(tmp_path, *rows), staged(tmp_path, *reversed(rows))]
    meet(monkeypatch, "_take")

    answers = at_once(*(lambda plan=plan: apply(plan) for plan in plans))

    assert answers.count("changed_meanwhile") == 1
    assert (Observation.objects.count(), applied()) == (63, 1)


def test_a_series_both_files_need_is_made_once_and_both_are_stored(tmp_path, monkeypatch):
    plans = [staged(tmp_path, {"period": period}) for period in ("2020", "2021")]
    meet(monkeypatch, "_take")

    answers = at_once(*(lambda plan=plan: apply(plan) for plan in plans))

    assert "changed_meanwhile" not in answers
    assert (Series.objects.count(), Observation.objects.count()) == (1, 2)


def test_a_document_both_files_propose_is_made_once(tmp_path, monkeypatch):
    plans = [
        staged(tmp_path, {"source_title": "新公报", "indicator": indicator}, accept_warnings=True)
        for indicator in ("new-firms", "jobs")
    ]
    meet(monkeypatch, "_take")

    answers = at_once(*(lambda plan=plan: apply(plan) for plan in plans))

    assert answers.count("changed_meanwhile") == 1
    assert (Document.objects.filter(title="新公报").count(), Observation.objects.count()) == (1, 1)


def test_two_corrections_of_one_figure_leave_one(tmp_path, monkeypatch):
    apply(staged(tmp_path, {"value": "1320"}))
    plans = [staged(tmp_path, {"value": value}, reason="录入错误") for value in ("1230", "1231")]
    meet(monkeypatch, "_take")

    answers = at_once(*(lambda plan=plan: apply(plan) for plan in plans))

    assert answers.count("changed_meanwhile") == 1
    assert Observation.objects.standing().count() == 1
    assert Observation.objects.count() == 2


def test_of_two_imports_that_touch_one_commitment_the_last_verdict_rests_on_both(tmp_path, monkeypatch):
    growth, energy = (
        make_series(Indicator.objects.get(code=code)) for code in ("gdp-growth", "energy-growth")
    )
    commitment = make_commitment(series=growth)
    commitment.targets.all().delete()
    make_target(commitment, form="reference", reference=energy)
    plans = [
        staged(tmp_path, {"indicator": "gdp-growth", "value": "4"}),
        staged(tmp_path, {"indicator": "energy-growth", "value": "3"}),
    ]
    meet(monkeypatch, "affected_by", judging)
    linger_after(monkeypatch, "refresh", judging)

    at_once(*(lambda plan=plan: apply(plan) for plan in plans))

    commitment.refresh_from_db()
    assert commitment.status == "met"
    assert commitment.current_verdict == commitment.verdicts.order_by("-pk").first()
