import pytest
from django.test import Client

from tests import factories
from tracker.models import Commitment, Document
from tracker.progress import refresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(gdp: Commitment, firms: Commitment) -> Document:
    """A report that promises two things and reports one figure; the later clause was entered first."""
    document = gdp.plan.document
    firms.evidence.update(start=9000, quote="新增高新技术企业1000家", figure="1000家", figure_start=9008)
    factories.make_observation(
        gdp.series,
        "3",
        "2020",
        document=document,
        start=120,
        quote="全年增长3%",
        figure="3%",
        figure_start=124,
    )
    refresh()
    return document


def page_of(client: Client, report: Document, query: str = "") -> str:
    response = client.get(f"/documents/{report.code}/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_commitments_and_figures_stand_in_the_order_of_the_document(client: Client, report: Document):
    page = page_of(client, report)

    first, second = (
        page.index("地区生产总值增长<mark>7.5%</mark>以上"),
        page.index("新增高新技术企业<mark>1000家</mark>"),
    )
    assert first < second < page.index("全年增长<mark>3%</mark>")
    for text in ("第7000字", "未完成", "完成", 'href="/commitments/410100-2021-001/"', "官方"):
        assert text in page


def test_words_without_a_known_place_come_last(client: Client, report: Document, gdp: Commitment):
    other = factories.make_commitment(number=40, statement="建成平台")
    other.evidence.update(start=None)
    refresh()

    assert page_of(client, report).index("建成平台") > page_of(client, report).index("1000家</mark>")


def test_long_documents_come_in_pages_of_their_own(
    client: Client, report: Document, gdp: Commitment, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tracker.web.documents.PER_PAGE", 1)
    factories.make_observation(gdp.series, "8", "2019", document=report, start=900, quote="上年增长8%")

    first = client.get(f"/documents/{report.code}/")
    second = client.get(f"/documents/{report.code}/?cursor={first.context['promised'].next}")
    figures = client.get(f"/documents/{report.code}/?figures={first.context['reported'].next}")

    assert [row.start for row in first.context["promised"].rows] == [7000]
    assert [row.start for row in second.context["promised"].rows] == [9000]
    assert [row.start for row in figures.context["reported"].rows] == [900]


@pytest.mark.parametrize("query", ["?cursor=x", "?figures=x"])
def test_a_place_that_is_none_is_refused(client: Client, report: Document, query: str):
    assert client.get(f"/documents/{report.code}/{query}").status_code == 400


def test_on_a_past_day_it_stands_as_it_stood_and_before_it_came_out_not_at_all(
    client: Client, report: Document
):
    assert "暂无数据" in page_of(client, report, "?as_of=2021-02-01")
    assert client.get(f"/documents/{report.code}/?as_of=2021-01-01").status_code == 404


def test_drafts_stay_off_the_page(client: Client, report: Document):
    Commitment.objects.update(state="draft")
    report.observations.update(state="draft")

    page = page_of(client, report)

    assert "7.5%" not in page
    assert "没有已发布的内容以该文献为据" in page


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["evening-news", "later", "report"]),
        ("q=晚报", ["evening-news"]),
        ("kind=work_report", ["report"]),
        ("reliability=press", ["evening-news"]),
        ("jurisdiction=410100", ["report"]),
        ("as_of=2021-12-31", ["report"]),
    ],
)
def test_documents_are_listed_the_latest_first(client: Client, db, query: str, codes: list[str]):
    place = factories.make_jurisdiction()
    factories.make_public_document("report", "2021-01-30", kind="work_report", jurisdiction=place)
    factories.make_public_document("later", "2022-02-01")
    factories.make_public_document("evening-news", "2022-09-08", reliability="press", title="晚报报道")
    factories.make_public_document("undated", "")

    rows = [row.code for row in client.get(f"/documents/?{query}").context["listing"].rows]

    assert [code for code in rows if code != "undated"] == codes
    assert ("undated" in rows) == (query == "")


@pytest.mark.parametrize("query", ["kind=novel", "reliability=good", "cursor=x"])
def test_a_filter_that_does_not_exist_is_refused(client: Client, db, query: str):
    assert client.get(f"/documents/?{query}").status_code == 400


def test_the_number_of_queries_does_not_grow(client: Client, report: Document, django_assert_max_num_queries):
    with django_assert_max_num_queries(25) as few:
        client.get(f"/documents/{report.code}/")
    for _place in range(8):
        row = factories.make_commitment()
        factories.make_observation(row.series, document=report, published="2022-06-30")
    refresh()
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert len(client.get(f"/documents/{report.code}/").context["commitments"]) == 10


@pytest.fixture
def typed(gdp: Commitment) -> Document:
    """A document of the place that somebody typed, with a figure that waits for review."""
    place = gdp.plan.jurisdiction
    typed = factories.make_document("typed", title="内部材料", kind="work_report", jurisdiction=place)
    factories.make_observation(gdp.series, "9", document=typed, published="2021-06-30", state="submitted")
    return typed


def test_what_somebody_typed_is_not_listed_before_it_is_published(client: Client, typed: Document):
    before = client.get("/documents/?q=内部材料").context["listing"].rows
    typed.observations.update(state="published")

    assert before == []
    assert client.get("/documents/?q=内部材料").context["listing"].rows == [typed]


def test_what_somebody_typed_has_no_page_before_it_is_published(client: Client, typed: Document):
    before = client.get("/documents/typed/").status_code
    typed.observations.update(state="published")

    assert (before, client.get("/documents/typed/").status_code) == (404, 200)


def test_a_place_of_which_only_something_typed_speaks_is_no_choice(client: Client, typed: Document):
    elsewhere = factories.make_jurisdiction("420000", name="湖北省", level="province")
    Document.objects.filter(pk=typed.pk).update(jurisdiction=elsewhere)

    assert elsewhere not in client.get("/documents/").context["jurisdictions"]
    assert client.get("/jurisdictions/420000/").context["has_documents"] is False
