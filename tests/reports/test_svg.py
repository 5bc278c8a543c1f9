import datetime
import re
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.reports.charts import Chart, Level, Line, Mark, Point, Stop
from tracker.reports.shapes import shape
from tracker.reports.svg import chart_svg

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert("x")</script>&"\'\u202e'
days = st.dates(datetime.date(2000, 1, 1), datetime.date(2035, 12, 31))
values = st.fractions(min_value=-(10**10), max_value=10**10, max_denominator=100)
points = st.builds(
    Point,
    at=days,
    value=values,
    label=st.just("4.7%"),
    period=st.just("2021年"),
    text=st.just("4.7%"),
    counts=st.booleans(),
    whole=st.booleans(),
    mark=st.sampled_from(Mark),
    baseline=st.booleans(),
)


def make_chart(*drawn: Point, **fields) -> Chart:
    target = Level(
        start=datetime.date(2021, 1, 1), due=datetime.date(2021, 12, 31), value=Fraction(15, 2), text="≥ 7.5%"
    )
    defaults = {
        "title": "地区生产总值增速",
        "description": "目标7.5%以上。",
        "unit": "%",
        "percent": True,
        "bars": False,
        "target": target,
        **fields,
    }
    return Chart(points=drawn, **defaults)


def point(year: int, value: str, **fields) -> Point:
    defaults = {"label": value, "period": f"{year}年", "text": f"{value}%", **fields}
    return Point(at=datetime.date(year, 12, 31), value=Fraction(value), **defaults)


def drawn(chart: Chart, width: int = 720) -> ElementTree.Element:
    return ElementTree.fromstring(chart_svg(chart, width=width))


def marks(root: ElementTree.Element, name: str, kind: str) -> list[ElementTree.Element]:
    return [mark for mark in root.iter(SVG + name) if kind in mark.get("class", "").split()]


def spots(root: ElementTree.Element) -> list[ElementTree.Element]:
    return marks(root, "g", "chart-spot")


def test_every_figure_has_a_mark_that_tells_period_value_and_note():
    chart = make_chart(point(2020, "3", note="年鉴"), point(2021, "4.7"), target=None)

    found = [(spot.get("data-text"), spot.get("data-note")) for spot in spots(drawn(chart))]
    assert found == [("2020年: 3%", "年鉴"), ("2021年: 4.7%", None)]
    assert [spot.find(f"{SVG}title").text for spot in spots(drawn(chart))] == [
        "2020年: 3%\n年鉴",
        "2021年: 4.7%",
    ]


@pytest.mark.parametrize(
    ("mark", "element"),
    [
        ("final", "circle"),
        ("provisional", "circle"),
        ("estimated", "rect"),
        ("above", "path"),
        ("doubtful", "path"),
    ],
)
def test_how_settled_a_figure_is_shows_in_the_shape_of_its_mark(mark: str, element: str):
    root = drawn(make_chart(point(2021, "4.7", mark=Mark(mark)), target=None))

    assert len(marks(root, element, f"mark-{mark}")) == 1


def test_shapes_that_look_alike_without_colour_are_filled_differently():
    drawings = {mark: shape(mark, 0, 0, 5, "") for mark in Mark}

    # Final and provisional are both circles: the stylesheet fills the one and leaves the other hollow.
    routes = [drawing.split('"', 2)[2] for mark, drawing in drawings.items() if mark != Mark.PROVISIONAL]
    assert len(set(routes)) == len(routes)


def test_the_same_declaration_is_drawn_once():
    chart = make_chart(point(2021, "4.7"))

    assert chart_svg(chart) is chart_svg(make_chart(point(2021, "4.7")))
    assert chart_svg(chart) is not chart_svg(make_chart(point(2021, "4.8")))


