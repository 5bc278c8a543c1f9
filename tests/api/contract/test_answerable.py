"""Every operation answers with every code it names: with those of its own as it shows them (`test_shown.py`),
with those that many share when it is asked as here.
"""

import json
import re
from contextlib import closing
from threading import BoundedSemaphore

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from tests import factories as make
from tests.api.beyond import BEYOND
from tests.api.caller import check_languages, codes_of, contract
from tests.api.fitting import asked, routes
from tests.authority.spots import make_row, make_spots
from tests.importing import csv_file
from tests.importing import row as outcome
from tracker.api import base, entries
from tracker.api.answering import places
from tracker.api.desk import remarks
from tracker.exceptions import IngestError
from tracker.ingest import tasks
from tracker.models import Department, KeptAnswer, Revision

HOME = "/api/v1/"
#: Codes whose answers are kept, and shared.
SHARED = list(contract()["components"]["examples"])
FORM = "imports/"


def those_that_name(code):
    """Address and method, as the program has them, of every operation that names a code."""
    named = {
        (path, method.upper())
        for path, item in contract()["paths"].items()
        for method, operation in item.items()
        if any(code in codes_of(answer) for answer in operation["responses"].values())
    }
    return [
        (address, method)
        for address, method in routes()
        if (HOME + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", address), method) in named
    ]


class Asker:
    """Sends what fits an address, changed in one thing, as somebody who may do everything."""

    def __init__(self):
        self.spot = make_spots()["own"]
        self.user = make.make_user(is_superuser=True)
        make.make_token(self.user, secret="duixian_all", writes=True, reviews=True)
        tables = ("commitment", "target", "remark")
        clerk = make.make_worker("", *(f"{verb}_{each}" for verb in ("view", "delete") for each in tables))
        make.make_token(clerk, secret="duixian_clerk", writes=True)
        make.make_token(make.make_user(), secret="duixian_none")
        make.make_token(make.make_user(must_change_password=True), secret="duixian_new", writes=True)

    def client(self, token):
        """What sends in somebody's name; a session as a page of another origin would, without the mark."""
        known = {"authorization": f"Bearer {token}"} if token not in ("", "session") else {}
        client = Client(headers=known, enforce_csrf_checks=True)
        if token == "session":
            client.force_login(self.user)
        return client

    def __call__(self, address, method, *, token="duixian_all", place="", body=None, query="", **headers):
        where, sent = ("", None) if place else asked(address, method, self.spot, self.user)
        if (address, method) == (FORM, "POST"):
            sent = {"file": csv_file(outcome())} if body is None else body
            content = {"data": sent}
        elif method == "GET":
            content = {}
        else:
            text = body if isinstance(body, str) else json.dumps(body or sent or {})
            content = {"data": text, "content_type": "application/json"}
        query = query or ("year=2021" if address == "imports/template/" else "")
        named = {
            name.replace("_", "-"): value for name, value in {"if_match": "*", **headers}.items() if value
        }
        client = Client(
            headers={"authorization": f"Bearer {token}"} if token else {}, enforce_csrf_checks=True
        )
        if token == "session":
            client = Client(enforce_csrf_checks=True)
            client.force_login(self.user)
        send = getattr(client, method.lower())
        return send(f"{HOME}{place or where}" + (f"?{query}" if query else ""), **content, headers=named)


def nobody(ask, settings, monkeypatch, *of):
    settings.PUBLIC_READING = False
    return ask(*of, token="")


def without_rights(ask, settings, monkeypatch, address, method):
    # Whoever is known may ask for that step: of what is not theirs none is taken.
    is_open = address == "imports/<int:number>/<step>/"
    return ask(address, method, token="session" if is_open else "duixian_none")


def too_much(ask, settings, monkeypatch, address, method):
    if address == FORM:
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
        return ask(address, method, body={"layout": "x" * 100})
    return ask(address, method, body='"' + "1" * 1024 * settings.API_MAX_BODY_KB + '"')


def no_table(ask, settings, monkeypatch, *of):
    return ask(*of, body={"file": SimpleUploadedFile("2021.csv", "指标,地区,时期\n".encode())})


def wrong_row(ask, settings, monkeypatch, address, method):
    if address == "observations/":
        return ask(address, method, body={"rows": [outcome(value="1.1.0")]})
    place = ""
    if "revisions" in address:
        figure = make_row("figure", ask.spot, "published")
        said = {"series": figure.series, "label": str(figure), "changes": {"value": ["80", "81"]}}
        place = f"desk/revisions/{Revision.objects.create(row=figure, state='returned', **said).pk}/"
    return ask(address, method, place=place, body={"value": "1.1.0", "reason": "抄错"})


def another_under_the_same_key(ask, settings, monkeypatch, *of):
    KeptAnswer.objects.create(user=ask.user, key="a-word", request_sha256="0" * 64, status=200)
    return ask(*of, idempotency_key="a-word")


def too_often(ask, settings, monkeypatch, *of):
    caches["throttles"].clear()
    monkeypatch.setattr("tracker.api.access.throttles.time.time", lambda: 1_000_000.0)
    settings.THROTTLE_TOKEN = (1, 3)
    ask("plans/", "GET")
    answer = ask(*of)
    caches["throttles"].clear()
    return answer


def while_others_are_sent(ask, settings, monkeypatch, *of):
    sent_whole = base.PublicList.sent_whole
    monkeypatch.setattr(places, "PLACES", BoundedSemaphore())
    monkeypatch.setattr(
        base.PublicList,
        "sent_whole",
        lambda view, lines, **_asked: sent_whole(view, lines, is_long=lambda: True),
    )
    with closing(places.held(line for line in [])):
        return ask(*of, query="format=csv")


def with_what(**changes):
    return lambda ask, settings, monkeypatch, *of: ask(*of, **changes)


#: How each is brought about, whatever the operation.
ASKED = {
    "not_authenticated": nobody,
    "invalid_token": with_what(token="duixian_unknown"),
    "forbidden": without_rights,
    "password_change_required": with_what(token="duixian_new"),
    "length_required": with_what(transfer_encoding="chunked"),
    "precondition_failed": with_what(if_match='"7f3a"'),
    "precondition_required": with_what(if_match=""),
    "payload_too_large": too_much,
    "unreadable_file": no_table,
    "invalid_rows": wrong_row,
    "key_used_otherwise": another_under_the_same_key,
    "throttled": too_often,
    "busy": while_others_are_sent,
}


def answered_otherwise(code, ask_for):
    """Operations that name a code and answer otherwise, with their answers."""
    ask, otherwise = Asker(), {}
    for of in those_that_name(code):
        with transaction.atomic():
            with pytest.MonkeyPatch.context() as monkeypatch:
                answer = ask_for(ask, monkeypatch, *of)
            if answer.headers["Content-Type"] != "application/problem+json" or answer.json()["code"] != code:
                otherwise[of] = (answer.status_code, answer.content.decode()[:300])
            else:
                check_languages(answer)
            transaction.set_rollback(True)
    return otherwise


@pytest.mark.django_db
@pytest.mark.either_engine
@pytest.mark.parametrize("code", [code for code in SHARED if code in ASKED])
def test_each_operation_answers_with_the_codes_it_names(code, settings):
    assert those_that_name(code)
    found = answered_otherwise(
        code, lambda ask, monkeypatch, *of: ASKED[code](ask, settings, monkeypatch, *of)
    )
    assert found == {}


def unchecked(found):
    found.state = "failed"
    found.save()


def stored_by_others(*_asked, **_named):
    raise IngestError("changed_meanwhile", {"error": ""})


def gone_since(*_asked):
    Department.objects.all().delete()


@pytest.mark.django_db
@pytest.mark.either_engine
def test_each_operation_that_names_it_refuses_what_cannot_be_carried_out():
    def ask_for(ask, monkeypatch, *of):
        # What goes wrong only when somebody else, or the program, interferes.
        monkeypatch.setattr(tasks, "start_staging", unchecked)
        monkeypatch.setattr(entries, "apply_change_set", stored_by_others)
        monkeypatch.setattr(remarks, "require_visible", gone_since)
        place, body = BEYOND[of](of[0], ask.spot)
        # Who needs no second person deletes whatever stands there.
        token = "duixian_clerk" if of[1] == "DELETE" else "duixian_all"
        return ask(*of, place=place, body=body, token=token)

    assert sorted(BEYOND) == sorted(those_that_name("refused"))
    assert answered_otherwise("refused", ask_for) == {}


def test_every_code_that_is_shared_is_asked_for():
    assert {*ASKED, "refused", "malformed_request"} == {*SHARED}
