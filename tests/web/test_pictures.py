import pytest
from django.test import Client

from tests import factories
from tracker.models import Commitment
from tracker.reports import raster

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(not raster.has_chinese_font(), reason="no Chinese font on this machine")
def test_a_chart_comes_as_a_picture_with_a_name_of_its_day(client: Client, gdp: Commitment):
    response = client.get(f"/commitments/{gdp.code}/chart.png?as_of=2022-12-31")

    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Content-Disposition"] == 'attachment; filename="410100-2021-001-2022-12-31.png"'
    assert response.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("query", ["?as_of=2021-02-01", "?as_of=2020-01-01"])
def test_before_any_figure_there_is_no_chart(client: Client, gdp: Commitment, query: str):
    assert client.get(f"/commitments/{gdp.code}/chart.png{query}").status_code == 404


def test_a_draft_has_no_chart(client: Client, gdp: Commitment):
    Commitment.objects.update(state="draft")

    assert client.get(f"/commitments/{gdp.code}/chart.png").status_code == 404


def test_a_commitment_without_a_series_has_no_chart(client: Client):
    row = factories.make_commitment(measured=False)

    assert client.get(f"/commitments/{row.code}/chart.png").status_code == 404


def test_without_a_font_the_reader_learns_what_is_missing(
    client: Client, gdp: Commitment, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(raster, "has_chinese_font", lambda: False)

    response = client.get(f"/commitments/{gdp.code}/chart.png")

    assert response.status_code == 503
    assert "fonts-noto-cjk" in response.content.decode()
