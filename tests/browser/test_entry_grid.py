"""A day of data entry in the grid: by keyboard, warned, corrected, logged out, and not alone."""

import re
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from tests import factories as make
from tests.browser.rules import broken_rules
from tracker.models import Observation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GRID = "/en/admin/entry/?jurisdiction=410200&period=2021&source=bulletin"
PASSWORD = "desk-pass-1"
RIGHTS = ("add_observation", "change_observation", "view_observation", "view_document", "add_document")


def clerk(name: str, place) -> None:
    user = make.make_user(name, password=PASSWORD, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=RIGHTS))
    make.make_remit(user, place)


@pytest.fixture
def office(transactional_db) -> SimpleNamespace:
    """A city whose figures of 2021 are to be typed, and two who do."""
    place = make.make_jurisdiction("410200", name="开封市", name_en="Kaifeng")
    plan = make.make_plan("410200-2021", jurisdiction=place)
    make.make_unit("万家")
    series = []
    for number, name in enumerate(("New firms", "New shops", "New schools"), start=1):
        own = make.make_series(make.make_indicator(f"i{number}", name=name, name_en=name), place)
        make.make_commitment(series=own, plan=plan, number=number)
        make.make_observation(own, "80", "2020", published="2021-03-01")
        series.append(own)
    clerk("li", place)
    clerk("wang", place)
    bulletin = make.make_document("bulletin", "2022-04-18", title="统计公报", jurisdiction=place)
    return SimpleNamespace(firms=series[0], shops=series[1], schools=series[2], bulletin=bulletin)


def log_in(page: Page, name: str = "li") -> None:
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    expect(page.locator("#user-tools")).to_be_visible()


@pytest.fixture
def desk(watch, office):
    """Opens the grid for somebody, in a browser of their own."""

    def opened(name: str = "li", **options):
        watched = watch(**options)
        watched.open("/admin/login/")
        log_in(watched.page, name)
        watched.open(GRID)
        return watched

    return opened


def stored() -> list[tuple[str, str, str]]:
    rows = Observation.objects.standing().filter(period="2021", series__jurisdiction__code="410200")
    return list(rows.order_by("pk").values_list("series__indicator__code", "written", "state"))


def row_of(page: Page, series):
    return page.locator(f"tbody[data-row='{series.pk}:2021']")


def value_of(page: Page, series):
    return row_of(page, series).locator("[data-cell=value]")


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.name || document.activeElement.tagName")


def test_a_year_is_typed_by_keyboard_alone(desk, office):
    watched = desk()
    page, keys = watched.page, watched.page.keyboard
    for _step in range(40):
        if focused(page) == f"{office.firms.pk}:2021:value":
            break
        keys.press("Tab")

    keys.type("98")
    keys.press("Enter")
    assert focused(page) == f"{office.shops.pk}:2021:value"
    keys.type("101")
    keys.press("ArrowUp")
    keys.press("ArrowRight")
    assert focused(page) == f"{office.firms.pk}:2021:obs_status"
    keys.type("prov")
    keys.press("ArrowLeft")
    keys.press("Control+Enter")

    expect(page.locator("#said")).to_have_text("New firms: Stored.")
    assert stored() == [("i1", "98", "draft")]
    assert Observation.objects.get(written="98").obs_status == "provisional"
    # On to the next row, where what was typed stands still.
    assert focused(page) == f"{office.shops.pk}:2021:value"
    expect(value_of(page, office.shops)).to_have_value("101")
    keys.press("Control+Enter")
    expect(page.locator("#said")).to_have_text("New shops: Stored.")
    expect(page.locator("[data-drafts]")).to_have_text("Submit 2 drafts of mine")

    page.locator("[data-drafts]").focus()
    keys.press("Enter")
    expect(page.locator("h1")).to_have_text("Submit drafts")
    page.get_by_role("button", name="Submit 2 drafts").focus()
    keys.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("2 drafts are submitted.")
    assert {state for _code, _written, state in stored()} == {"submitted"}
    assert (watched.complaints, watched.elsewhere) == ([], [])


def test_a_warning_is_read_and_accepted(desk, office):
    page = desk().page
    value_of(page, office.firms).focus()
    page.keyboard.type("80万")
    page.keyboard.press("Control+Enter")

    expect(page.locator("#said")).to_contain_text("about 10,000 times as much as its neighbours")
    assert stored() == []
    # The question has the focus.
    assert focused(page) == f"{office.firms.pk}:2021:accepted"
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said")).to_have_text("New firms: Stored.")
    assert stored() == [("i1", "80", "draft")]


