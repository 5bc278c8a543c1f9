"""Pinning the one figure a target's change is counted from."""

import datetime

import pytest
from django.utils import timezone

from tests import factories as make
from tracker.actions import targets
from tracker.actions.targets import pin_baseline
from tracker.exceptions import ActionError
from tracker.models import Commitment, Observation, Target

pytestmark = pytest.mark.django_db


@pytest.fixture
def target() -> Target:
    """上云企业 4万家 at the end of 2035, with 3.4万家 known for mid-2021."""
    stock = make.make_series(kind="stock", name="上云企业数")
    commitment = make.make_commitment(
        series=stock, plan=make.make_plan("410100-2035"), target={"period": "2035", "value": "40000"}
    )
    make.make_observation(stock, "34000", "2021-06", published="2021-07-10")
    return commitment.targets.get()


def level(target: Target, value: str | None = "31000", period: str = "2020", **fields) -> Observation:
    series = fields.pop("series", target.commitment.series)
    return make.make_observation(series, value, period, published="2021-01-07", **fields)


def refused(target: Target, observation: Observation) -> str:
    with pytest.raises(ActionError) as caught:
        pin_baseline(target=target, observation=observation, by=None)
    target.refresh_from_db()
    assert target.baseline is None
    return caught.value.code


def test_a_pinned_baseline_is_kept_and_gives_progress_at_once(target: Target):
    baseline = level(target)

    pin_baseline(target=target, observation=baseline, by=None)

    assert Target.objects.get(pk=target.pk).baseline == baseline
    verdict = Commitment.objects.get(pk=target.commitment_id).current_verdict
    assert verdict.numbers["progress"] == "1/3"
    assert verdict.inputs["baseline"] == baseline.pk


def test_another_baseline_takes_its_place(target: Target):
    pin_baseline(target=target, observation=level(target), by=None)
    better = level(target, "28000", "2019")

    pin_baseline(target=target, observation=better, by=None)

    assert Target.objects.get(pk=target.pk).baseline == better


@pytest.mark.parametrize("tie", ["growth_of", "change_of"])
def test_the_level_a_growth_or_change_moves_may_be_its_baseline(tie: str):
    gdp = make.make_indicator(name="地区生产总值", unit="亿元")
    growth = make.make_indicator(name="地区生产总值增速", kind="rate", unit="%", **{tie: gdp})
    target = make.make_commitment(series=make.make_series(growth)).targets.get()
    baseline = make.make_observation(make.make_series(gdp), "12003", "2020")

    pin_baseline(target=target, observation=baseline, by=None)

    assert Target.objects.get(pk=target.pk).baseline == baseline


def test_a_bound_may_be_pinned_since_it_is_all_that_was_published(target: Target):
    baseline = level(target, qualifier="more_than")

    pin_baseline(target=target, observation=baseline, by=None)

    assert Target.objects.get(pk=target.pk).baseline == baseline


def test_a_figure_of_another_indicator_is_refused(target: Target):
    assert refused(target, level(target, series=make.make_series())) == "baseline_of_other_series"


def test_a_figure_of_another_place_is_refused(target: Target):
    county = make.make_jurisdiction("410122", name="中牟县", level="county")
    series = make.make_series(target.commitment.series.indicator, county)

    assert refused(target, level(target, series=series)) == "baseline_of_other_series"


def test_the_level_of_another_place_is_refused():
    gdp = make.make_indicator(unit="亿元")
    growth = make.make_series(make.make_indicator(kind="rate", unit="%", growth_of=gdp))
    county = make.make_jurisdiction("410122", name="中牟县", level="county")
    target = make.make_commitment(series=growth).targets.get()

    there = make.make_observation(make.make_series(gdp, county), "430", "2020")

    assert refused(target, there) == "baseline_of_other_series"


def test_a_commitment_without_a_series_has_no_baseline():
    target = make.make_commitment(measured=False).targets.get()

    assert refused(target, make.make_observation(period="2020")) == "baseline_of_other_series"


@pytest.mark.parametrize("period", ["2035", "2036-06-30"])
def test_a_figure_of_the_due_date_or_after_is_refused(target: Target, period: str):
    assert refused(target, level(target, period=period)) == "baseline_not_before_due"


def test_a_missing_value_is_no_baseline(target: Target):
    assert refused(target, level(target, None, missing_reason="未公布")) == "baseline_without_value"


def test_a_withdrawn_figure_is_no_baseline(target: Target):
    row = level(target, withdrawn_at=timezone.now(), withdrawn_reason="重复录入")

    assert refused(target, row) == "baseline_without_value"


def test_a_baseline_is_not_pinned_when_its_verdict_cannot_be_stored(target: Target, monkeypatch):
    def broken(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("no verdict today")

    monkeypatch.setattr(targets, "refresh_shown", broken)

    with pytest.raises(RuntimeError, match="no verdict"):
        pin_baseline(target=target, observation=level(target), by=None)

    assert Target.objects.get(pk=target.pk).baseline is None


def test_a_baseline_is_read_only_from_the_day_it_was_known(target: Target):
    baseline = level(target)
    pin_baseline(target=target, observation=baseline, by=None)

    assert baseline.known_from == datetime.date(2021, 1, 7)
    assert Observation.objects.known(datetime.date(2021, 1, 6)).filter(pk=baseline.pk).count() == 0
