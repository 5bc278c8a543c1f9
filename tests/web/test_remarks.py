"""Remarks on the public page of a commitment."""

import pytest

from tests.factories import make_commitment, make_remark

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    commitment = make_commitment()

    def opened(query: str = "") -> str:
        return client.get(f"/en/commitments/{commitment.code}/{query}").content.decode()

    opened.commitment = commitment
    return opened


def test_a_remark_stands_there_with_its_day(page):
    make_remark(page.commitment, "受特大暴雨影响", dated="2022-03-01")
    body = page()
    assert "受特大暴雨影响" in body
    assert "1 March 2022" in body or "March 1, 2022" in body


def test_without_any_there_is_no_heading(page):
    make_remark(page.commitment, "尚未审核", state="submitted")
    body = page()
    assert 'id="remarks"' not in body
    assert "尚未审核" not in body


def test_of_a_past_day_those_written_since_are_left_out(page):
    make_remark(page.commitment, "受特大暴雨影响", dated="2022-03-01")
    assert "受特大暴雨影响" in page("?as_of=2022-03-01")
    assert "受特大暴雨影响" not in page("?as_of=2022-02-28")


def test_what_is_written_is_shown_and_never_run(page):
    make_remark(page.commitment, "<script>alert(1)</script>\n\n第二段", dated="2022-03-01")
    body = page()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body
    assert "<p>第二段</p>" in body
