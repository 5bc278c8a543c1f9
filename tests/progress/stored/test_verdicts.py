"""Stored verdicts: what is recorded, when a new one appears, and that it can be replayed."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_commitment, make_document, make_indicator, make_observation, make_series
from tracker.models import Commitment, Observation, RuleSet, Target, Verdict
from tracker.progress import affected_by, refresh, replay, standings

pytestmark = pytest.mark.django_db

DAY = datetime.date(2022, 7, 1)


def refreshed(commitment: Commitment, day: datetime.date = DAY) -> Commitment:
    refresh(as_of=day)
    return Commitment.objects.select_related("current_verdict").get(pk=commitment.pk)


def test_a_verdict_is_stored_and_the_commitment_points_at_it():
    commitment = make_commitment()
    figure = make_observation(commitment.series, "120")
    stored = refreshed(commitment)
    assert stored.status == stored.current_verdict.status == "met"
    assert stored.current_verdict.latest == figure
    assert stored.figure_known_from == figure.known_from


def test_a_verdict_names_method_rules_and_the_rows_it_used():
    commitment = make_commitment()
    figure = make_observation(commitment.series, "120")
    verdict = refreshed(commitment).current_verdict
    assert (verdict.method, verdict.rule_set) == ("schedule", RuleSet.objects.get(code="standard-1"))
    assert verdict.inputs["observations"] == [figure.pk]
    assert verdict.target == commitment.targets.get()
    assert len(verdict.sha256) == len(verdict.inputs_sha256) == 64


def test_numbers_are_stored_unrounded():
    commitment = make_commitment(target={"value": "300"})
    make_observation(commitment.series, "100")
    assert refreshed(commitment).current_verdict.numbers["completion"] == "1/3"


def test_refreshing_again_stores_nothing_new():
    make_observation(make_commitment().series, "120")
    assert refresh(as_of=DAY) == 1
    assert refresh(as_of=DAY + datetime.timedelta(days=20)) == 0


def test_a_figure_that_changes_nothing_leaves_a_due_verdict_alone():
    commitment = make_commitment()
    make_observation(commitment.series, "120")
    refresh(as_of=DAY)
    make_observation(commitment.series, "70", "2019")
    make_observation(commitment.series, "500", "2022-Q1", published="2022-04-20")
    assert refresh(as_of=DAY) == 0


def test_a_revision_stores_a_new_verdict_and_keeps_the_old():
    commitment = make_commitment()
    make_observation(commitment.series, "120", published="2022-01-20")
    refresh(as_of=datetime.date(2022, 2, 1))
    make_observation(commitment.series, "80", published="2022-06-20")
    assert refreshed(commitment).status == "missed"
    assert list(commitment.verdicts.order_by("pk").values_list("status", flat=True)) == ["met", "missed"]


def test_time_alone_can_change_a_verdict():
    commitment = make_commitment()
    assert refreshed(commitment, datetime.date(2022, 6, 29)).status == "no_data"
    assert refreshed(commitment, datetime.date(2022, 6, 30)).status == "unreported"


@pytest.mark.parametrize("hidden", ["commitment", "plan", "figure"])
def test_drafts_reach_no_stored_verdict(hidden):
    commitment = make_commitment(state="draft" if hidden == "commitment" else "published")
    if hidden == "plan":
        commitment.plan.state = "draft"
        commitment.plan.save()
    make_observation(commitment.series, "120", state="draft" if hidden == "figure" else "published")
    assert refreshed(commitment).status in ("", "unreported")
    assert not Verdict.objects.filter(status="met").exists()


def test_a_figure_reaches_the_commitments_that_hang_on_it_and_no_other():
    growth, income = make_series(kind="rate", unit="%"), make_series(kind="rate", unit="%")
    own = make_commitment(series=growth)
    in_step = make_commitment(
        series=income, target={"form": "reference", "wording": "in_step", "reference": growth}
    )
    make_commitment()
    assert set(affected_by([growth.pk])) == {own, in_step}


def test_a_pinned_baseline_reaches_its_target():
    level = make_series(make_indicator("gdp"))
    commitment = make_commitment(series=make_series(kind="rate", unit="%"))
    base = make_observation(level, "12003", "2020", published="2021-01-30")
    Target.objects.filter(commitment=commitment).update(baseline=base)
    assert list(affected_by([level.pk])) == [commitment]


def test_a_baseline_of_the_level_is_no_point_on_the_path_of_its_growth():
    level = make_series(make_indicator("gdp", unit="亿元"))
    commitment = make_commitment(series=make_series(kind="rate", unit="%"), target={"value": "7.5"})
    base = make_observation(level, "12003", "2020", published="2021-01-30")
    Target.objects.filter(commitment=commitment).update(baseline=base)
    verdict = refreshed(commitment).current_verdict
    assert (verdict.reasons, verdict.inputs["observations"]) == ([], [])


def test_refreshing_needs_no_more_queries_for_more_commitments():
    def queries(commitments: int) -> int:
        make_observation(make_commitment().series, "120")
        refresh(as_of=DAY)
        for _ in range(commitments):
            make_observation(make_commitment().series, "120")
        with CaptureQueriesContext(connection) as asked:
            assert refresh(as_of=DAY) == commitments
        return len(asked)

    assert queries(1) == queries(9) <= 16  # twelve to judge and store, four to file what changed


def test_stored_verdicts_are_shown_without_a_day_and_others_judged_on_the_spot():
    commitment = make_commitment()
    make_observation(commitment.series, "120", published="2022-01-20")
    refresh(as_of=DAY)
    rows = Commitment.objects.for_list()
    [now] = standings(rows)
    [then] = standings(rows, as_of=datetime.date(2022, 1, 19))
    assert (now.status, now.verdict is not None, now.as_of) == ("met", True, DAY)
    assert (then.status, then.verdict) == ("no_data", None)


@pytest.mark.parametrize(("other", "sensitive"), [("80", True), ("130", False)])
def test_another_published_figure_that_would_change_the_status_is_flagged(other, sensitive):
    commitment = make_commitment()
    make_observation(commitment.series, other, published="2022-01-20")
    make_observation(commitment.series, "120", published="2022-02-20")
    assert refreshed(commitment).current_verdict.vintage_sensitive is sensitive


def test_a_figure_of_another_period_makes_no_verdict_sensitive():
    commitment = make_commitment()
    make_observation(commitment.series, "10", "2020", published="2022-01-20")
    make_observation(commitment.series, "120", published="2022-02-20")
    assert refreshed(commitment).current_verdict.vintage_sensitive is False


def test_methods_that_disagree_on_an_open_target_are_flagged():
    series = make_series(kind="stock")
    commitment = make_commitment(series=series, target={"value": "3000", "period": "2025"})
    base = make_observation(series, "100", "2020", published="2021-01-20")
    make_observation(series, "1500", "2022", published="2022-06-30")
    Target.objects.filter(commitment=commitment).update(baseline=base)
    verdict = refreshed(commitment, datetime.date(2023, 1, 10)).current_verdict
    assert (verdict.status, verdict.method_sensitive) == ("on_track", False)
    make_observation(series, "1000", "2023", published="2024-01-30")
    verdict = refreshed(commitment, datetime.date(2024, 2, 10)).current_verdict
    assert (verdict.status, verdict.method_sensitive) == ("far_behind", True)


def test_a_verdict_comes_out_the_same_from_its_own_rows():
    commitment = make_commitment()
    make_observation(commitment.series, "80", "2020")
    make_observation(commitment.series, "120", published="2022-01-20")
    refresh(as_of=DAY)
    make_observation(commitment.series, "90", published="2022-08-01")
    [verdict] = Verdict.objects.for_replay()
    assert replay(verdict) == []


def test_a_changed_row_is_named():
    commitment = make_commitment()
    figure = make_observation(commitment.series, "120")
    refresh(as_of=DAY)
    Observation.objects.filter(pk=figure.pk).update(value=90)
    [verdict] = Verdict.objects.for_replay()
    assert {found.field for found in replay(verdict)} >= {"rows", "status", "numbers"}


def test_a_tampered_verdict_is_named():
    make_observation(make_commitment().series, "80")
    refresh(as_of=DAY)
    Verdict.objects.update(status="met")
    [verdict] = Verdict.objects.for_replay()
    assert {found.field for found in replay(verdict)} == {"sha256", "status"}


def test_a_withdrawn_row_still_replays():
    commitment = make_commitment()
    figure = make_observation(commitment.series, "120", document=make_document(published="2022-01-20"))
    refresh(as_of=DAY)
    Observation.objects.filter(pk=figure.pk).update(
        withdrawn_at="2022-08-01T00:00:00+08:00", withdrawn_reason="entered wrongly"
    )
    [verdict] = Verdict.objects.for_replay()
    assert replay(verdict) == []
