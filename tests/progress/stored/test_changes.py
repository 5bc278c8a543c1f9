"""A new verdict says what led to it, and nothing that did not."""

import datetime

import pytest

from tests.factories import (
    make_commitment,
    make_document,
    make_indicator,
    make_observation,
    make_path_point,
    make_series,
    make_target,
)
from tracker.models import Commitment, Observation, RuleSet, Target, Verdict, VerdictChange
from tracker.progress import refresh, replay

pytestmark = pytest.mark.django_db

SPRING = datetime.date(2022, 5, 1)
SUMMER = datetime.date(2022, 8, 1)


def changes_after(*occasions, first=SPRING, then=SUMMER) -> list[str]:
    """What the second verdict says led to it, when these things happened after the first."""
    refresh(as_of=first)
    before = Verdict.objects.count()
    for occasion in occasions:
        occasion()
    refresh(as_of=then)
    [new] = Verdict.objects.order_by("pk")[before:]
    assert replay(new) == []
    return new.changes


def withdraw(row: Observation) -> None:
    Observation.objects.filter(pk=row.pk).update(
        withdrawn_at="2022-07-01T00:00:00+08:00", withdrawn_reason="entered wrongly"
    )


def test_the_first_verdict_says_so():
    make_observation(make_commitment().series, "120", published="2022-03-01")
    refresh(as_of=SPRING)
    assert Verdict.objects.get().changes == ["first"]


def test_a_figure_published():
    commitment = make_commitment()
    assert changes_after(lambda: make_observation(commitment.series, "120")) == ["figure_published"]


def test_a_figure_entered_late_was_published_all_the_same():
    commitment = make_commitment()
    assert changes_after(lambda: make_observation(commitment.series, "120", published="2022-03-01")) == [
        "figure_published"
    ]


def test_a_figure_revised():
    commitment = make_commitment()
    make_observation(commitment.series, "120", published="2022-03-01")
    assert changes_after(lambda: make_observation(commitment.series, "80")) == ["figure_revised"]


def test_another_vintage_preferred():
    commitment = make_commitment()
    old = make_observation(commitment.series, "80", published="2022-02-01")
    make_observation(commitment.series, "120", published="2022-03-01")
    prefer = Observation.objects.filter(pk=old.pk)
    assert changes_after(lambda: prefer.update(preferred=True, preferred_reason="the yearbook")) == [
        "figure_revised"
    ]


def test_a_figure_withdrawn():
    commitment = make_commitment()
    figure = make_observation(commitment.series, "120", published="2022-03-01")
    assert changes_after(lambda: withdraw(figure)) == ["figure_withdrawn"]


def test_a_figure_corrected():
    commitment = make_commitment()
    figure = make_observation(commitment.series, "120", published="2022-03-01")
    assert changes_after(
        lambda: withdraw(figure), lambda: make_observation(commitment.series, "119", published="2022-03-01")
    ) == ["figure_withdrawn"]


def test_a_figure_that_does_not_count_but_would_change_the_status():
    commitment = make_commitment()
    make_observation(commitment.series, "120", published="2022-03-01")
    assert changes_after(lambda: make_observation(commitment.series, "80", published="2022-02-01")) == [
        "vintage_published"
    ]


def test_the_figure_of_the_period_before():
    commitment = make_commitment()
    make_observation(commitment.series, "120", published="2022-03-01")
    assert changes_after(
        lambda: make_observation(commitment.series, "130", "2020", published="2021-03-01")
    ) == ["previous_changed"]


def test_a_target_announced_later():
    commitment = make_commitment()
    make_observation(commitment.series, "90", published="2022-03-01")
    later = make_document(published="2022-06-01")
    assert changes_after(lambda: make_target(commitment, document=later, value="80")) == ["target_changed"]


def test_a_longer_period_asked_for_by_the_new_target():
    commitment = make_commitment()
    make_observation(commitment.series, "90", published="2022-03-01")
    make_observation(commitment.series, "95", "2020", published="2022-03-01")
    later = make_document(published="2022-06-01")
    assert changes_after(lambda: make_target(commitment, document=later, period="2020")) == ["target_changed"]


