import re
from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tracker.models import Status
from tracker.progress import SummaryRow
from tracker.reports.status_bars import bars_svg, status_bars

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert(1)</script>"&'


def group(label: str = "综合经济", **counts: int) -> SummaryRow:
    return SummaryRow(key=label, label=label, counts=counts)


def drawn(*rows: SummaryRow, width: int = 600) -> ElementTree.Element:
    return ElementTree.fromstring(bars_svg(status_bars("进展", rows), width=width))


def bars(root: ElementTree.Element, status: str) -> list[float]:
    """How long the parts of a status are; the first of each stands in the legend."""
    return [
        float(part.get("width")) for part in root.iter(f"{SVG}rect") if f"bar-{status}" in part.get("class")
    ][1:]


def test_a_part_is_as_long_as_its_count():
    root = drawn(group(met=3, missed=1), group("科技创新", met=6))

    [three, six], [one] = bars(root, "met"), bars(root, "missed")
    assert six + 1.5 == pytest.approx(2 * (three + 1.5), abs=0.2)
    assert three + 1.5 == pytest.approx(3 * (one + 1.5), abs=0.2)


def test_every_part_has_its_number_and_every_bar_its_total():
    texts = [text.text for text in drawn(group(met=3, missed=2)).iter(f"{SVG}text")]

    assert texts == ["完成", "未完成", "综合经济", "3", "2", "5"]


def test_the_words_say_the_same():
    chart = status_bars("进展", [group(met=3, missed=1), group("科技创新", met=6)])

    assert chart.description == "综合经济: 完成3项、未完成1项\n科技创新: 完成6项"


def test_a_group_without_a_name_gets_one_and_an_empty_one_no_bar():
    chart = status_bars("进展", [group("", met=1), group("空")], nameless="未分领域")

    assert [bar.name for bar in chart.bars] == ["未分领域"]


def test_of_nothing_there_are_no_bars():
    assert status_bars("进展", [group()]) is None


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@given(
    st.lists(
        st.dictionaries(st.sampled_from(Status.values), st.integers(1, 500), min_size=1),
        min_size=1,
        max_size=6,
    ),
    st.text(max_size=60),
)
def test_any_counts_keep_to_the_paper(language: str, counts: list[dict[str, int]], name: str):
    name = "".join(char for char in name if char.isprintable())
    with translation.override(language):
        root = drawn(*(SummaryRow(key="", label=name or "x", counts=each) for each in counts))
    width, height = map(float, root.get("viewBox").split()[2:])

    for part in root.iter(f"{SVG}rect"):
        assert 0 <= float(part.get("x")) <= float(part.get("x")) + float(part.get("width")) <= width
        assert 0 <= float(part.get("y")) <= float(part.get("y")) + float(part.get("height")) <= height


def test_hostile_text_stays_text():
    svg = bars_svg(status_bars(HOSTILE, [group(HOSTILE, met=1)]), identity='x" onload="y')

    assert "<script" not in svg
    assert ElementTree.fromstring(svg).get("onload") is None


def test_nothing_inline_that_a_strict_policy_would_refuse():
    svg = bars_svg(status_bars("进展", [group(met=1)]))

    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|href=", svg)
