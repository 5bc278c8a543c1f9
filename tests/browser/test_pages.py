import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WIDTHS = [390, 1280]
PAGES = [
    "/",
    "/commitments/410100-2021-001/",
    "/commitments/410100-2021-900/",
    "/about/",
    "/methods/",
    "/goalposts/",
    "/?as_of=2022-06-30",
]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_without_complaint_or_a_request_elsewhere(watch, width: int, language: str, path: str):
    watched = watch(width)

    page = watched.open(language + path)

    expect(page.locator("h1")).to_be_visible()
    assert watched.complaints == []
    assert watched.elsewhere == []


@pytest.mark.parametrize("width", [320, *WIDTHS])
@pytest.mark.parametrize(
    "path", ["/", "/en/commitments/410100-2021-001/", "/en/commitments/410100-2021-900/?as_of=2021-08-01"]
)
def test_nothing_sticks_out_sideways(watch, width: int, path: str):
    page = watch(width).open(path)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


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


@pytest.mark.parametrize(
    ("width", "shown", "hidden"), [(390, ".narrow", ".wide"), (1280, ".wide", ".narrow")]
)
def test_the_chart_that_fits_the_width_is_shown(watch, width: int, shown: str, hidden: str):
    page = watch(width).open("/commitments/410100-2021-001/")

    expect(page.locator(f"{shown} svg")).to_be_visible()
    expect(page.locator(f"{hidden} svg")).to_be_hidden()


def test_the_chart_s_letters_are_no_smaller_than_captions_on_a_phone(watch):
    page = watch(390).open("/commitments/410100-2021-001/")

    letter = page.locator(".narrow .chart-tick").first.bounding_box()

    assert letter["height"] >= 11


@pytest.mark.parametrize("width", WIDTHS)
def test_a_planned_path_is_drawn_and_told_value_by_value(watch, width: int):
    page = watch(width).open("/commitments/410100-2021-900/?as_of=2021-08-01")

    expect(page.locator(".planned tbody tr")).to_have_count(3)
    expect(page.locator(".planned tbody tr").nth(1)).to_contain_text("200个")
    expect(page.locator(".chart-stop:visible")).to_have_count(4)  # three on the chart, one in its key


def test_a_reader_goes_from_a_part_to_its_total_and_sees_what_the_parts_come_to(watch):
    page = watch().open("/commitments/410100-2021-901/")

    page.locator(".part-of").get_by_role("link").click()

    expect(page.locator("h1")).to_have_text("实施技改项目500个")
    expect(page.locator(".sums tfoot")).to_contain_text("+100个")
    expect(page.locator("[data-sum=figures]")).to_contain_text("各分项合计与总项一致，为510个。")


CONTRASTS = """() => {
  const rgb = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(part => part / 255)
    .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const element of document.querySelectorAll('main *, header *, footer *')) {
    const own = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
    if (!own || element.closest('svg') || !element.getClientRects().length) continue;
    const [one, other] = [light(rgb(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) poor.push(element.outerHTML.slice(0, 80) + ' ' + ratio.toFixed(2));
  }
  return poor;
}"""


@pytest.mark.parametrize("path", PAGES)
def test_every_text_stands_out_from_its_ground(watch, path: str):
    assert watch().open(path).evaluate(CONTRASTS) == []
