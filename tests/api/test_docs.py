"""What docs/api.md promises: its examples answer, and its tables name what there is."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.api.caller import contract, operation
from tests.api.sender import Sender
from tests.factories import make_commitment, make_indicator, make_plan, make_series, make_worker
from tracker.api import urls
from tracker.api.desk import urls as desk_urls
from tracker.api.filters import Codes
from tracker.api.problems import PROBLEMS
from tracker.assessment import METHODS

TEXT = Path(settings.BASE_DIR / "docs" / "api.md").read_text()
EXAMPLES = sorted(set(re.findall(r"http://127\.0\.0\.1:8000(/api/v1/[^'\"\s]*)", TEXT)))


PRIVATE = [address for address in EXAMPLES if "/imports/" in address]
SENT = [address for address in EXAMPLES if "dry_run" in address]


@pytest.mark.parametrize("address", sorted({*EXAMPLES} - {*PRIVATE} - {*SENT}))
def test_every_public_example_answers(api, address):
    series = make_series(make_indicator("new-hightech-firms"))
    make_commitment(series=series, plan=make_plan(), number=17, code="410100-2021-017")
    response = api.client.get(address)
    assert response.status_code == 200


@pytest.mark.django_db
def test_what_is_sent_as_an_example_is_what_the_page_says():
    (sent,) = re.findall(r"-d '(\{\"rows\".*?\})'", TEXT, flags=re.DOTALL)
    (address,) = SENT
    make_series(make_indicator("new-hightech-firms"))
    send = Sender(make_worker("", "add_observation"))

    answer = send.post("observations/", json.loads(sent), query={"dry_run": "true"})

    assert address == "/api/v1/observations/?dry_run=true"
    assert [(row["outcome"], row["then"]) for row in answer.json()["rows"]] == [("undecided", "new")]


@pytest.mark.parametrize("address", PRIVATE)
def test_every_example_of_an_import_asks_who_is_there(api, address):
    response = api.client.get(address)
    assert response.status_code == 401


def test_every_code_of_a_problem_is_listed_with_its_status():
    listed = {code: int(status) for code, status in re.findall(r"\| `(\w+)` \| (\d{3}) \|", TEXT)}
    assert listed == {code: status for code, (status, _title) in PROBLEMS.items()}


def test_the_refusal_shown_is_the_one_of_the_contract():
    (shown,) = re.findall(r"## Errors.*?```json\n(.*?)```", TEXT, flags=re.DOTALL)
    refusals = operation("/api/v1/commitments/")["responses"]["400"]["content"]["application/problem+json"]
    assert json.loads(shown) == refusals["examples"]["invalid_parameter"]["value"]


def filtered_pages():
    pages = [page for page in urls.VERSION_1 if page.callback is not None]
    return [("Filters", str(page.pattern), page) for page in pages] + [
        ("Rows in work", f"desk/{page.pattern}", page) for page in desk_urls.urlpatterns
    ]


@pytest.mark.parametrize(
    ("chapter", "address", "page"),
    [case for case in filtered_pages() if case[2].callback.view_class.filterset_class],
)
def test_every_filter_is_named_beside_its_list(chapter, address, page):
    filters = page.callback.view_class.filterset_class.base_filters
    if page.name == "summary":
        filters = {"by"}
    table = TEXT.split(f"## {chapter}")[1].split("\n## ")[0]
    (row,) = [line for line in table.splitlines() if line.startswith(f"| `{address}`")]
    assert [name for name in filters if f"`{name}`" not in row] == []


def reads():
    """Operations that read, by their address under version 1, with the names of their parameters."""
    for path, item in contract()["paths"].items():
        if "get" in item:
            named = {row["name"] for row in item["get"]["parameters"] if row["in"] == "query"}
            yield path.removeprefix("/api/v1/"), named


def test_every_list_in_pages_takes_what_the_page_says_of_them():
    paged = {path: named for path, named in reads() if "page_size" in named}
    wanted = {"ordering", "page_size", "cursor", "count", "fields"}
    assert [path for path, named in paged.items() if not wanted <= named] == []
    assert {path for path, named in reads() if "fields" in named} - {*paged} == {
        "commitments/{code}/",
        "series/{code}/",
    }


def test_method_goes_where_the_page_says():
    assert {path for path, named in reads() if "method" in named} == {"commitments/", "commitments/{code}/"}


@pytest.mark.parametrize("path", ["goalposts/", "progress/summary/"])
@pytest.mark.parametrize("name", ["ordering", "page_size", "cursor", "count", "fields", "method"])
def test_what_comes_whole_refuses_what_goes_with_pages(api, path, name):
    assert api.refusal(path, **{name: "1"})["code"] == "unknown_parameter"


def filters_by_code():
    """Those of public lists; a period is read as documents write it, and is no code."""
    for _chapter, address, page in filtered_pages():
        view = page.callback.view_class
        for name, each in (view.filterset_class.base_filters if view.filterset_class else {}).items():
            if isinstance(each, Codes) and name != "period" and not address.startswith("desk/"):
                yield address, name


@pytest.mark.parametrize(("address", "name"), list(filters_by_code()))
def test_a_code_that_does_not_exist_finds_nothing(api, address, name):
    make_commitment()
    answer = api.get(address, **{name: "nope"})
    assert (answer.status_code, answer.json()["results"]) == (200, [])


def test_that_any_operation_may_fail_is_said_once():
    assert "`internal_error`" in contract()["info"]["description"]
    answers = [op["responses"] for item in contract()["paths"].values() for op in item.values()]
    assert [answer for answer in answers if "500" in answer] == []


def test_every_method_is_named():
    assert [name for name in METHODS if f"`{name}`" not in TEXT] == []
