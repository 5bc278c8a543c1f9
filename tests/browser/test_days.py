"""The day of each role, from the clause of a report to the public page and the API, in a real browser."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core.management import call_command
from playwright.sync_api import Page, expect

from tests import factories as make
from tracker.models import Commitment, Observation
from tracker.progress import refresh

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "desk-pass-1"
CLAUSE = "力争新增高新技术企业1000家以上，增长25%"
FORM = "/en/admin/entry/commitment/?plan=410200-2021"


@pytest.fixture
def office(transactional_db) -> SimpleNamespace:
    """A city with a plan to be entered, and one of each role for it."""
    call_command("loaddata", "roles", verbosity=0)
    place = make.make_jurisdiction("410200", name="开封市", name_en="Kaifeng")
    for name, role in (
        ("li", "data entry"),
        ("wang", "data entry"),
        ("chen", "reviewer"),
        ("zhao", "publisher"),
    ):
        user = make.make_user(name, password=PASSWORD, is_staff=True)
        user.groups.add(Group.objects.get(name__endswith=f" {role}"))
        make.make_remit(user, place)
    report = make.make_document("report", "2021-01-30", title="2021年政府工作报告", jurisdiction=place)
    plan = make.make_plan("410200-2021", jurisdiction=place, document=report)
    firms = make.make_series(
        make.make_indicator("new-firms", name="新增高新技术企业", name_en="New firms"), place
    )
    make.make_unit("万家")
    before = make.make_observation(firms, "800", "2020", published="2021-02-01")
    make.make_document("bulletin", "2022-04-18", title="统计公报", jurisdiction=place)
    return SimpleNamespace(plan=plan, firms=firms, before=before)


@pytest.fixture
def desk(watch, office):
    """Opens a page of the desk for somebody, in a browser of their own."""

    def opened(name: str, path: str = "/en/admin/", **options):
        watched = watch(**options)
        watched.open(path)
        log_in(watched.page, name)
        return watched

    return opened


def log_in(page: Page, name: str) -> None:
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    expect(page.locator("#user-tools")).to_be_visible()


def home(page: Page) -> str:
    """The address of the server a page is from."""
    return "/".join(page.url.split("/")[:3])


def take(page: Page, step: str, comment: str = "") -> None:
    """Let the row of the page take a step."""
    page.get_by_role("link", name=step, exact=True).click()
    if comment:
        page.locator("[name=comment]").fill(comment)
    page.locator("[name=confirmed]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def to_task(page: Page, title: str, table: str) -> None:
    """Open the list of what there is to do, from the first page."""
    page.goto(f"{home(page)}/en/admin/")
    page.locator(".todo tr").filter(has_text=table).get_by_role("link", name=title).click()


def choose_for_all(page: Page, step: str) -> None:
    """Choose a step for all rows of a list, once its scripts are there to tick them."""
    page.locator("#action-toggle").wait_for()
    page.wait_for_load_state()
    page.locator("#action-toggle").check()
    expect(page.locator("input.action-select:not(:checked)")).to_have_count(0)
    page.locator("[name=action]").select_option(label=step)
    page.get_by_role("button", name="Go").click()


def take_all(page: Page, task: str, step: str) -> None:
    """Let all rows of a task take a step."""
    to_task(page, *task)
    choose_for_all(page, step)
    page.locator("[name=confirmed]").click()
    expect(page.locator(".messagelist .success")).to_contain_text("done")


def states() -> set[str]:
    figures = Observation.objects.standing().filter(series__jurisdiction__code="410200")
    rows = (Commitment.objects.get(code="410200-2021-001"), figures.get(period="2021"))
    return {row.state for row in rows}


def test_a_clause_becomes_a_public_verdict_through_four_pairs_of_hands(desk, office):
    clerk = desk("li").page
    clerk.get_by_role("link", name="A commitment with its evidence and target").click()
    enter_commitment(clerk, office)
    enter_figure(clerk)
    take_all(clerk, ("Drafts, to be submitted", "Commitments"), "Submit")

    reviewer = desk("chen").page
    to_task(reviewer, "Waiting for review by you", "Observations")
    reviewer.locator("#result_list tbody a").first.click()
    take(reviewer, "Return", "the bulletin says 1,230")

    to_task(clerk, "Returned, to be mended", "Observations")
    clerk.locator("#result_list tbody a").first.click()
    clerk.get_by_role("link", name="History").click()
    expect(clerk.locator("#content")).to_contain_text("the bulletin says 1,230")
    clerk.go_back()
    clerk.get_by_role("link", name="Correct", exact=True).click()
    clerk.fill("[name=value]", "1230")
    clerk.fill("[name=reason]", "two digits changed places")
    clerk.get_by_role("button", name="Save").click()
    take(clerk, "Submit")

    take_all(reviewer, ("Waiting for review by you", "Observations"), "Approve")
    take_all(reviewer, ("Waiting for review by you", "Commitments"), "Approve")
    assert states() == {"approved"}
    assert reviewer.request.get(f"{home(reviewer)}/api/v1/commitments/410200-2021-001/").status == 404

    publisher = desk("zhao").page
    take_all(publisher, ("Approved, to be published", "Observations"), "Publish")
    take_all(publisher, ("Approved, to be published", "Commitments"), "Publish")
    assert states() == {"published"}

    publisher.goto(f"{home(publisher)}/en/commitments/410200-2021-001/")
    expect(publisher.locator("h1")).to_contain_text(CLAUSE)
    expect(publisher.locator("main")).to_contain_text("1230")
    said = publisher.request.get(f"{home(publisher)}/api/v1/commitments/410200-2021-001/").json()
    assert (said["verdict"]["status"], said["latest"]["value"]) == ("met", "1230")
    assert said["evidence"]["quote"] == CLAUSE


def enter_commitment(page: Page, office) -> None:
    """Paste the clause, be warned of another number, and store what it says."""
    page.locator("[name=plan]").fill("410200-2021")
    page.locator("[name=section]").fill("三（一）")
    page.locator("[name=quote]").fill(CLAUSE)
    expect(page.locator("#said")).to_contain_text("1000家以上")
    expect(page.locator("[name=indicator]")).to_have_value("New firms（家）[new-firms]")
    expect(page.locator("[name=value]")).to_have_value("1000")
    expect(page.locator("[name=wording]")).to_have_value("at_least")
    expect(page.locator("[name=period]")).to_have_value("2021")
    for figure, value in (("增长25%", "25"), ("1000家以上", "1000")):
        page.get_by_role("button", name=figure).click()
        expect(page.locator("[name=value]")).to_have_value(value)
    page.locator("[name=baseline]").select_option(str(office.before.pk))
    page.locator("[name=value]").fill("1200")
    page.locator("[name=value]").press("Control+Enter")

    expect(page.locator(".errornote")).to_contain_text("Nothing is stored yet")
    expect(page.locator(".errorlist").first).to_contain_text("does not print 1200")
    expect(page.locator("[name=section]")).to_have_value("三（一）")
    page.locator("[name=value]").fill("1000")
    page.locator("[name=value]").press("Control+Enter")

    expect(page.locator(".messagelist .success")).to_contain_text("410200-2021-001")
    expect(page.locator("[name=quote]")).to_have_value("")
    expect(page.locator("[name=section]")).to_have_value("三（一）")
    target = office.plan.commitments.get().targets.get()
    assert (target.written, target.baseline) == ("1000", office.before)


def enter_figure(page: Page) -> None:
    """Type the year's figure into the grid, be warned of its size, mend it and submit it."""
    page.goto(f"{home(page)}/en/admin/entry/?jurisdiction=410200&period=2021&source=bulletin")
    value = page.locator("[data-cell=value]").first
    value.fill("1320万")
    value.press("Control+Enter")
    expect(page.locator("#said")).to_contain_text("times as much as its neighbours")
    value.fill("1320")
    value.press("Control+Enter")
    expect(page.locator("#said")).to_have_text("New firms: Stored.")
    page.locator("[data-drafts]").click()
    page.get_by_role("button", name="Submit 1 draft").click()
    expect(page.locator(".messagelist")).to_contain_text("1 draft is submitted.")


