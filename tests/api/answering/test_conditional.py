"""Answers that need not be sent again, and who may keep them."""

import pytest
from django.test import Client

from tests.factories import (
    make_commitment,
    make_observation,
    make_plan,
    make_series,
    make_target,
    make_token,
    make_user,
    make_worker,
)
from tracker.actions.observations import withdraw_observation
from tracker.api import base
from tracker.api.answering.conditional import entity_tag
from tracker.models import Commitment, Observation, Plan
from tracker.progress import refresh, today

pytestmark = pytest.mark.django_db

PATHS = [
    "commitments/",
    "commitments/{code}/",
    "commitments/{code}/verdicts/",
    "observations/?page_size=5",
    "series/{series}/",
    "progress/summary/?by=plan",
    "progress/summary/?format=csv",
    "goalposts/",
    "conflicts/",
    "plans/",
]


@pytest.fixture
def client():
    return Client()


@pytest.fixture
def commitment():
    found = make_commitment()
    make_observation(found.series, "120")
    refresh()
    return found


@pytest.fixture
def address(commitment):
    """An address of the list above as it stands in a request."""
    names = {"code": commitment.code, "series": commitment.series.code}
    return lambda path: f"/api/v1/{path}".format(**names)


def tag(client, address, **headers):
    return client.get(address, headers=headers).headers["ETag"]


def asked_again(client, address, known, **headers):
    return client.get(address, headers={"if-none-match": known, **headers})


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["get", "head"])
def test_what_is_known_already_is_not_sent_again(client, address, path, method):
    known = client.get(address(path))
    answer = getattr(client, method)(address(path), headers={"if-none-match": known.headers["ETag"]})
    assert (answer.status_code, answer.content) == (304, b"")
    assert {name: answer.headers[name] for name in ("ETag", "Cache-Control", "Vary", "Content-Language")} == {
        name: known.headers[name] for name in ("ETag", "Cache-Control", "Vary", "Content-Language")
    }


def test_the_head_of_an_answer_has_its_tag(client, address):
    assert client.head(address("commitments/")).headers["ETag"] == tag(client, address("commitments/"))


def publish(commitment):
    make_observation(commitment.series, "130", published="2022-09-01")
    refresh()


def withdraw(commitment):
    withdraw_observation(observation=Observation.objects.get(), by=None, reason="mistyped")


def aim_lower(commitment):
    make_target(commitment, announced="2021-06-01", value="90")
    refresh()


def take_back(commitment):
    Commitment.objects.update(withdrawn_on=today(), withdrawn_reason="superseded")
    refresh()


CHANGES = [publish, withdraw, aim_lower, take_back]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("path", ["commitments/", "commitments/{code}/", "commitments/{code}/verdicts/"])
def test_after_a_change_the_new_answer_is_sent(client, address, commitment, path, change):
    known = tag(client, address(path))
    change(commitment)
    answer = asked_again(client, address(path), known)
    assert answer.status_code == 200
    assert asked_again(client, address(path), answer.headers["ETag"]).status_code == 304


def test_a_name_that_was_mended_shows_at_once(client):
    plan = make_plan()
    known = tag(client, "/api/v1/plans/")
    Plan.objects.filter(pk=plan.pk).update(name="另一个名字")
    assert asked_again(client, "/api/v1/plans/", known).status_code == 200


def test_the_day_changes_what_is_answered(client, commitment, monkeypatch):
    path = "/api/v1/progress/summary/"
    known = tag(client, path)
    monkeypatch.setattr(base, "today", lambda: today().replace(year=today().year + 1))
    assert asked_again(client, path, known).status_code == 200


def test_each_language_and_form_is_known_by_itself(client, address):
    path = address("commitments/?fields=code")  # the same bytes in both languages
    tags = {tag(client, path, **{"accept-language": language}) for language in ("zh", "en")}
    summary = {
        tag(client, address("progress/summary/"), accept=form) for form in ("application/json", "text/csv")
    }
    assert (len(tags), len(summary)) == (2, 2)


def test_the_language_asked_for_is_answered_whatever_is_known_of_another(client, address):
    path = address("commitments/")
    known = tag(client, path, **{"accept-language": "en"})
    assert asked_again(client, path, known, **{"accept-language": "zh"}).status_code == 200


@pytest.mark.parametrize(
    ("said", "status"),
    [("{0}", 304), ("W/{0}", 304), ('"other", {0}', 304), ("*", 304), ('"other"', 200), ("nonsense", 200)],
)
def test_several_may_be_known_and_one_that_a_proxy_weakened(client, address, said, status):
    path = address("commitments/")
    assert asked_again(client, path, said.format(tag(client, path))).status_code == status


# Who may keep it


VARY = {"Accept", "Accept-Language", "Authorization"}


def varies(answer):
    return {name.strip() for name in answer.headers["Vary"].split(",")}


@pytest.mark.parametrize("path", PATHS)
def test_anybody_may_keep_what_is_public_and_asks_before_using_it(client, address, path):
    answer = client.get(address(path))
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert varies(answer) == VARY


def test_what_a_token_was_answered_is_kept_by_nobody_else(address):
    make_token(secret="duixian_reader")
    client = Client(headers={"authorization": "Bearer duixian_reader"})
    answer = client.get(address("commitments/"))
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert asked_again(client, address("commitments/"), answer.headers["ETag"]).status_code == 304


def test_what_a_session_was_answered_is_kept_by_nobody_else(client, settings, address):
    settings.PUBLIC_READING = False
    client.force_login(make_user())
    answer = client.get(address("commitments/"))
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert varies(answer) == {*VARY, "Cookie"}


def test_files_brought_in_are_kept_by_nobody_else(client):
    client.force_login(make_worker("x", "add_changeset"))
    answer = client.get("/api/v1/imports/")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in varies(answer)


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("commitments/?colour=red", {}, 400),
        ("commitments/", {"authorization": "Bearer wrong"}, 401),
        ("imports/", {}, 401),
        ("nothing/", {}, 404),
        ("commitments/", {"accept": "image/png"}, 406),
    ],
)
def test_a_refusal_is_kept_by_nobody(client, path, headers, status):
    answer = client.get(f"/api/v1/{path}", headers={"if-none-match": "*", **headers})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (status, "no-store")
    assert varies(answer) >= VARY
    assert "ETag" not in answer.headers


def test_a_wrong_token_is_refused_whatever_is_known(client, address):
    known = tag(client, address("commitments/"))
    answer = asked_again(client, address("commitments/"), known, authorization="Bearer wrong")
    assert answer.status_code == 401


# Made while it is sent


def test_a_list_that_is_streamed_has_no_tag_and_is_not_kept(client, address):
    answer = client.get(address("commitments/?format=csv"), headers={"if-none-match": "*"})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert "ETag" not in answer.headers
    assert b"".join(answer.streaming_content)


def test_of_a_stream_the_head_is_not_made(client, django_assert_num_queries):
    make_observation(make_series())
    with django_assert_num_queries(0):
        answer = client.head("/api/v1/observations/?format=csv")
        assert b"".join(answer.streaming_content) == b""
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")


# The contract itself


def test_the_description_is_not_sent_again(client):
    assert asked_again(client, "/api/schema/", tag(client, "/api/schema/")).status_code == 304


def test_a_tag_tells_what_belongs_to_what():
    assert (
        len({entity_tag(b"ab", "c"), entity_tag(b"a", "bc"), entity_tag(b"ab", "", "c"), entity_tag(b"ab")})
        == 4
    )