def test_several_lines_carry_their_names_and_their_own_dashes():
    lines = tuple(
        Line(name=name, points=(point(2020, low), point(2021, high)))
        for name, low, high in (("郑州市", "3", "4.7"), ("国家", "2.3", "8.4"))
    )
    root = drawn(make_chart(target=None, lines=lines))

    names = {text.text: text.get("class") for text in marks(root, "text", "chart-name")}
    assert names == {"郑州市": "chart-name line-0", "国家": "chart-name line-1"}
    assert [line.get("class") for line in marks(root, "polyline", "chart-line")] == [
        "chart-line line-0",
        "chart-line line-1",
    ]
    assert {spot.get("data-text") for spot in spots(root)} >= {"国家 · 2021年: 8.4%"}


@pytest.mark.parametrize(
    ("years", "runs", "gaps"),
    [
        ([2018, 2019, 2020, 2021], [4], 0),
        ([2018, 2019, 2022, 2023], [2, 2], 1),
        ([2018, 2021, 2022], [2], 1),
        # As often as they are published, nothing is missing.
        ([2010, 2015, 2020], [3], 0),
    ],
)
def test_years_nothing_was_published_of_are_no_part_of_the_line(years: list[int], runs: list[int], gaps: int):
    root = drawn(make_chart(*(point(year, "4.7") for year in years), target=None))

    lines = marks(root, "polyline", "chart-line")
    assert [len(line.get("points").split()) for line in lines] == runs
    assert len(marks(root, "line", "chart-gap")) == gaps


def test_names_of_lines_that_end_together_keep_apart():
    lines = tuple(Line(name=f"第{n}行", points=(point(2020, "3"), point(2021, "4.7"))) for n in range(3))

    heights = [
        float(text.get("y"))
        for text in marks(drawn(make_chart(target=None, lines=lines)), "text", "chart-name")
    ]
    assert all(abs(one - other) >= 13 for one, other in pairwise(sorted(heights)))


def test_of_ranks_the_first_is_on_top():
    chart = make_chart(point(2020, "12"), point(2021, "5"), percent=False, target=None, upside_down=True)

    low, high = (float(spot.get("data-y")) for spot in spots(drawn(chart)))
    assert high < low
    assert "0" not in {text.text for text in marks(drawn(chart), "text", "chart-tick")}


def test_a_screen_reader_finds_title_and_description():
    root = drawn(make_chart(point(2021, "4.7")))

    named = {element.get("id"): element.text for element in root if element.get("id")}
    assert root.get("role") == "img"
    assert [named[name] for name in root.get("aria-labelledby").split()] == [
        "地区生产总值增速",
        "目标7.5%以上。",
    ]


def test_a_higher_value_is_drawn_higher():
    low, high = marks(drawn(make_chart(point(2020, "3"), point(2021, "4.7"))), "circle", "chart-point")

    assert float(high.get("cy")) < float(low.get("cy"))


def test_columns_stand_on_zero():
    chart = make_chart(point(2020, "800"), point(2021, "1230"), bars=True, percent=False, target=None)

    bottoms = {
        round(float(mark.get("y")) + float(mark.get("height")))
        for mark in marks(drawn(chart), "rect", "chart-column")
    }
    assert len(bottoms) == 1


def test_a_range_is_a_band():
    level = Level(
        start=datetime.date(2021, 1, 1),
        due=datetime.date(2021, 12, 31),
        value=Fraction(6),
        value_to=Fraction(7),
    )

    assert len(marks(drawn(make_chart(point(2021, "4.7"), target=level)), "rect", "chart-band")) == 1


def test_the_expected_path_leads_from_its_start_to_its_end():
    ends = ((datetime.date(2020, 12, 31), Fraction(3)), (datetime.date(2021, 12, 31), Fraction(8)))

    (path,) = marks(drawn(make_chart(point(2021, "4.7"), path=ends)), "line", "chart-path")

    assert float(path.get("x1")) < float(path.get("x2"))
    assert float(path.get("y1")) > float(path.get("y2"))


