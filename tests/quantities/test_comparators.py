"""What a commitment's words ask of the actual value."""

import time

import pytest

from tracker.exceptions import QuantityError
from tracker.quantities import Comparator, read_comparator


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("7.5%以上", "at_least"),
        ("不低于7.5%", "at_least"),
        ("不少于2个", "at_least"),
        ("超过2500家", "more_than"),
        ("突破130万户", "more_than"),
        ("高于7%", "more_than"),
        ("控制在5.5%以内", "at_most"),
        ("不超过3%", "at_most"),
        ("控制在4%", "at_most"),
        ("低于3%", "less_than"),
        ("3%以下", "less_than"),
        ("3%左右", "about"),
        ("控制在3%左右", "about"),
        ("约1000家", "about"),
        ("6%-6.5%", "between"),
        ("6至6.5%左右", "between"),
        ("100多家", "more_than"),
        ("以上", "at_least"),
        ("不低于", "at_least"),
        ("≥", "at_least"),
        ("<=", "at_most"),
        ("左右", "about"),
    ],
)
@pytest.mark.parametrize("direction", ["up", "down", "none"])
def test_a_comparing_word_says_the_same_in_every_direction(text, comparator, direction):
    assert read_comparator(text, direction=direction) == comparator


@pytest.mark.parametrize(
    ("direction", "comparator"), [("up", "at_least"), ("down", "at_most"), ("none", "exactly")]
)
@pytest.mark.parametrize("text", ["9%", "新增高新技术企业1000家", "力争增长8%"])
def test_a_bare_number_follows_the_direction(text, direction, comparator):
    assert read_comparator(text, direction=direction) == comparator


@pytest.mark.parametrize(
    ("direction", "comparator"), [("up", "at_least"), ("down", "at_most"), ("none", "at_least")]
)
def test_reaching_a_number_is_coming_down_to_it_where_less_is_better(direction, comparator):
    assert read_comparator("达到35微克/立方米", direction=direction) == comparator


@pytest.mark.parametrize(
    ("clause", "comparator"),
    [
        ("地区生产总值增长7.5%以上", "at_least"),
        ("城镇调查失业率控制在5.5%以内", "at_most"),
        ("PM2.5平均浓度35微克/立方米以下", "less_than"),
        ("到2025年上云企业达到4万家左右", "about"),
        ("2021年6月底前签约不超过100个", "at_most"),
        ("2021-2025年新增超过100家", "more_than"),
        ("“125”计划项目均不少于2个", "at_least"),
        ("新建5G基站6000个左右", "about"),
        ("粮食产量保持在1.3万亿斤以上", "at_least"),
        ("新增规模以上工业企业不少于300户", "at_least"),
        ("新增规模以上企业300户以上、限额以上企业100户以上", "at_least"),
    ],
)
def test_a_clause_is_read_at_its_figure(clause, comparator):
    assert read_comparator(clause, direction="none") == comparator


def test_words_that_qualify_something_else_are_not_heard():
    assert read_comparator("新建省级以上创新平台100家", direction="none") is Comparator.EXACTLY


@pytest.mark.parametrize(
    ("text", "direction", "code"),
    [
        ("", "up", "empty"),
        ("全覆盖", "up", "not_a_number"),
        ("2021年底前建成", "up", "not_a_number"),
        ("城镇新增就业1100万人以上，失业率5.5%左右", "up", "ambiguous_comparator"),
        ("不低于3%以内", "up", "contradictory_bounds"),
    ],
)
def test_what_cannot_be_told_is_an_error_naming_the_text(text, direction, code):
    with pytest.raises(QuantityError) as caught:
        read_comparator(text, direction=direction)
    assert (caught.value.code, caught.value.text) == (code, text)


def test_an_unknown_direction_is_an_error_naming_it():
    with pytest.raises(QuantityError, match="'sideways' is not a direction"):
        read_comparator("9%", direction="sideways")


def test_words_that_fit_in_many_ways_take_no_longer():
    started = time.perf_counter()
    with pytest.raises(QuantityError):
        read_comparator("约为" * 59 + "x", direction="up")
    assert read_comparator("约为" * 58 + "5%", direction="up") is Comparator.ABOUT
    assert time.perf_counter() - started < 10  # giving words back one by one it would be years
