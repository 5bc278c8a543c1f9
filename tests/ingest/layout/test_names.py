"""Names are compared by what they say, not by how they are typed."""

import pytest

from tracker.ingest.layout.names import normalised


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＧＤＰ", "gdp"),
        ("“125”计划", "125计划"),
        ("地区 生产\u3000总值", "地区生产总值"),
        ("《公报》", "公报"),
        ("郑州\u200b市\ufeff", "郑州市"),
        ("㎡", "m2"),
        ("进出口（总额）", "进出口(总额)"),
    ],
)
def test_names_that_look_alike_are_compared_alike(one, other):
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(("one", "other"), [("新增企业", "企业"), ("A级", "B级"), ("PM2.5", "PM10")])
def test_names_that_differ_stay_different(one, other):
    assert normalised(one) != normalised(other)
