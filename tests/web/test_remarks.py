"""Remarks on the page of a commitment: whose words they are, from which day, and only the public ones."""

import datetime

import pytest
from django.test import Client

from tests import factories
from tracker.models import Commitment

pytestmark = pytest.mark.django_db


def page_of(client: Client, commitment: Commitment, query: str = "", language: str = "") -> str:
    return client.get(f"{language}/commitments/{commitment.code}/{query}").content.decode()


@pytest.mark.parametrize(
    ("department", "first", "last", "signed"),
    [
        (True, "", "", "<bdi>发展和改革委员会</bdi> · 部门答复 · "),
        (False, "明", "李", "<bdi>明 李</bdi> · "),
        (False, "", "", "<bdi>某督查室</bdi> · "),
    ],
)
def test_a_remark_is_signed_by_department_author_or_office(
    client: Client, gdp: Commitment, settings, department: bool, first: str, last: str, signed: str
):
    settings.OFFICE = "某督查室"
    own = factories.make_department(name="发展和改革委员会") if department else None
    author = factories.make_user("account-7", first_name=first, last_name=last)
    factories.make_remark(gdp, "受特大暴雨影响", department=own, author=author)

    page = page_of(client, gdp)

    assert "受特大暴雨影响" in page
    assert signed + '<span class="nowrap">2022年3月1日' in page
    assert "account-7" not in page


def test_a_remark_shows_from_the_day_it_bears(client: Client, gdp: Commitment):
    factories.make_remark(gdp)

    assert "受特大暴雨影响" not in page_of(client, gdp, "?as_of=2022-02-28")
    assert "受特大暴雨影响" in page_of(client, gdp, "?as_of=2022-03-01")


@pytest.mark.parametrize("state", ["draft", "submitted", "approved"])
def test_only_what_is_published_shows(client: Client, gdp: Commitment, state: str):
    factories.make_remark(gdp, state=state)

    assert 'id="remarks"' not in page_of(client, gdp)


def test_the_newest_comes_first_in_the_reader_s_language(client: Client, gdp: Commitment):
    factories.make_remark(gdp, "先说的", text_en="Said first", dated=datetime.date(2022, 1, 2))
    factories.make_remark(gdp, "后说的")

    page = page_of(client, gdp, language="/en")

    assert page.index('<blockquote dir="auto" lang="zh-Hans"><p>后说的') < page.index("<p>Said first")
