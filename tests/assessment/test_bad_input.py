"""Input that contradicts itself or says nothing: each has its answer, none raises, none invents a number."""

import dataclasses
from fractions import Fraction

import pytest

from tests.assessment.makers import figure, judge, target
from tracker.assessment import NUMBERS, Figure, Target, Tolerance
from tracker.exceptions import AssessmentError

OPEN, DUE = "2024-02-01", "2026-09-01"


def no_numbers(judgement) -> bool:
    return all(getattr(judgement, name) is None for name in NUMBERS)


@pytest.mark.parametrize("as_of", [OPEN, DUE])
def test_a_withdrawn_target_is_withdrawn_before_all_else(as_of):
    aim = target("flow", "2025", "at_least", None, withdrawn=True, checkable=False)
    judgement = judge(aim, figure("2025", 5), as_of=as_of)

    assert (judgement.status, judgement.reasons, judgement.used) == ("withdrawn", (), ())
    assert no_numbers(judgement)


@pytest.mark.parametrize(
    ("aim", "reasons"),
    [
        (target("flow", "2025", "at_least", 80, checkable=False), ()),
        (target("flow", "2025", "at_least", None), ("no_value",)),
        (target("rate", "2025", "between", 5), ("no_value",)),
        (target("rate", "2025", "between", 6, value_to=5), ("range_reversed",)),
        (target("flow", "2025", "at_least", 1, due=figure("2020", 1).end), ("due_before_start",)),
    ],
)
@pytest.mark.parametrize("as_of", [OPEN, DUE])
def test_a_target_that_contradicts_itself_is_not_rateable(aim, reasons, as_of):
    judgement = judge(aim, figure("2025", 90), as_of=as_of)

    assert (judgement.status, judgement.reasons) == ("not_rateable", reasons)
    assert no_numbers(judgement)


def test_a_target_against_its_indicators_direction_has_no_way_before_it_is_due():
    aim = target("ratio", "2025", "at_least", 50, "down")
    judgement = judge(aim, figure("2023", 45), baseline=figure("2020", 40), as_of=OPEN)

    assert (judgement.status, judgement.progress) == ("no_data", None)
    assert judgement.reasons == ("target_against_direction",)


@pytest.mark.parametrize(("now", "status"), [(50, "met"), (49, "nearly_met"), (44, "missed")])
def test_a_due_target_against_its_indicators_direction_is_judged_by_its_words_and_marked(now, status):
    aim = target("ratio", "2025", "at_least", 50, "down")
    judgement = judge(aim, figure("2025", now), as_of=DUE)

    assert judgement.status == status
    assert "target_against_direction" in judgement.reasons


@pytest.mark.parametrize(
    ("baseline", "now", "progress"),
    [
        (0, 5, Fraction(1, 2)),
        (-10, 0, Fraction(1, 2)),
        (-10, -15, Fraction(-1, 4)),
        (-20, -5, Fraction(1, 2)),
    ],
)
def test_zero_and_negative_baselines_and_changes_of_sign_are_plain_distances(baseline, now, progress):
    aim = target("stock", "2025", "at_least", 10)
    judgement = judge(aim, figure("2023!", now), baseline=figure("2020!", baseline), as_of=OPEN)

    assert judgement.progress == progress


@pytest.mark.parametrize(("now", "status"), [(0, "achieved"), (30, "on_track"), (110, "regressing")])
def test_a_target_of_zero_is_a_way_down_like_any_other(now, status):
    aim = target("stock", "2025", "at_most", 0, "down")
    judgement = judge(aim, figure("2023!", now), baseline=figure("2020!", 100), as_of=OPEN)

    assert (judgement.status, judgement.completion) == (status, None)


@pytest.mark.parametrize("value", [0, -5])
def test_a_flow_to_zero_or_less_has_no_completion(value):
    aim = target("flow", "2025", "at_least", value)
    judgement = judge(aim, figure("2025-01..06", value - 1), as_of="2025-08-01")

    assert (judgement.status, judgement.completion) == ("no_data", None)
    assert judgement.reasons == ("no_measure",)


def test_zero_is_a_value_and_a_missing_figure_is_none():
    aim = target("flow", "2025", "at_least", 10)

    assert judge(aim, figure("2025", 0), as_of=DUE).status == "missed"
    assert judge(aim, as_of=DUE).status == "unreported"


def test_one_point_gives_a_ratio_but_no_pace_where_no_time_is_known():
    aim = target("flow", "..2025", "at_least", 10)
    judgement = judge(aim, figure("..2024", 5), as_of="2025-02-01")

    assert (judgement.status, judgement.completion) == ("no_data", Fraction(1, 2))
    assert (judgement.elapsed, judgement.actual_pace, judgement.reasons) == (None, None, ("no_period",))


def test_a_sum_of_unknown_beginning_is_achieved_once_it_is_reached():
    assert (
        judge(target("flow", "..2025", "at_least", 10), figure("..2024", 10), as_of=OPEN).status == "achieved"
    )