def test_a_planned_path_bends_at_the_values_announced():
    days = [datetime.date(2020, 12, 31), datetime.date(2021, 6, 30), datetime.date(2021, 12, 31)]
    route = tuple(zip(days, map(Fraction, (3, 4, 8)), strict=True))
    stop = Stop(at=days[1], value=Fraction(4), text=HOSTILE)
    root = drawn(make_chart(point(2021, "4.7"), path=route, stops=(stop,)))

    first, second = marks(root, "line", "chart-path")
    (square,) = marks(root, "rect", "chart-stop")
    assert (first.get("x2"), first.get("y2")) == (second.get("x1"), second.get("y1"))
    assert float(square.get("x")) + 3.5 == pytest.approx(float(first.get("x2")), abs=0.1)
    assert HOSTILE in {spot.get("data-text") for spot in spots(root)}


def test_a_planned_value_beyond_all_figures_stays_on_the_paper():
    stop = Stop(at=datetime.date(2021, 6, 30), value=Fraction(90), text="90%")
    route = ((stop.at, stop.value), (datetime.date(2021, 12, 31), Fraction(8)))
    root = drawn(make_chart(point(2021, "4.7"), path=route, stops=(stop,)))

    (square,) = marks(root, "rect", "chart-stop")
    assert 0 <= float(square.get("y")) <= float(root.get("viewBox").split()[3])


@pytest.mark.parametrize(
    ("language", "label"), [("zh-hans", "18.4%（2021年第1季度）"), ("en", "18.4% (2021年第1季度)")]
)
def test_a_figure_of_a_part_of_the_period_names_it_in_the_brackets_of_the_language(language: str, label: str):
    part = point(2021, "18.4", label="18.4%", period="2021年第1季度", whole=False)

    with translation.override(language):
        labels = [text.text for text in marks(drawn(make_chart(part)), "text", "chart-value")]

    assert labels == [label]


def test_where_it_is_crowded_the_figure_of_the_due_day_keeps_its_label():
    many = [point(year, str(year - 2000)) for year in range(2005, 2031)]

    labels = {text.text for text in marks(drawn(make_chart(*many), width=360), "text", "chart-value")}

    assert labels == {"5", "21", "30"}


@pytest.mark.parametrize("width", [360, 1000])
@settings(max_examples=40)
@given(st.lists(points, min_size=1, max_size=12), st.booleans(), st.booleans())
def test_any_chart_is_well_formed_and_keeps_to_the_paper(
    width: int, found: list[Point], bars: bool, aim: bool
):
    chart = make_chart(*found, bars=bars and all(p.value >= 0 for p in found), percent=False)
    chart = chart if aim else make_chart(*found, target=None)

    root = drawn(chart, width)

    for spot in spots(root):
        assert 0 <= float(spot.get("data-x")) <= width
        assert 0 <= float(spot.get("data-y")) <= 400


@pytest.mark.parametrize("field", ["title", "description", "unit"])
def test_hostile_text_stays_text(field: str):
    chart = make_chart(point(2021, "4.7", label=HOSTILE, text=HOSTILE, period=HOSTILE), **{field: HOSTILE})

    svg = chart_svg(chart, identity='x" onload="y')

    assert "<script" not in svg
    assert ElementTree.fromstring(svg).get("onload") is None


def test_nothing_inline_that_a_strict_policy_would_refuse():
    svg = chart_svg(make_chart(point(2020, "3"), point(2021, "4.7")))

    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|href=", svg)


def test_a_long_name_of_a_line_is_cut_and_leaves_room_for_the_line():
    lines = tuple(
        Line(name="很长的地区名称" * 9, points=(point(2020, low), point(2021, "5"))) for low in ("3", "4")
    )
    root = drawn(make_chart(target=None, lines=lines), width=360)

    names = [text.text for text in marks(root, "text", "chart-name")]
    assert all(name.endswith("…") and len(name) <= 7 for name in names)
    assert max(float(spot.get("data-x")) for spot in spots(root)) > 200
