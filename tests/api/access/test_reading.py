"""Reading for those with an account only, where the setting says so."""

import pytest
from django.test import Client

from tests.factories import make_commitment, make_token, make_user

pytestmark = pytest.mark.django_db

PATHS = [
    "/api/v1/commitments/",
    "/api/v1/progress/summary/",
    "/api/v1/observations/?format=csv",
    "/api/schema/",
]


@pytest.fixture
def closed(settings):
    settings.PUBLIC_READING = False
    make_commitment()


@pytest.mark.parametrize("path", PATHS)
def test_whoever_is_nobody_is_asked_who_they_are(closed, path):
    answer = Client().get(path)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="duixian"'


@pytest.mark.parametrize("path", PATHS)
def test_a_token_reads(closed, path):
    make_token(secret="duixian_reader")
    assert Client(headers={"authorization": "Bearer duixian_reader"}).get(path).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_a_session_reads(closed, path):
    client = Client()
    client.force_login(make_user())
    assert client.get(path).status_code == 200


def test_while_reading_is_open_no_session_is_looked_at(django_assert_num_queries):
    client = Client()
    client.force_login(make_user())
    with django_assert_num_queries(1):
        answer = client.get("/api/v1/plans/")
    assert "Cookie" not in answer.headers.get("Vary", "")
