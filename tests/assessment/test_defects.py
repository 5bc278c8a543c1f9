"""Defects seen in other trackers, each shown to be absent here, by every method that answers."""

from fractions import Fraction

import pytest

from tests.assessment.makers import figure, judge, target
from tracker.assessment import METHODS
from tracker.assessment.open_sdg import progress_to_target, progress_without_target
from tracker.assessment.un_chart import score_to_target

F = Fraction
OPEN, DUE = "2024-02-01", "2026-09-01"
OTHERS = [name for name in METHODS if name != "schedule"]
COMPOUND = ["cagr", "extrapolation"]


def stock(aim, baseline, now, method, *, comparator="at_least", direction="up", as_of=OPEN):
    return judge(
        target("stock", "2025", comparator, aim, direction),
        figure("2023!", now),
        baseline=figure("2020!", baseline),
        as_of=as_of,
        method=method,
    )


# A value met whatever the base was is achieved; that the base had met it already is said apart.
@pytest.mark.parametrize("method", OTHERS)
@pytest.mark.parametrize("baseline", [120, 100])
def test_met_at_the_baseline_is_told_apart_from_achieved(method, baseline):
    judgement = stock(100, baseline, 110, method)

    assert (judgement.status, judgement.reasons) == ("achieved", ("already_met_at_baseline",))


# Open SDG and the UN chart divide by zero where base and target are equal.
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("now", [80, 100, 101])
def test_a_baseline_equal_to_the_target_divides_nothing_by_zero(method, now):
    judgement = stock(100, 100, now, method)

    assert judgement.status in {True: ("achieved", "on_track"), False: ("behind", "no_data")}[now >= 100]
    assert judgement.progress is None


def test_a_measure_of_equal_base_and_target_is_not_available():
    equal = {"base": F(5), "latest": F(4), "target": F(5), "years": F(2)}

    assert progress_to_target(**equal, years_to_target=F(5), rising=True).status == "not_available"
    assert score_to_target(**equal, years_left=F(3), rising=True) is None


# From a base beyond the target, falling back must not pass for progress towards it.
@pytest.mark.parametrize(("method", "status"), [("schedule", "behind"), ("cagr", "regressing")])
def test_falling_back_below_a_target_already_met_is_bad(method, status):
    assert stock(100, 120, 90, method).status == status


@pytest.mark.parametrize("method", ["extrapolation", "trend"])
def test_a_way_that_leads_backwards_is_not_applicable(method):
    judgement = stock(100, 120, 90, method)

    assert (judgement.status, judgement.ratio) == ("no_data", None)
    assert judgement.reasons == ("already_met_at_baseline", "not_applicable")


# Open SDG puts 0.001 for a zero, and the result hangs on that constant.
@pytest.mark.parametrize("method", COMPOUND)
def test_growth_from_zero_is_not_invented(method):
    judgement = stock(100, 0, 50, method)

    assert (judgement.status, judgement.ratio) == ("no_data", None)
    assert judgement.reasons == ("no_compound_growth", "not_applicable")


@pytest.mark.parametrize("method", ["schedule", "trend"])
def test_the_linear_methods_start_from_zero_like_from_any_value(method):
    assert stock(100, 0, 60, method).status == "on_track"


def test_growth_to_zero_is_not_invented_either():
    judgement = stock(0, 100, 30, "cagr", comparator="at_most", direction="down")

    assert judgement.reasons == ("no_compound_growth", "not_applicable")


@pytest.mark.parametrize(("method", "status"), [("extrapolation", "behind"), ("trend", "on_track")])
def test_a_target_of_zero_is_a_distance_to_cover(method, status):
    judgement = stock(0, 100, 30, method, comparator="at_most", direction="down")

    assert judgement.status == status


@pytest.mark.parametrize("base", [0, -5])
def test_a_measure_with_a_zero_or_a_change_of_sign_is_not_available(base):
    found = progress_without_target(base=F(base), latest=F(5), years=F(3), rising=True)

    assert (found.status, found.value, found.score) == ("not_available", None, None)


