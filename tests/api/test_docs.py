"""What docs/api.md promises: its examples answer, and its tables name what there is."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.factories import make_commitment, make_indicator, make_plan, make_series
from tracker.api import urls
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


@pytest.mark.parametrize("address", PRIVATE)
def test_every_example_of_an_import_asks_who_is_there(api, address):
    response = api.client.get(address)
    assert response.status_code == 401


def test_every_code_of_a_problem_is_listed_with_its_status():
    listed = {code: int(status) for code, status in re.findall(r"\| `(\w+)` \| (\d{3}) \|", TEXT)}
    assert listed == {code: status for code, (status, _title) in PROBLEMS.items()}


def filtered_pages():
    pages = [page for page in urls.VERSION_1 if page.callback is not None]
    return [page for page in pages if page.callback.view_class.filterset_class]


@pytest.mark.parametrize("page", filtered_pages())
def test_every_filter_is_named_beside_its_list(page):
    filters = page.callback.view_class.filterset_class.base_filters
    if page.name == "summary":
        filters = {"by"}
    table = TEXT.split("## Filters")[1].split("\n## ")[0]
    (row,) = [line for line in table.splitlines() if line.startswith(f"| `{page.pattern}` | ")]
    assert [name for name in filters if f"`{name}`" not in row] == []


def test_every_method_is_named():
    assert [name for name in METHODS if f"`{name}`" not in TEXT] == []
