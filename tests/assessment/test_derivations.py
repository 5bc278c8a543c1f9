"""Figures worked out from published ones: changes, growth and levels."""

from fractions import Fraction

import pytest

from tests.assessment.makers import figure, judge, target
from tracker.assessment import change_between, growth_between, level_from_change, may_derive
from tracker.exceptions import AssessmentError

FIRMS = figure("2020!", 2900, key=7), figure("2021!", 4130, key=9)


def said(derived):
    return derived and (derived.value, derived.qualifier)


def test_new_firms_are_the_difference_of_two_totals():
    earlier, later = FIRMS
    change = change_between(later, earlier)

    assert (change.value, change.qualifier, change.derived) == (1230, "exact", True)
    assert (change.start.isoformat(), change.end.isoformat()) == ("2021-01-01", "2021-12-31")


def test_a_figure_worked_out_names_its_rows_and_no_row_of_its_own():
    change = change_between(*reversed(FIRMS))

    assert (change.rests_on, change.row) == ((9, 7), 9)
    assert change.key < 0


def test_a_judgement_by_it_rests_on_the_published_rows():
    change = change_between(*reversed(FIRMS))
    judgement = judge(target("flow", "2021", "at_least", 1000), change, as_of="2022-02-01")

    assert (judgement.status, judgement.completion) == ("met", Fraction(123, 100))
    assert (judgement.latest, judgement.used, judgement.reasons) == (9, (7, 9), ("derived",))


def test_a_baseline_worked_out_is_replaced_by_its_rows_too():
    level = level_from_change(figure("2019!", 1700, key=3), figure("2020", 300, key=5))
    judgement = judge(
        target("stock", "2025", "at_least", 3000),
        figure("2023!", 2500, key=8),
        baseline=level,
        as_of="2024-02-01",
    )

    assert judgement.progress == Fraction(1, 2)
    assert (judgement.used, judgement.reasons) == ((3, 5, 8), ("derived",))


@pytest.mark.parametrize(
    ("later", "earlier", "change", "growth"),
    [
        ("exact", "exact", (20, "exact"), (25, "exact")),
        ("about", "exact", (20, "about"), (25, "about")),
        ("exact", "about", (20, "about"), (25, "about")),
        ("at_least", "exact", (20, "at_least"), (25, "at_least")),
        ("more_than", "exact", (20, "more_than"), (25, "more_than")),
        ("at_most", "exact", (20, "at_most"), (25, "at_most")),
        ("less_than", "exact", (20, "less_than"), (25, "less_than")),
        ("exact", "at_least", (20, "at_most"), (25, "at_most")),
        ("exact", "more_than", (20, "less_than"), (25, "less_than")),
        ("exact", "at_most", (20, "at_least"), None),
        ("exact", "less_than", (20, "more_than"), None),
        ("at_least", "at_most", (20, "at_least"), None),
        ("at_least", "less_than", (20, "more_than"), None),
        ("at_most", "at_least", (20, "at_most"), (25, "at_most")),
        ("at_least", "at_least", None, None),
        ("at_most", "less_than", None, None),
        ("about", "at_most", None, None),
        ("at_least", "about", None, None),
    ],
)
def test_bounds_and_hedges_carry_over(later, earlier, change, growth):
    new, old = figure("2021!", 100, later), figure("2020!", 80, earlier)

    assert said(change_between(new, old)) == change
    assert said(growth_between(new, old)) == growth


@pytest.mark.parametrize(
    ("level", "change", "result"),
    [
        ("exact", "exact", (100, "exact")),
        ("about", "exact", (100, "about")),
        ("more_than", "exact", (100, "more_than")),
        ("exact", "at_least", (100, "at_least")),
        ("at_least", "more_than", (100, "more_than")),
        ("at_most", "less_than", (100, "less_than")),
        ("at_least", "at_most", None),
        ("about", "at_least", None),
    ],
)
def test_a_level_is_the_one_before_and_what_came_since(level, change, result):
    found = level_from_change(figure("2020!", 80, level), figure("2021", 20, change))

    assert said(found) == result
    assert found is None or (found.is_instant, found.end.isoformat()) == (True, "2021-12-31")


