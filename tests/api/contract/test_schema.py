"""The contract: valid, complete, and in step with the file other offices read."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.test import Client
from django.utils import translation
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator, FormatChecker

from tests.api.caller import codes_of, contract, sparse_contract
from tracker.api.contract import examples as kept_examples
from tracker.api.problems import PROBLEMS
from tracker.models import Status

PATHS = list(contract()["paths"])
OPERATIONS = [
    (f"{method} {path}", operation)
    for path, item in contract()["paths"].items()
    for method, operation in item.items()
]


#: Reads a megabyte in a second; the loader in Python takes ten.
QUICK = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: Rows in work.
DESK = [
    "commitments/", "commitments/{code}/", "commitments/{code}/evidence/",
    "commitments/{code}/evidence/{number}/", "commitments/{code}/review/", "commitments/{code}/targets/",
    "observations/", "observations/{number}/", "observations/{number}/correct/",
    "observations/{number}/prefer/", "observations/{number}/review/", "observations/{number}/unprefer/",
    "observations/{number}/withdraw/", "plans/", "plans/{code}/", "plans/{code}/review/",
    "remarks/", "remarks/{number}/", "remarks/{number}/review/",
    "revisions/", "revisions/{number}/", "revisions/{number}/drop/", "revisions/{number}/review/",
    "targets/", "targets/{number}/", "targets/{number}/path/", "targets/{number}/path/{place}/",
    "targets/{number}/review/",
]  # fmt: skip


@pytest.mark.either_engine
def test_the_served_schema_is_valid_openapi(db):
    response = Client().get("/api/schema/")
    assert response.status_code == 200
    schema = yaml.load(response.content, QUICK)
    validate_schema(schema)
    assert schema["openapi"].startswith("3.")


@pytest.mark.either_engine
def test_the_committed_schema_is_the_one_that_is_served(db):
    committed = Path(settings.BASE_DIR / "docs" / "openapi.yaml").read_bytes()
    assert committed == Client().get("/api/schema/").content, (
        "Run: manage.py spectacular --lang en --file docs/openapi.yaml"
    )


@pytest.mark.either_engine
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_schema_is_in_english_whoever_asks(db, language):
    content = Client().get("/api/schema/", headers={"Accept-Language": language}).content.decode()
    assert "* `met` - Due, and the target was reached" in content
    assert "* `flow` - flow" in content


@pytest.mark.either_engine
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_schema_says_that_it_is_in_english(db, language):
    client = Client(headers={"Accept-Language": language})
    answer = client.get("/api/schema/")
    again = client.get("/api/schema/", headers={"If-None-Match": answer.headers["ETag"]})
    assert [each.headers["Content-Language"] for each in (answer, again)] == ["en", "en"]
    assert (answer.status_code, again.status_code) == (200, 304)


@pytest.mark.parametrize(
    ("language", "title"), [("zh", "此地址没有内容。"), ("en", "There is nothing at this address.")]
)
def test_refusals_of_the_schema_are_in_the_language_asked_for(db, language, title):
    answer = Client().get("/api/schema/?format=xml", headers={"Accept-Language": language})
    assert (answer.status_code, answer.json()["title"]) == (404, title)
    assert answer.headers["Content-Language"].startswith(language)


def test_every_address_of_the_design_is_documented():
    assert [path.removeprefix("/api/v1") for path in PATHS] == [
        "/", "/changes/", "/commitments/", "/commitments/{code}/", "/commitments/{code}/verdicts/",
        "/conflicts/", "/departments/",
        *(f"/desk/{address}" for address in DESK),
        "/documents/", "/goalposts/", "/imports/", "/imports/{number}/",
        "/imports/{number}/{step}/", "/imports/{number}/apply/",
        "/imports/{number}/discard/", "/imports/{number}/leftovers/", "/imports/{number}/reverse/",
        "/imports/{number}/rows/", "/imports/template/", "/indicators/", "/jurisdictions/",
        "/observations/", "/plans/", "/progress/summary/", "/series/",
        "/series/{code}/", "/topics/",
    ]  # fmt: skip


@pytest.mark.parametrize(("address", "operation"), OPERATIONS)
def test_refusals_are_documented_as_problems(address, operation):
    responses = operation["responses"]
    of_one = ["404"] if "{" in address else []
    assert ("404" in responses) is bool(of_one)
    for status in ("400", "401", "406", "429", *of_one):
        assert list(responses[status]["content"]) == ["application/problem+json"]


@pytest.mark.parametrize(("address", "operation"), OPERATIONS)
def test_every_refusal_names_the_codes_it_may_carry_and_shows_each(address, operation):
    for status, answer in operation["responses"].items():
        if status[0] in "45":
            named = codes_of(answer)
            assert {PROBLEMS[code][0] for code in named} == {int(status)}
            assert answer["content"]["application/problem+json"].get("examples", {}).keys() == named


@pytest.mark.parametrize(("address", "operation"), OPERATIONS)
def test_every_parameter_says_what_it_is_for(address, operation):
    parameters = [row for row in operation.get("parameters", ()) if row["in"] == "query"]
    assert [row["name"] for row in parameters if not row.get("description")] == []


@pytest.mark.parametrize(("address", "operation"), OPERATIONS)
def test_every_word_a_parameter_may_hold_is_explained(address, operation):
    for row in operation.get("parameters", ()):
        known = row["schema"].get("enum") or row["schema"].get("items", {}).get("enum") or []
        words = {word.removeprefix("-") for word in known}
        assert [word for word in words if f"`{word}`" not in row["description"]] == [], row["name"]


@pytest.mark.either_engine
def test_no_code_is_explained_by_itself(db):
    said = Client().get("/api/schema/").content.decode()
    assert re.findall(r"\* `(\w*_\w*)` - \1\s", said) == []


def shown(bodies):
    """Pairs of a schema and an example of it, also where operations share one."""
    kept = contract()["components"]["examples"]
    contents = [content for body in bodies for content in body.get("content", {}).values()]
    return [
        (content["schema"], kept.get(each.get("$ref", "").rsplit("/", 1)[-1], each)["value"])
        for content in contents
        for each in content.get("examples", {}).values()
    ]


@pytest.mark.parametrize(("address", "operation"), OPERATIONS)
def test_every_operation_shows_what_is_sent_and_what_is_answered(address, operation):
    answers = [answer for status, answer in operation["responses"].items() if status.startswith("2")]
    shown = [content for answer in answers for content in answer.get("content", {}).items()]
    texts = [content for kind, content in shown if "openxmlformats" not in kind]
    assert [content for content in texts if "examples" not in content] == []
    sent = operation.get("requestBody", {}).get("content", {})
    assert [kind for kind, content in sent.items() if "examples" not in content] == []


@pytest.mark.parametrize(("address", "operation"), OPERATIONS)
def test_every_example_is_as_the_contract_says(address, operation):
    sent, answered = shown([operation.get("requestBody", {})]), shown(operation["responses"].values())
    for found, strict in ((sent, sparse_contract()), (answered, contract())):
        for schema, example in found:
            whole = {**schema, "components": strict["components"]}
            Draft202012Validator(whole, format_checker=FormatChecker()).validate(example)


def test_every_kept_example_belongs_to_an_operation():
    known = {operation["operationId"] for _address, operation in OPERATIONS}
    kept = {path.stem for path in Path(kept_examples.__path__[0]).glob("*.json")} - {"problem"}
    assert kept == known


def test_every_code_of_a_problem_is_explained():
    said = contract()["components"]["schemas"]["ProblemCode"]["description"]
    with translation.override("en"):
        assert [code for code, (_, title) in PROBLEMS.items() if f"* `{code}` - {title}" not in said] == []


def test_every_status_is_explained():
    description = contract()["components"]["schemas"]["VerdictBrief"]["properties"]["status"]
    text = str(description) + str(contract()["components"]["schemas"].get("Status", ""))
    assert [status for status in Status.values if f"`{status}` - " not in text] == []


def test_the_page_to_read_it_needs_no_other_host(db):
    page = Client().get("/api/docs/").content.decode()
    assert "http://" not in page
    assert "https://" not in page


def test_the_bare_address_leads_to_the_page_to_read(db):
    assert Client().get("/api/").headers["Location"] == "/api/docs/"
