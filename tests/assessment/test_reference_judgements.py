"""The judgements the design gives by hand: three of five years gone, the target a level."""

from fractions import Fraction

import pytest

from tests.assessment.makers import figure, judge, target

FIRMS = target("stock", "2025", "at_least", 3000)
PM25 = target("ratio", "2025", "at_most", 35, "down")


@pytest.mark.parametrize(
    ("aim", "baseline", "now", "progress", "gap", "status"),
    [
        (FIRMS, 2000, 2500, Fraction(1, 2), -10, "on_track"),
        (PM25, 45, 38, Fraction(7, 10), 10, "on_track"),
        (PM25, 45, 45, 0, -60, "far_behind"),
        (FIRMS, 2000, 1900, Fraction(-1, 10), -70, "regressing"),
    ],
    ids=["firms half way", "cleaner air", "air as before", "fewer firms than at the start"],
)
def test_a_way_is_held_against_the_time_since_its_baseline(aim, baseline, now, progress, gap, status):
    judgement = judge(aim, figure("2023", now), baseline=figure("2020", baseline), as_of="2024-03-01")

    assert (judgement.progress, judgement.elapsed, judgement.gap) == (progress, Fraction(3, 5), gap)
    assert judgement.status == status
    assert judgement.judged_at.isoformat() == "2023-12-31"


@pytest.mark.parametrize("kind", ["ratio", "rate", "stock"])
def test_unemployment_below_its_ceiling_from_the_start_is_held(kind):
    aim = target(kind, "2021..2025", "at_most", "4.3", "down")
    judgement = judge(aim, figure("2023", "3.57"), baseline=figure("2020", 4), as_of="2024-03-01")

    assert judgement.status == "on_track"
    assert judgement.progress is None
    assert judgement.gap is None
    assert judgement.reasons == ("already_met_at_baseline",)


def test_revenue_that_fell_instead_of_growing_is_missed():
    judgement = judge(target("rate", "2024", "at_least", 3), figure("2024", "-0.9"), as_of="2025-03-01")

    assert (judgement.status, judgement.completion, judgement.due) == ("missed", None, True)


def test_a_bound_below_the_target_leaves_it_unreported():
    aim = target("ratio", "2020", "at_least", "2.1")
    judgement = judge(aim, figure("2020", 2, "more_than", key=7), as_of="2026-03-01")

    assert (judgement.status, judgement.reasons) == ("unreported", ("only_bound",))
    assert (judgement.latest, judgement.used) == (7, (7,))


def test_nothing_published_since_the_baseline_is_no_data():
    aim = target("stock", "2021", "at_least", 40_000)
    baseline = figure("2020-11!", 31_000)
    judgement = judge(aim, baseline, baseline=baseline, as_of="2021-02-01")

    assert (judgement.status, judgement.reasons, judgement.latest) == ("no_data", ("no_observation",), None)


def test_new_firms_worked_out_from_two_totals_are_met_and_say_so():
    aim = target("flow", "2021", "at_least", 1000)
    counted = figure("2021", 1230, obs_status="estimated", derived=True)
    judgement = judge(aim, counted, as_of="2026-11-22")

    assert judgement.to_numbers() == {
        "completion": "123/100", "progress": None, "elapsed": "1", "gap": None, "ratio": None,
        "required_pace": None, "actual_pace": None, "projected": None, "projected_low": None,
        "projected_high": None, "points": None, "expected": "1000",
    }  # fmt: skip
    assert (judgement.status, judgement.reasons) == ("met", ("derived",))
    assert judgement.judged_at.isoformat() == "2021-12-31"
