"""Targets that state a change or a growth: counted from the baseline."""

from fractions import Fraction

import pytest

from tests.assessment.makers import figure, judge, target


def year_later(form, kind, comparator, value, direction, baseline, now):
    aim = target(kind, "2021", comparator, value, direction, form=form)
    mark = "!" if kind == "stock" else ""
    return judge(
        aim, figure("2021" + mark, now), baseline=figure("2020" + mark, baseline), as_of="2022-02-01"
    )


@pytest.mark.parametrize(
    ("form", "kind", "comparator", "value", "direction", "baseline", "now", "status"),
    [
        ("change", "stock", "at_least", 1000, "up", 2900, 3900, "met"),
        ("change", "stock", "at_least", 1000, "up", 2900, 3800, "nearly_met"),
        ("change", "stock", "at_least", 1000, "up", 2900, 3799, "missed"),
        ("change", "ratio", "at_most", -5, "down", 50, 45, "met"),
        ("change", "ratio", "at_most", -5, "down", 50, "45.5", "nearly_met"),
        ("change", "ratio", "about", -5, "down", 50, "45.25", "met"),
        ("growth", "flow", "at_least", 5, "up", 1000, 1050, "met"),
        ("growth", "flow", "at_least", 5, "up", 1000, 1045, "nearly_met"),
        ("growth", "flow", "at_least", 5, "up", 1000, 960, "missed"),
        ("growth", "flow", "about", 8, "up", 1000, 1076, "met"),
        ("growth", "stock", "between", 5, "up", 100, 105, "met"),
        ("change", "rank", "at_most", -3, "none", 20, 17, "met"),
        ("change", "rank", "at_most", -3, "none", 20, 18, "missed"),
    ],
)
def test_a_change_adds_to_the_baseline_and_a_growth_multiplies_it(
    form, kind, comparator, value, direction, baseline, now, status
):
    if comparator == "between":
        aim = target(kind, "2021", comparator, value, direction, form=form, value_to=6)
        judgement = judge(aim, figure("2021!", now), baseline=figure("2020!", baseline), as_of="2022-02-01")
    else:
        judgement = year_later(form, kind, comparator, value, direction, baseline, now)

    assert judgement.status == status


def test_a_fall_is_no_completion_of_a_growth():
    judgement = year_later("growth", "flow", "at_least", 5, "up", 1000, 960)

    assert (judgement.completion, judgement.progress) == (None, Fraction(-4, 5))


def test_growth_of_a_flow_is_told_by_whole_years_only():
    aim = target("flow", "2021", "at_least", 5, form="growth")
    judgement = judge(aim, figure("2021-01..06", 600), baseline=figure("2020", 1000), as_of="2021-08-01")

    assert (judgement.status, judgement.reasons) == ("no_data", ("no_observation",))


def test_growth_over_several_years_compares_the_last_year_with_the_baselines():
    aim = target("flow", "2021..2025", "at_least", 50, form="growth")
    judgement = judge(
        aim,
        figure("2025", 1500),
        figure("2021..2025", 6000),
        baseline=figure("2020", 1000),
        as_of="2026-03-01",
    )

    assert (judgement.status, judgement.expected) == ("met", 1500)


@pytest.mark.parametrize(
    ("form", "kind", "baseline", "reason"),
    [
        ("change", "stock", None, "no_baseline"),
        ("growth", "flow", None, "no_baseline"),
        ("growth", "stock", figure("2020!", 5, "more_than"), "baseline_is_bound"),
        ("growth", "stock", figure("2020!", 0), "baseline_not_positive"),
        ("growth", "stock", figure("2020!", -3), "baseline_not_positive"),
        ("growth", "rate", figure("2020", 5), "growth_of_rate"),
        ("growth", "rank", figure("2020", 5), "growth_of_rate"),
    ],
)
@pytest.mark.parametrize(("as_of", "status"), [("2021-12-31", "no_data"), ("2023-01-01", "unreported")])
def test_what_cannot_be_counted_from_a_baseline_is_not_judged(form, kind, baseline, reason, as_of, status):
    aim = target(kind, "2021", "at_least", 5, form=form)
    own = figure("2021!" if kind == "stock" else "2021", 100)
    judgement = judge(aim, own, baseline=baseline, as_of=as_of)

    assert judgement.status == status
    assert reason in judgement.reasons
