"""Open targets: the way gone against the time gone, or whether a target to hold does hold."""

from fractions import Fraction

import pytest

from tests.assessment.makers import figure, judge, target

NOW = "2021-10-15"
FLOW = target("flow", "2021", "at_least", 1200)


@pytest.mark.parametrize(
    ("done", "gap", "status"),
    [
        (1200, 50, "achieved"),
        (1199, None, "ahead"),
        (721, None, "ahead"),
        (720, 10, "on_track"),
        (480, -10, "on_track"),
        (479, None, "behind"),
        (300, -25, "behind"),
        (299, None, "far_behind"),
        (0, -50, "far_behind"),
    ],
)
def test_bounds_of_the_gap_belong_to_the_better_class(done, gap, status):
    judgement = judge(FLOW, figure("2021-01..06", done), as_of=NOW)

    assert judgement.status == status
    assert gap is None or judgement.gap == gap


def test_junes_figure_is_held_against_june_not_against_today():
    judgement = judge(FLOW, figure("2021-01..06", 600), figure("2021-01..03", 10), as_of="2021-11-30")

    assert (judgement.elapsed, judgement.judged_at.isoformat()) == (Fraction(1, 2), "2021-06-30")


def test_a_month_begun_does_not_count_as_gone():
    assert judge(FLOW, figure("2021-01..2021-10-18", 900), as_of=NOW).elapsed == Fraction(3, 4)


@pytest.mark.parametrize(("as_of", "reasons"), [("2021-12-31", ()), ("2021-11-01", ()), ("2021-09-30", ())])
def test_a_figure_of_half_a_year_ago_is_not_stale(as_of, reasons):
    assert judge(FLOW, figure("2021-01..06", 600), as_of=as_of).reasons == reasons


@pytest.mark.parametrize(("as_of", "stale"), [("2024-06-30", False), ("2024-07-01", True)])
def test_a_figure_is_stale_when_more_than_six_months_have_gone_since(as_of, stale):
    aim = target("stock", "2025", "at_least", 3000)
    judgement = judge(aim, figure("2023!", 2600), baseline=figure("2020!", 2000), as_of=as_of)

    assert ("stale" in judgement.reasons) is stale


def test_pace_of_a_flow():
    judgement = judge(FLOW, figure("2021-01..09", 600), as_of=NOW)

    assert judgement.actual_pace == Fraction(600, 9)
    assert judgement.required_pace == 200
    assert judgement.projected == 800
    assert judgement.expected == 900


def test_pace_of_a_falling_ratio_is_counted_from_its_baseline():
    aim = target("ratio", "2025", "at_most", 35, "down")
    judgement = judge(aim, figure("2022", 43), baseline=figure("2020", 45), as_of="2023-04-01")

    assert judgement.actual_pace == Fraction(-2, 24)
    assert judgement.required_pace == Fraction(-8, 36)
    assert judgement.projected == 40
    assert judgement.expected == 41


def test_nothing_more_is_required_once_a_target_is_reached():
    judgement = judge(FLOW, figure("2021-01..09", 1300), as_of=NOW)

    assert (judgement.status, judgement.required_pace) == ("achieved", 0)


def test_no_pace_before_a_month_is_gone_and_none_required_after_the_last():
    early = judge(FLOW, figure("2021-01..2021-01-20", 60), as_of=NOW)
    late = judge(FLOW, figure("2021", 600), as_of="2021-12-31")

    assert (early.actual_pace, early.projected, early.elapsed) == (None, None, 0)
    assert (late.required_pace, late.projected, late.elapsed) == (None, 600, 1)


@pytest.mark.parametrize(
    ("aim", "now", "status"),
    [
        (target("rate", "2021", "at_least", "7.5"), "18.4", "on_track"),
        (target("rate", "2021", "at_least", "7.5"), "4.7", "behind"),
        (target("flow", "2021", "at_most", 100, "down"), 99, "on_track"),
        (target("flow", "2021", "at_most", 100, "down"), 101, "behind"),
        (target("ratio", "2021", "at_most", 10, "down"), 9, "on_track"),
        (target("rank", "2021", "at_most", 20, "down", counted_from="top"), 25, "behind"),
    ],
)
def test_a_target_to_hold_holds_or_is_behind(aim, now, status):
    judgement = judge(aim, figure("2021-Q1", now), as_of=NOW)

    assert (judgement.status, judgement.gap, judgement.expected) == (status, None, aim.value)