@pytest.mark.parametrize("scripts", [True, False])
def test_whatever_is_typed_wrong_is_said_and_nothing_is_lost(desk, office, scripts):
    watched = desk("li", FORM, scripts=scripts)
    page = watched.page
    marked = f"{CLAUSE}<img src=x onerror=alert(1)>"
    page.locator("[name=quote]").fill(marked)
    page.locator("[name=indicator]").fill("new-firms")
    page.locator("[name=value]").fill("1,00")
    page.locator("[name=unit]").fill("堆")
    page.locator("[name=period]").fill("soon")
    page.get_by_role("button", name="Save and enter the next").click()

    errors = page.locator(".wrong .errorlist")
    expect(errors).to_have_text(["“soon” is not a period.", "There is no unit “堆”."])
    expect(page.locator("[name=quote]")).to_have_value(marked)
    page.locator("[name=unit]").fill("家")
    page.locator("[name=period]").fill("2021")
    page.get_by_role("button", name="Save and enter the next").click()
    expect(errors).to_have_text(["“1,00” cannot be read."])
    page.locator("[name=value]").fill("1000")

    Session.objects.all().delete()
    page.get_by_role("button", name="Save and enter the next").click()
    log_in(page, "li")
    expect(page.locator("[name=quote]")).to_have_value(marked)
    expect(page.locator(".messagelist")).to_contain_text("What you typed is still here")
    assert not Commitment.objects.filter(plan=office.plan).exists()

    page.get_by_role("button", name="Save and look at it").click()
    expect(page.locator("#content h2").first).to_contain_text("410200-2021-001")
    watched.open(FORM)
    for name, text in (("quote", marked), ("indicator", "new-firms"), ("value", "1000"), ("period", "2021")):
        page.locator(f"[name={name}]").fill(text)
    page.get_by_role("button", name="Save and look at it").click()
    expect(page.locator(".errorlist").first).to_contain_text("has been entered from this clause already")
    assert Commitment.objects.filter(plan=office.plan).count() == 1
    assert watched.elsewhere == []


