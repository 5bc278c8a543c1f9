"""A session that ends in the middle of the grid loses nothing that was typed."""

import pytest

from tests import factories as make
from tests.admin.entry.conftest import key_of, stored
from tracker.models import User

pytestmark = pytest.mark.django_db

GRID = "/en/admin/entry/?jurisdiction=410100&period=2021"


@pytest.fixture
def typed(page, asked, bulletin):
    """What the clerk's page would post, taken from the page itself; the clerk's session then ends."""
    body = page.get(GRID).content.decode()
    key = key_of(asked.series)
    stamp = body.split('name="typed_by" value="')[1].split('"')[0]
    page.logout()
    return {
        "typed_by": stamp, "source": bulletin.code, "row": key,
        f"{key}:seen": "~", f"{key}:value": "1230", f"{key}:note": "see the annex",
    }  # fmt: skip


def test_what_was_posted_is_there_again_after_the_login(page, clerk, typed):
    response = page.post(GRID, typed)
    assert (response.status_code, stored()) == (302, [])
    assert response.url.startswith("/en/admin/login/?next=/en/admin/entry/")

    page.force_login(clerk)
    body = page.get(GRID).content.decode()

    assert "Your session had ended." in body
    assert all(words in body for words in ('value="1230"', "see the annex", 'value="bulletin"'))
    assert 'value="1230"' not in page.get(GRID).content.decode()


def test_it_is_kept_through_the_login_form_itself(page, clerk, typed):
    clerk.set_password("desk-pass-1")
    clerk.save()
    address = page.post(GRID, typed).url

    response = page.post(address, {"username": "clerk", "password": "desk-pass-1"}, follow=True)

    assert 'value="1230"' in response.content.decode()


def test_nobody_else_gets_it(page, typed):
    page.post(GRID, typed)
    page.force_login(make.make_user("boss", is_staff=True, is_superuser=True))

    assert 'value="1230"' not in page.get(GRID).content.decode()


@pytest.mark.parametrize("stamp", ["", "forged"])
def test_only_a_page_that_was_served_to_somebody_leaves_something(page, clerk, typed, stamp):
    page.post(GRID, {**typed, "typed_by": stamp})
    page.force_login(clerk)

    assert 'value="1230"' not in page.get(GRID).content.decode()


def test_more_than_any_page_holds_is_not_kept(page, clerk, typed):
    page.post(GRID, {**typed, "row": ["x" * 250_000]})
    assert "kept_entries" not in page.session


def test_a_script_is_told_and_keeps_its_page(page, typed):
    response = page.post(GRID, typed, headers={"Accept": "application/json"})

    assert (response.status_code, response.json()["said"]) == (401, "Your session has ended.")


def test_the_token_is_for_those_who_are_logged_in(page, clerk):
    assert page.get("/en/admin/entry/token/").json()["token"]
    page.logout()
    assert page.get("/en/admin/entry/token/").status_code == 401


def test_whoever_is_logged_in_but_no_member_of_staff_is_nobody_here(client, typed):
    User.objects.filter(username="clerk").update(is_staff=False)
    client.force_login(User.objects.get(username="clerk"))

    assert client.post(GRID, typed, headers={"Accept": "application/json"}).status_code == 401
