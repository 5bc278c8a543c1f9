"""What is refused before anybody looks at it: a problem document with its code, in both languages."""

import pytest
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpResponse
from django.test import Client, RequestFactory

from tests.api.caller import check_languages
from tests.api.sender import Sender
from tests.factories import make_user
from tracker.api.problems import bad_request

MULTIPART = "multipart/form-data; boundary=x"


def parts(count, ending=""):
    """A form of so many fields, or files."""
    part = '--x\r\nContent-Disposition: form-data; name="a{}"{}\r\n\r\n1\r\n'
    return ("".join(part.format(number, ending) for number in range(count)) + "--x--\r\n").encode()


def stands(answer, status, code):
    """Whether an answer is the problem, in both languages."""
    check_languages(answer)
    (error,) = answer.json()["errors"]
    return answer.headers["Content-Type"] == "application/problem+json" and (
        answer.status_code,
        answer.json()["code"],
        error["code"],
    ) == (status, code, code)


def upload(body, content_type=MULTIPART):
    return Sender(make_user(is_superuser=True)).client.generic(
        "POST", "/api/v1/imports/", body, content_type=content_type
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "This program does not answer under that host name."), ("zh", "本程序不接受以此主机名访问。")],
)
def test_a_host_that_is_not_ours(db, language, said):
    answer = Client().get("/api/v1/plans/", headers={"host": "evil.example", "accept-language": language})
    assert stands(answer, 400, "malformed_request")
    assert answer.json()["detail"] == said
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_page_is_refused_by_a_page(db):
    answer = Client().get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert answer.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("error", [SuspiciousOperation("secret"), BadRequest("secret")])
def test_whatever_else_django_refuses_and_nothing_is_told_of_it(error):
    answer = bad_request(RequestFactory().get("/api/v1/plans/"), error)
    assert isinstance(answer, HttpResponse)
    assert b"malformed_request" in answer.content
    assert b"secret" not in answer.content


def test_more_parameters_than_are_read(db):
    answer = Client().get("/api/v1/plans/?" + "&".join(f"a{number}" for number in range(4100)))
    assert stands(answer, 400, "malformed_request")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (parts(4100), 400, "malformed_request"),
        (parts(150, '; filename="f"'), 400, "malformed_request"),
        (parts(1).replace(b"\r\n1", b"\r\n" + b"1" * 3_000_000), 413, "payload_too_large"),
    ],
    ids=["fields", "files", "size"],
)
def test_a_form_that_is_too_much(db, body, status, code):
    assert stands(upload(body), status, code)


@pytest.mark.parametrize("content_type", ["multipart/form-data", "multipart/form-data; boundary=\x80"])
def test_a_form_without_a_boundary(db, content_type):
    assert stands(upload(b"--x", content_type), 400, "malformed_request")


@pytest.mark.parametrize(("query", "name"), [("q=%ff%fe", "q"), ("plan=a&plan=%e6%b1", "plan")])
def test_a_value_that_is_no_utf_8_is_named_and_not_looked_for(db, query, name):
    answer = Client().get(f"/api/v1/commitments/?{query}")
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, name)
