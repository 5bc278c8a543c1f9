"""Figures of one series and period that cannot both hold, and the verdicts that hang on them."""

import datetime
from fractions import Fraction

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import make_commitment, make_document, make_indicator, make_observation, make_series
from tests.progress import conflict_oracle as oracle
from tracker.actions.observations import prefer_observation
from tracker.models import Observation, Series
from tracker.progress.conflicts import conflicts, disputed, hanging, rivals

DAY = datetime.date(2024, 1, 1)


def found(day=DAY):
    return conflicts(rivals(day))


def pair(one="120", other="100", *, series=None, first=None, second=None, **fields):
    """Two figures of one period: `one` of June 2022, `other` of January 2022."""
    series = series or make_series(**fields)
    return (
        make_observation(series, one, published="2022-06-30", **(first or {})),
        make_observation(series, other, published="2022-01-30", **(second or {})),
    )


def keys():
    return [(conflict.later.written, conflict.earlier.written) for conflict in found()]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("one", "other", "contradict"),
    [
        ("53", "57", True),
        ("100", "100", False),
        ("100", "100.0", False),
        ("206.3", "206", False),
        ("1152.06", "1152.1", False),
        ("1155.0", "1155.04", False),
        ("12003", "12003.04", False),
        ("64", "63", True),
        ("74.5", "74", True),  # rounded half away from zero it is 75
        ("74.49", "74", False),
        ("-3.75", "-3.8", False),
        ("-3.75", "-3.7", True),
        ("-3", "3", True),
        ("0", "0.4", False),
        ("0", "0.6", True),
        ("12000", "12003", True),  # nobody said that 12000 was rounded to thousands
    ],
)
def test_plain_numbers_contradict_each_other_beyond_the_coarser_digits(one, other, contradict):
    pair(one, other)
    assert bool(found()) is contradict


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("one", "qualifier", "other", "contradict"),
    [
        ("120", "more_than", "100", True),
        ("100", "more_than", "120", False),
        ("100", "more_than", "100", False),  # it may be 100.4
        ("1130", "more_than", "1126", True),
        ("5200", "at_least", "5189", True),
        ("6", "at_most", "6", False),
        ("6", "at_most", "7", True),
        ("100", "less_than", "120", True),
        ("20", "about", "23.5", True),
        ("20", "about", "21", False),
        ("1100", "about", "1059", False),
        ("1100", "about", "1040", True),
        ("2", "about", "2.4", False),  # 5 % would be less than its own rounding
        ("2", "about", "1.0", True),
        ("-4", "about", "-4.1", False),
    ],
)
def test_a_bound_or_hedge_contradicts_what_it_leaves_no_room_for(one, qualifier, other, contradict):
    pair(one, other, first={"qualifier": qualifier})
    assert bool(found()) is contradict


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("one", "other", "contradict"),
    [
        (("more_than", "2.5"), ("more_than", "2.6"), False),
        (("more_than", "100"), ("less_than", "90"), True),
        (("more_than", "100"), ("less_than", "100"), True),
        (("at_least", "100"), ("at_most", "100"), False),
        (("about", "100"), ("about", "110"), False),
        (("about", "100"), ("about", "112"), True),
        (("about", "100"), ("more_than", "104"), False),
        (("about", "100"), ("more_than", "106"), True),
    ],
)
def test_two_bounds_or_hedges_contradict_each_other_where_they_share_nothing(one, other, contradict):
    pair(one[1], other[1], first={"qualifier": one[0]}, second={"qualifier": other[0]})
    assert bool(found()) is contradict


@pytest.mark.django_db
def test_figures_are_compared_in_base_units_by_the_digits_they_were_printed_with():
    pair("4.65", "46520", unit="家", first={"unit": "万家"})
    assert keys() == []
    pair("4.65", "46550", unit="家", first={"unit": "万家"})
    assert keys() == [("4.65", "46550")]


@pytest.mark.django_db
def test_digits_with_a_multiplier_are_as_coarse_as_they_were_written():
    series = make_series()
    make_observation(series, "46500", written="4.65万", published="2022-06-30")
    make_observation(series, "46520", published="2022-01-30")
    assert keys() == []


@pytest.mark.django_db
def test_digits_nobody_can_read_are_taken_from_the_stored_value():
    pair("5.0", "5.2", first={"written": "五"})
    assert keys() == [("五", "5.2")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("later", "earlier", "kind"),
    [
        ({"obs_status": "final"}, {"obs_status": "estimated"}, "revision"),
        ({"obs_status": "provisional"}, {"obs_status": "estimated"}, "revision"),
        ({"obs_status": "final"}, {"obs_status": "final"}, "dispute"),
        ({"obs_status": "estimated"}, {"obs_status": "final"}, "dispute"),
        ({}, {"qualifier": "at_least"}, "revision"),
        ({}, {"qualifier": "about"}, "revision"),
        ({"qualifier": "about"}, {}, "dispute"),
        ({"qualifier": "about", "obs_status": "final"}, {"obs_status": "estimated"}, "revision"),
    ],
)
def test_a_later_and_firmer_figure_revises_and_any_other_disputes(later, earlier, kind):
    pair("120", "130", first=later, second=earlier)
    assert [conflict.kind for conflict in found()] == [kind]


