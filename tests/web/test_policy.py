"""The content security policy beside every answer."""

import pytest
from django.http import HttpResponse

from tracker.web.policy import content_policy

HEADER = "Content-Security-Policy"


def answered(rf, **answer):
    return content_policy(lambda _request: HttpResponse(**answer))(rf.get("/"))


@pytest.mark.parametrize("status", [200, 403, 404, 500])
def test_every_answer_comes_under_the_policy(rf, status):
    policy = answered(rf, status=status).headers[HEADER]

    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert parts == {
        "default-src": "'self'",
        "img-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }


def test_an_answer_may_have_a_policy_of_its_own(rf):
    assert answered(rf, headers={HEADER: "default-src 'none'"}).headers[HEADER] == "default-src 'none'"


@pytest.mark.parametrize(("status", "free"), [(200, False), (404, True), (500, True)])
def test_pages_on_mistakes_are_free_of_it_while_they_are_looked_for(rf, settings, status, free):
    settings.DEBUG = True

    assert (HEADER not in answered(rf, status=status).headers) == free