@pytest.mark.parametrize("method", COMPOUND)
@pytest.mark.parametrize(("baseline", "now"), [(-10, 5), (-10, 0)])
def test_nothing_compounds_across_zero(method, baseline, now):
    assert stock(20, baseline, now, method).reasons == ("no_compound_growth", "not_applicable")


@pytest.mark.parametrize("method", ["schedule", "trend"])
def test_the_linear_methods_cross_zero(method):
    assert stock(20, -10, 8, method).status == "on_track"


@pytest.mark.parametrize(("now", "good"), [(-5, True), (-12, False)])
@pytest.mark.parametrize("method", METHODS)
def test_below_zero_a_smaller_amount_is_a_rise(method, now, good):
    judgement = stock(-4, -10, now, method)

    assert (judgement.status in ("on_track", "ahead")) is good


# Open SDG takes the required growth without its sign, so that a target the wrong way looks reachable.
@pytest.mark.parametrize("method", METHODS)
def test_a_target_against_its_direction_is_never_a_way(method):
    judgement = stock(150, 100, 130, method, direction="down")

    assert (judgement.status, judgement.progress) == ("no_data", None)
    assert judgement.reasons == ("target_against_direction",)


# Open SDG takes a missing direction for “decrease”.
@pytest.mark.parametrize("method", METHODS)
def test_a_missing_direction_is_not_a_wish_for_less(method):
    judgement = stock(100, 150, 120, method, comparator="about", direction="none")

    assert (judgement.status, judgement.reasons) == ("no_data", ("no_direction",))


# Akvo stores a computed zero as empty, and an empty value must never count as zero.
def test_zero_is_told_from_missing():
    still = stock(200, 100, 100, "schedule")
    nothing = judge(target("stock", "2025", "at_least", 200), baseline=figure("2020!", 100), as_of=OPEN)

    assert (still.to_numbers()["progress"], still.status) == ("0", "far_behind")
    assert (nothing.to_numbers()["progress"], nothing.status) == (None, "no_data")


# Akvo's rate capped at 100 takes the larger of rate and 100: everything is done.
@pytest.mark.parametrize(("done", "completion"), [(50, F(1, 2)), (100, 1), (150, F(3, 2)), (0, 0)])
def test_a_completion_rate_is_neither_raised_nor_cut_to_a_hundred(done, completion):
    judgement = judge(target("flow", "2025", "at_least", 100), figure("2025", done), as_of=DUE)

    assert judgement.completion == completion


# Akvo's rate knows neither base nor direction; TolaData divides one way here and the other way there.
def test_a_target_to_fall_has_no_completion_but_progress():
    judgement = judge(
        target("ratio", "2025", "at_most", 35, "down"),
        figure("2023", 38),
        baseline=figure("2020", 45),
        as_of=OPEN,
    )

    assert judgement.completion is None
    # ServiceNow prints (v − v₀) ÷ (v₀ − V) for it, which would be −70 %.
    assert judgement.progress == F(7, 10)


# ServiceNow counts a missing year as a miss, Open SDG stops at a year given twice.
@pytest.mark.parametrize("method", METHODS)
def test_a_missing_year_is_no_miss_and_a_double_one_no_error(method):
    aim, baseline = target("stock", "2025", "at_least", 200), figure("2020!", 100)
    rows = [figure("2023!", 190, derived=True, key=1), figure("2023!", 180, key=2)]
    judgement = judge(aim, *rows, baseline=baseline, as_of=OPEN, method=method)

    assert (judgement.latest, judgement.status in ("on_track", "ahead")) == (2, True)


# Open SDG judges by the latest value for ever.
@pytest.mark.parametrize("method", METHODS)
def test_a_passed_deadline_freezes_the_verdict(method):
    aim, baseline = target("stock", "2022", "at_least", 200), figure("2020!", 100)
    rows = [figure("2022!", 150), figure("2025!", 900)]
    judgement = judge(aim, *rows, baseline=baseline, as_of=DUE, method=method)

    assert judgement.status == "missed"
