"""Each operation is asked for the refusals it shows, and refuses word for word as shown."""

import json
from urllib.parse import quote

import pytest
from django.test import Client

from tests.api.caller import contract
from tests.factories import (
    make_change_set,
    make_commitment,
    make_document,
    make_indicator,
    make_series,
    make_token,
    make_user,
)
from tracker.api import goalposts
from tracker.api.contract import examples
from tracker.api.imports import sheets

OPERATIONS = {
    f"{method} {path}": (method, path, operation)
    for path, item in contract()["paths"].items()
    for method, operation in item.items()
}


def shown(label, status, code):
    """What an operation shows; None where it shows nothing."""
    answer = OPERATIONS[label][2]["responses"].get(status, {"content": {}})["content"]
    kept = contract()["components"]["examples"]
    found = answer.get("application/problem+json", {}).get("examples", {}).get(code)
    return found and kept.get(found.get("$ref", "").rsplit("/", 1)[-1], found)["value"]


def those_that_show(status, code):
    found = [label for label in OPERATIONS if shown(label, status, code)]
    assert found
    return found


@pytest.fixture
def ask(db):
    """Asks an operation at the address of its example as somebody who may do everything. Nothing is there."""
    make_token(make_user(is_superuser=True), secret="duixian_all", writes=True, reviews=True)
    client = Client(headers={"accept-language": "en", "authorization": "Bearer duixian_all"})

    def asked(label, query="", body=None, kind="application/json", **headers):
        method, path, operation = OPERATIONS[label]
        address = path.format(**examples.told(operation["operationId"]).get("path", {}))
        sent = {} if body is None else {"data": body, "content_type": kind}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.generic(method.upper(), f"{address}?{query}", **sent, headers=named).json()

    return asked


@pytest.fixture
def rows(db):
    """What has to be there before anything else is looked at."""
    series = make_series(make_indicator("new-hightech-firms"))
    make_commitment(code="410100-2021-017", series=series)
    for number in (5, 6, 7):
        make_change_set(pk=number)


def too_many(*_asked, **_named):
    raise sheets.SheetTooLong("too_many_rows")


@pytest.mark.parametrize("label", those_that_show("400", "unknown_parameter"))
def test_an_unknown_parameter(ask, label):
    assert ask(label, "colour=red") == shown(label, "400", "unknown_parameter")


@pytest.mark.parametrize("label", those_that_show("400", "invalid_parameter"))
def test_a_value_that_cannot_be_used(ask, rows, label):
    example = shown(label, "400", "invalid_parameter")
    fault = example["errors"][0]
    sent = OPERATIONS[label][2].get("requestBody", {}).get("content", {})
    if fault["parameter"] in ("as_of", "format"):
        # As a form on a page in GBK sends it, where the value was no UTF-8.
        value = "%D6%A3" if "\ufffd" in fault["value"] else quote(fault["value"])
        assert ask(label, f"{fault['parameter']}={value}") == example
    elif "multipart/form-data" in sent:
        assert ask(label, body="--x--\r\n", kind="multipart/form-data; boundary=x") == example
    else:
        body = {} if fault["code"] == "required" else {fault["parameter"]: {}}
        assert ask(label, body=json.dumps(body), if_match="*") == example


@pytest.mark.parametrize("label", those_that_show("400", "unsupported_combination"))
def test_what_cannot_be_used_together(ask, rows, label, monkeypatch):
    monkeypatch.setattr(goalposts, "MOST_JUDGED", -1)
    monkeypatch.setattr(sheets, "expected_rows", too_many)
    queries = {
        "get /api/v1/imports/template/": "year=2021",
        "get /api/v1/goalposts/": "",
        "get /api/v1/progress/summary/": "as_of=2021-02-01&method_sensitive=true",
    }
    query = queries.get(label, "format=csv&page_size=10")
    assert ask(label, query) == shown(label, "400", "unsupported_combination")


@pytest.mark.parametrize("label", those_that_show("400", "malformed_request"))
def test_what_cannot_be_read(ask, rows, label, settings):
    example = shown(label, "400", "malformed_request")
    if label.startswith("get"):
        settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1
        assert ask(label, "format=json&format=json") == example
    elif "multipart" in example["detail"]:
        assert ask(label, body="x", kind="multipart/form-data; boundary=") == example
    else:
        assert ask(label, body='{"rows": [}', if_match="*") == example


@pytest.mark.parametrize("label", those_that_show("404", "not_found"))
def test_nothing_at_an_address(ask, label):
    make_document("zhengzhou-2021-work-report")
    sent = examples.told(OPERATIONS[label][2]["operationId"]).get("request")
    body = None if sent is None else json.dumps(sent)
    assert ask(label, body=body, if_match="*") == shown(label, "404", "not_found")


@pytest.mark.parametrize("label", those_that_show("406", "not_acceptable"))
def test_a_type_that_is_not_answered_in(ask, label):
    assert ask(label, accept="image/png") == shown(label, "406", "not_acceptable")


@pytest.mark.parametrize("label", those_that_show("415", "unsupported_media_type"))
def test_a_type_that_is_not_read(ask, rows, label):
    example = shown(label, "415", "unsupported_media_type")
    assert ask(label, body="<x/>", kind="text/xml", if_match="*") == example