def test_of_two_at_one_commitment_the_second_is_told_and_keeps_what_was_typed(desk, office):
    row = make.make_commitment(plan=office.plan, series=office.firms, number=1, state="draft")
    path = f"/en/admin/tracker/commitment/{row.pk}/change/"
    first, second = desk("li", path).page, desk("wang", path).page
    first.fill("[name=statement]", "培育高新技术企业1000家")
    first.get_by_role("button", name="Save", exact=True).click()
    expect(first.locator(".messagelist .success")).to_be_visible()

    second.fill("[name=statement]", "新增高新技术企业一千家")
    second.get_by_role("button", name="Save", exact=True).click()

    expect(second.locator(".errornote, .errorlist").last).to_contain_text(
        "li changed this row since you opened it"
    )
    expect(second.locator("[name=statement]")).to_have_value("新增高新技术企业一千家")
    row.refresh_from_db()
    assert row.statement == "培育高新技术企业1000家"


def test_commitments_withdrawn_together_say_so_once_others_agreed(desk, office):
    for number in (1, 2):
        make.make_commitment(plan=office.plan, series=office.firms, number=number)
    refresh()
    clerk = desk("li", "/en/admin/tracker/commitment/?plan=410200-2021").page
    choose_for_all(clerk, "Withdraw")
    expect(clerk.locator("#content")).to_contain_text("2 rows")
    clerk.locator("[name=withdrawn_on]").fill("2021-06-30")
    clerk.locator("[name=comment]").fill("the plan was adjusted")
    clerk.get_by_role("button", name="Withdraw").click()
    expect(clerk.locator(".messagelist")).to_contain_text("2 new versions wait")

    take_all(desk("chen").page, ("Waiting for review by you", "New versions"), "Approve")
    publisher = desk("zhao").page
    take_all(publisher, ("Approved, to be published", "New versions"), "Publish")

    publisher.goto(f"{home(publisher)}/en/commitments/410200-2021-002/")
    expect(publisher.locator("main")).to_contain_text("the plan was adjusted")
    assert set(office.plan.commitments.values_list("status", flat=True)) == {"withdrawn"}


def test_all_of_a_task_are_returned_together_with_one_reason(desk, office):
    for period in ("2018", "2019"):
        make.make_observation(office.firms, "700", period, state="submitted")
    reviewer = desk("chen").page
    to_task(reviewer, "Waiting for review by you", "Observations")
    choose_for_all(reviewer, "Return")
    reviewer.locator("[name=comment]").fill("which bulletin?")
    reviewer.get_by_role("button", name="Return").click()
    expect(reviewer.locator(".messagelist .success")).to_have_text("2 rows: done.")

    clerk = desk("li").page
    expect(clerk.locator(".todo tr").filter(has_text="Returned, to be mended")).to_contain_text("2")
