"""Known names are suggested for misspelt ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest.checking.spellings import Spellings

NAMES = Spellings(
    (name, name) for name in ["地区生产总值", "地区生产总值增速", "城镇新增就业", "家", "万家", "户"]
)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("地区生产总直", ["地区生产总值", "地区生产总值增速"]),
        ("新增城镇就业", ["城镇新增就业"]),
        ("家", ["家", "万家"]),
        ("财政收入", []),
        ("", []),
    ],
)
def test_the_nearest_come_first_and_the_far_not_at_all(text, nearest):
    assert NAMES.nearest(text) == nearest


def test_three_names_at_most_are_suggested_in_a_stable_order():
    names = Spellings((name, name) for name in ["丙年报", "乙年报", "甲年报", "丁年报"])

    assert names.nearest("年报") == ["丁年报", "丙年报", "乙年报"]


def test_the_printed_form_is_suggested_where_another_is_compared():
    assert Spellings([("《GDP 增速》", "gdp增速")]).nearest("gdp增长") == ["《GDP 增速》"]


def test_a_name_is_suggested_once_by_the_most_alike_of_its_forms():
    names = Spellings([("地区生产总值", "地区生产总值"), ("地区生产总值", "gdp"), ("总值表", "总值表")])

    assert names.nearest("gdp总") == ["地区生产总值"]


@given(st.text(max_size=200))
def test_whatever_is_asked_at_most_three_known_names_come_back(text: str):
    assert len(NAMES.nearest(text)) <= 3