def test_less_than_a_month_gives_no_time_gone():
    aim = target("flow", "2025-06-03", "at_least", 10, start=figure("2025-06-01!", 1).end)
    judgement = judge(aim, figure("2025-06-01!", 1), as_of="2025-06-02")

    assert (judgement.elapsed, judgement.reasons) == (None, ("no_period",))


@pytest.mark.parametrize("direction", ["up", "none"])
def test_what_can_be_overshot_has_no_way_before_it_is_due(direction):
    aim = target("flow", "2025", "exactly", 10, direction)
    judgement = judge(aim, figure("2025-01..06", 10), as_of="2025-08-01")

    assert (judgement.status, judgement.reasons) == ("no_data", ("no_direction",))


def test_overshooting_is_a_miss_and_not_nearly_met():
    aim = target("flow", "2025", "about", 100, "none")

    assert judge(aim, figure("2025", 120), as_of=DUE).status == "missed"


def test_a_missing_year_between_changes_nothing_but_the_range_ahead():
    aim, baseline = target("stock", "2025", "at_least", 100), figure("2020!", 50)
    newest = figure("2023!", 80)
    without = judge(aim, newest, baseline=baseline, as_of=OPEN)
    between = judge(aim, figure("2021!", 55), newest, baseline=baseline, as_of=OPEN)

    ahead = {"projected_high": None, "points": None, "used": ()}
    assert dataclasses.replace(without, **ahead) == dataclasses.replace(between, **ahead)
    assert (without.points, between.points) == (2, 3)


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (figure("2025", 5, key=1), figure("2025", 20, key=2), 2),
        (figure("2025", 20, key=2), figure("2025", 5, "at_least", key=3), 2),
        (figure("2025", 5, key=1), figure("2025", 20, derived=True, key=2), 1),
    ],
)
def test_of_two_figures_of_one_period_the_firmer_counts_then_the_later_row(first, second, kept):
    aim = target("flow", "2025", "at_least", 10)

    assert judge(aim, first, second, as_of=DUE).latest == kept
    assert judge(aim, second, first, as_of=DUE).latest == kept


def test_a_baseline_as_late_as_the_due_date_leaves_nothing_to_judge():
    aim = target("stock", "2025", "at_least", 100)
    judgement = judge(aim, figure("2025!", 120), baseline=figure("2025!", 90), as_of=DUE)

    assert (judgement.status, judgement.latest) == ("unreported", None)
    assert judgement.reasons == ("baseline_not_before_due",)


def test_a_baseline_of_half_a_year_plays_no_part_in_a_yearly_flow():
    aim, baseline = target("flow", "2025", "at_least", 120), figure("2020-H1", 30)

    assert judge(aim, figure("2023", 90), baseline=baseline, as_of=OPEN).reasons == ("no_observation",)
    assert judge(aim, figure("2025", 119), baseline=baseline, as_of=DUE).progress is None


@pytest.mark.parametrize(
    ("period", "as_of", "status", "reasons"),
    [
        ("2020-H1", "2025-08-01", "no_data", ("baseline_not_comparable",)),
        ("2020-H1", DUE, "unreported", ("baseline_not_comparable",)),
        ("..2020", "2025-08-01", "no_data", ("baseline_not_comparable", "no_observation")),
        ("..2020", DUE, "unreported", ("baseline_not_comparable",)),
    ],
)
def test_growth_over_half_a_year_or_an_unknown_time_is_not_compared_with_whole_years(
    period, as_of, status, reasons
):
    aim = target("flow", "2025", "at_least", 20, form="growth")
    judgement = judge(aim, figure("2025-H1", 50), baseline=figure(period, 30), as_of=as_of)

    assert (judgement.status, judgement.progress, judgement.reasons) == (status, None, reasons)


@pytest.mark.parametrize(
    ("field", "word"),
    [("form", "levels"), ("comparator", ">="), ("kind", "Flow"), ("direction", ""), ("counted_from", "end")],
)
def test_a_word_that_is_none_of_the_target_is_refused(field, word):
    good = {
        "form": "level", "comparator": "at_least", "kind": "flow", "direction": "up", "counted_from": "",
        "value": Fraction(1), "start": None, "due": figure("2025", 1).end,
    }  # fmt: skip

    with pytest.raises(AssessmentError) as error:
        Target(**{**good, field: word})

    assert (error.value.code, error.value.detail["field"]) == ("unknown_word", field)


def test_a_word_that_is_none_of_a_figure_or_tolerance_is_refused():
    with pytest.raises(AssessmentError, match="roughly"):
        Figure(key=1, value=Fraction(1), start=None, end=figure("2025", 1).end, qualifier="roughly")
    with pytest.raises(AssessmentError, match="share"):
        Tolerance(kind="share", value=Fraction(1))
