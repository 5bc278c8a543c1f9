import pytest
from django.test import Client

from tests.api.caller import Caller, codes_of
from tests.api.sender import documented

HOME = "/api/v1/"


@pytest.fixture
def api(db):
    return Caller()


@pytest.fixture(autouse=True)
def refusals_are_documented(monkeypatch):
    """Whatever a test asks for: it is refused with a code that the contract names for the operation."""
    request = Client.request

    def asked(client, **sent):
        answer = request(client, **sent)
        method, path = sent["REQUEST_METHOD"].lower(), sent["PATH_INFO"]
        if answer.headers.get("Content-Type") == "application/problem+json" and path.startswith(HOME):
            _check("get" if method == "head" else method, path, answer)
        return answer

    monkeypatch.setattr(Client, "request", asked)


def _check(method, path, answer):
    code, status = answer.json()["code"], str(answer.status_code)
    # What is no operation of the contract, and what nobody foresaw.
    if code in ("method_not_allowed", "internal_error") or not (of := documented(method, path, {})):
        return
    assert status in of["responses"], (method, path, answer.content.decode())
    assert code in codes_of(of["responses"][status]), (method, path, code)
