"""Which language answers are in, by which door they come."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "asked", "spoken"),
    [
        ("/about/", "en", "zh-hans"),
        ("/en/about/", "zh", "en"),
        ("/api/v1/plans/", "en", "en"),
        ("/api/v1/plans/", "zh-CN", "zh-hans"),
        ("/api/v1/plans/", "fr, en;q=0.5", "en"),
        ("/api/v1/plans/", "fr", "zh-hans"),
        ("/api/v1/plans/", "", "zh-hans"),
        ("/api/v1/plans/", "en;q=0", "zh-hans"),
        ("/api/v1/plans/", "zh;q=0", "en"),
        ("/api/v1/plans/", "zh;q=0, en;q=0.0", "zh-hans"),
        ("/api/v1/plans/", "en;q=0, zh;q=0.1", "zh-hans"),
        ("/api/v1/plans/", "en-US;q=0, en", "en"),
        ("/api/docs/", "en", "en"),
        ("/api/nothing/", "en", "en"),
    ],
)
def test_pages_speak_by_their_address_and_the_api_as_it_is_asked(client, address, asked, spoken):
    answer = client.get(address, headers={"Accept-Language": asked})
    assert answer.headers["Content-Language"] == spoken
    assert "Accept-Language" in answer.headers.get("Vary", "") or address.startswith("/en/")


def test_one_answer_does_not_leave_its_language_to_the_next(client):
    client.get("/api/v1/plans/", headers={"Accept-Language": "en"})
    assert client.get("/about/").headers["Content-Language"] == "zh-hans"
