import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WIDTHS = [390, 1280]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reader_filters_by_status_and_opens_a_commitment(watch, scripts: bool):
    page = watch(scripts=scripts).open("/")

    page.get_by_label("状态").select_option("未完成")
    page.get_by_role("button", name="筛选").click()
    rows = page.locator(".list tbody tr")
    expect(rows).to_have_count(4)
    rows.first.get_by_role("link").click()

    expect(page.locator("h1")).to_have_text("地区生产总值增长7.5%以上")
    expect(page.locator(".explanation")).to_have_text("目标7.5%以上，实际4.8%，低2.7个百分点：未完成。")


def test_a_reader_turns_the_page_back_to_a_day_and_forth_again(watch):
    page = watch().open("/commitments/410100-2021-001/")

    page.get_by_label("回看").fill("2021-02-01")
    page.get_by_role("button", name="回到当天").click()
    expect(page.locator(".past")).to_contain_text("本页回到2021年2月1日")
    expect(page.locator(".verdict-status")).to_have_text("暂无数据")
    page.get_by_role("link", name="回到今天").click()

    expect(page.locator(".verdict-status")).to_have_text("未完成")


def test_a_reader_changes_language_on_the_page(watch):
    page = watch().open("/commitments/410100-2021-001/?as_of=2022-06-30")

    page.get_by_role("link", name="English").click()

    expect(page.locator(".explanation")).to_contain_text("actual 4.7%")
    assert page.url.endswith("/en/commitments/410100-2021-001/?as_of=2022-06-30")


def test_the_keyboard_reaches_the_content_first(watch):
    page = watch().open("/")

    page.keyboard.press("Tab")

    expect(page.locator(":focus")).to_have_text("跳到正文")
    expect(page.locator(":focus")).to_be_in_viewport()


def test_the_chart_that_fits_the_width_is_shown_in_letters_that_can_be_read(watch):
    page = watch(1280).open("/commitments/410100-2021-001/")
    wide, narrow = page.locator(".wide svg"), page.locator(".narrow svg")
    expect(wide).to_be_visible()
    expect(narrow).to_be_hidden()

    page.set_viewport_size({"width": 390, "height": 900})

    expect(narrow).to_be_visible()
    expect(wide).to_be_hidden()
    assert page.locator(".narrow .chart-tick").first.bounding_box()["height"] >= 11


def test_a_planned_path_is_drawn_and_told_value_by_value(watch):
    page = watch().open("/commitments/410100-2021-900/?as_of=2021-08-01")

    expect(page.locator(".planned tbody tr")).to_have_count(3)
    expect(page.locator(".planned tbody tr").nth(1)).to_contain_text("200个")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        expect(page.locator(".chart-stop:visible")).to_have_count(4)  # three on the chart, one in its key


def test_a_reader_goes_from_a_part_to_its_total_and_sees_what_the_parts_come_to(watch):
    page = watch().open("/commitments/410100-2021-901/")

    page.locator(".part-of").get_by_role("link").click()

    expect(page.locator("h1")).to_have_text("实施技改项目500个")
    expect(page.locator(".sums tfoot")).to_contain_text("+100个")
    expect(page.locator("[data-sum=figures]")).to_contain_text("各分项合计与总项一致，为510个。")


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_names_of_all_pages_can_be_seen_at_once_on_a_desk(watch, language: str):
    page = watch().open(f"{language}/about/")

    seen, whole = page.locator(".places ul").evaluate("list => [list.clientWidth, list.scrollWidth]")
    assert whole <= seen


def test_what_each_method_says_stands_beside_its_name_not_on_it(watch):
    page = watch().open("/commitments/410100-2021-001/")
    rows = page.locator(".by-method li")
    assert rows.count() > 1
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for row in rows.all():
            name, said = (row.locator(part).first.bounding_box() for part in ("a", "span"))
            apart = name["x"] + name["width"] <= said["x"] or name["y"] + name["height"] <= said["y"]
            assert apart, (width, row.text_content())
