import re

import pytest
from django.test import Client
from django.utils.html import escape
from django.utils.timezone import localdate

from tests import factories
from tracker.models import Commitment, Observation, Verdict
from tracker.progress import refresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def superseded(gdp: Commitment) -> str:
    """Where the first verdict on growth stands (missed by 4.7 %), which a later figure (8 %) overturned."""
    verdict = Verdict.objects.get(commitment=gdp)
    factories.make_observation(gdp.series, "8", published="2023-01-26")
    refresh()
    assert Verdict.objects.filter(commitment=gdp).count() == 2
    return f"/commitments/{gdp.code}/verdicts/{verdict.sha256}/"


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_stored_verdict_is_shown_as_it_was_after_a_newer_one(client: Client, superseded: str):
    page = page_of(client, superseded)

    assert "目标7.5%以上，实际4.7%，低2.8个百分点：未完成。" in page
    assert "8%" not in re.sub(r"<pre.*?</pre>", "", page, flags=re.DOTALL)
    assert 'data-note="superseded"' in page


def test_the_current_verdict_says_that_it_still_holds(client: Client, gdp: Commitment):
    gdp.refresh_from_db()
    page = page_of(client, f"/commitments/{gdp.code}/verdicts/{gdp.current_verdict.sha256}/")

    assert 'data-note="current"' in page


def test_a_stored_verdict_is_recomputed_before_the_reader(client: Client, superseded: str):
    assert 'data-replay="same"' in page_of(client, superseded)

    Observation.objects.filter(written="4.7").update(written="4.70")

    page = page_of(client, superseded)
    assert 'data-replay="differs"' in page
    assert "<code>rows</code>" in page


def test_a_figure_withdrawn_since_is_not_printed_again(client: Client, superseded: str):
    Observation.objects.filter(written="4.7").update(withdrawn_at="2024-01-01T00:00Z", withdrawn_reason="x")

    page = page_of(client, superseded)

    assert 'data-note="withdrawn"' in page
    assert "4.7%" not in page
    assert "未完成" in page


@pytest.mark.parametrize("ending", ["/", ".bib"])
@pytest.mark.parametrize("hidden", [{"state": "draft"}, {"code": "410100-2021-999"}])
def test_what_is_not_public_or_not_there_is_not_found(
    client: Client, superseded: str, ending: str, hidden: dict[str, str]
):
    Commitment.objects.update(**hidden)

    assert client.get(superseded.removesuffix("/") + ending).status_code == 404


def test_a_hash_belongs_to_its_commitment(client: Client, gdp: Commitment, firms: Commitment):
    hashes = {row.commitment.code: row.sha256 for row in Verdict.objects.select_related("commitment")}

    assert client.get(f"/commitments/{gdp.code}/verdicts/{hashes[firms.code]}/").status_code == 404


def test_the_commitment_gives_its_reference_and_leads_to_the_stored_verdict(client: Client, gdp: Commitment):
    gdp.refresh_from_db()
    address = f"/commitments/{gdp.code}/verdicts/{gdp.current_verdict.sha256}/"

    page = page_of(client, f"/commitments/{gdp.code}/")

    assert f"[EB/OL]. ({localdate(gdp.current_verdict.recorded_at)})" in page
    assert f"http://testserver{address}." in page
    assert escape("@online{duixian-410100-2021-001-") in page
    assert f'<a href="{address}"><code' in page


def test_a_page_of_a_past_day_has_no_stored_verdict_to_cite(client: Client, gdp: Commitment):
    assert "[EB/OL]" not in page_of(client, f"/commitments/{gdp.code}/?as_of=2022-12-31")


def test_the_reference_comes_as_a_file(client: Client, superseded: str):
    response = client.get(superseded.removesuffix("/") + ".bib")

    assert response.headers["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert re.fullmatch(
        r'attachment; filename="duixian-410100-2021-001-[0-9a-f]{12}\.bib"',
        response.headers["Content-Disposition"],
    )
    assert "对承诺“地区生产总值增长7.5\\%以上”的判定" in response.content.decode()


def test_an_english_page_gives_an_english_reference(client: Client, superseded: str):
    page = page_of(client, f"/en{superseded}")

    assert "Verdict on the commitment “GDP to grow by at least 7.5%”: missed" in page
    assert f"http://testserver/en{superseded}." in page


def test_a_longer_history_takes_no_more_queries(
    client: Client, superseded: str, gdp: Commitment, django_assert_max_num_queries
):
    for value in range(5):
        factories.make_observation(gdp.series, str(value), published=f"2024-0{value + 1}-01")
        refresh()

    with django_assert_max_num_queries(18):
        page_of(client, superseded)
