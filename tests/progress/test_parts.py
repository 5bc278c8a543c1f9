"""Totals and parts: what is promised and what was reported, added up and left as it is."""

import datetime

import pytest

from tests import factories as make
from tracker.models import Commitment
from tracker.progress import standings
from tracker.progress.parts import Family, family_of

pytestmark = pytest.mark.django_db

DAY = datetime.date(2022, 12, 31)


def total(value="500", **fields):
    return make.make_commitment(target={"value": value, **fields.pop("target", {})}, **fields)


def part(whole, value="200", **fields):
    series = fields.pop("series", None) or make.make_series(**fields.pop("indicator", {}))
    target = {"value": value, **fields.pop("target", {})}
    return make.make_commitment(series=series, part_of=whole, target=target, **fields)


def reported(commitment, value, period="2021", **fields):
    return make.make_observation(commitment.series, value, period, published="2022-02-01", **fields)


def family(commitment, as_of=DAY) -> Family:
    rows = Commitment.objects.for_list().filter(pk=commitment.pk)
    return family_of(standings(rows, as_of=as_of)[0], as_of=as_of)


def told(found):
    """Total, sum, missing and gap of a sum; None for none."""
    if found is None:
        return None
    sums = found.decomposition
    return sums.total, sums.parts, sums.missing, sums.gap


def test_parts_that_promise_more_than_the_total_leave_a_gap_above_zero():
    whole = total()
    parts = [part(whole) for _number in range(3)]
    found = family(whole)

    assert told(found.targets) == (500, 600, 0, 100)
    assert (found.targets.period, found.targets.unit.symbol) == ("2021", "家")
    assert found.targets.each == {row.pk: 200 for row in parts}


def test_parts_are_added_in_base_units():
    whole = total("1", target={"unit": make.make_unit("万家")})
    part(whole, "4000")
    part(whole, "0.6", target={"unit": make.make_unit("万家")})

    assert told(family(whole).targets) == (10000, 10000, 0, 0)


def test_a_part_knows_its_whole_and_adds_nothing_up():
    whole = total()
    found = family(part(whole))

    assert found.whole.commitment == whole
    assert (found.parts, found.targets, found.figures) == ([], None, None)


def test_a_commitment_alone_has_no_family():
    found = family(total())

    assert (found.whole, found.parts, found.targets, found.figures) == (None, [], None, None)


@pytest.mark.parametrize(
    "other",
    [
        {"target": {"period": "2022"}},
        {"target": {"comparator": "between", "wording": "between", "value_to": "300"}},
        {"indicator": {"unit": "亿元"}},
        {"indicator": {"kind": "rate", "unit": "%"}},
        {"entity": "各开发区"},
    ],
    ids=["another period", "a range", "another dimension", "a rate", "for each of several"],
)
def test_a_part_without_a_number_like_the_total_s_is_missing_and_not_zero(other):
    whole = total()
    part(whole)
    part(whole, **other)

    assert told(family(whole).targets) == (500, 200, 1, None)


def test_rates_are_not_added_up():
    whole = make.make_commitment(series=make.make_series(kind="rate", unit="%"), target={"value": "7"})
    one = part(whole, "6", indicator={"kind": "rate", "unit": "%"})
    reported(whole, "7")
    reported(one, "6")
    found = family(whole)

    assert [member.commitment for member in found.parts] == [one]
    assert (found.targets, found.figures) == (None, None)


def test_a_vision_without_a_series_adds_nothing_up():
    whole = make.make_commitment(measured=False)
    part(whole)
    found = family(whole)

    assert (len(found.parts), found.targets, found.figures) == (1, None, None)


def test_drafts_are_no_parts():
    whole = total()
    part(whole, state="draft")

    assert family(whole).parts == []


def test_a_part_announced_later_is_none_yet():
    whole = total()
    late = make.make_plan("410100-2022-x", document=make.make_document(published="2022-05-01"))
    part(whole)
    part(whole, plan=late)

    assert told(family(whole, datetime.date(2022, 4, 30)).targets) == (500, 200, 0, -300)
    assert told(family(whole).targets) == (500, 400, 0, -100)


def test_a_withdrawn_part_stays_in_the_list_and_adds_nothing():
    whole = total()
    part(whole)
    part(whole, withdrawn_on=datetime.date(2021, 9, 1), withdrawn_reason="并入")
    found = family(whole)

    assert (len(found.parts), told(found.targets)) == (2, (500, 200, 0, -300))


# What was reported


def test_figures_of_one_period_are_added_up():
    whole = total()
    reported(whole, "560")
    for value in ("190", "180", "185"):
        reported(part(whole), value)
    found = family(whole).figures

    assert (told(found), found.period) == ((560, 555, 0, -5), "2021")


def test_the_newest_period_all_have_a_figure_of_goes_before_a_newer_one():
    whole = total()
    one, two = part(whole), part(whole)
    for row, value in ((whole, "300"), (one, "100"), (two, "190")):
        reported(row, value, "2021-H1")
    reported(whole, "560")
    reported(one, "200")
    found = family(whole).figures

    assert (told(found), found.period) == ((300, 290, 0, -10), "2021-H1")


def test_where_a_part_was_never_reported_there_is_no_gap():
    whole = total()
    one = part(whole)
    part(whole)
    reported(whole, "560")
    reported(one, "200")

    assert told(family(whole).figures) == (560, 200, 1, None)


@pytest.mark.parametrize("qualifier", ["more_than", "at_most"])
def test_a_bound_is_no_number_to_add(qualifier):
    whole = total()
    one, two = part(whole), part(whole)
    reported(whole, "560")
    reported(one, "200")
    reported(two, "200", qualifier=qualifier)

    assert told(family(whole).figures) == (560, 200, 1, None)


def test_parts_about_one_series_have_no_figures_of_their_own():
    whole = total()
    shared = make.make_series()
    part(whole, series=shared)
    part(whole, series=whole.series)
    part(whole, series=shared)
    reported(whole, "560")
    make.make_observation(shared, "200")

    assert family(whole).figures is None


def test_figures_in_another_dimension_are_none_to_add():
    whole = total()
    other = part(whole, indicator={"unit": "亿元"})
    reported(whole, "560")
    reported(other, "200")

    assert family(whole).figures is None


def test_a_figure_published_later_is_not_added_before():
    whole = total()
    one = part(whole)
    reported(whole, "560")
    reported(one, "200")

    assert family(whole, datetime.date(2022, 1, 31)).figures is None


def test_a_figure_after_the_due_date_says_nothing_of_it():
    whole = total()
    one = part(whole)
    for row in (whole, one):
        make.make_observation(row.series, "700", "2022", published="2022-12-01")

    assert family(whole).figures is None


def test_a_family_costs_the_same_however_large_it_is(django_assert_num_queries):
    whole = total()
    part(whole)
    [standing] = standings(Commitment.objects.for_list().filter(pk=whole.pk), as_of=DAY)
    with django_assert_num_queries(3):  # members, targets, figures
        family_of(standing, as_of=DAY)
    for _number in range(5):
        reported(part(whole), "100")

    with django_assert_num_queries(3):
        assert len(family_of(standing, as_of=DAY).parts) == 6
