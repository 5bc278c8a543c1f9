"""Recomputing many verdicts: as many queries for many as for few, and every kind of tampering named."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_commitment, make_observation, make_series, make_verdict
from tracker.models import Commitment, Indicator, Observation, RuleSet, Target, Verdict
from tracker.progress import Difference, refresh, replay, replay_all

pytestmark = pytest.mark.django_db

DAY = datetime.date(2022, 7, 1)


@pytest.fixture
def verdict() -> Verdict:
    """A verdict of a met target, with a rival vintage that would have it missed."""
    commitment = make_commitment()
    make_observation(commitment.series, "80", published="2022-01-20")
    make_observation(commitment.series, "120", published="2022-02-20")
    refresh(as_of=DAY)
    return commitment.verdicts.get()


def fields(verdict) -> set[str]:
    return {found.field for found in replay(Verdict.objects.get(pk=verdict.pk))}


def test_replaying_more_takes_no_more_queries():
    def queries(commitments: int) -> int:
        for _ in range(commitments):
            make_observation(make_commitment().series, "120")
        refresh(as_of=DAY)
        with CaptureQueriesContext(connection) as asked:
            assert not any(replay_all(Verdict.objects.for_replay()))
        return len(asked)

    assert queries(1) == queries(12) <= 9


def test_verdicts_of_one_commitment_are_told_apart(verdict):
    make_observation(verdict.commitment.series, "70", published="2022-08-01")
    refresh(as_of=datetime.date(2022, 9, 1))
    Verdict.objects.filter(pk=verdict.pk).update(status="missed")
    first, second = replay_all(Verdict.objects.for_replay())
    assert {found.field for found in first} == {"sha256", "status"}
    assert second == []


def test_a_difference_names_verdict_commitment_and_both_values(verdict):
    Verdict.objects.update(status="missed")
    code = verdict.commitment.code
    assert Difference(verdict.pk, code, "status", "missed", "met") in replay(Verdict.objects.get())


@pytest.mark.parametrize(
    ("table", "edit", "named"),
    [
        (Observation, {"value": "90"}, {"rows", "numbers", "status"}),
        (Observation, {"written": "12O"}, {"rows"}),
        (Target, {"value": "121"}, {"rows", "numbers"}),
        (Indicator, {"direction": "down"}, {"rows"}),
        (Commitment, {"checkable": False, "unrateable_reason": "no_measure"}, {"rows", "status"}),
        (Verdict, {"numbers": {"completion": "2"}}, {"sha256", "numbers"}),
        (Verdict, {"vintage_sensitive": False}, {"sha256", "vintage_sensitive"}),
        (Verdict, {"method_sensitive": True}, {"sha256", "method_sensitive"}),
        (Verdict, {"reasons": ["hedged"]}, {"sha256", "reasons"}),
        (Verdict, {"judged_at": None}, {"sha256", "judged_at"}),
        (Verdict, {"due": False}, {"sha256", "due"}),
        (Verdict, {"method_version": "0"}, {"sha256", "method_version"}),
        (Verdict, {"as_of": "2020-01-01"}, {"sha256"}),
        (Verdict, {"inputs": {}}, {"rows", "status"}),
        (Verdict, {"inputs_sha256": "0" * 64}, {"sha256", "rows"}),
        (Verdict, {"latest": None}, {"latest"}),
        (Verdict, {"method": "guesswork"}, {"sha256", "judgement"}),
        (RuleSet, {"rules": {}}, {"sha256", "judgement"}),
    ],
)
def test_whatever_was_edited_is_named(verdict, table, edit, named):
    table.objects.update(**edit)
    assert fields(verdict) >= named


def test_other_thresholds_under_the_same_code_are_named(verdict):
    rule_set = RuleSet.objects.get()
    RuleSet.objects.update(rules=rule_set.rules | {"nearly_met": "1/2"})
    assert fields(verdict) == {"sha256"}


def test_a_flag_about_methods_is_told_again_from_the_rows_the_other_methods_asked_for():
    series = make_series(kind="stock")
    commitment = make_commitment(series=series, target={"value": "3000", "period": "2025"})
    base = make_observation(series, "100", "2020", published="2021-01-20")
    make_observation(series, "1500", "2022", published="2022-06-30")
    make_observation(series, "1000", "2023", published="2024-01-30")
    Target.objects.filter(commitment=commitment).update(baseline=base)
    refresh(as_of=datetime.date(2024, 2, 10))
    verdict = commitment.verdicts.get()
    assert (verdict.method_sensitive, replay(verdict)) == (True, [])


def test_flags_recorded_before_they_named_their_rows_are_left_alone(verdict):
    old = {name: rows for name, rows in verdict.inputs.items() if name not in ("others", "vintages")}
    Verdict.objects.update(inputs=old)
    assert "vintage_sensitive" not in fields(verdict)


def test_a_verdict_nothing_led_to_is_named():
    assert fields(make_verdict(sha256="0" * 64)) == {"sha256"}