@pytest.mark.parametrize(
    ("later", "earlier"),
    [
        ("2021", "2020-H1"),
        ("2021-H1", "2021-Q1"),
        ("2021!", "2020"),
        ("2021", "2020!"),
        ("2020!", "2021!"),
        ("2021!", "2021!"),
        ("..2021", "..2020"),
        ("2021-01..11", "2020"),
        ("2021", "2019"),
        ("2020", "2021"),
        ("2021-H1", "2019-H1"),
        ("2021-Q2", "2021-Q1"),
        ("2016..2020", "2015..2019"),
        ("2016..2020", "2006..2010"),
    ],
)
def test_unlike_periods_are_not_compared(later, earlier):
    new, old = figure(later, 100), figure(earlier, 80)

    assert change_between(new, old) is None
    assert growth_between(new, old) is None


@pytest.mark.parametrize(
    ("later", "earlier"), [("2021", "2020"), ("2021-H1", "2020-H1"), ("2016..2020", "2011..2015")]
)
def test_like_periods_give_the_change_of_the_later_one(later, earlier):
    new, old = figure(later, 100), figure(earlier, 80)
    growth = growth_between(new, old)

    assert said(growth) == (25, "exact")
    assert (growth.start, growth.end) == (new.start, new.end)
    assert said(change_between(new, old)) == (20, "exact")


@pytest.mark.parametrize(("later", "earlier"), [(5, 0), (5, -2), (-1, 5)])
def test_growth_over_nothing_or_below_zero_has_no_meaning(later, earlier):
    assert growth_between(figure("2021", later), figure("2020", earlier)) is None


def test_a_fall_is_a_negative_growth():
    assert said(growth_between(figure("2021", 0), figure("2020", 8))) == (-100, "exact")
    assert said(growth_between(figure("2021", 6), figure("2020", 8))) == (-25, "exact")


@pytest.mark.parametrize("period", ["2022", "2020", "2021-02..2021-12", "..2021"])
def test_a_change_that_does_not_follow_at_once_leads_to_no_level(period):
    assert level_from_change(figure("2020!", 80), figure(period, 20)) is None


def test_a_sum_over_a_period_is_no_level_to_add_to():
    assert level_from_change(figure("2020", 80), figure("2021", 20)) is None


@pytest.mark.parametrize(
    ("first", "second", "result"),
    [
        ("final", "final", "final"),
        ("final", "estimated", "estimated"),
        ("provisional", "final", "provisional"),
        ("estimated", "provisional", "estimated"),
    ],
)
def test_the_less_firm_status_carries_over(first, second, result):
    change = change_between(figure("2021!", 9, obs_status=first), figure("2020!", 8, obs_status=second))

    assert change.obs_status == result


def test_a_change_and_its_earlier_level_give_the_later_one_back():
    earlier, later = FIRMS
    level = level_from_change(earlier, change_between(later, earlier))

    assert (level.value, level.end) == (later.value, later.end)
    assert level.rests_on == (9, 7)


@pytest.mark.parametrize(
    ("tie", "wanted", "level", "allowed"),
    [
        ("growth_of", "real", "nominal", False),
        ("growth_of", "real", "", False),
        ("growth_of", "real", "real", True),
        ("growth_of", "nominal", "nominal", True),
        ("growth_of", "nominal", "", True),
        ("growth_of", "nominal", "real", False),
        ("growth_of", "", "", True),
        ("growth_of", "", "nominal", False),
        ("growth_of", "", "real", False),
        ("change_of", "gross", "net", False),
        ("change_of", "gross", "", False),
        ("change_of", "gross", "gross", True),
        ("change_of", "net", "gross", False),
        ("change_of", "net", "", True),
        ("change_of", "", "gross", True),
        ("change_of", "", "", True),
        ("change_of", "real", "nominal", False),
        ("change_of", "", "real", False),
    ],
)
def test_real_is_never_worked_out_from_nominal_nor_gross_from_net(tie, wanted, level, allowed):
    assert may_derive(tie, wanted, level) is allowed


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("part_of", "", ""), "tie"),
        (("change_of", "Real", ""), "basis_of_target"),
        (("change_of", "", "?"), "basis_of_level"),
    ],
)
def test_a_word_that_is_no_tie_or_basis_is_refused(words, field):
    with pytest.raises(AssessmentError) as error:
        may_derive(*words)

    assert (error.value.code, error.value.detail["field"]) == ("unknown_word", field)
