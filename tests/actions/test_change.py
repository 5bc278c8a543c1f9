"""Correcting, withdrawing and preferring figures; nothing published is overwritten."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from tests import factories as make
from tracker.actions import observations
from tracker.actions.observations import correct_observation, prefer_observation, withdraw_observation
from tracker.exceptions import ActionError
from tracker.models import ChangeSet, Commitment, Observation, Target, User, Verdict
from tracker.progress import refresh, replay

pytestmark = pytest.mark.django_db

LATER = datetime.date(2030, 1, 1)


@pytest.fixture
def commitment() -> Commitment:
    return make.make_commitment(target={"value": "100"})


@pytest.fixture
def figure(commitment: Commitment) -> Observation:
    """A figure that misses the target, and the verdict that says so."""
    row = make.make_observation(
        commitment.series, "12", document=make.make_document("yearbook", published="2022-06-30"),
        quote="完成12家", figure="12", figure_start=3, start=1,
    )  # fmt: skip
    refresh()
    return row


@pytest.fixture
def analyst() -> User:
    return make.make_user("analyst", is_superuser=True)


def status_of(commitment: Commitment) -> str:
    return Commitment.objects.get(pk=commitment.pk).status


def correct(figure: Observation, **changed: Any) -> Observation:
    return correct_observation(observation=figure, by=None, reason="漏录一位", **changed)


def refused(action: Any, **arguments: Any) -> str:
    with pytest.raises(ActionError) as caught:
        action(by=None, **arguments)
    return caught.value.code


# --- Correct ---


def test_a_correction_withdraws_the_wrong_row_and_stores_the_right_one(figure: Observation, analyst: User):
    right = correct_observation(observation=figure, by=analyst, reason="漏录一位", value="120")

    figure.refresh_from_db()
    assert (figure.value, figure.withdrawn_reason, figure.withdrawn_by) == (12, "漏录一位", analyst)
    assert (right.value, right.written, right.withdrawn_at) == (120, "120", None)
    assert list(Observation.objects.standing()) == [right]


def test_a_correction_keeps_the_identity_and_all_that_was_right(figure: Observation):
    right = correct(figure, value="120")

    same = (
        "series",
        "period",
        "period_start",
        "period_end",
        "document",
        "published_on",
        "known_from",
        "unit",
    )
    assert [getattr(right, name) for name in same] == [getattr(figure, name) for name in same]
    assert (right.quote, right.start, right.state) == (figure.quote, figure.start, "published")


def test_the_place_of_the_wrong_figure_is_not_taken_over(figure: Observation):
    right = correct(figure, value="120")

    assert (right.figure, right.figure_start) == ("", None)


def test_a_correction_takes_a_preference_back(figure: Observation):
    prefer_observation(observation=figure, by=None, reason="核对过年鉴")
    figure.refresh_from_db()

    right = correct(figure, value="120")

    assert (right.preferred, right.preferred_reason) == (False, "")


def test_a_correction_settles_the_verdict_at_once(figure: Observation, commitment: Commitment):
    assert status_of(commitment) == "missed"

    right = correct(figure, value="120")

    assert status_of(commitment) == "met"
    assert Verdict.objects.latest("pk").change_set == right.change_set
    assert right.change_set.reason == "漏录一位"


def test_the_verdict_given_before_a_correction_can_still_be_replayed(figure: Observation):
    before = Verdict.objects.get()

    correct(figure, value="120")

    assert not replay(Verdict.objects.for_replay().get(pk=before.pk))


def test_targets_counted_from_the_wrong_row_are_counted_from_the_right_one(figure: Observation):
    later = make.make_commitment(
        series=figure.series,
        plan=make.make_plan("410100-2022"),
        target={"period": "2022", "baseline": figure},
    )

    right = correct(figure, value="120")

    assert Target.objects.get(commitment=later).baseline == right


def test_a_figure_can_turn_out_to_be_missing(figure: Observation, commitment: Commitment):
    right = correct(figure, value="", missing_reason="原文为计划数")

    assert (right.value, right.written, right.missing_reason) == (None, "", "原文为计划数")
    assert status_of(commitment) == "unreported"


def test_a_missing_figure_can_turn_out_to_be_there(commitment: Commitment):
    gap = make.make_observation(commitment.series, None, missing_reason="未见公布")

    right = correct(gap, value="120", missing_reason="")

    assert (right.value, right.missing_reason, status_of(commitment)) == (120, "", "met")


def test_a_corrected_period_is_read_anew(figure: Observation, commitment: Commitment):
    right = correct(figure, period="2020年")

    assert (right.period, right.period_start, right.period_end) == (
        "2020",
        datetime.date(2020, 1, 1),
        datetime.date(2020, 12, 31),
    )
    assert right.published_on == figure.published_on
    assert status_of(commitment) == "unreported"


def test_a_corrected_period_dates_the_figure_of_an_undated_document_anew(commitment: Commitment):
    page = make.make_document(published="")
    row = observations.record_observation(
        series=commitment.series, period="2021", document=page, value="12", by=None
    )

    right = correct(row, period="2020")

    assert (right.published_on, right.known_from) == (datetime.date(2021, 1, 1), page.seen_on)


def test_a_corrected_date_is_read_anew(figure: Observation):
    right = correct(figure, published="2022-03")

    assert (right.published, right.published_on, right.known_from) == (
        "2022-03",
        datetime.date(2022, 3, 1),
        datetime.date(2022, 3, 31),
    )


def test_another_document_brings_its_own_date(figure: Observation):
    bulletin = make.make_document("bulletin", published="2022-04-01")

    right = correct(figure, document=bulletin)

    assert (right.document, right.published_on) == (bulletin, datetime.date(2022, 4, 1))


def test_a_corrected_series_refreshes_both(figure: Observation, commitment: Commitment):
    other = make.make_commitment(target={"value": "10"})

    correct(figure, series=other.series)

    assert (status_of(commitment), status_of(other)) == ("unreported", "met")


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_correction_without_a_reason_is_refused(figure: Observation, reason: str):
    assert refused(correct_observation, observation=figure, reason=reason, value="120") == "no_reason"
    assert list(Observation.objects.standing()) == [figure]


def test_a_row_is_corrected_only_once(figure: Observation):
    correct(figure, value="120")

    assert refused(correct_observation, observation=figure, reason="再改", value="130") == "already_withdrawn"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        pytest.param({"value": "一百二"}, "not_readable", id="value"),
        pytest.param({"period": "去年"}, "not_readable", id="period"),
        pytest.param({"published": "年初"}, "not_readable", id="date"),
        pytest.param({"missing_reason": "未公布"}, "breaks_a_rule", id="value and reason"),
    ],
)
def test_a_refused_correction_leaves_the_row_standing(
    figure: Observation, changed: dict[str, str], code: str
):
    assert refused(correct_observation, observation=figure, reason="更正", **changed) == code
    assert list(Observation.objects.standing()) == [figure]
    assert not ChangeSet.objects.exists()


def test_a_correction_into_another_dimension_is_refused(figure: Observation):
    unit = make.make_unit("亿元")

    assert refused(correct_observation, observation=figure, reason="更正", unit=unit) == "other_dimension"


def test_a_correction_onto_another_figure_s_identity_is_refused(figure: Observation):
    make.make_observation(figure.series, "80", "2020", document=figure.document)

    assert (
        refused(correct_observation, observation=figure, reason="更正", period="2020") == "already_published"
    )


def test_a_field_that_does_not_exist_is_not_passed_over(figure: Observation):
    with pytest.raises(TypeError, match="valeu"):
        correct(figure, valeu="120")

    assert list(Observation.objects.standing()) == [figure]


# --- Withdraw ---


def test_a_withdrawn_figure_stays_with_its_reason_and_counts_no_more(figure: Observation, analyst: User):
    withdraw_observation(observation=figure, by=analyst, reason="重复录入")

    figure.refresh_from_db()
    assert (figure.withdrawn_reason, figure.withdrawn_by, figure.value) == ("重复录入", analyst, 12)
    assert figure.withdrawn_at is not None
    assert not Observation.objects.counting(LATER)


def test_a_withdrawal_settles_the_verdict_at_once(figure: Observation, commitment: Commitment):
    withdraw_observation(observation=figure, by=None, reason="重复录入")

    assert status_of(commitment) == "unreported"


def test_a_withdrawal_gives_the_place_back_to_the_vintage_before(figure: Observation, commitment: Commitment):
    make.make_observation(commitment.series, "110", published="2022-01-30")

    withdraw_observation(observation=figure, by=None, reason="重复录入")

    assert status_of(commitment) == "met"


def test_a_withdrawn_baseline_is_no_longer_read(figure: Observation):
    stock = make.make_series(kind="stock")
    baseline = make.make_observation(stock, "50", "2020", published="2021-01-07")
    make.make_observation(stock, "70", "2021-06", published="2021-07-10")
    later = make.make_commitment(
        series=stock, plan=make.make_plan("410100-2035"), target={"period": "2035", "baseline": baseline}
    )
    refresh()
    assert later.verdicts.get().numbers["progress"] == "2/5"

    withdraw_observation(observation=baseline, by=None, reason="重复录入")

    verdict = Commitment.objects.get(pk=later.pk).current_verdict
    assert "no_baseline" in verdict.reasons


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_withdrawal_without_a_reason_is_refused(figure: Observation, reason: str):
    assert refused(withdraw_observation, observation=figure, reason=reason) == "no_reason"


def test_a_row_is_withdrawn_only_once(figure: Observation):
    withdraw_observation(observation=figure, by=None, reason="重复录入")

    assert refused(withdraw_observation, observation=figure, reason="再撤") == "already_withdrawn"


# --- Prefer ---


def test_a_preferred_vintage_counts_whatever_was_published_later(figure: Observation, commitment: Commitment):
    early = make.make_observation(commitment.series, "110", published="2022-01-30")

    prefer_observation(observation=early, by=None, reason="核对过年鉴")

    assert list(Observation.objects.counting(LATER)) == [early]
    assert status_of(commitment) == "met"


def test_a_preference_takes_the_place_of_the_one_before(figure: Observation, commitment: Commitment):
    early = make.make_observation(commitment.series, "110", published="2022-01-30")
    prefer_observation(observation=early, by=None, reason="核对过年鉴")

    prefer_observation(observation=figure, by=None, reason="年鉴有误")

    rows = Observation.objects.order_by("published_on").values_list("preferred", "preferred_reason")
    assert list(rows) == [(False, ""), (True, "年鉴有误")]
    assert status_of(commitment) == "missed"


@pytest.mark.parametrize("period", ["2020", "2021-H1", "..2021"])
def test_a_preference_leaves_other_periods_alone(figure: Observation, period: str):
    other = make.make_observation(figure.series, "1", period)
    prefer_observation(observation=other, by=None, reason="核对过年鉴")

    prefer_observation(observation=figure, by=None, reason="核对过年鉴")

    assert Observation.objects.filter(preferred=True).count() == 2


def test_a_preference_among_sums_of_an_open_start_is_one(commitment: Commitment):
    rows = [make.make_observation(commitment.series, digits, "..2020") for digits in ("3.4", "3.43")]

    for row in rows:
        prefer_observation(observation=row, by=None, reason="核对过原文")

    assert Observation.objects.get(preferred=True) == rows[-1]


@pytest.mark.parametrize("reason", ["", " "])
def test_a_preference_without_a_reason_is_refused(figure: Observation, reason: str):
    assert refused(prefer_observation, observation=figure, reason=reason) == "no_reason"


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"state": "draft"}, id="draft"),
        pytest.param({"value": None, "missing_reason": "未公布"}, id="missing"),
        pytest.param({"withdrawn_at": datetime.datetime(2022, 7, 1, tzinfo=datetime.UTC),
                      "withdrawn_reason": "重复"}, id="withdrawn"),
    ],
)  # fmt: skip
def test_what_cannot_count_cannot_be_preferred(figure: Observation, fields: dict[str, Any]):
    prefer_observation(observation=figure, by=None, reason="核对过年鉴")
    other = make.make_observation(figure.series, **({"value": "1"} | fields))

    assert refused(prefer_observation, observation=other, reason="核对过年鉴") == "cannot_count"
    assert Observation.objects.get(preferred=True) == figure


@pytest.mark.parametrize("action", [withdraw_observation, prefer_observation, correct_observation])
def test_a_change_is_undone_when_its_verdict_cannot_be_stored(figure: Observation, monkeypatch, action: Any):
    before = Observation.objects.values().get()

    def broken(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("no verdict today")

    monkeypatch.setattr(observations, "refresh_hanging", broken)

    with pytest.raises(RuntimeError, match="no verdict"):
        action(observation=figure, by=None, reason="更正")

    assert Observation.objects.values().get() == before
    assert Decimal(before["value"]) == 12