def test_a_planned_path():
    commitment = make_commitment(target={"period": "2022"})
    make_observation(commitment.series, "40", "2022-Q1", published="2022-04-10")
    assert changes_after(lambda: make_path_point(commitment.targets.get(), "2022-03-31", 40)) == [
        "path_changed"
    ]


def test_a_baseline_pinned():
    series = make_series(kind="stock")
    commitment = make_commitment(series=series, target={"value": "300", "period": "2025"})
    base = make_observation(series, "100", "2020", published="2021-03-01")
    make_observation(series, "150", "2021", published="2022-03-01")
    assert changes_after(lambda: Target.objects.filter(commitment=commitment).update(baseline=base)) == [
        "baseline_changed"
    ]


def test_a_commitment_withdrawn():
    commitment = make_commitment()
    make_observation(commitment.series, "90", published="2022-03-01")
    row = Commitment.objects.filter(pk=commitment.pk)
    assert changes_after(lambda: row.update(withdrawn_on="2022-07-01", withdrawn_reason="superseded")) == [
        "commitment_withdrawn"
    ]


def test_a_reading_mended():
    commitment = make_commitment()
    make_observation(commitment.series, "90", published="2022-03-01")
    assert changes_after(lambda: Target.objects.filter(commitment=commitment).update(value="90")) == [
        "content_changed"
    ]


def test_other_thresholds(monkeypatch):
    make_observation(make_commitment().series, "90", published="2022-03-01")
    assert changes_after(lambda: RuleSet.objects.update(code="old")) == ["rules_changed"]


def test_another_version_of_the_method(monkeypatch):
    make_observation(make_commitment().series, "90", published="2022-03-01")
    assert changes_after(lambda: monkeypatch.setattr("tracker.assessment.schedule.VERSION", "9")) == [
        "method_changed"
    ]


def test_the_due_date_passed():
    make_commitment(target={"period": "2022-H1"})
    assert changes_after() == ["fell_due"]


def test_time_passed():
    make_commitment()
    assert changes_after() == ["time_passed"]


def test_several_changes_are_all_named_in_the_order_they_are_listed_in():
    commitment = make_commitment(target={"period": "2022-H1"})
    assert changes_after(
        lambda: make_observation(commitment.series, "90", "2022-H1", published="2022-07-20")
    ) == ["figure_published", "fell_due"]


def test_a_figure_of_the_series_it_is_in_step_with():
    own, other = make_series(kind="rate", unit="%"), make_series(kind="rate", unit="%")
    make_commitment(series=own, target={"form": "reference", "wording": "in_step", "reference": other})
    make_observation(own, "5", published="2022-03-01")
    assert changes_after(lambda: make_observation(other, "4")) == ["figure_published"]


def test_a_figure_of_a_tied_series():
    stock = make_series(make_indicator(kind="stock"))
    make_commitment(series=make_series(make_indicator(kind="flow", change_of=stock.indicator)))
    make_observation(stock, "2900", "2020", published="2021-01-07")
    assert changes_after(lambda: make_observation(stock, "4130", "2021", published="2022-07-01")) == [
        "figure_published"
    ]


def test_what_led_to_a_verdict_is_part_of_what_it_says():
    make_observation(make_commitment().series, "120", published="2022-03-01")
    refresh(as_of=SPRING)
    Verdict.objects.update(changes=["time_passed"])
    assert {found.field for found in replay(Verdict.objects.get())} == {"sha256"}


def test_a_verdict_recorded_before_changes_were_named_still_has_its_hash(monkeypatch):
    make_observation(make_commitment().series, "120", published="2022-03-01")
    monkeypatch.setattr("tracker.progress.stored.verdicts.changes", lambda *_arguments: [])
    refresh(as_of=SPRING)
    verdict = Verdict.objects.get()
    assert verdict.changes == []
    assert replay(verdict) == []


@pytest.mark.parametrize("code", VerdictChange.values)
def test_every_change_has_words(code):
    [words] = Verdict(changes=[code]).changes_in_words
    assert words not in ("", code)