def test_a_correction_gives_its_reason(desk, office):
    make.make_observation(office.firms, "89", document=office.bulletin)
    page = desk().page
    value_of(page, office.firms).focus()
    page.keyboard.type("98")
    page.keyboard.press("Control+Enter")

    expect(page.locator("#said")).to_contain_text("but another value (so far 89家)")
    assert focused(page) == f"{office.firms.pk}:2021:reason"
    page.keyboard.type("two digits changed places")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said")).to_contain_text("Proposed as a new version")
    expect(row_of(page, office.firms).locator(".there")).to_contain_text("new version waiting: 98 (li)")
    assert stored() == [("i1", "89", "published")]


def test_a_session_that_ends_in_the_middle_loses_nothing(desk, office):
    watched = desk()
    page = watched.page
    value_of(page, office.firms).fill("98")
    value_of(page, office.shops).fill("101")
    Session.objects.all().delete()
    value_of(page, office.firms).focus()
    page.keyboard.press("Control+Enter")

    expect(page.locator("[data-banner]")).to_contain_text("Your session has ended.")
    expect(value_of(page, office.firms)).to_have_value("98")
    assert stored() == []

    with page.context.expect_page() as opened:
        page.locator("[data-banner] a").click()
    log_in(opened.value)
    opened.value.close()
    page.evaluate("window.dispatchEvent(new Event('focus'))")

    expect(page.locator("#said")).to_have_text("New firms: Stored.")
    expect(page.locator("[data-banner]")).to_be_hidden()
    expect(value_of(page, office.shops)).to_have_value("101")
    assert stored() == [("i1", "98", "draft")]
    page.get_by_role("button", name="Save all rows").click()
    expect(page.locator("#said")).to_have_text("New shops: Stored.")


def test_without_a_connection_what_was_typed_stays(desk, office):
    page = desk().page
    value_of(page, office.firms).fill("98")
    page.context.set_offline(True)
    value_of(page, office.firms).press("Control+Enter")
    expect(page.locator("#said")).to_contain_text("the server did not answer")
    expect(value_of(page, office.firms)).to_have_value("98")

    page.context.set_offline(False)
    value_of(page, office.firms).press("Control+Enter")
    expect(page.locator("#said")).to_have_text("New firms: Stored.")


def test_pressed_twice_it_is_stored_once(desk, office):
    page = desk().page
    value_of(page, office.firms).fill("98")
    page.evaluate("""() => {
        const field = document.querySelector("[data-cell=value]");
        for (const _each of [1, 2])
            field.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", ctrlKey: true, bubbles: true}));
    }""")
    expect(page.locator("#said")).to_have_text("New firms: Stored.")
    assert stored() == [("i1", "98", "draft")]


def test_of_two_people_on_one_row_the_second_is_told(desk, office):
    first, second = desk("li").page, desk("wang").page
    for page, value in ((first, "98"), (second, "99")):
        value_of(page, office.firms).fill(value)
    value_of(first, office.firms).press("Control+Enter")
    expect(first.locator("#said")).to_have_text("New firms: Stored.")

    value_of(second, office.firms).press("Control+Enter")

    expect(second.locator("#said")).to_contain_text("somebody else has changed this row")
    expect(value_of(second, office.firms)).to_have_value("99")
    expect(row_of(second, office.firms).locator(".there")).to_contain_text("98")
    assert stored() == [("i1", "98", "draft")]


def test_without_scripts_the_form_does_the_same(desk, office):
    page = desk(scripts=False).page
    value_of(page, office.firms).fill("98")
    value_of(page, office.shops).fill("many")
    page.get_by_role("button", name="Save all rows").click()

    expect(page.locator(".messagelist")).to_contain_text("1 row is done.")
    expect(row_of(page, office.shops)).to_contain_text("not one number that can be read without guessing")
    expect(value_of(page, office.shops)).to_have_value("many")
    assert stored() == [("i1", "98", "draft")]
    value_of(page, office.shops).fill("101")
    row_of(page, office.shops).get_by_role("button", name="Save").click()
    assert [written for _code, written, _state in stored()] == ["98", "101"]


def test_a_document_is_found_by_typing(desk, office):
    make.make_document("yearbook", "2022-09-01", title="开封统计年鉴")
    page = desk().page
    page.locator("#source").fill("")
    page.locator("#source").press_sequentially("年鉴")
    expect(page.locator("#documents option")).to_have_attribute("value", re.compile(r"\[yearbook\]$"))


def test_the_grid_can_be_used_by_everybody(desk, office):
    make.make_observation(office.firms, "89", document=office.bulletin)
    page = desk().page
    for series, value in ((office.firms, "98"), (office.shops, "many")):
        value_of(page, series).fill(value)
        value_of(page, series).press("Control+Enter")
        expect(row_of(page, series).locator(".said-here")).to_be_visible()
    row_of(page, office.schools).locator("summary").click()

    for width in (1280, 768):
        page.set_viewport_size({"width": width, "height": 900})
        assert broken_rules(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
