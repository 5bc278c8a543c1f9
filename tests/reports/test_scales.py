from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tracker.reports.labels import Box, place, text_width
from tracker.reports.scales import Scale, tick_text, value_ticks, years_between

values = st.fractions(min_value=-(10**12), max_value=10**12, max_denominator=1000)


@given(values, values)
def test_ticks_enclose_the_data_at_even_round_steps(one: Fraction, other: Fraction):
    low, high = sorted((one, other))

    ticks = value_ticks(low, high)

    steps = {after - before for before, after in pairwise(ticks)}
    assert ticks[0] <= low
    assert ticks[-1] >= high
    assert len(steps) == 1
    assert 2 <= len(ticks) <= 12


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 1230, [0, 500, 1000, 1500]),
        (0, 10, [0, Fraction(5, 2), 5, Fraction(15, 2), 10]),
        (3, 8, [2, 4, 6, 8]),
    ],
)
def test_ticks_are_those_a_newspaper_would_print(low: int, high: int, ticks: list):
    assert value_ticks(Fraction(low), Fraction(high)) == ticks


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (Fraction(500), "500", "500"),
        (Fraction(40_000), "4万", "40,000"),
        (Fraction(125_000_000), "1.25亿", "125 million"),
        (Fraction(-20_000), "\u22122万", "\u221220,000"),
        (Fraction(5, 2), "2.5", "2.5"),
        (Fraction(0), "0", "0"),
    ],
)
def test_ticks_are_labelled_as_each_language_counts(value: Fraction, chinese: str, english: str):
    with translation.override("zh-hans"):
        assert tick_text(value) == chinese
    with translation.override("en"):
        assert tick_text(value) == english


def test_ticks_of_percentages_carry_the_sign():
    assert tick_text(Fraction(15, 2), percent=True) == "7.5%"


def test_a_scale_maps_its_ends_to_the_ends_of_the_paper():
    scale = Scale(low=0, high=10, start=300, end=20)

    assert (scale(0), scale(10), scale(5)) == (300, 20, 160)


def test_a_scale_without_extent_maps_to_the_middle():
    assert Scale(low=3, high=3, start=0, end=100)(3) == 50


@pytest.mark.parametrize(
    ("most", "years"), [(10, [2018, 2019, 2020, 2021]), (2, [2019, 2021]), (1, [2021]), (0, [2021])]
)
def test_years_thin_out_but_the_last_one_stays(most: int, years: list[int]):
    assert years_between(date(2018, 5, 1), date(2021, 12, 31), most=most) == years


def test_a_label_goes_above_its_mark_where_nothing_is_in_the_way():
    box = place(100, 100, "4.7%", 13, [], Box(0, 0, 200, 200), away=8)

    assert box.bottom == 92


def test_a_label_avoids_what_is_taken():
    taken = Box(0, 60, 200, 99)

    box = place(100, 100, "4.7%", 13, [taken], Box(0, 0, 200, 200), away=8)

    assert box.overlap(taken) == 0


def test_a_label_stays_on_the_paper():
    frame = Box(0, 0, 200, 200)

    assert place(198, 100, "1230家", 13, [], frame, away=8).outside(frame) == 0


def test_a_chinese_character_is_wider_than_a_digit():
    assert text_width("家", 10) == 10 > text_width("4", 10)
