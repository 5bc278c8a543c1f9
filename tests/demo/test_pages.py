"""Every kind of page over the demo's real data: small on a first visit, and answered in few questions."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo"), pytest.mark.either_engine]

PAGES = [
    "/",
    "/?plan=all",
    "/?plan=all&q=增长&sort=distance",
    "/commitments/410100-2021-001/",
    "/commitments/410100-2021-028/",
    "/series/410100.gdp-growth/",
    "/series/",
    "/documents/",
    "/documents/zhengzhou-2021-work-report/",
    "/departments/",
    "/jurisdictions/",
    "/jurisdictions/410100/",
    "/jurisdictions/410100/years/",
    "/goalposts/",
    "/unreported/",
    "/conflicts/",
    "/methods/",
    "/about/",
]
#: Compressed bytes of a page with its styles, scripts and icon.
FIRST_LOAD = 150_000
#: Questions any page may ask of the database, whatever it shows.
MOST_QUERIES = 45


def loaded(client: Client, path: str) -> int:
    """The bytes that come over the line for an answer."""
    response = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert response.status_code == 200, path
    return len(b"".join(response.streaming_content) if response.streaming else response.content)


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_first_visit_is_small(path: str, language: str):
    client = Client()
    page = client.get(language + path).content.decode()
    files = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))

    assert loaded(client, language + path) + sum(loaded(client, file) for file in files) <= FIRST_LOAD


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_few_questions(path: str):
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(path).status_code == 200

    assert len(asked) <= MOST_QUERIES