@pytest.mark.parametrize(
    ("comparator", "direction", "baseline", "now", "status", "reason"),
    [
        ("at_least", "up", 110, 105, "on_track", "already_met_at_baseline"),
        ("at_least", "up", 110, 95, "behind", "already_met_at_baseline"),
        ("at_least", "up", 100, 100, "on_track", "already_met_at_baseline"),
        ("more_than", "up", 100, 101, "on_track", "baseline_equals_target"),
        ("more_than", "up", 100, 100, "behind", "baseline_equals_target"),
        ("at_most", "down", 90, 95, "on_track", "already_met_at_baseline"),
        ("about", "up", 96, 94, "behind", "already_met_at_baseline"),
    ],
)
def test_a_target_its_baseline_satisfies_is_to_be_held(comparator, direction, baseline, now, status, reason):
    aim = target("stock", "2025", comparator, 100, direction)
    judgement = judge(aim, figure("2023!", now), baseline=figure("2020!", baseline), as_of="2024-02-01")

    assert (judgement.status, judgement.progress) == (status, None)
    assert judgement.reasons == (reason,)


@pytest.mark.parametrize(("now", "status"), [("2.5", "on_track"), ("3.1", "behind")])
def test_a_range_without_direction_that_held_at_the_baseline_is_to_be_held(now, status):
    aim = target("ratio", "2025", "between", 2, "none", value_to=3)
    judgement = judge(aim, figure("2023", now), baseline=figure("2020", "2.2"), as_of="2024-02-01")

    assert (judgement.status, judgement.expected) == (status, None)


def test_a_stock_reached_early_may_be_taken_back_by_a_later_figure():
    aim, baseline = target("stock", "2025", "at_least", 100), figure("2020!", 50)
    reached, lost = figure("2022!", 101), figure("2023!", 60)

    assert judge(aim, reached, baseline=baseline, as_of="2023-02-01").status == "achieved"
    assert judge(aim, reached, lost, baseline=baseline, as_of="2024-02-01").status == "far_behind"


def test_without_a_baseline_a_stock_or_ratio_has_no_way_to_be_measured():
    judgement = judge(target("stock", "2021", "at_least", 100), figure("2021-06!", 90), as_of=NOW)

    assert (judgement.status, judgement.reasons) == ("no_data", ("no_baseline",))
    assert judgement.completion == Fraction(9, 10)


@pytest.mark.parametrize("qualifier", ["at_least", "more_than", "at_most", "less_than"])
def test_a_baseline_that_is_a_bound_gives_no_progress(qualifier):
    aim = target("ratio", "2025", "at_least", "2.8")
    baseline = figure("2020", 2 if qualifier in ("at_least", "more_than") else 3, qualifier)
    judgement = judge(aim, figure("2023", "2.5"), baseline=baseline, as_of="2024-02-01")

    assert (judgement.status, judgement.progress) == ("no_data", None)
    assert judgement.reasons == ("baseline_is_bound",)


def test_a_hedged_baseline_is_taken_at_its_printed_value_and_says_so():
    aim = target("stock", "2025", "at_least", 200)
    judgement = judge(aim, figure("2023!", 160), baseline=figure("2020!", 100, "about"), as_of="2024-02-01")

    assert (judgement.progress, judgement.reasons) == (Fraction(3, 5), ("hedged",))


def test_a_newer_bound_that_decides_nothing_is_passed_over_and_named():
    exact, bound = figure("2021-01..06", 600, key=1), figure("2021-01..09", 700, "more_than", key=2)
    judgement = judge(FLOW, exact, bound, as_of=NOW)

    assert (judgement.status, judgement.latest, judgement.used) == ("on_track", 1, (1, 2))
    assert judgement.reasons == ("only_bound",)


def test_only_bounds_that_decide_nothing_are_no_data():
    judgement = judge(FLOW, figure("2021-01..09", 700, "more_than"), as_of=NOW)

    assert (judgement.status, judgement.reasons) == ("no_data", ("only_bound",))


