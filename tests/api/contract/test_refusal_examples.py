"""The refusals the contract shows: each is one that the program really answers with, word for word."""

import json
from contextlib import closing
from threading import BoundedSemaphore

import pytest
from django.core.cache import caches
from django.test import Client

from tests.api.caller import check_languages, contract
from tests.factories import make_indicator, make_plan, make_series, make_token, make_user
from tracker.api.answering import places
from tracker.api.problems import PROBLEMS

pytestmark = pytest.mark.django_db

KEPT = contract()["components"]["examples"]
PLAN = "desk/plans/410100-2021/"


class Asker:
    """Asks in English as the bearer of a token that may do everything; `token` names another."""

    def __init__(self):
        make_token(make_user(is_superuser=True), secret="duixian_all", writes=True, reviews=True)
        make_series(make_indicator("new-hightech-firms"))
        make_plan()

    def __call__(self, method, path, data=None, *, token="duixian_all", kind="application/json", **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        client = Client(headers={"accept-language": "en", "authorization": f"Bearer {token}"})
        body = data if isinstance(data, str) else json.dumps(data)
        sent = {} if data is None else {"data": body, "content_type": kind}
        return client.generic(method, f"/api/v1/{path}", **sent, headers=named)


def nobody(ask, settings, monkeypatch):
    return Client(headers={"accept-language": "en"}).get("/api/v1/desk/plans/")


def without_rights(ask, settings, monkeypatch):
    make_token(make_user(), secret="duixian_reader", writes=True)
    return ask("POST", "observations/", {"rows": [{"value": "1"}]}, token="duixian_reader")


def newcomer(ask, settings, monkeypatch):
    make_token(make_user(must_change_password=True), secret="duixian_new")
    return ask("GET", "plans/", token="duixian_new")


def too_much(ask, settings, monkeypatch):
    return ask("POST", "observations/", '"' + "1" * 1024 * settings.API_MAX_BODY_KB + '"')


def no_table(ask, settings, monkeypatch):
    head = 'Content-Disposition: form-data; name="file"; filename="2021.csv"'
    table = "指标,地区,时期\r\nGDP,郑州市,2021"
    form = f"--x\r\n{head}\r\n\r\n{table}\r\n--x--\r\n"
    return ask("POST", "imports/", form, kind="multipart/form-data; boundary=x")


def wrong_row(ask, settings, monkeypatch):
    row = {"indicator": "new-hightech-firms", "jurisdiction": "410100", "period": "2022", "value": "1.1.0"}
    row |= {
        "source_title": "2023年政府工作报告",
        "source_publisher": "郑州市人民政府",
        "published_on": "2023-02-10",
    }
    return ask("POST", "observations/", {"rows": [row]})


def another_under_the_same_key(ask, settings, monkeypatch):
    plan = json.loads(ask("GET", PLAN).content)
    names = "name", "kind", "jurisdiction", "document", "period_start", "period_end"
    said = {name: plan[name] for name in names}
    answers = [
        ask("POST", "desk/plans/", {**said, "code": code}, idempotency_key="plan-1")
        for code in ("410100-2022", "410100-2023")
    ]
    return answers[-1]


def nothing_new(ask, settings, monkeypatch):
    return ask("PATCH", PLAN, {"name_en": "Work report 2021"}, if_match="*")


def too_often(ask, settings, monkeypatch):
    caches["throttles"].clear()
    monkeypatch.setattr("tracker.api.access.throttles.time.time", lambda: 1_000_000.0)
    settings.THROTTLE_TOKEN = (1, 3)
    answers = [ask("GET", "plans/") for _time in range(2)]
    caches["throttles"].clear()
    return answers[-1]


def while_another_is_sent(ask, settings, monkeypatch):
    monkeypatch.setattr(places, "SHORT", 0)
    monkeypatch.setattr(places, "PLACES", BoundedSemaphore())
    sent = ask("GET", "plans/?format=csv")
    with closing(sent):
        return ask("GET", "plans/?format=csv")


def asked(*request, **options):
    return lambda ask, settings, monkeypatch: ask(*request, **options)


REFUSED = {
    "malformed_request": asked("POST", "observations/", '{"rows": [}'),
    "not_authenticated": nobody,
    "invalid_token": asked("GET", "plans/", token="duixian_expired"),
    "forbidden": without_rights,
    "password_change_required": newcomer,
    "precondition_failed": asked("PATCH", PLAN, {"name_en": "A"}, if_match='"7f3a"'),
    "length_required": asked("POST", "observations/", {"rows": []}, transfer_encoding="chunked"),
    "payload_too_large": too_much,
    "unreadable_file": no_table,
    "invalid_rows": wrong_row,
    "key_used_otherwise": another_under_the_same_key,
    "refused": nothing_new,
    "precondition_required": asked("PATCH", PLAN, {"name_en": "A"}),
    "throttled": too_often,
    "busy": while_another_is_sent,
}


@pytest.mark.parametrize("code", KEPT)
def test_each_is_what_is_answered(code, settings, monkeypatch):
    answer = REFUSED[code](Asker(), settings, monkeypatch)
    check_languages(answer)
    assert answer.json() == KEPT[code]["value"]


@pytest.mark.parametrize("code", KEPT)
def test_each_has_the_status_of_its_code(code):
    shown = KEPT[code]["value"]
    assert (shown["code"], shown["status"]) == (code, PROBLEMS[code][0])
