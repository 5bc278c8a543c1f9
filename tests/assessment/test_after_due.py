"""Due targets: met, nearly met, missed, unreported, or no data yet."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from tests.assessment.makers import figure, judge, target

DUE = date(2021, 12, 31)
FLOW = target("flow", "2021", "at_least", 1000)
STOCK = target("stock", "2021", "at_least", 4000)
RATIO = target("ratio", "2021", "at_least", 50)


def days_after(number: int) -> str:
    return (DUE + timedelta(days=number)).isoformat()


@pytest.mark.parametrize(
    ("aim", "now", "status"),
    [
        (FLOW, 1000, "met"),
        (FLOW, 999, "nearly_met"),
        (FLOW, 900, "nearly_met"),
        (FLOW, "899.99", "missed"),
        (FLOW, 0, "missed"),
        (FLOW, -5, "missed"),
        (target("flow", "2021", "more_than", 1000), 1000, "nearly_met"),
        (target("flow", "2021", "at_most", 1000, "down"), 1001, "missed"),
        (STOCK, 3600, "nearly_met"),
        (STOCK, 3599, "missed"),
        (RATIO, 45, "nearly_met"),
        (RATIO, "44.9", "missed"),
        (target("rate", "2021", "at_least", 10), "9.9", "missed"),
        (target("rank", "2021", "at_most", 20, "down", counted_from="top"), 21, "missed"),
    ],
)
def test_without_a_baseline_nine_tenths_of_the_target_are_nearly_met_but_not_of_a_rate(aim, now, status):
    assert (
        judge(aim, figure("2021!" if aim.kind == "stock" else "2021", now), as_of=days_after(1)).status
        == status
    )


@pytest.mark.parametrize(
    ("comparator", "value", "baseline", "now", "status"),
    [
        ("at_least", 4000, 3000, 4000, "met"),
        ("at_least", 4000, 3000, 3900, "nearly_met"),
        ("at_least", 4000, 3000, 3899, "missed"),
        ("at_most", 20, 30, 20, "met"),
        ("at_most", 20, 30, 21, "nearly_met"),
        ("at_most", 20, 30, "21.1", "missed"),
        ("less_than", 20, 30, 20, "nearly_met"),
        ("at_least", 4000, 4100, 3900, "nearly_met"),  # a target to hold has no way, but a completion
        ("at_most", 20, 15, 21, "missed"),
    ],
)
def test_with_a_baseline_nine_tenths_of_the_way_are_nearly_met(comparator, value, baseline, now, status):
    direction = "up" if comparator == "at_least" else "down"
    aim = target("stock", "2021", comparator, value, direction)

    judgement = judge(aim, figure("2021!", now), baseline=figure("2020!", baseline), as_of=days_after(1))

    assert judgement.status == status


@pytest.mark.parametrize(
    ("days", "status", "reasons"),
    [
        (1, "no_data", ("awaiting_report",)),
        (180, "no_data", ("awaiting_report",)),
        (181, "unreported", ()),
    ],
)
def test_a_missing_figure_is_awaited_for_180_days(days, status, reasons):
    judgement = judge(FLOW, as_of=days_after(days))

    assert (judgement.status, judgement.reasons, judgement.due) == (status, reasons, True)
    assert (judgement.elapsed, judgement.judged_at, judgement.latest) == (1, None, None)


def test_on_the_due_day_itself_nothing_is_due():
    assert not judge(FLOW, figure("2021", 1), as_of=days_after(0)).due


def test_a_cumulative_figure_inside_the_period_that_reaches_the_target_is_enough():
    judgement = judge(
        FLOW, figure("2021-01..10", 1010, key=3), figure("2021-01..03", 1), as_of=days_after(200)
    )

    assert (judgement.status, judgement.latest) == ("met", 3)


@pytest.mark.parametrize(
    "other",
    [
        figure("2021-07..12", 1500),
        figure("2021-Q4", 1500),
        figure("2020..2021", 1500),
        figure("..2021", 1500),
        figure("2021!", 1500),
        figure("2022", 1500),
    ],
)
def test_figures_of_other_periods_settle_no_yearly_flow(other):
    assert judge(FLOW, other, as_of=days_after(1000)).status == "unreported"


def test_the_figure_of_the_year_overrides_an_earlier_one_that_was_higher():
    judgement = judge(FLOW, figure("2021-01..10", 1010), figure("2021", 990), as_of=days_after(60))

    assert judgement.status == "nearly_met"


def test_an_earlier_figure_settles_what_a_bound_of_the_year_leaves_open():
    bound = figure("2021", 900, "more_than")

    assert judge(FLOW, bound, figure("2021-01..10", 1010), as_of=days_after(60)).status == "met"
    assert judge(FLOW, bound, as_of=days_after(60)).reasons == ("awaiting_report", "only_bound")


@pytest.mark.parametrize(
    ("aim", "period"),
    [
        (STOCK, "2021-11!"),
        (RATIO, "2021-06"),
        (RATIO, "2021-07..12"),
        (target("rate", "2021", "at_least", 50), "2021-Q4"),
        (target("rate", "2021", "at_least", 50), "2020..2021"),
    ],
)
def test_a_level_before_the_due_date_or_another_stretch_settles_nothing(aim, period):
    assert judge(aim, figure(period, 9999), as_of=days_after(300)).status == "unreported"


@pytest.mark.parametrize("later", ["2022", "2022-06", "2022-12-31!"])
@pytest.mark.parametrize("aim", [FLOW, STOCK, RATIO], ids=["flow", "stock", "ratio"])
def test_figures_after_the_due_date_change_no_verdict(aim, later):
    own = figure("2021!" if aim.kind == "stock" else "2021", 10)
    alone = judge(aim, own, as_of=days_after(800))

    assert judge(aim, own, figure(later, 9999), as_of=days_after(800)) == alone


def test_a_due_verdict_does_not_age():
    assert judge(FLOW, figure("2021", 1), as_of="2031-01-01").reasons == ()


@pytest.mark.parametrize(
    ("qualifier", "value", "status"),
    [
        ("at_least", 1000, "met"),
        ("more_than", 1000, "met"),
        ("at_least", 999, "unreported"),
        ("less_than", 1000, "missed"),
        ("at_most", 1000, "unreported"),
        ("at_most", 999, "missed"),
        ("less_than", 5000, "unreported"),
    ],
)
def test_a_bound_decides_on_its_own_side_only(qualifier, value, status):
    judgement = judge(FLOW, figure("2021", value, qualifier), as_of=days_after(200))

    assert judgement.status == status
    assert judgement.completion is None
    assert judgement.reasons == (("only_bound",) if status == "unreported" else ("figure_is_bound",))


def test_a_hedged_figure_counts_at_its_printed_value_and_says_so():
    judgement = judge(FLOW, figure("2021", 1000, "about"), as_of=days_after(1))

    assert (judgement.status, judgement.reasons) == ("met", ("hedged",))


def test_a_one_year_flow_in_a_longer_plan_is_measured_from_its_baseline():
    aim = target("flow", "2025", "at_least", 120)
    judgement = judge(aim, figure("2025", 114), baseline=figure("2020", 64), as_of="2026-03-01")

    assert judgement.progress == Fraction(50, 56)
    assert judgement.status == "missed"
    assert (
        judge(aim, figure("2025", 119), baseline=figure("2020", 64), as_of="2026-03-01").status
        == "nearly_met"
    )


@pytest.mark.parametrize(
    ("comparator", "direction", "tolerance", "now", "status"),
    [
        ("about", "up", None, 95, "met"),
        ("about", "up", None, "94.9", "nearly_met"),
        ("about", "up", None, 500, "met"),
        ("about", "down", None, 105, "met"),
        ("about", "down", None, "105.1", "missed"),
        ("about", "none", None, 105, "met"),
        ("about", "none", None, 106, "missed"),
        ("about", "none", None, 94, "missed"),
        ("about", "up", ("points", "1"), 99, "met"),
        ("about", "up", ("points", "1"), "98.9", "nearly_met"),
        ("about", "up", ("percent", "10"), 90, "met"),
        ("exactly", "none", None, "100.5", "met"),
        ("exactly", "none", None, "99.5", "met"),
        ("exactly", "none", None, "100.6", "missed"),
    ],
)
def test_about_is_one_sided_where_a_direction_is_and_exactly_within_its_rounding(
    comparator, direction, tolerance, now, status
):
    aim = target("flow", "2021", comparator, 100, direction, tolerance=tolerance, rounding="1/2")

    assert judge(aim, figure("2021", now), as_of=days_after(1)).status == status


@pytest.mark.parametrize(
    ("direction", "now", "status"),
    [
        ("up", 6, "met"),
        ("up", 9, "met"),
        ("up", "5.9", "missed"),
        ("down", "6.5", "met"),
        ("down", 1, "met"),
        ("down", "6.6", "missed"),
        ("none", 6, "met"),
        ("none", "6.5", "met"),
        ("none", "6.6", "missed"),
        ("none", "5.9", "missed"),
    ],
)
def test_of_a_range_the_near_end_is_enough_where_a_direction_is(direction, now, status):
    aim = target("rate", "2021", "between", 6, direction, value_to="6.5")

    assert judge(aim, figure("2021", now), as_of=days_after(1)).status == status


@pytest.mark.parametrize(
    ("counted_from", "comparator", "value", "now", "status"),
    [
        ("top", "at_most", 20, 20, "met"),
        ("top", "at_most", 20, 1, "met"),
        ("top", "at_most", 20, 21, "missed"),
        ("bottom", "more_than", 20, 21, "met"),
        ("bottom", "more_than", 20, 20, "missed"),
        ("top", "about", 20, 21, "met"),
        ("bottom", "about", 20, 18, "missed"),
    ],
)
def test_a_rank_is_better_the_lower_unless_it_is_counted_from_the_bottom(
    counted_from, comparator, value, now, status
):
    aim = target("rank", "2021", comparator, value, "none", counted_from=counted_from)

    assert judge(aim, figure("2021", now), as_of=days_after(1)).status == status
