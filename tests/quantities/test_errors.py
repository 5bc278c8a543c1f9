"""Whatever comes in, only the room's own error comes out, and it says what it is about."""

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.exceptions import DuixianError, QuantityError
from tracker.quantities import (
    parse_number,
    parse_partial_date,
    parse_period,
    parse_quantity,
    parse_unit,
    read_comparator,
)

READERS = [
    parse_number,
    parse_unit,
    parse_quantity,
    parse_period,
    parse_partial_date,
    lambda text: read_comparator(text, direction="up"),
]
NAMES = ["number", "unit", "quantity", "period", "date", "comparator"]

VALID = """
1,282.9 4.65万 近2万亿 12003亿元 -3.7 74.5％ 6%-6.5% 8000-1万家 30个工作日 预计下降约3.7% 控制在3%以内 100多家
2021-01..2021-10-18 2021年1-6月 ..2020 2016-2020年 2021年前三季度 2021-06-30T00:00:00 万立方米/日 “十四五”时期
到2025年达到4万家以上
"""
CHARACTERS = st.sampled_from(
    "0123456789.,-+~%年月日至万亿约多以上下内个家十五 \t\n:/eE²½٣“”\u2013\u2014\u3000１"
)


@st.composite
def damaged(draw):
    """A text that was valid before one to three places of it were overwritten, doubled or lost."""
    text = draw(st.sampled_from(VALID.split()))
    for _ in range(draw(st.integers(1, 3))):
        at, until = draw(st.integers(0, len(text))), draw(st.integers(0, 2))
        text = text[:at] + draw(CHARACTERS | st.sampled_from(["", ".."])) + text[at + until :]
    return text


@pytest.mark.parametrize("read", READERS, ids=NAMES)
@settings(deadline=None)  # a busy machine is no failure
@given(text=st.text() | st.text(CHARACTERS, max_size=12) | damaged())
def test_no_text_raises_anything_but_the_rooms_own_error(read, text):
    error = None
    try:
        found = read(text)
    except QuantityError as caught:
        found, error = None, caught
    assert found is not None or (error.text == text and str(error))


@pytest.mark.parametrize("read", READERS, ids=NAMES)
def test_a_text_of_any_length_is_refused_at_once(read):
    with pytest.raises(QuantityError, match="too long"):
        read("约1" * 100_000)


def test_the_sentence_names_the_text_and_the_part_at_fault():
    error = QuantityError("unknown_unit", "30个什么", {"part": "个什么"})
    assert str(error) == "'30个什么' is not a known unit: '个什么'"


def test_a_long_text_is_shortened_in_the_sentence_only():
    error = QuantityError("not_a_number", "x" * 500)
    assert len(str(error)) < 100
    assert len(error.text) == 500


def test_an_error_survives_being_sent_to_another_process():
    error = pickle.loads(pickle.dumps(QuantityError("unknown_unit", "a", {"part": "b"})))
    assert (error.code, error.text, error.detail) == ("unknown_unit", "a", {"part": "b"})


def test_every_error_of_the_room_is_one_of_the_product():
    with pytest.raises(DuixianError):
        parse_number("x")


def test_an_error_without_a_sentence_of_its_own_shows_code_and_values():
    assert str(DuixianError("stale", {"days": "7"})) == "stale (days=7)"