@pytest.mark.django_db
def test_two_documents_of_one_day_dispute_and_the_one_that_counts_stands_first():
    series = make_series()
    make_observation(series, "100", published="2022-01-30", obs_status="estimated")
    make_observation(series, "120", published="2022-01-30")
    [conflict] = found()
    assert (conflict.kind, conflict.later.written) == ("dispute", "120")


@pytest.mark.django_db
def test_every_pair_of_a_period_is_a_conflict_of_its_own_and_the_largest_comes_first():
    series = make_series()
    for number, value in enumerate(("100", "110", "200")):
        make_observation(series, value, published=f"2022-0{number + 1}-01")
    assert [(row.later.written, row.earlier.written, row.size) for row in found()] == [
        ("200", "100", Fraction(1, 2)),
        ("200", "110", Fraction(9, 20)),
        ("110", "100", Fraction(1, 11)),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("one", "other"), [("0", "5"), ("5", "0")])
def test_against_nothing_the_difference_is_whole(one, other):
    pair(one, other)
    assert [conflict.size for conflict in found()] == [1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changed",
    [
        {"period": "2020"},
        {"state": "draft"},
        {"known_from": datetime.date(2024, 1, 2)},
        {"withdrawn_at": timezone.now(), "withdrawn_reason": "mistyped"},
        {"value": None, "written": "", "missing_reason": "未公布", "unit": None},
    ],
)
def test_what_is_of_another_period_or_not_public_contradicts_nothing(changed):
    series = make_series()
    make_observation(series, "100", "2021", published="2022-01-30")
    other = make_observation(series, "120", changed.pop("period", "2021"), published="2022-06-30")
    Observation.objects.filter(pk=other.pk).update(**changed)
    assert found() == []


@pytest.mark.django_db
def test_figures_of_other_series_contradict_nothing():
    make_observation(value="100")
    make_observation(value="120")
    assert found() == []


@pytest.mark.django_db
def test_sums_from_nobody_knows_when_are_compared_too():
    series = make_series()
    make_observation(series, "100", "..2021", published="2022-01-30")
    make_observation(series, "120", "..2021", published="2022-06-30")
    make_observation(series, "300", "2021", published="2022-06-30")
    assert keys() == [("120", "100")]


@pytest.mark.django_db
def test_a_preferred_vintage_settles_every_conflict_of_its_period():
    series = make_series()
    rows = [
        make_observation(series, value, published=f"2022-0{value[0]}-01") for value in ("100", "200", "300")
    ]
    prefer_observation(observation=rows[0], by=None, reason="其余两数为笔误")
    assert {conflict.is_settled for conflict in found()} == {True}
    assert {conflict.preferred.preferred_reason for conflict in found()} == {"其余两数为笔误"}
    assert [conflict.later.written for conflict in found()] == ["300", "200", "300"]


@pytest.mark.django_db
@pytest.mark.parametrize(("most", "compared"), [(6, 6), (5, None), (1, None)])
def test_more_figures_than_can_be_compared_are_left_alone(monkeypatch, most, compared):
    for _number in range(3):
        pair()
    monkeypatch.setattr("tracker.progress.conflicts.MOST_COMPARED", most)
    figures = rivals(DAY)
    assert (figures and len(figures)) == compared


@pytest.mark.django_db
def test_a_comparison_can_be_narrowed_to_some_series():
    one, _other = pair()
    pair("500", "900")
    figures = rivals(DAY, Series.objects.filter(pk=one.series_id))
    assert {row.series_id for row in figures} == {one.series_id}


# Verdicts that hang on them


def held(day=DAY):
    [conflict] = found(day)
    return [
        (row.commitment.pk, row.if_later, row.if_earlier)
        for row in hanging([conflict], as_of=day)[conflict.key]
    ]


@pytest.mark.django_db
def test_a_verdict_hangs_on_figures_on_either_side_of_its_target():
    commitment = make_commitment()
    pair("120", "99", series=commitment.series)
    assert held() == [(commitment.pk, "met", "nearly_met")]


@pytest.mark.django_db
def test_a_verdict_that_is_the_same_with_both_hangs_on_neither():
    commitment = make_commitment()
    pair("120", "130", series=commitment.series)
    assert held() == []


@pytest.mark.django_db
def test_a_verdict_hangs_on_two_figures_although_a_third_counts():
    commitment = make_commitment()
    pair("120", "99", series=commitment.series)
    third = make_observation(commitment.series, "130", published="2022-12-30")
    [conflict] = [row for row in found() if third not in (row.later, row.earlier)]
    assert [row.commitment for row in hanging([conflict], as_of=DAY)[conflict.key]] == [commitment]


