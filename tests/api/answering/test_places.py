"""So many whole lists at a time and no more: who comes beyond is told at once, and every place comes back."""

from contextlib import closing
from threading import BoundedSemaphore, Event, Thread

import pytest
from django.db import connection
from django.db.models import F, TextField
from django.db.models.functions import Cast
from django.test import Client

from tests.factories import (
    make_commitment,
    make_indicator,
    make_observation,
    make_public_document,
    make_series,
)
from tracker.api import base
from tracker.api.answering import places
from tracker.api.answering.places import held
from tracker.api.observations import Observations
from tracker.api.problems import Problem
from tracker.progress import refresh

CODES = ["a", "b", "c"]
LIST = "documents/"


@pytest.fixture
def one_place(monkeypatch):
    """One list at a time; two rows are a short one."""
    monkeypatch.setattr(places, "PLACES", BoundedSemaphore())
    monkeypatch.setattr(places, "SHORT", 2)
    monkeypatch.setattr(base, "CSV_BATCH", 1)


@pytest.fixture
def documents(db):
    for code in CODES:
        make_public_document(code)


def is_free():
    free = places.PLACES.acquire(blocking=False)
    if free:
        places.PLACES.release()
    return free


@pytest.fixture
def full(one_place):
    """The only place is taken."""
    with closing(held(nothing())):
        yield


def nothing():
    yield from ()


# A place


def test_there_are_as_many_places_as_the_setting_says(monkeypatch):
    monkeypatch.setattr(places, "PLACES", BoundedSemaphore(2))
    with closing(held(nothing())), closing(held(nothing())), pytest.raises(Problem) as refused:
        held(nothing())
    assert refused.value.code == "busy"
    assert is_free()


# Lists


def test_who_comes_beyond_is_told_at_once_and_when_to_ask_again(api, documents, full):
    answer = api.get(LIST, language="en", format="csv")
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert answer.headers["Retry-After"] == "10"
    assert answer.json()["detail"].endswith("Ask again in 10 s, or narrow the list.")
    assert api.get(LIST, format="csv").json()["title"] == "服务器正在发送其他列表，请稍候再试。"


def test_the_refusal_is_kept_by_nobody(api, documents, full):
    answer = api.get(LIST, format="csv")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


def test_that_others_are_served_is_no_error_in_the_log(api, documents, full, caplog):
    api.get(LIST, format="csv")
    assert [(row.levelname, row.getMessage()) for row in caplog.records] == [
        ("WARNING", f"Busy: /api/v1/{LIST}")
    ]


def test_a_long_list_takes_the_place_until_it_was_read(api, documents, one_place):
    content = iter(api.get(LIST, format="csv").streaming_content)
    assert next(content).startswith(b"code,")
    assert api.get(LIST, format="csv").status_code == 503
    assert b"".join(content).count(b"\n") == len(CODES)
    assert api.get(LIST, format="csv").status_code == 200


@pytest.mark.parametrize("read", [0, 1])
def test_an_answer_closed_early_gives_the_place_back(api, documents, one_place, read):
    answer = api.get(LIST, format="csv")
    content = iter(answer.streaming_content)
    for _time in range(read):
        next(content)
    assert not is_free()
    answer.close()
    assert is_free()


def test_an_answer_that_fails_in_the_middle_gives_the_place_back(api, documents, one_place, monkeypatch):
    answer = api.get(LIST, format="csv")
    monkeypatch.setattr(base.PublicList, "batch", lambda *_asked: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        list(answer.streaming_content)
    assert is_free()


@pytest.mark.parametrize("query", [{"code": "a,b"}, {"code": "none"}])
def test_a_short_list_needs_no_place(api, documents, full, query):
    answer = api.get(LIST, format="csv", **query)
    _header, *rows = b"".join(answer.streaming_content).splitlines()
    assert len(rows) == len(set(CODES) & set(query["code"].split(",")))


def test_a_short_list_is_handed_over_in_one_block_behind_its_header(api, documents, one_place):
    answer = api.get(LIST, format="csv", code="a,b")
    assert [block.count(b"\n") for block in answer.streaming_content] == [1, 2]


def test_pages_need_no_place(api, documents, full):
    assert api.codes(LIST, ordering="code") == CODES


@pytest.mark.parametrize("occupied", [False, True])
def test_the_head_of_a_list_takes_no_place(api, documents, one_place, occupied):
    others = held(nothing()) if occupied else nothing()
    with closing(others):
        answer = api.client.head(f"/api/v1/{LIST}?format=csv")
        assert answer.status_code == 200
        assert is_free() is not occupied


def test_a_list_that_is_refused_takes_no_place(api, documents, one_place):
    assert api.refusal(LIST, format="csv", page_size="1")["code"] == "unsupported_combination"
    assert is_free()


# Every list, however it is made


@pytest.fixture
def figures(db):
    """Three commitments with two figures each, one of them of two vintages."""
    for number in range(3):
        series = make_series(make_indicator(f"i{number}"))
        make_commitment(code=f"410100-2021-00{number}", number=number, series=series)
        make_observation(series, "90", "2021", published="2022-01-15")
        make_observation(series, "95", "2021", published="2022-02-15")
    refresh()


@pytest.mark.parametrize(
    "query",
    ["commitments/?", "commitments/?as_of=2022-03-01", "commitments/?method=cagr",
     "commitments/?ordering=-due", "observations/?", "observations/?as_of=2022-03-01",
     "observations/?ordering=period", "observations/?year=2021", "series/?", "conflicts/?"],
)  # fmt: skip
def test_every_long_list_takes_a_place(api, figures, one_place, query):
    address = f"/api/v1/{query}&format=csv"
    sent = api.client.get(address)
    content = iter(sent.streaming_content)
    next(content)
    assert api.client.get(address).status_code == 503
    assert b"".join(content).count(b"\n") > places.SHORT
    assert is_free()


@pytest.mark.parametrize("query", ["commitments/", "observations/?as_of=2022-03-01", "conflicts/"])
def test_the_head_of_any_list_takes_no_place(api, figures, one_place, query):
    address = f"/api/v1/{query}{'&' if '?' in query else '?'}format=csv"
    with closing(held(nothing())):
        assert api.client.head(address).status_code == 200


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite copies nothing")
def test_a_list_the_database_fails_at_gives_the_place_back(api, figures, one_place, monkeypatch):
    nothing_divides = Cast(1 / (F("pk") - F("pk")), TextField())
    monkeypatch.setattr(Observations, "_cells", lambda view: {"series": nothing_divides})
    with pytest.raises(Exception, match="division by zero"):
        list(api.client.get("/api/v1/observations/?format=csv").streaming_content)
    assert is_free()


# Threads


@pytest.mark.django_db(transaction=True)
def test_of_two_threads_one_sends_and_the_other_is_told(one_place, monkeypatch):
    for code in CODES:
        make_public_document(code)
    begun, goes_on, found = Event(), Event(), {}
    batch = base.PublicList.batch

    def waiting(*asked):
        begun.set()
        assert goes_on.wait(20)
        return batch(*asked)

    def ask(name):
        with closing(connection):
            answer = Client().get(f"/api/v1/{LIST}?format=csv")
            found[name] = answer.status_code, len(b"".join(answer).splitlines())

    monkeypatch.setattr(base.PublicList, "batch", waiting)
    first, second, third = (Thread(target=ask, args=[name]) for name in ("first", "second", "third"))
    first.start()
    assert begun.wait(20)
    second.start()
    second.join(20)
    goes_on.set()
    first.join(20)
    third.start()
    third.join(20)
    assert found == {"first": (200, 4), "second": (503, 1), "third": (200, 4)}
