"""The figures a clause prints, with the words around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.quantities import Phrase, format_quantity, parse_quantity, phrases_of
from tracker.quantities.widths import LONGEST


def said(phrase: Phrase) -> tuple[str, str, str]:
    return phrase.text, phrase.core, phrase.wording


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新增高新技术企业1000家以上", [("1000家以上", "1000家", "at_least")]),
        ("地区生产总值增长7.5%以上", [("增长7.5%以上", "7.5%", "at_least")]),
        ("技术合同成交额突破240亿元", [("突破240亿元", "240亿元", "more_than")]),
        ("居民消费价格涨幅控制在3%左右", [("控制在3%左右", "3%", "about")]),
        ("登记失业率4.5%以内", [("4.5%以内", "4.5%", "at_most")]),
        ("一般公共预算收入增长6%-6.5%", [("增长6%-6.5%", "6%-6.5%", "between")]),
        ("到2025年，上云企业达到4万家", [("达到4万家", "4万家", "bare")]),
        ("新建幼儿园１００所，增加学位3万个", [("100所", "100所", "bare"), ("3万个", "3万个", "bare")]),
        (
            "各开发区引进世界500强企业不少于2个",
            [("500强", "500强", "bare"), ("不少于2个", "2个", "at_least")],
        ),
        ("PM2.5浓度下降3%", [("下降3%", "3%", "bare")]),
        ("总量1,282.9亿元", [("1,282.9亿元", "1,282.9亿元", "bare")]),
        ("规划获批", []),
        ("三分之二以上的社区", []),
        ("2021年12月31日前", []),
        ("", []),
    ],
)
def test_the_figures_of_a_clause(text, expected):
    assert [said(phrase) for phrase in phrases_of(text)] == expected


def test_a_fall_is_told_with_the_figure():
    [phrase] = phrases_of("单位生产总值能耗下降3%")
    assert phrase.quantity.falls


def test_a_stretch_longer_than_any_figure_is_passed_over():
    text = "建" * LONGEST + "5个，新增7家"
    assert [phrase.core for phrase in phrases_of(text)] == ["7家"]


@given(st.text(alphabet="0123456789.,，。、%万亿家以上下降左右约~-至到年月 １", max_size=80))
def test_whatever_stands_there_nothing_is_raised_and_each_figure_reads_back(text):
    for phrase in phrases_of(text):
        assert parse_quantity(phrase.text) == phrase.quantity
        assert format_quantity(phrase.quantity)