@pytest.mark.django_db
def test_a_verdict_in_step_with_the_series_hangs_on_it():
    series = make_series(kind="rate", unit="%")
    commitment = make_commitment(
        series=make_series(kind="rate", unit="%"),
        target={"form": "reference", "reference": series, "comparator": "at_least"},
    )
    make_observation(commitment.series, "5")
    pair("4", "6", series=series)
    assert held() == [(commitment.pk, "met", "missed")]


@pytest.mark.django_db
def test_a_verdict_hangs_on_the_figure_its_baseline_is_pinned_to():
    series = make_series(kind="stock")
    make_observation(series, "70", "2020", published="2021-06-30")
    pinned = make_observation(series, "90", "2020", published="2021-01-30")
    commitment = make_commitment(series=series, target={"period": "2025", "value": "110", "baseline": pinned})
    make_observation(series, "95", "2023", published="2023-12-31")
    assert held() == [(commitment.pk, "on_track", "far_behind")]


@pytest.mark.django_db
def test_a_verdict_hangs_on_the_level_its_additions_are_worked_out_from():
    stock = make_series(make_indicator(kind="stock"))
    commitment = make_commitment(series=make_series(make_indicator(kind="flow", change_of=stock.indicator)))
    make_observation(stock, "1000", "2020", published="2021-01-07")
    for value, published in (("1120", "2022-06-30"), ("1050", "2022-01-30")):
        make_observation(stock, value, "2021", published=published)
    assert held() == [(commitment.pk, "met", "missed")]


@pytest.mark.django_db
def test_an_unpublished_commitment_hangs_on_nothing():
    commitment = make_commitment(state="draft")
    pair("120", "99", series=commitment.series)
    assert held() == []


@pytest.mark.django_db
def test_nothing_hangs_before_the_target_was_announced():
    commitment = make_commitment(target={"announced": "2023-01-01"})
    pair("120", "99", series=commitment.series)
    assert held(datetime.date(2022, 12, 31)) == []
    assert len(held(datetime.date(2023, 1, 1))) == 1


@pytest.mark.django_db
def test_no_conflict_asks_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert hanging([], as_of=DAY) == {}


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow(django_assert_num_queries, django_assert_max_num_queries):
    def ask():
        rows = found()
        return hanging(rows, as_of=DAY)

    pair("120", "99", series=make_commitment().series)
    with django_assert_max_num_queries(10) as few:
        ask()
    for _number in range(5):
        pair("120", "99", series=make_commitment().series)
    with django_assert_num_queries(len(few.captured_queries)):
        assert len(ask()) == 6


figures = st.lists(
    st.tuples(
        st.sampled_from(["0", "9.5", "10", "10.0", "10.4", "10.5", "10.50", "11", "100", "-10", "-10.5"]),
        st.sampled_from(["exact", "exact", "about", "at_least", "more_than", "at_most", "less_than"]),
        st.sampled_from(["final", "provisional", "estimated"]),
        st.sampled_from(["2020", "2021", "..2021"]),
        st.sampled_from(["2022", "2022-01", "2022-01-01", "2022-03-01"]),
        st.booleans(),
    ),
    max_size=7,
)


class TestAgainstTheOracle(TestCase):
    @settings(max_examples=60)
    @given(figures)
    def test_the_pairs_and_kinds_are_those_of_the_slow_rule(self, drawn):
        series = make_series()
        rows = [
            make_observation(
                series,
                value,
                period,
                document=make_document(published="2022"),
                published=published,
                qualifier=qualifier,
                obs_status=status,
                state="published" if public else "draft",
            )
            for value, qualifier, status, period, published, public in drawn
        ]
        known = [row for row in rows if row.state == "published" and row.known_from <= DAY]
        answered = found()
        assert {frozenset(conflict.key) for conflict in answered} == oracle.pairs(known)
        assert [conflict.kind for conflict in answered] == [
            oracle.kind(conflict.later, conflict.earlier) for conflict in answered
        ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("earlier", "later", "preferred", "doubted"),
    [
        (("100", "final"), ("90", "final"), False, True),
        (("100", "provisional"), ("90", "final"), False, False),
        (("100", "final"), ("90", "provisional"), False, True),
        (("100", "final"), ("90", "final"), True, False),
        (("100", "final"), ("100.0", "final"), False, False),
    ],
)
def test_a_figure_is_disputed_by_one_it_did_not_give_way_to(earlier, later, preferred: bool, doubted: bool):
    series = make_series()
    reason = "年鉴" if preferred else ""
    rows = [
        make_observation(series, earlier[0], published="2022-01-10", obs_status=earlier[1]),
        make_observation(
            series, later[0], published="2022-06-10", obs_status=later[1],
            preferred=preferred, preferred_reason=reason,
        ),
    ]  # fmt: skip

    assert disputed(rows) == ({row.pk for row in rows} if doubted else set())
