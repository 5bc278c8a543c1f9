"""What a chart says: under the pointer, by the arrow keys, and without a script."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE = "/commitments/410100-2021-001/"


def chart(page):
    return page.locator(".charted:visible svg.chart:visible").first


def test_the_arrow_keys_read_one_figure_after_another_and_it_is_announced(watch):
    watched = watch()
    page = watched.open(PAGE)
    chart(page).focus()
    tip = page.locator(".chart-tip")
    assert tip.get_attribute("role") == "status"

    page.keyboard.press("Home")
    expect(tip).to_contain_text("2020年: 3.0%")
    page.keyboard.press("End")
    expect(tip).to_contain_text("2021年")
    page.keyboard.press("ArrowLeft")
    expect(tip).not_to_be_empty()
    page.keyboard.press("Escape")
    expect(tip).to_be_empty()
    assert watched.complaints == []


def test_a_pointer_is_told_the_nearest_figure_inside_the_figure(watch):
    page = watch().open(PAGE)
    tip = page.locator(".chart-tip")

    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        mark = chart(page).locator(".mark-final").first
        mark.scroll_into_view_if_needed()
        box = mark.bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

        expect(tip).to_contain_text("2020年: 3.0%")
        inside, frame = tip.bounding_box(), page.locator(".charted").bounding_box()
        assert inside["x"] >= frame["x"] - 1
        assert inside["x"] + inside["width"] <= frame["x"] + frame["width"] + 1


def test_without_a_script_each_mark_has_a_tip_and_the_table_has_every_figure(watch):
    page = watch(scripts=False).open(PAGE)

    tips = chart(page).locator(".chart-spot title").all_text_contents()
    assert any(tip.startswith("2020年: 3.0%") for tip in tips)
    expect(page.locator(".figures tbody tr")).to_have_count(3)


def test_on_paper_the_chart_and_the_verdict_are_left_and_the_way_about_is_not(watch):
    page = watch().open(PAGE)

    page.emulate_media(media="print")

    expect(page.locator(".verdict")).to_be_visible()
    expect(chart(page)).to_be_visible()
    for hidden in (".places", ".day", ".language"):
        expect(page.locator(hidden).first).to_be_hidden()
