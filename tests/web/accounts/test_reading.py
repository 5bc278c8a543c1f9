"""Pages for those with an account only, where reading is closed."""

import pytest

from tests.factories import make_commitment, make_user

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/goalposts/",
    "/conflicts/",
    "/methods/",
    "/commitments/410100-2021-017/",
    "/api/docs/",
    "/en/",
]


@pytest.fixture(autouse=True)
def closed(settings):
    settings.PUBLIC_READING = False
    make_commitment(number=17)


@pytest.mark.parametrize("path", PAGES)
def test_whoever_is_nobody_logs_in_first(client, path):
    answer = client.get(path)
    login = "/en/login/" if path.startswith("/en/") else "/login/"
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{login}?next={path}"


@pytest.mark.parametrize("path", PAGES)
def test_whoever_has_an_account_reads(client, path):
    client.force_login(make_user())
    assert client.get(path).status_code == 200


def test_what_was_sent_leads_to_the_first_page(client):
    assert client.post("/conflicts/prefer/?a=b").headers["Location"] == "/login/?next=/"


@pytest.mark.parametrize("path", ["/login/", "/healthz", "/readyz", "/admin/login/"])
def test_getting_in_stays_open(client, path):
    assert client.get(path).status_code == 200


def test_the_login_does_not_say_that_reading_is_open(client, settings):
    assert "浏览无需登录" not in client.get("/login/").content.decode()
    settings.PUBLIC_READING = True
    assert "浏览无需登录" in client.get("/login/").content.decode()


def test_nothing_is_closed_unless_it_is_said(client, settings):
    settings.PUBLIC_READING = True
    assert client.get("/").status_code == 200
