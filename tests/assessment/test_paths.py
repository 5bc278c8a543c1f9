"""Announced paths: the plan for each month or quarter, used instead of the straight line."""

from fractions import Fraction

import pytest

from tests.assessment.makers import day, figure, judge, target
from tracker.assessment import DEFAULT_RULES, expected_by

NOW = "2021-12-20"
QUARTERS = (("2021-03-31", 100), ("2021-06-30", 300), ("2021-09-30", 900))


def path(*points):
    return tuple((day(when), Fraction(value)) for when, value in points)


def flow(*points, **fields):
    return target("flow", "2021", "at_least", 1200, path=path(*points), **fields)


@pytest.mark.parametrize(
    ("months", "expected"),
    [(1, Fraction(100, 3)), (3, 100), (4, Fraction(500, 3)), (6, 300), (8, 700), (9, 900), (11, 1100)],
)
def test_between_checkpoints_the_plan_is_a_straight_line(months, expected):
    judgement = judge(flow(*QUARTERS), figure(f"2021-01..{months:02}", 500), as_of=NOW)

    assert judgement.expected == expected
    assert judgement.elapsed == Fraction(expected) / 1200


@pytest.mark.parametrize(("done", "status"), [(300, "on_track"), (179, "behind"), (421, "ahead")])
def test_the_gap_is_counted_against_the_path(done, status):
    judgement = judge(flow(*QUARTERS), figure("2021-01..06", done), as_of=NOW)

    assert judgement.gap == Fraction(done - 300, 12)
    assert judgement.status == status


def test_what_is_on_its_path_may_be_far_behind_a_straight_line():
    assert judge(flow(*QUARTERS), figure("2021-01..06", 290), as_of=NOW).status == "on_track"
    assert judge(flow(), figure("2021-01..06", 290), as_of=NOW).status == "far_behind"


def test_required_and_actual_pace_are_still_counted_in_months():
    judgement = judge(flow(*QUARTERS), figure("2021-01..06", 300), as_of=NOW)

    assert (judgement.actual_pace, judgement.required_pace, judgement.projected) == (50, 150, 600)


def test_a_level_follows_its_path_from_the_baseline():
    aim = target("stock", "2025", "at_least", 3000, path=path(("2021-12-31", 2100), ("2023-12-31", 2500)))
    baseline = figure("2020!", 2000)
    at_checkpoint = judge(aim, figure("2023!", 2500), baseline=baseline, as_of="2024-02-01")
    between = judge(aim, figure("2022!", 2200), baseline=baseline, as_of="2023-02-01")

    assert (at_checkpoint.elapsed, at_checkpoint.gap) == (Fraction(1, 2), 0)
    assert (between.expected, between.gap) == (2300, -10)


def test_a_change_follows_a_path_of_changes():
    aim = target("stock", "2021", "at_least", 1000, form="change", path=path(("2021-06-30", 700)))
    judgement = judge(aim, figure("2021-06!", 3600), baseline=figure("2020!", 2900), as_of="2021-08-01")

    assert (judgement.expected, judgement.elapsed, judgement.gap) == (3600, Fraction(7, 10), 0)


def test_a_growth_follows_a_path_of_growth():
    aim = target("stock", "2021", "at_least", 10, form="growth", path=path(("2021-06-30", 2)))
    judgement = judge(aim, figure("2021-06!", 204), baseline=figure("2020!", 200), as_of="2021-08-01")

    assert (judgement.expected, judgement.elapsed) == (204, Fraction(1, 5))


@pytest.mark.parametrize(
    "points", [(("2020-12-31", 500),), (("2021-12-31", 700),), (("2022-06-30", 700),), ()]
)
def test_points_outside_the_way_leave_the_straight_line(points):
    assert judge(flow(*points), figure("2021-01..06", 500), as_of=NOW).elapsed == Fraction(1, 2)


def test_the_order_of_points_does_not_matter_and_the_last_word_on_a_day_counts():
    jumbled = flow(QUARTERS[2], ("2021-03-31", 5), *QUARTERS[:2])

    assert judge(jumbled, figure("2021-01..03", 100), as_of=NOW).gap == 0


def test_without_a_baseline_the_path_still_says_what_was_expected():
    aim = target("stock", "2021", "at_least", 3000, path=path(("2021-03-31", 2100), ("2021-09-30", 2700)))
    before = judge(aim, figure("2021-02!", 2000), as_of=NOW)
    after = judge(aim, figure("2021-06!", 2400), as_of=NOW)

    assert (before.status, before.expected) == ("no_data", None)
    assert (after.status, after.expected, after.gap) == ("no_data", 2400, None)


def test_a_ceiling_is_the_same_all_year():
    aim = target("flow", "2021", "at_most", 100, "down", path=path(("2021-06-30", 30)))
    judgement = judge(aim, figure("2021-01..06", 60), as_of=NOW)

    assert (judgement.status, judgement.expected) == ("on_track", 100)


@pytest.mark.parametrize(("as_of", "elapsed"), [("2022-02-01", 1)])
def test_when_due_the_path_is_over(as_of, elapsed):
    judgement = judge(flow(*QUARTERS), figure("2021", 1100), as_of=as_of)

    assert (judgement.elapsed, judgement.expected, judgement.gap) == (elapsed, 1200, None)


@pytest.mark.parametrize(
    ("aim", "baseline", "when", "expected"),
    [
        (flow(), None, "2021-10-15", 900),
        (flow(*QUARTERS), None, "2021-07-31", 500),
        (flow(), None, "2020-12-01", 0),
        (flow(), None, "2021-12-31", 1200),
        (flow(), None, "2023-01-01", 1200),
        (target("stock", "2025", "at_least", 3000), figure("2020!", 2000), "2023-12-31", 2600),
        (target("stock", "2025", "at_least", 3000), None, "2023-12-31", None),
        (target("stock", "2025", "at_least", 3000), figure("2020!", 3100), "2023-12-31", 3000),
        (target("rate", "2021", "at_least", 6), None, "2021-05-01", 6),
        (target("ratio", "2025", "at_most", 10, "down"), None, "2021-05-01", 10),
        (target("rate", "2021", form="reference"), None, "2021-05-01", None),
        (target("milestone", "2021", form="milestone", direction="none"), None, "2021-05-01", None),
        (target("flow", "2021", "at_least", 5, per_entity=True), None, "2021-05-01", None),
        (target("flow", "2021", "at_least", 5, checkable=False), None, "2021-05-01", None),
        (target("flow", "2021", "at_least", None), None, "2021-05-01", None),
        (target("stock", "2021", "at_least", 5, form="change"), None, "2021-05-01", None),
    ],
)
def test_what_should_be_there_by_a_day_needs_no_figure(aim, baseline, when, expected):
    assert expected_by(target=aim, baseline=baseline, day=day(when), rules=DEFAULT_RULES) == expected


def test_by_the_day_of_a_figure_the_judgement_and_the_schedule_expect_the_same():
    for aim in (flow(), flow(*QUARTERS)):
        judgement = judge(aim, figure("2021-01..08", 500), as_of=NOW)

        assert judgement.expected == expected_by(
            target=aim, baseline=None, day=judgement.judged_at, rules=DEFAULT_RULES
        )
