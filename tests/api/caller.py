"""Asks the API as a program would, and holds every answer against the documented contract."""

import copy
import re
from functools import lru_cache

from django.test import Client
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator, FormatChecker

CHINESE = re.compile("[\u4e00-\u9fff]")


@lru_cache(maxsize=1)
def sparse_contract():
    """The documentation as it is served, made strict: a key it does not name fails the test."""
    with translation.override("en"):
        found = SchemaGenerator().get_schema(request=None, public=True)
    for shape in found["components"]["schemas"].values():
        if shape["type"] == "object":
            shape["additionalProperties"] = False
    return found


@lru_cache(maxsize=1)
def contract():
    """The same for whole answers: also a key that is missing fails the test."""
    found = copy.deepcopy(sparse_contract())
    for shape in found["components"]["schemas"].values():
        if shape["type"] == "object":
            shape.setdefault("required", list(shape["properties"]))
    return found


def operation(path):
    """The documented operation an address belongs to."""
    found = [known for known in contract()["paths"] if _fits(known, path)]
    assert len(found) == 1, f"{path} is not documented"
    return contract()["paths"][found[0]]["get"]


def _fits(known, path):
    pairs = zip(known.split("/"), path.split("/"), strict=False)
    same_length = known.count("/") == path.count("/")
    return same_length and all(mine == theirs or mine.startswith("{") for mine, theirs in pairs)


def check(response, path, whole=True):
    """Hold an answer against what the contract says of its address, status and media type."""
    media_type = response.headers["Content-Type"].split(";")[0]
    answer = operation(path)["responses"][str(response.status_code)]
    content = answer["content"]
    components = (contract() if whole else sparse_contract())["components"]
    schema = {**content[media_type]["schema"], "components": components}
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(response.json())
    if media_type == "application/problem+json":
        assert response.json()["code"] in codes_of(answer)
    check_languages(response)


def codes_of(answer):
    """The codes a documented refusal names."""
    return set(re.findall("`(\\w+)`", answer["description"].partition("Codes: ")[2]))


def check_languages(response):
    """Hold a refusal against the promise that it and each of its faults speak both languages."""
    if response.headers["Content-Type"] == "application/problem+json":
        problem = response.json()
        for said in (problem["message"], *(error["message"] for error in problem["errors"])):
            assert CHINESE.search(said["zh"]), said
            assert said["zh"] != said["en"], said


class Caller:
    """Asks the API and checks every JSON answer against the contract."""

    def __init__(self):
        self.client = Client()
        # Made now, so that it costs no answer a query.
        contract()

    def get(self, path, language="", **query):
        headers = {"Accept-Language": language} if language else {}
        response = self.client.get(f"/api/v1/{path}", query, headers=headers)
        if response.headers["Content-Type"].startswith(("application/json", "application/problem")):
            check(response, f"/api/v1/{path}", whole="fields" not in query)
        return response

    def rows(self, path, **query):
        """All rows of a list, page after page."""
        answer = self.get(path, **query).json()
        rows = list(answer["results"])
        while answer["next"]:
            answer = self.client.get(answer["next"]).json()
            rows += answer["results"]
        return rows

    def codes(self, path, **query):
        return [row["code"] for row in self.rows(path, **query)]

    def refusal(self, path, **query):
        """The problem an address answers with."""
        response = self.get(path, **query)
        assert response.headers["Content-Type"] == "application/problem+json", response.content
        return response.json()
