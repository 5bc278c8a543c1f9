"""Sends to the API as a program would, and holds every answer against the documented contract."""

import json
from urllib.parse import urlencode

from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from tests.api.caller import check_languages, codes_of, contract
from tests.factories import make_token

HOME = "/api/v1/"


def documented(method, path, otherwise=None):
    """The documented operation of a method and an address; `otherwise` where there is none."""
    fits = [
        known for known in contract()["paths"] if _fits(known, path) and method in contract()["paths"][known]
    ]
    exact = [known for known in fits if "{" not in known.rsplit("/", 2)[-2]] or fits
    if not exact and otherwise is not None:
        return otherwise
    assert exact, f"{method} {path} is not documented"
    return contract()["paths"][exact[0]][method]


def _fits(known, path):
    pairs = list(zip(known.split("/"), path.split("/"), strict=False))
    same_length = known.count("/") == path.count("/")
    return same_length and all(mine == theirs or mine.startswith("{") for mine, theirs in pairs)


class Sender:
    """Asks as the bearer of a token of `user`; without a user, as nobody.

    `fields` say what the token may do: by default all its user may.
    """

    def __init__(self, user=None, *, parts=(), **fields):
        headers = {"accept-language": "en"}
        if user is not None:
            secret = f"duixian_tests_{user.pk}_{len(user.tokens.all())}"
            scopes = {"writes": True, "reviews": True, **fields}
            self.token = make_token(user, secret=secret, parts=parts, **scopes)
            headers["authorization"] = f"Bearer {secret}"
        self.client = Client(headers=headers)

    def __call__(self, method, path, data=None, *, query=None, **headers):
        """Send `data` as JSON; names of headers with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items() if value is not None}
        body = {} if data is None else {"data": json.dumps(data), "content_type": "application/json"}
        address = HOME + path
        response = self.client.generic(
            method.upper(), address, **body, QUERY_STRING=urlencode(query or {}, doseq=True), headers=named
        )
        check(method, address, response)
        return response

    def get(self, path, **query):
        return self("get", path, query=query)

    def post(self, path, data=None, *, query=None, **headers):
        return self("post", path, {} if data is None else data, query=query, **headers)

    def matched(self, method, path, data=None):
        """Send with the ETag the row has now."""
        return self(method, path, data, if_match=self.etag(path))

    def etag(self, path):
        """The ETag of the row an address belongs to."""
        row = "/".join(path.split("/")[: 3 if path.startswith("desk/") else 2]) + "/"
        return self.get(row).headers["ETag"]


def check(method, address, response):
    """Hold an answer against what the contract says of it."""
    answers = documented(method.lower(), address)["responses"]
    assert str(response.status_code) in answers, (response.status_code, response.content[:300])
    said = answers[str(response.status_code)]
    if method.upper() not in ("GET", "HEAD"):
        assert ("ETag" in response.headers) is ("ETag" in said.get("headers", {})), (method, address)
    if response.status_code in (204, 304):
        return
    media_type = response.headers["Content-Type"].split(";")[0]
    assert media_type in said["content"], media_type
    if media_type.endswith("json"):
        schema = {**said["content"][media_type]["schema"], "components": contract()["components"]}
        Draft202012Validator(schema, format_checker=FormatChecker()).validate(response.json())
        if media_type == "application/problem+json":
            assert response.json()["code"] in codes_of(said)
        check_languages(response)
