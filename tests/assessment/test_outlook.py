"""What lies ahead: a range of projections with its number of points, and paces never seen before."""

from fractions import Fraction

import pytest

from tests.assessment.makers import figure, judge, target

PLEDGE = target("stock", "2025", "at_least", 3000)
START = figure("2020!", 2000, key=1)


def firms(*rows, as_of="2024-02-01", aim=PLEDGE, baseline=START):
    return judge(aim, *rows, baseline=baseline, as_of=as_of)


def test_two_points_give_a_linear_and_a_compound_end():
    judgement = firms(figure("2023!", 2500))

    assert judgement.projected == judgement.projected_low == 2500 + Fraction(500 * 2, 3)
    assert judgement.projected_high == pytest.approx(2500 * (2500 / 2000) ** (2 / 3))
    assert judgement.points == 2


def test_the_last_stretch_widens_the_range():
    judgement = firms(figure("2022!", 2480), figure("2023!", 2500))

    assert judgement.projected_low == 2540
    assert judgement.projected_high == pytest.approx(2500 * (2500 / 2000) ** (2 / 3))
    assert judgement.points == 3


def test_a_sum_is_carried_on_by_its_mean_and_its_last_stretch():
    aim = target("flow", "2021", "at_least", 1200)
    judgement = judge(aim, figure("2021-01..06", 600), figure("2021-01..09", 690), as_of="2021-10-15")

    assert (judgement.projected, judgement.projected_low, judgement.projected_high) == (920, 780, 920)
    assert judgement.points == 2


def test_one_sum_is_one_point_and_no_range():
    judgement = judge(
        target("flow", "2021", "at_least", 1200), figure("2021-01..06", 600), as_of="2021-10-15"
    )

    assert (judgement.projected_low, judgement.projected_high, judgement.points) == (1200, 1200, 1)


@pytest.mark.parametrize(("baseline", "now"), [(0, 30), (-20, 10), (-20, 0)])
def test_what_does_not_compound_is_carried_on_linearly_alone(baseline, now):
    aim = target("stock", "2025", "at_least", 100)
    judgement = firms(figure("2023!", now), aim=aim, baseline=figure("2020!", baseline))

    assert judgement.projected_low == judgement.projected == judgement.projected_high


def test_the_growth_of_a_few_months_is_not_carried_on_over_years():
    judgement = firms(figure("2021-03!", 2300), as_of="2021-05-01")

    assert judgement.projected_high == judgement.projected == 2000 + 300 * 20


def test_growth_beyond_all_measure_is_left_out():
    judgement = firms(
        figure("2021!", 10**15),
        aim=target("stock", "2035", "at_least", 10**20),
        baseline=figure("2020!", 1),
        as_of="2022-02-01",
    )

    assert judgement.projected_high == judgement.projected


@pytest.mark.parametrize(
    "rows",
    [
        [figure("2023!", 2500, "more_than")],
        [figure("2021-01-20!", 2100)],
        [],
    ],
)
def test_without_a_pace_nothing_is_projected(rows):
    judgement = firms(*rows)

    assert (judgement.projected_low, judgement.projected_high, judgement.points) == (None, None, None)


def test_bounds_are_no_points():
    judgement = firms(figure("2022!", 2400, "more_than"), figure("2023!", 2500))

    assert judgement.points == 2


def test_when_due_nothing_lies_ahead():
    judgement = firms(figure("2024!", 2800), figure("2025!", 2900), as_of="2026-02-01")

    assert (judgement.projected_low, judgement.projected_high, judgement.points) == (None, None, None)


@pytest.mark.parametrize(
    ("figures", "never"),
    [
        ({"2021!": 2150, "2023!": 2500}, True),
        ({"2021!": 2300, "2023!": 2500}, False),
        ({"2021!": 2250, "2023!": 2500}, False),
        ({"2019!": 1700, "2023!": 2500}, False),
        ({"2019!": 1900, "2023!": 2500}, True),
        ({"2023!": 2500}, False),
        ({"2021!": 2150, "2023!": 3000}, False),
    ],
    ids=[
        "175 a year at best, 250 required",
        "300 a year once",
        "exactly 250 once",
        "300 before the baseline",
        "100 before the baseline",
        "one stretch says nothing",
        "reached",
    ],
)
def test_a_required_pace_no_stretch_has_reached_is_named(figures, never):
    judgement = firms(*(figure(period, value) for period, value in figures.items()))

    assert ("never_reached_before" in judgement.reasons) is never


@pytest.mark.parametrize(("earlier", "never"), [(40, True), (60, False)])
def test_falling_faster_than_ever_before(earlier, never):
    aim = target("ratio", "2025", "at_most", 35, "down")
    rows = [figure("2019", earlier), figure("2022", 47)]
    judgement = judge(aim, *rows, baseline=figure("2020", 50), as_of="2023-02-01")

    # Four a year are required; 1.5 a year came since 2020, and ten in 2020 where 2019 stood at 60.
    assert ("never_reached_before" in judgement.reasons) is never


@pytest.mark.parametrize(("last_year", "never"), [(1000, True), (2400, False), (2412, False)])
def test_a_sum_is_held_against_what_months_have_brought_before(last_year, never):
    aim = target("flow", "2021", "at_least", 1200)
    rows = [figure("2020", last_year), figure("2021-01..09", 600)]

    assert ("never_reached_before" in judge(aim, *rows, as_of="2021-10-15").reasons) is never


def test_a_quarter_within_the_year_counts_as_a_stretch_too():
    aim = target("flow", "2021", "at_least", 1200)
    rows = [figure("2021-01..03", 30), figure("2021-01..06", 630), figure("2021-01..09", 700)]

    # 167 a month are required; 200 a month came from April to June.
    assert "never_reached_before" not in judge(aim, *rows, as_of="2021-10-15").reasons


def test_unlike_figures_are_no_points_of_one_series():
    aim = target("ratio", "2025", "at_least", 100)
    rows = [figure("2021-Q1", 10), figure("2022!", 90), figure("2022", 60, key=5)]
    judgement = judge(aim, *rows, baseline=figure("2020", 40, key=4), as_of="2023-02-01")

    assert (judgement.points, judgement.used) == (2, (4, 5))


def test_all_points_told_from_are_named_those_before_the_baseline_included():
    rows = [figure("2019!", 1900, key=5), figure("2021!", 2150, key=2), figure("2023!", 2500, key=3)]

    assert firms(*rows).used == (1, 2, 3, 5)


def test_a_hedge_on_the_way_does_not_hedge_the_status():
    judgement = firms(figure("2022!", 2400, "about"), figure("2023!", 2500))

    assert "hedged" not in judgement.reasons
    assert judgement.points == 3
