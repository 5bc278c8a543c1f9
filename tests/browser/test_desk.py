"""The desk and the API's page to read in a real browser: under the strict policy, from our own host alone."""

import pytest
from playwright.sync_api import expect

from tests.browser.rules import broken_rules
from tests.factories import make_user
from tracker.models import Observation, Target

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK = [
    "", "tracker/commitment/", "tracker/commitment/{commitment}/change/", "tracker/commitment/add/",
    "tracker/observation/", "tracker/observation/{figure}/change/", "tracker/observation/{figure}/correct/",
    "tracker/observation/add/", "tracker/observation/export/", "tracker/verdict/", "tracker/indicator/add/",
    "tracker/target/{target}/change/", "entry/commitment/?plan=410100-2021", "entry/plan/",
    "tracker/user/", "tracker/user/add/", "auth/group/add/", "tracker/auditentry/", "tracker/document/",
    "tracker/commitment/{commitment}/history/", "tracker/commitment/{commitment}/delete/",
    "tracker/observation/{figure}/withdraw/", "entry/?jurisdiction=410100&period=2021",
]  # fmt: skip
PAGES = [*(f"/admin/{path}" for path in DESK), "/admin/login/", "/login/", "/password/"]


@pytest.fixture
def desk(watch, data):
    """A page of somebody who may do everything."""
    make_user("boss", password="desk-pass-1", is_staff=True, is_superuser=True)
    watched = watch()
    page = watched.open("/admin/login/")
    page.fill("#id_username", "boss")
    page.fill("#id_password", "desk-pass-1")
    page.click("[type=submit]")
    expect(page.locator("#user-tools")).to_be_visible()
    return watched


def test_every_page_of_the_desk_can_be_used_by_everybody_in_its_window(desk, data):
    figure, target = data.series.observations.first(), data.targets.get()
    names = {"commitment": data.pk, "figure": figure.pk, "target": target.pk}
    broken, wide = [], []

    for path in PAGES:
        page = desk.open(path.format(**names))
        assert (desk.complaints, desk.elsewhere) == ([], []), path
        for width in (820, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            broken += [(path, width, rule) for rule in broken_rules(page)]
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                wide.append((path, width))
        # The rules try styles on the page, which its policy forbids: that is no fault of the page.
        desk.complaints.clear()

    assert broken == []
    assert wide == []


def test_a_figure_is_corrected_by_hand(desk, data):
    figure = data.series.observations.get(written="4.7")
    page = desk.open(f"/en/admin/tracker/observation/{figure.pk}/change/")
    page.get_by_role("link", name="Correct", exact=True).click()
    page.fill("[name=value]", "4.9")
    page.fill("[name=reason]", "mistyped")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".messagelist .success")).to_contain_text("4.9%")
    assert Observation.objects.standing().filter(written="4.9").exists()
    assert not Observation.objects.standing().filter(written="4.7").exists()


def test_a_planned_value_is_added_to_a_path_by_hand(desk, data):
    target = Target.objects.get(commitment__number=900)
    page = desk.open(f"/en/admin/tracker/target/{target.pk}/change/")
    page.locator("#path-group .add-row a").click()
    page.fill("[name=path-3-by_end_of]", "2021-11")
    page.fill("[name=path-3-planned]", "4,60")
    page.locator("#path-3 .select2-selection").click()
    page.locator(".select2-results__option").first.click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#path-3 .errorlist")).to_contain_text("4,60")
    page.fill("[name=path-3-planned]", "460")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert [str(point.value) for point in target.path.order_by("by")] == ["100", "220", "380", "460"]


def test_a_form_on_its_way_is_not_sent_again_by_a_second_click(desk, data):
    page = desk.open(f"/en/admin/tracker/remark/add/?commitment={data.pk}")
    posts = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    page.fill("[name=text]", "受特大暴雨影响")
    page.fill("[name=dated]", "2021-08-01")
    page.get_by_role("button", name="Save", exact=True).dblclick()

    expect(page.locator(".messagelist .success")).to_be_visible()
    assert len(posts) == 1


def test_the_series_of_a_new_figure_is_found_by_typing(desk, data):
    page = desk.open("/admin/tracker/observation/add/")
    page.locator(".field-series .select2-selection").click()
    page.locator(".select2-search__field").fill("增速")
    page.locator(".select2-results__option", has_text="地区生产总值增速").click()
    assert page.locator("[name=series]").input_value() == str(data.series_id)


def test_the_api_can_be_read_and_tried_out(watch, data):
    watched = watch()
    page = watched.open("/api/docs/")
    page.locator("#operations-commitments-commitments_list").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    expect(page.locator(".live-responses-table tbody .response-col_status")).to_contain_text("200")
    assert (watched.complaints, watched.elsewhere) == ([], [])
