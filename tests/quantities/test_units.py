"""Units, their multipliers and their dimensions."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.exceptions import QuantityError
from tracker.quantities import convertible, parse_unit
from tracker.quantities.numbers import MULTIPLIERS
from tracker.quantities.units import base_part

# Every unit the first data are published in.
PUBLISHED = [
    "%", "个百分点", "元", "万元", "亿元", "万亿元", "亿美元", "倍", "家", "万家", "户", "万户", "个",
    "万个", "项", "条", "所", "套", "万套", "处", "场", "班", "列", "件", "名", "万名", "位", "人", "万人",
    "万人次", "万标箱", "座", "万座", "台", "辆", "天", "个工作日", "个部门", "大类", "万吨", "亿吨", "斤",
    "亿斤", "万亿斤", "亩", "万亩", "亿亩", "公顷", "平方米", "万平方米", "平方公里", "公里", "万公里",
    "微克/立方米", "立方米/日", "万立方米/日", "部", "年", "岁", "强", "千瓦", "万千瓦", "千瓦时",
    "亿千瓦时", "吨标准煤", "万吨标准煤", "米", "公斤", "架",
]  # fmt: skip


@pytest.mark.parametrize("symbol", PUBLISHED)
def test_every_published_unit_is_known_by_its_own_symbol(symbol):
    assert parse_unit(symbol).symbol == symbol


@pytest.mark.parametrize(
    ("text", "base", "factor"),
    [
        ("万家", "家", 10_000),
        ("亿美元", "美元", 10**8),
        ("万亿元", "元", 10**12),
        ("十亿元", "元", 10**9),
        ("千万元", "元", 10**7),
        ("百万吨", "吨", 10**6),
        ("十万人", "人", 10**5),
        ("千瓦", "千瓦", 1),
        ("万千瓦", "千瓦", 10_000),
        ("兆瓦", "千瓦", 1000),
        ("亿千瓦时", "千瓦时", 10**8),
        ("千米", "米", 1000),
        ("公里", "米", 1000),
        ("平方公里", "平方米", 10**6),
        ("公顷", "平方米", 10**4),
        ("亩", "平方米", Fraction(2000, 3)),
        ("亿斤", "吨", 50_000),
        ("万吨", "吨", 10_000),
        ("公斤", "吨", Fraction(1, 1000)),
        ("倍", "%", 100),
        ("‰", "%", Fraction(1, 10)),
        ("毫克/立方米", "微克/立方米", 1000),
        ("名", "人", 1),
    ],
)
def test_a_factor_is_exact(text, base, factor):
    unit = parse_unit(text)
    assert (unit.base, unit.factor) == (base, Fraction(factor))


@pytest.mark.parametrize(
    ("alias", "symbol"),
    [
        ("％", "%"),
        ("百分点", "个百分点"),
        ("工作日", "个工作日"),
        ("标准箱", "标箱"),
        ("万TEU", "万标箱"),
        ("μg/m³", "微克/立方米"),
        ("微克／立方米", "微克/立方米"),
        ("㎡", "平方米"),
        ("日", "天"),
        (" 万 家 ", "万家"),
    ],
)
def test_other_spellings_come_to_one_symbol(alias, symbol):
    assert parse_unit(alias).symbol == symbol


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("亿元", "万元"),
        ("万人", "名"),
        ("平方公里", "万亩"),
        ("亿斤", "万吨"),
        ("倍", "%"),
        ("公里", "米"),
        ("万家", "家"),
        ("小时", "分钟"),
    ],
)
def test_units_of_one_dimension_convert(a, b):
    assert convertible(parse_unit(a), parse_unit(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("亿元", "亿美元"),
        ("%", "个百分点"),
        ("家", "个"),
        ("家", "户"),
        ("人", "人次"),
        ("天", "个工作日"),
        ("千瓦", "千瓦时"),
        ("吨", "吨标准煤"),
        ("吨", "标箱"),
        ("班", "列"),
        ("位", "名"),
        ("个", "个部门"),
        ("年", "岁"),
        ("平方米", "米"),
    ],
)
def test_units_of_two_dimensions_never_convert(a, b):
    assert not convertible(parse_unit(a), parse_unit(b))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("万", "unknown_unit"),
        ("什么", "unknown_unit"),
        ("套（户）", "unknown_unit"),
        ("万%", "unknown_unit"),
        ("百个百分点", "unknown_unit"),
        ("万位", "unknown_unit"),
        ("亿万家", "unknown_unit"),
        ("5家", "unknown_unit"),
    ],
)
def test_an_unknown_unit_is_an_error_naming_the_text(text, code):
    with pytest.raises(QuantityError) as caught:
        parse_unit(text)
    assert (caught.value.code, caught.value.text) == (code, text)


@settings(deadline=None)  # a busy machine is no failure
@given(
    st.sampled_from(sorted(MULTIPLIERS)), st.sampled_from(["家", "元", "平方米", "千瓦", "斤", "亩", "人次"])
)
def test_a_multiplier_multiplies_the_factor_and_keeps_the_dimension(word, name):
    unit, plain = parse_unit(word + name), parse_unit(name)
    assert (unit.factor, unit.dimension) == (plain.factor * MULTIPLIERS[word], plain.dimension)


@pytest.mark.parametrize("symbol", PUBLISHED)
def test_a_unit_is_its_multiplier_times_the_unit_without_it(symbol):
    multiplier, rest = base_part(parse_unit(symbol))
    assert parse_unit(symbol).factor == multiplier * rest.factor
