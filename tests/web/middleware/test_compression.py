import gzip

import pytest
from django.test import Client

from tests import factories
from tracker.models import Commitment

pytestmark = pytest.mark.django_db

TAKES_GZIP = {"Accept-Encoding": "gzip"}


def test_a_page_for_a_visitor_nobody_knows_is_compressed(client: Client, gdp: Commitment):
    response = client.get("/", headers=TAKES_GZIP)

    assert response.headers["Content-Encoding"] == "gzip"
    assert "地区生产总值增长7.5%以上" in gzip.decompress(response.content).decode()
    assert "Accept-Encoding" in response.headers["Vary"]


def test_a_visitor_who_does_not_take_it_gets_it_plain(client: Client, gdp: Commitment):
    assert "Content-Encoding" not in client.get("/").headers


def test_nothing_is_compressed_for_somebody_who_is_logged_in(client: Client, gdp: Commitment):
    client.force_login(factories.make_user("reader"))

    assert "Content-Encoding" not in client.get("/", headers=TAKES_GZIP).headers


@pytest.mark.parametrize("path", ["/login/", "/admin/login/"])
def test_a_page_with_a_form_s_mark_is_never_compressed(client: Client, db, path: str):
    first, second = (client.get(path, headers=TAKES_GZIP) for _time in range(2))

    assert "csrftoken" in first.cookies
    for response in (first, second):
        assert "csrfmiddlewaretoken" in response.content.decode()
        assert "Content-Encoding" not in response.headers


def test_a_page_opened_after_a_form_is_plain_as_well(client: Client, gdp: Commitment):
    client.get("/login/")

    assert "Content-Encoding" not in client.get("/", headers=TAKES_GZIP).headers


@pytest.mark.parametrize("name", ["site.css", "charts.css", "charts.js", "icon.svg"])
def test_our_files_are_compressed_for_everybody(client: Client, db, name: str):
    client.force_login(factories.make_user("reader"))

    response = client.get(f"/static/tracker/{name}", headers=TAKES_GZIP)

    assert response.status_code == 200
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(b"".join(response.streaming_content))


def test_the_interface_is_left_to_its_own_rules(client: Client, gdp: Commitment):
    assert "Content-Encoding" not in client.get("/api/v1/commitments/", headers=TAKES_GZIP).headers