def test_a_bound_beyond_the_target_is_an_achievement():
    judgement = judge(FLOW, figure("2021-01..09", 1200, "more_than"), as_of=NOW)

    assert (judgement.status, judgement.reasons) == ("achieved", ("figure_is_bound",))


def test_a_one_year_flow_in_a_longer_plan_moves_with_the_years_between():
    aim, baseline = target("flow", "2025", "at_least", 120), figure("2020", 60)
    judgement = judge(
        aim, figure("2023", 96), figure("2024-01..06", 50), baseline=baseline, as_of="2024-09-01"
    )

    assert (judgement.progress, judgement.elapsed) == (Fraction(3, 5), Fraction(3, 5))
    assert judgement.judged_at.isoformat() == "2023-12-31"


def test_part_of_the_last_year_counts_once_it_reaches_the_target_alone():
    aim, baseline = target("flow", "2025", "at_least", 120), figure("2020", 60)
    judgement = judge(
        aim, figure("2024", 100), figure("2025-01..10", 121), baseline=baseline, as_of="2025-11-20"
    )

    assert judgement.status == "achieved"


def test_a_flow_that_follows_its_baseline_at_once_is_judged_by_what_has_come_together():
    judgement = judge(FLOW, figure("2021-01..06", 600), baseline=figure("2020", 1500), as_of=NOW)

    assert (judgement.status, judgement.completion, judgement.progress) == ("on_track", Fraction(1, 2), None)


def test_income_is_held_against_the_economy_of_the_same_quarters():
    aim = target("rate", "2021", form="reference")
    own = [figure("2021-01..06", 7, key=1), figure("2021-01..09", 9, key=2)]
    judgement = judge(aim, *own, reference=[figure("2021-01..06", 8, key=5)], as_of=NOW)

    assert (judgement.status, judgement.expected, judgement.used) == ("behind", 8, (1, 5))


@pytest.mark.parametrize(("as_of", "status"), [(NOW, "no_data"), ("2023-01-01", "unreported")])
def test_without_a_counterpart_of_the_period_nothing_is_decided(as_of, status):
    aim = target("rate", "2021", form="reference")
    judgement = judge(aim, figure("2021", 7), reference=[figure("2020", 3)], as_of=as_of)

    assert (judgement.status, judgement.reasons) == (status, ("no_reference",))


@pytest.mark.parametrize(
    ("figures", "as_of", "status"),
    [
        ([], "2021-06-01", "no_data"),
        ([], "2022-02-01", "no_data"),
        ([], "2022-09-01", "unreported"),
        ([("2021-05-06", 1)], "2021-06-01", "achieved"),
        ([("2019", 1)], "2021-06-01", "achieved"),
        ([("2021-05-06", 0)], "2021-06-01", "no_data"),
        ([("2021-05-06", 1), ("2021-06", 0)], "2021-08-01", "no_data"),
        ([("2021-05-06", 1)], "2022-09-01", "met"),
        ([("2021", 1)], "2022-02-01", "met"),
        ([("2021", 0)], "2022-02-01", "missed"),
        ([("2021-05-06", 0)], "2022-09-01", "unreported"),
        ([("2022", 1)], "2022-09-01", "unreported"),
    ],
)
def test_a_milestone_is_reached_by_a_one_on_time(figures, as_of, status):
    aim = target("milestone", "2021", form="milestone", direction="none")

    assert judge(aim, *(figure(period, value) for period, value in figures), as_of=as_of).status == status


def test_a_vision_that_lies_ahead_waits_for_its_first_figure():
    aim = target("milestone", "2035", form="milestone", direction="none")

    assert judge(aim, as_of="2026-11-22").reasons == ("no_observation",)


def test_a_figure_whose_counterpart_is_only_a_bound_is_passed_over_with_it():
    aim = target("rate", "2021", form="reference")
    own = [figure("2021-01..06", 9, key=1), figure("2021-01..09", 7, key=2)]
    economy = [figure("2021-01..06", 8, key=11), figure("2021-01..09", 6, "more_than", key=12)]
    judgement = judge(aim, *own, reference=economy, as_of=NOW)

    assert (judgement.status, judgement.latest, judgement.used) == ("on_track", 1, (1, 2, 11, 12))
    assert judgement.reasons == ("only_bound",)
