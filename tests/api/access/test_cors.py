"""Which other web pages' scripts may ask."""

import pytest
from django.test import Client

from tests.factories import make_user

pytestmark = pytest.mark.django_db

PATH = "/api/v1/plans/"
HERS = "https://charts.example"


def ask(origin=HERS, path=PATH, **options):
    return Client(headers={"origin": origin}).get(path, **options)


def preflight(origin=HERS, method="POST"):
    headers = {"origin": origin, "access-control-request-method": method}
    return Client(headers=headers).options("/api/v1/observations/")


def test_nobody_may_unless_it_is_said():
    assert "Access-Control-Allow-Origin" not in ask().headers
    assert preflight().status_code == 401


@pytest.mark.parametrize(
    ("setting", "origin", "allowed"),
    [
        ([HERS], HERS, HERS),
        ([HERS], "https://elsewhere.example", None),
        ([HERS], "null", None),
        ([HERS], "https://charts.example.evil", None),
        ([HERS, "https://b.example"], "https://b.example", "https://b.example"),
        (["*"], "https://elsewhere.example", "*"),
    ],
)
def test_those_that_are_named_may(settings, setting, origin, allowed):
    settings.CORS_ORIGINS = setting

    answer = ask(origin)

    assert answer.status_code == 200
    assert answer.headers.get("Access-Control-Allow-Origin") == allowed
    assert preflight(origin).headers.get("Access-Control-Allow-Origin") == allowed


def test_what_is_kept_on_the_way_is_kept_for_one_origin(settings):
    settings.CORS_ORIGINS = [HERS]
    assert "Origin" in ask("https://elsewhere.example").headers["Vary"]
    settings.CORS_ORIGINS = ["*"]
    assert "Origin" not in ask().headers["Vary"]


def test_a_browser_that_asks_first_is_told_what_it_may_send(settings):
    settings.CORS_ORIGINS = ["*"]

    answer = preflight()

    assert answer.status_code == 204
    for header in ("Authorization", "If-Match", "Idempotency-Key"):
        assert header in answer.headers["Access-Control-Allow-Headers"]
    assert "PATCH" in answer.headers["Access-Control-Allow-Methods"]


def test_an_option_request_that_is_none_is_refused_as_ever(settings):
    settings.CORS_ORIGINS = ["*"]
    assert Client(headers={"origin": HERS}).options(PATH).status_code == 405


def test_a_refusal_can_be_read_there_too(settings):
    settings.CORS_ORIGINS = [HERS]
    answer = ask(path="/api/v1/imports/")
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (401, HERS)


@pytest.mark.parametrize("origins", [["*"], [HERS]])
def test_a_session_is_never_offered_to_another_origin(settings, origins):
    settings.CORS_ORIGINS = origins
    assert "Access-Control-Allow-Credentials" not in ask().headers
    assert "Access-Control-Allow-Credentials" not in preflight().headers


def test_pages_are_not_for_other_scripts(settings):
    settings.CORS_ORIGINS = ["*"]
    client = Client(headers={"origin": HERS})
    client.force_login(make_user())
    assert "Access-Control-Allow-Origin" not in client.get("/tokens/").headers
