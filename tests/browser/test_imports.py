"""A file comes in through a real browser, with and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.rules import broken_rules
from tests.factories import make_document, make_indicator, make_jurisdiction, make_series
from tests.importing import csv_bytes, make_importer, newest, row
from tracker.models import ChangeSet, Observation

pytestmark = pytest.mark.browser


@pytest.fixture
def known(data):
    """What the file speaks of, and somebody who may bring it in."""
    make_series(make_indicator("firms", name="新增企业", name_en="New firms"), make_jurisdiction())
    make_document("gazette", "2022-04-18", title="统计公报", publisher="郑州市统计局")
    return make_importer(password="a-long-password")


@pytest.fixture
def table(tmp_path):
    """Writes a table of these rows, for a browser to choose."""

    def written(*rows, **options):
        path = tmp_path / "2021.csv"
        path.write_bytes(csv_bytes(*rows, **options))
        return path

    return written


def log_in(watched, language="/en") -> Page:
    page = watched.open(f"{language}/imports/new/")
    page.locator("#id_username").fill("importer")
    page.locator("#id_password").fill("a-long-password")
    page.locator("main form button").click()
    expect(page.locator("#id_file")).to_be_visible()
    return page


def send(page: Page, path) -> None:
    page.locator("#id_file").set_input_files(path)
    page.get_by_role("button", name="Check the file").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_clerk_brings_a_file_in_looks_at_it_stores_it_and_takes_it_back(watch, known, table, scripts):
    watched = watch(scripts=scripts)
    page = log_in(watched)

    send(page, table(row(), row("1.2.3", "2019")))
    expect(page.locator("h1")).to_have_text("2021.csv")
    expect(page.locator(".rows tbody tr").first).to_contain_text("New firms")
    page.get_by_role("link", name="1 invalid").click()
    expect(page.locator(".problem-error")).to_contain_text("not one number")
    page.get_by_label("Leave out what is invalid").check()
    page.get_by_role("button", name="Store the figures").click()

    expect(page.locator(".state")).to_have_text("applied")
    assert Observation.objects.filter(written="1230").exists()
    page.get_by_label("reason").fill("The wrong file")
    page.get_by_role("button", name="Take back").click()
    expect(page.locator(".state")).to_have_text("reversed")
    assert not Observation.objects.standing().filter(written="1230").exists()
    assert watched.complaints == []
    assert watched.elsewhere == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_clerk_says_what_the_columns_hold(watch, known, table, scripts):
    page = log_in(watch(scripts=scripts))
    columns = ("what", "where", "when", "how much")

    send(page, table(dict(zip(columns, ("firms", "410100", "2021", "7"), strict=True)), columns=columns))
    expect(page.locator("h1")).to_have_text("What the columns hold")
    expect(page.locator(".message").first).to_have_text(
        "Not every column was understood. Say what they hold."
    )
    for place, field in enumerate(("indicator", "jurisdiction", "period", "value")):
        page.locator(f"[name=field-{place}]").select_option(field)
    page.locator("#id_source_title").fill("统计公报")
    page.get_by_role("button", name="Check the file").click()

    expect(page.locator(".tallies")).to_contain_text("1 new")


def test_a_form_that_was_refused_says_so_without_losing_the_page(watch, known, table):
    page = log_in(watch())

    page.locator("#id_period").fill("some time")
    send(page, table(row()))

    expect(page.locator(".wrong")).to_contain_text("not a period")
    expect(page.locator("#id_period")).to_have_value("some time")


@pytest.mark.parametrize("scripts", [True, False])
def test_who_was_logged_out_meanwhile_is_told_and_comes_back(watch, known, table, scripts):
    page = log_in(watch(scripts=scripts))
    page.context.clear_cookies(name="sessionid")

    send(page, table(row()))

    expect(page.locator("h1")).to_have_text("Log in")
    expect(page.locator(".message")).to_contain_text("nothing was done")
    assert not ChangeSet.objects.exists()


def test_back_from_the_preview_leads_to_the_form(watch, known, table):
    page = log_in(watch())
    send(page, table(row()))
    expect(page.locator(".tallies")).to_be_visible()

    page.go_back()

    expect(page.locator("#id_file")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_page_of_a_file_at_work_moves_on_by_itself(watch, known, table, monkeypatch, scripts):
    monkeypatch.setattr("tracker.ingest.tasks.AT_ONCE_BYTES", 0)
    page = log_in(watch(scripts=scripts))
    send(page, table(row()))
    expect(page.locator("[data-words]")).to_have_text("Waiting to be taken up …")

    ChangeSet.objects.filter(pk=newest().pk).update(state="planned", counts={"new": 1}, tally={})

    # What another process did; the task is still queued, so the page tells of storing.
    expect(page.locator("#work")).to_have_text("The figures are being stored", timeout=15_000)


PAGES = ["/imports/", "/imports/new/", "/imports/template/"]


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_can_be_used_by_everybody_at_any_width(watch, known, table, language):
    watched, broken = watch(), []
    page = log_in(watched, language)
    page.locator("#id_file").set_input_files(table(row(), row("1.2.3", "2019")))
    page.locator("form.entry button[type=submit]").click()
    expect(page.locator(".tallies")).to_be_visible()
    number = newest().pk

    for path in [*PAGES, f"/imports/{number}/", f"/imports/{number}/columns/"]:
        page = watched.open(language + path)
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            broken += [(path, width, rule) for rule in broken_rules(page)]
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert broken == []
    assert (watched.complaints, watched.elsewhere) == ([], [])


def test_two_windows_store_a_file_once(watch, known, table):
    page = log_in(watch())
    send(page, table(row()))
    expect(page.locator(".decide")).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)

    page.get_by_role("button", name="Store the figures").click()
    expect(page.locator(".state")).to_have_text("applied")
    other.get_by_role("button", name="Store the figures").click()

    expect(other.locator(".message-error")).to_contain_text("stored already")
    assert Observation.objects.filter(written="1230").count() == 1
