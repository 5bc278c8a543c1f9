import datetime
import re

import pytest
from django.test import Client

from tests import factories
from tests.web.test_pages import Parsed
from tracker.models import Commitment
from tracker.progress import refresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def lowered(gdp: Commitment) -> Commitment:
    """Growth of 7.5 %, lowered to 4 % in mid-2021; 4.7 % came out."""
    paper = factories.make_document("mid-year", "2021-07-01", title="年中报告")
    factories.make_target(gdp, value="4", wording="at_least", document=paper)
    refresh()
    return gdp


@pytest.fixture
def silent(gdp: Commitment) -> Commitment:
    """A pledge for 2021 of which the report of 2022 says nothing."""
    commitment = factories.make_commitment(number=9, statement="建成平台1个")
    place = commitment.plan.jurisdiction
    factories.make_public_document("report-2022", "2022-02-10", kind="work_report", jurisdiction=place)
    refresh()
    return commitment


def rows_of(client: Client, query: str = "") -> list[str]:
    response = client.get(f"/goalposts/{query}")
    assert response.status_code == 200
    return [row.goalpost.commitment.code for row in response.context["rows"]]


def test_a_lowered_target_stands_with_the_first_its_source_and_both_verdicts(
    client: Client, lowered: Commitment
):
    page = client.get("/goalposts/").content.decode()

    for text in ("<s>7.5%以上</s>", "4%以上", "下调", "年中报告", "2021年7月1日", "按最初目标：", "未完成"):
        assert text in page


def test_silence_names_the_report(client: Client, silent: Commitment):
    page = client.get("/goalposts/").content.decode()

    assert rows_of(client) == [silent.code]
    assert "未见公布" in page
    assert "2022年2月10日" in page


def test_a_dropped_pledge_gives_day_and_reason(client: Client, gdp: Commitment):
    Commitment.objects.update(
        withdrawn_on=datetime.date(2021, 9, 1), withdrawn_reason="后续报告<b>不再</b>提及"
    )
    refresh()

    page = client.get("/goalposts/").content.decode()

    assert "取消" in page
    assert "后续报告&lt;b&gt;不再&lt;/b&gt;提及" in page


def test_a_pledge_is_compared_with_the_one_it_continues(client: Client, gdp: Commitment):
    plan = factories.make_plan(
        "410100-2022", name="2022年计划", document=factories.make_document(published="2022-02-01")
    )
    later = factories.make_commitment(
        series=gdp.series, plan=plan, continues=gdp, target={"value": "6", "period": "2022"}
    )
    refresh()

    page = client.get("/goalposts/?move=lowered").content.decode()

    assert rows_of(client, "?move=lowered") == [later.code]
    assert f'href="/commitments/{gdp.code}/"' in page


def test_an_earlier_pledge_that_is_not_public_gets_no_link(client: Client, gdp: Commitment):
    plan = factories.make_plan("410100-2022", document=factories.make_document(published="2022-02-01"))
    factories.make_commitment(
        series=gdp.series, plan=plan, continues=gdp, target={"value": "6", "period": "2022"}
    )
    Commitment.objects.filter(pk=gdp.pk).update(state="draft")
    refresh()

    assert f"/commitments/{gdp.code}/" not in client.get("/goalposts/").content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["410100-2021-001", "410100-2021-009"]),
        ("?move=lowered", ["410100-2021-001"]),
        ("?move=lowered,unreported", ["410100-2021-001", "410100-2021-009"]),
        ("?move=raised", []),
        ("?move=all", ["410100-2021-001", "410100-2021-009"]),
        ("?plan=410100-2021&move=unreported", ["410100-2021-009"]),
        ("?jurisdiction=410100", ["410100-2021-001", "410100-2021-009"]),
        ("?topic=economy", ["410100-2021-001", "410100-2021-009"]),
        ("?as_of=2021-07-02", ["410100-2021-001"]),
        ("?as_of=2021-06-30", []),
    ],
)
def test_filters_stand_in_the_address(
    client: Client, lowered: Commitment, silent: Commitment, query: str, found: list[str]
):
    assert rows_of(client, query) == found


def test_links_keep_day_and_filters(client: Client, lowered: Commitment):
    page = client.get("/goalposts/?as_of=2021-07-02&plan=410100-2021").content.decode()

    assert f'href="/commitments/{lowered.code}/?as_of=2021-07-02"' in page
    assert 'href="/goalposts/?as_of=2021-07-02&amp;plan=410100-2021&amp;move=raised"' in page


@pytest.mark.parametrize("query", ["move=softened", "plan=nowhere", "topic=x", "as_of=2999-01-01"])
def test_a_value_that_does_not_exist_is_refused(client: Client, gdp: Commitment, query: str):
    assert client.get(f"/goalposts/?{query}").status_code == 400


def test_too_many_candidates_must_be_narrowed(
    client: Client, lowered: Commitment, silent: Commitment, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tracker.web.goalposts.MOST_JUDGED", 1)

    assert client.get("/goalposts/").status_code == 400


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_keeps_to_the_rules_of_all_pages(
    client: Client, lowered: Commitment, silent: Commitment, language: str
):
    page = client.get(f"{language}/goalposts/").content.decode()
    parsed = Parsed(page)

    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", page)
    assert len(parsed.ids) == len(set(parsed.ids))
    for link in {link for link in parsed.links if link.startswith("/")}:
        assert client.get(link, follow=True).status_code == 200, link


def test_the_english_page_speaks_english(client: Client, lowered: Commitment):
    page = client.get("/en/goalposts/").content.decode()

    assert "<h1>Moved targets</h1>" in page
    assert "<strong>lowered</strong>" in page


def test_every_page_leads_to_it(client: Client, gdp: Commitment):
    assert 'href="/goalposts/?as_of=2022-02-01"' in client.get("/?as_of=2022-02-01").content.decode()


def test_the_number_of_queries_does_not_grow(
    client: Client, lowered: Commitment, django_assert_max_num_queries, django_assert_num_queries
):
    with django_assert_max_num_queries(12) as few:
        client.get("/goalposts/")
    for number in range(20, 26):
        other = factories.make_commitment(number=number)
        factories.make_target(other, value="80", announced="2021-08-01")
    with django_assert_num_queries(len(few.captured_queries)):
        client.get("/goalposts/")
