"""Targets settled by figures of a tied series, where none of their own is published."""

import datetime
from decimal import Decimal

import pytest

from tests.factories import make_commitment, make_indicator, make_observation, make_series
from tracker.models import Commitment, Verdict
from tracker.progress import affected_by, refresh, replay, standings

pytestmark = pytest.mark.django_db

DAY = datetime.date(2022, 7, 1)


def standing_of(commitment):
    refresh(as_of=DAY)
    [standing] = standings(Commitment.objects.filter(pk=commitment.pk).for_list())
    return standing


def additions(basis="", level_basis=""):
    """A pledge of 100 additions, and the stock they add to."""
    stock = make_series(make_indicator(kind="stock", basis=level_basis))
    added = make_series(make_indicator(kind="flow", change_of=stock.indicator, basis=basis))
    return make_commitment(series=added), stock


def growth(basis="", level_basis=""):
    """A pledge of 100 % growth, and the level that grows."""
    level = make_series(make_indicator(kind="flow", unit="亿元", basis=level_basis))
    rate = make_series(
        make_indicator(kind="rate", unit="%", form="growth", growth_of=level.indicator, basis=basis)
    )
    return make_commitment(series=rate), level


def test_additions_are_settled_by_the_stock():
    commitment, stock = additions()
    make_observation(stock, "2900", "2020", published="2021-01-07")
    make_observation(stock, "4130", "2021", published="2022-03-01")
    standing = standing_of(commitment)
    assert (standing.status, standing.latest.written, standing.latest.derivation) == (
        "met",
        "1230",
        "4130-2900",
    )
    assert "derived" in standing.judgement.reasons


def test_the_arithmetic_names_units_that_differ():
    commitment, stock = additions()
    make_observation(stock, "2900", "2020", published="2021-01-07")
    make_observation(stock, "0.413", "2021", published="2022-03-01", unit="万家")
    assert standing_of(commitment).latest.derivation == "0.413万家-2900家"


def test_a_published_addition_beats_the_stock():
    commitment, stock = additions()
    make_observation(stock, "2900", "2020", published="2021-01-07")
    make_observation(stock, "4130", "2021", published="2022-03-01")
    make_observation(commitment.series, "90", "2021", published="2022-02-01")
    assert standing_of(commitment).status == "nearly_met"


def test_gross_additions_are_not_what_a_stock_grew_by():
    commitment, stock = additions(basis="gross")
    make_observation(stock, "2900", "2020", published="2021-01-07")
    make_observation(stock, "4130", "2021", published="2022-03-01")
    assert standing_of(commitment).status == "unreported"


def test_a_stock_is_settled_by_what_was_added():
    stock = make_series(make_indicator(kind="stock"))
    added = make_series(make_indicator(kind="flow", change_of=stock.indicator))
    commitment = make_commitment(series=stock, target={"value": "3000"})
    make_observation(stock, "2900", "2020", published="2021-01-07")
    make_observation(added, "150", "2021", published="2022-03-01")
    standing = standing_of(commitment)
    assert (standing.status, standing.latest.written) == ("met", "3050")


def test_growth_is_settled_by_two_levels():
    commitment, level = growth()
    make_observation(level, "200", "2020", published="2021-03-01")
    make_observation(level, "300", "2021", published="2022-03-01")
    standing = standing_of(commitment)
    assert (standing.status, standing.latest.written, standing.latest.derivation) == (
        "missed",
        "50",
        "300/200-1",
    )


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("200", "300", "50"),
        ("8", "9", "12.5"),
        ("6400", "6401", "0.015625"),
        ("3", "4", "33.33"),
        ("6069.7", "5522.3", "-9.02"),  # the last of 28 digits came out right by chance
        ("128000", "128001", "0.00"),
    ],
)
def test_what_is_worked_out_is_told_to_six_decimals_or_else_to_two(before, after, told):
    commitment, level = growth()
    make_observation(level, before, "2020", published="2021-03-01")
    make_observation(level, after, "2021", published="2022-03-01")
    latest = standing_of(commitment).latest
    assert (latest.written, latest.value) == (told, Decimal(told))


def test_growth_is_of_the_year_before_and_of_none_further_back():
    commitment, level = growth()
    make_observation(level, "200", "2019", published="2020-03-01")
    make_observation(level, "300", "2021", published="2022-03-01")
    standing = standing_of(commitment)
    assert (standing.status, standing.latest, standing.behind_latest) == ("unreported", None, [])


def test_the_figures_behind_one_worked_out_are_known():
    commitment, level = growth()
    before = make_observation(level, "200", "2020", published="2021-03-01")
    after = make_observation(level, "300", "2021", published="2022-03-01")
    assert standing_of(commitment).behind_latest == [after, before]


@pytest.mark.parametrize("level_basis", ["", "nominal"])
def test_real_growth_is_never_worked_out_from_levels_at_current_prices(level_basis):
    commitment, level = growth(basis="real", level_basis=level_basis)
    make_observation(level, "200", "2020", published="2021-03-01")
    make_observation(level, "300", "2021", published="2022-03-01")
    assert standing_of(commitment).status == "unreported"


def test_a_level_without_the_year_before_settles_nothing():
    commitment, stock = additions()
    make_observation(stock, "2000", "2019", published="2020-01-07")
    make_observation(stock, "4130", "2021", published="2022-03-01")
    assert standing_of(commitment).status == "unreported"


@pytest.mark.parametrize("make", [additions, growth])
def test_a_figure_of_the_level_reaches_what_hangs_on_it(make):
    commitment, level = make()
    assert list(affected_by([level.pk])) == [commitment]


def test_a_derived_verdict_comes_out_the_same_again():
    commitment, stock = additions()
    first = make_observation(stock, "2900", "2020", published="2021-01-07")
    second = make_observation(stock, "4130", "2021", published="2022-03-01")
    verdict = standing_of(commitment).verdict
    assert verdict.inputs["tied"] == [first.pk, second.pk]
    assert [found for row in Verdict.objects.for_replay() for found in replay(row)] == []


def test_ties_take_no_query_more_for_any_number(django_assert_num_queries):
    for _ in range(4):
        _commitment, stock = additions()
        make_observation(stock, "2900", "2020", published="2021-01-07")
    rows = list(Commitment.objects.for_list())
    with django_assert_num_queries(2):
        standings(rows, as_of=DAY)
