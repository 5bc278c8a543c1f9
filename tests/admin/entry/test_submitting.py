"""Drafts of a grid submitted together."""

import pytest

from tests import factories as make
from tests.admin.entry.conftest import key_of, stored
from tracker.models import AuditEntry, Observation

pytestmark = pytest.mark.django_db

GRID = "/en/admin/entry/?jurisdiction=410100&period=2021"
SUBMIT = "/en/admin/entry/submit/?jurisdiction=410100&period=2021"


@pytest.fixture
def drafts(page, asked, bulletin):
    """Two drafts typed by the clerk."""
    for series, value in ((asked.series, "1230"), (make.make_commitment().series, "77")):
        key = key_of(series)
        page.post(GRID, {"source": bulletin.code, "row": key, f"{key}:seen": "~", f"{key}:value": value})
    assert len(stored()) == 2


def test_the_page_shows_which_and_asks(page, drafts):
    body = page.get(SUBMIT).content.decode()
    assert "These 2 drafts go to a reviewer" in body
    assert "Submit 2 drafts" in body
    assert "1230 家" in body


def test_they_are_submitted_and_the_log_says_so(page, clerk, drafts):
    response = page.post(SUBMIT, {"count": "2"}, follow=True)

    assert "2 drafts are submitted." in response.content.decode()
    assert {state for _written, state in stored()} == {"submitted"}
    assert AuditEntry.objects.filter(verb="submitted", by=clerk).count() == 2


def test_sent_twice_nothing_happens_the_second_time(page, drafts):
    page.post(SUBMIT, {"count": "2"})
    body = page.post(SUBMIT, {"count": "2"}).content.decode()
    assert "Their number has changed meanwhile: look again." in body
    assert "There is no draft of yours in this grid." in body


def test_a_number_that_has_changed_is_asked_about_again(page, drafts):
    body = page.post(SUBMIT, {"count": "1"}).content.decode()
    assert "look again" in body
    assert {state for _written, state in stored()} == {"draft"}


def test_drafts_of_others_and_of_other_grids_stay(page, drafts, asked):
    kaifeng = make.make_series(jurisdiction=make.make_jurisdiction("410200", name="开封市"))
    boss = make.make_user(is_superuser=True)
    for series, by in ((asked.series, boss), (kaifeng, None)):
        make.make_observation(series, "5", state="draft", change_set=make.make_change_set(created_by=by))
    make.make_observation(
        asked.series, "6", "2020", state="draft", change_set=make.make_change_set(created_by=boss)
    )

    page.post(SUBMIT, {"count": "2"})

    assert Observation.objects.filter(state="draft").count() == 3


def test_a_department_is_a_grid_too(page, drafts, asked):
    science = make.make_department("science")
    asked.departments.add(science)
    path = "/en/admin/entry/submit/?department=science&period=2021"

    assert "Submit 1 draft" in page.get(path).content.decode()
    page.post(path, {"count": "1"})
    assert sorted(stored()) == [("1230", "submitted"), ("77", "draft")]


def test_an_address_without_a_grid_leads_to_the_choice(page):
    assert page.get("/en/admin/entry/submit/").url == "/en/admin/entry/"
