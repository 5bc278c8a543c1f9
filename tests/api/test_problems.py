"""What the API refuses, and how it says so."""

import pytest
from django.test import Client

from tests.api.caller import check_languages
from tests.factories import make_commitment
from tracker.api import catalogue
from tracker.api.problems import PROBLEMS

LISTS = [
    "", "commitments/", "observations/", "documents/", "plans/", "indicators/", "jurisdictions/",
    "topics/", "departments/",
    "progress/summary/",
]  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
def test_an_unknown_parameter_is_named_with_the_known(api, path):
    refusal = api.refusal(path, colour="red")
    assert (refusal["status"], refusal["code"]) == (400, "unknown_parameter")
    (error,) = refusal["errors"]
    assert (error["parameter"], error["value"]) == ("colour", "red")
    assert "format" in error["remedy"]


def test_an_unknown_parameter_is_refused_on_a_page_too(api):
    assert api.refusal(f"commitments/{make_commitment().code}/", colour="red")["status"] == 400


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        ("commitments/", "as_of", "yesterday"),
        ("commitments/", "as_of", "2021-13-01"),
        ("commitments/", "as_of", "2021"),
        ("commitments/", "as_of", "2021-02-29"),
        ("commitments/", "as_of", "20210201"),
        ("commitments/", "as_of", "2999-01-01"),
        ("commitments/", "method", "astrology"),
        ("commitments/", "status", "met,perfect"),
        ("commitments/", "binding", "yes"),
        ("commitments/", "due_year", "soon"),
        ("commitments/", "due_year", "2021.5"),
        ("commitments/", "due_year", "99999999999999999999"),
        ("commitments/", "q", "x" * 101),
        ("commitments/", "q", "\x00"),
        ("commitments/", "plan", "a\x00b"),
        ("commitments/", "count", "yes"),
        ("commitments/", "format", "xml"),
        ("observations/", "as_of", "2021-02-31"),
        ("observations/", "period", "sometime"),
        ("observations/", "year", "0"),
        ("documents/", "kind", "rumour"),
        ("documents/", "reliability", "high"),
        ("plans/", "kind", "ten_year"),
        ("indicators/", "kind", "feeling"),
        ("jurisdictions/", "level", "village"),
        ("progress/summary/", "by", "colour"),
        ("progress/summary/", "as_of", "never"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_its_remedy(api, path, name, value):
    refusal = api.refusal(path, **{name: value})
    assert (refusal["status"], refusal["code"]) == (400, "invalid_parameter")
    (error,) = refusal["errors"]
    assert error["parameter"] == name
    assert error["remedy"]


@pytest.mark.parametrize(("path", "name"), [("commitments/", "q"), ("plans/", "q"), ("commitments/", "plan")])
def test_a_control_character_is_refused_for_what_it_is(api, path, name):
    (error,) = api.refusal(path, **{name: "a\x00"})["errors"]
    assert "NUL" in error["message"]["zh"]
    assert "NUL" in error["message"]["en"]


def test_an_unknown_method_lists_the_known(api):
    (error,) = api.refusal("commitments/", method="astrology")["errors"]
    assert "schedule" in error["remedy"]


def test_every_wrong_value_is_named(api):
    refusal = api.refusal("commitments/", status="perfect", binding="yes")
    assert {error["parameter"] for error in refusal["errors"]} == {"status", "binding"}


@pytest.mark.parametrize("name", ["as_of", "method", "q", "format"])
def test_what_has_one_value_may_not_be_given_twice(api, name):
    value = {"as_of": "2021-01-01", "method": "schedule", "q": "a", "format": "json"}[name]
    response = api.get("commitments/", **{name: [value, value]})
    assert response.json()["errors"][0]["parameter"] == name


def test_an_empty_value_is_none(api):
    assert api.get("commitments/", status="", as_of="", q="", ordering="", cursor="").status_code == 200


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "A name in the address or in what was sent is not known here."),
        (
            "en-US,en;q=0.9,zh;q=0.1",
            "A name in the address or in what was sent is not known here.",
        ),
    ],
)
def test_a_refusal_speaks_the_language_asked_for(api, language, title):
    refusal = api.get("commitments/", language=language, colour="red").json()
    assert refusal["title"] == title


def test_a_refusal_says_which_language_it_speaks(api):
    response = api.get("commitments/", language="en", colour="red")
    assert response.headers["Content-Language"] == "en"
    assert "Accept-Language" in response.headers["Vary"]


def test_a_language_cookie_changes_nothing(api):
    api.client.cookies["django_language"] = "en"
    assert api.get("commitments/", colour="red").headers["Content-Language"] == "zh-hans"


def test_the_type_names_the_code(api):
    refusal = api.refusal("commitments/", colour="red")
    assert refusal["type"] == "urn:duixian:problem:unknown_parameter"
    assert refusal["title"] == str(PROBLEMS["unknown_parameter"][1])


@pytest.mark.parametrize(
    "path", ["/api/v1/nothing/", "/api/v2/commitments/", "/api/v1/commitments/a%00/", "/api/%0A/"]
)
def test_other_addresses_are_refused_in_the_same_form(db, path):
    response = Client().get(path)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_only_reading_is_answered(db, method):
    response = getattr(Client(), method)("/api/v1/commitments/")
    check_languages(response)
    assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")
    assert response.headers["Allow"] == "GET, HEAD"


def test_a_form_nobody_knows_is_refused(db):
    response = Client().get("/api/v1/commitments/", headers={"Accept": "image/png"})
    check_languages(response)
    assert (response.status_code, response.json()["code"]) == (406, "not_acceptable")


def test_an_unforeseen_failure_is_recorded_and_says_nothing_of_itself(db, monkeypatch, caplog):
    def fail(self):
        raise RuntimeError("secret of the house")

    monkeypatch.setattr(catalogue.Plans, "get_queryset", fail)
    response = Client().get("/api/v1/plans/")
    assert (response.status_code, response.json()["code"]) == (500, "internal_error")
    check_languages(response)
    assert "secret" not in response.content.decode()
    assert "secret of the house" in caplog.text


@pytest.mark.parametrize("method", ["get", "head"])
def test_an_address_without_its_slash_leads_to_the_one_with(db, method):
    response = getattr(Client(), method)("/api/v1/commitments?status=met")
    assert (response.status_code, response.headers["Location"]) == (301, "/api/v1/commitments/?status=met")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize(
    "address", ["observations", "desk/plans/410100-2021", "imports/7/apply", "commitments"]
)
def test_what_is_sent_to_an_address_without_its_slash_is_refused_with_the_right_one(db, method, address):
    response = getattr(Client(headers={"accept-language": "en"}), method)(f"/api/v1/{address}")
    check_languages(response)
    (error,) = response.json()["errors"]
    assert (response.status_code, response.json()["code"], error["code"]) == (404, "not_found", "no_slash")
    assert error["remedy"] == f"End the address with a slash: /api/v1/{address}/"


def test_a_slash_is_not_asked_for_where_it_would_not_help(db):
    response = Client().post("/api/v1/nothing")
    assert (response.status_code, response.json()["errors"]) == (404, [])


def test_hostile_words_find_nothing(api):
    make_commitment()
    assert api.codes("commitments/", q="'; DROP TABLE tracker_commitment; --", plan="<script>") == []
