"""The content security policy beside every answer, of whatever door."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/healthz", "/about/", "/nothing/", "/api/v1/plans/", "/api/v1/nothing/", "/admin/login/"]
)
def test_every_answer_comes_under_the_policy(client, address):
    policy = client.get(address).headers["Content-Security-Policy"]

    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert parts == {
        "default-src": "'self'",
        "img-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }


@pytest.mark.parametrize(("debug", "kept"), [(True, False), (False, True)])
def test_what_explains_an_error_to_developers_keeps_its_style(client, settings, debug, kept):
    settings.DEBUG = debug
    assert ("Content-Security-Policy" in client.get("/nothing/").headers) is kept
