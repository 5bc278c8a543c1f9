import datetime
import re

import pytest
from django.test import Client

from tests import factories
from tracker.models import Commitment, Document, DocumentText, Observation
from tracker.progress import refresh

pytestmark = pytest.mark.django_db

TEXT = "政府工作报告\n2020年新增高新技术企业800家。\n2021年地区生产总值增长7.5%以上，就业稳定。\n"


@pytest.fixture
def document(gdp: Commitment) -> Document:
    """The growth target's document with its text, which reports a figure of the year before, too."""
    found = gdp.plan.document
    DocumentText.objects.create(document=found, text=TEXT)
    gdp.evidence.update(start=TEXT.index("地区"))
    series = factories.make_series(name="新增高新技术企业", name_en="New high-tech firms")
    factories.make_observation(
        series, "800", "2020", document=found, quote="新增高新技术企业800家", start=TEXT.index("新增")
    )
    refresh()
    return found


def page_of(client: Client, document: Document, query: str = "", language: str = "") -> str:
    response = client.get(f"{language}/documents/{document.code}/text/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_clauses_are_marked_by_their_status_where_they_stand(client: Client, document: Document):
    page = page_of(client, document)

    start = TEXT.index("地区")
    marked = '<mark class="clause clause-bad">地区生产总值增长7.5%以上</mark>'
    assert f'2021年<span id="at-{start}"></span>{marked}' in page
    assert '<mark class="clause clause-figure">新增高新技术企业800家</mark>' in page
    assert "1处作出承诺" in page


def test_verdicts_and_figures_stand_beside_their_clauses(client: Client, document: Document, gdp: Commitment):
    page = page_of(client, document)

    beside = page[page.index('<li id="n2">') :]
    assert f'<a href="/commitments/{gdp.code}/"' in beside
    assert "未完成" in beside
    assert "最新 4.7%" in beside
    assert "<strong>800家</strong>" in page[page.index('<li id="n1">') :]


def test_every_number_leads_to_its_note_and_back(client: Client, document: Document):
    page = page_of(client, document)

    for target in re.findall(r'href="#([^"]+)"', page):
        assert page.count(f'id="{target}"') == 1, target


def test_on_a_past_day_only_what_was_known_is_told(client: Client, document: Document):
    page = page_of(client, document, "?as_of=2021-06-30")

    assert "clause-open" in page
    assert "4.7%" not in page


def test_drafts_and_withdrawn_figures_are_not_marked(client: Client, document: Document):
    Commitment.objects.update(state="draft")
    Observation.objects.update(withdrawn_at="2023-01-01T00:00Z", withdrawn_reason="x")

    assert "<mark" not in page_of(client, document)


def test_a_quote_that_stands_elsewhere_is_not_marked(client: Client, document: Document, gdp: Commitment):
    gdp.evidence.update(start=3)

    assert "地区生产总值增长7.5%以上</mark>" not in page_of(client, document)


@pytest.mark.parametrize("query", ["?as_of=2021-01-01", "?as_of=2020-01-01"])
def test_before_it_was_published_there_is_no_text(client: Client, document: Document, query: str):
    assert client.get(f"/documents/{document.code}/text/{query}").status_code == 404


def test_a_document_without_a_text_has_no_page_of_it(client: Client, gdp: Commitment):
    assert client.get(f"/documents/{gdp.plan.document.code}/text/").status_code == 404


def test_the_commitment_leads_to_its_clause(client: Client, document: Document, gdp: Commitment):
    page = client.get(f"/commitments/{gdp.code}/").content.decode()

    start = TEXT.index("地区")
    assert f'<a href="/documents/{document.code}/text/#at-{start}">第{start}字</a>' in page


def test_the_document_leads_to_its_text_and_back(client: Client, document: Document, gdp: Commitment):
    text, about = f"/documents/{document.code}/text/", f"/documents/{document.code}/"

    assert f'href="{text}?as_of=2021-06-30"' in client.get(f"{about}?as_of=2021-06-30").content.decode()
    assert f'href="{about}"' in page_of(client, document)
    DocumentText.objects.all().delete()
    assert text not in client.get(about).content.decode()


def test_hostile_text_stays_text(client: Client, document: Document):
    DocumentText.objects.update(text=f'<script>alert(1)</script>\u202e{TEXT}"><img src=x>')

    page = page_of(client, document)

    assert "<script" not in page
    assert "<img" not in page


def test_an_english_page_says_that_the_words_are_chinese(client: Client, document: Document):
    page = page_of(client, document, language="/en")

    assert '<p class="printed" lang="zh-Hans" dir="auto">' in page
    assert "1 clause makes a commitment" in page


def test_more_clauses_take_no_more_queries(
    client: Client, document: Document, gdp: Commitment, django_assert_max_num_queries
):
    text = TEXT
    for number in range(20, 35):
        words = f"新建第{number}类平台100家。"
        row = factories.make_commitment(plan=gdp.plan, number=number, statement=words)
        row.evidence.update(start=len(text))
        factories.make_observation(row.series, "90", published=datetime.date(2022, 3, 1).isoformat())
        text += words
    DocumentText.objects.update(text=text)
    refresh()

    with django_assert_max_num_queries(14):
        assert page_of(client, document).count("<mark") == 17
