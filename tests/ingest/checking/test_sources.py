"""Which document a row cites, and when its figure was published, without a database."""

import datetime

import pytest

from tests.ingest.tables import TODAY, Notes, document_in_memory, known_in_memory
from tracker.ingest.checking.sources import NewDocument, Source, read_source
from tracker.models import Document
from tracker.quantities import parse_period

CELLS = {"source_title": "统计公报", "source_publisher": "郑州市统计局"}


def read(*documents: Document, period: str = "2021", **cells: str) -> tuple[Source | None, Notes]:
    notes = Notes()
    known = known_in_memory(*documents)
    return read_source({**CELLS, **cells}, parse_period(period), known, TODAY, notes), notes


def days(source: Source) -> tuple[str, str, str]:
    return source.published_on.isoformat(), source.precision, source.known_from.isoformat()


@pytest.mark.parametrize(
    ("published", "told"),
    [
        ("2022-04-18", ("2022-04-18", "day", "2022-04-18")),
        ("2022-04", ("2022-04-01", "month", "2022-04-30")),
        ("2022", ("2022-01-01", "year", "2022-12-31")),
    ],
)
def test_a_figure_has_the_date_of_its_document(published, told):
    source, notes = read(document_in_memory(1, published=published))

    assert (source.document.pk, days(source), notes) == (1, told, [])


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ("2022-03-29", ("2022-03-29", "day", "2022-03-29")),
        ("2022/3/29", ("2022-03-29", "day", "2022-03-29")),
        ("2022年3月", ("2022-03-01", "month", "2022-03-31")),
    ],
)
def test_a_figure_older_than_its_page_keeps_its_own_date(stated, told):
    source, notes = read(document_in_memory(1), published_on=stated)

    assert (source.document.pk, days(source), notes) == (1, told, [])


def test_a_date_that_may_be_later_than_today_is_known_from_today_at_the_latest():
    source, _notes = read(document_in_memory(1, published="2022-01-05"), published_on="2022")
    early, _notes = read(document_in_memory(1, published="2022-12"), published_on="2022-12")

    assert days(source)[2] == days(early)[2] == "2022-12-31"


@pytest.mark.parametrize("publisher", ["", "郑州市 统计局", "郑州市统计局"])
def test_the_publisher_may_be_left_out_where_the_title_is_enough(publisher):
    source, notes = read(document_in_memory(1), source_publisher=publisher)

    assert (source.document.pk, notes) == (1, [])


def test_a_document_goes_by_its_code_too():
    source, _notes = read(document_in_memory(1, code="zhengzhou-2021"), source_title="zhengzhou-2021")

    assert source.document.pk == 1


@pytest.mark.parametrize(
    ("cells", "published"),
    [({"published_on": "2022-04"}, "2022-04"), ({"published_on": "2022-04-18"}, "2022-04-18"), ({}, "")],
)
def test_an_unknown_document_is_proposed_with_what_is_known_of_it(cells, published):
    source, notes = read(
        source_title=" 新\n公报 ", source_url="https://example.org/1", reliability="媒体", **cells
    )

    assert isinstance(source.document, NewDocument)
    assert (source.document.title, source.document.publisher) == ("新 公报", "郑州市统计局")
    assert (source.document.url, source.document.reliability) == ("https://example.org/1", "press")
    assert (source.document.published.text if source.document.published else "") == published
    assert notes.codes == ["new_document"]


def test_the_nearest_known_title_is_suggested():
    _source, notes = read(source_title="统计公告")

    assert notes == [("new_document", "source_title", {"nearest": "统计公报"})]


def test_a_title_of_another_publisher_is_another_document():
    source, notes = read(source_publisher="河南省统计局")

    assert isinstance(source.document, NewDocument)
    assert notes.codes == ["new_document"]


def test_a_figure_published_after_the_known_document_needs_a_newer_one():
    source, notes = read(document_in_memory(1, published="2021-01-30"), published_on="2022-01-20")

    assert isinstance(source.document, NewDocument)
    [(code, column, params)] = notes
    assert (code, column) == ("newer_document", "published_on")
    assert "2021-01-30" in params["known"]


@pytest.mark.parametrize("published", ["", "2021-01-30"])
def test_undated_documents_and_data_pages_go_on_growing(published):
    source, notes = read(
        document_in_memory(1, published=published, kind="dataset"), published_on="2022-01-20"
    )

    assert (source.document.pk, days(source)[0], notes) == (1, "2022-01-20", [])


@pytest.mark.parametrize(
    ("stated", "number"), [("2021-01-30", 1), ("2021", 1), ("2022-01", 2), ("2022-01-20", 2), ("2022", 2)]
)
def test_of_several_issues_the_date_tells_which(stated, number):
    issues = [document_in_memory(1, published="2021-01-30"), document_in_memory(2, published="2022-01-20")]

    source, notes = read(*issues, published_on=stated, period="2020")

    assert (source.document.pk, notes) == (number, [])


def test_the_very_date_goes_before_one_that_may_be_the_same():
    issues = [document_in_memory(1, published="2022-01"), document_in_memory(2, published="2022-01-26")]

    assert read(*issues, published_on="2022-01")[0].document.pk == 1
    assert read(*issues, published_on="2022-01-26")[0].document.pk == 2


def test_a_row_without_a_date_means_the_undated_one_of_several():
    issues = [document_in_memory(1, published="2022-01-26"), document_in_memory(2, published="")]

    assert read(*issues)[0].document.pk == 2


@pytest.mark.parametrize("cells", [{}, {"published_on": "2020-12-01"}, {"source_publisher": ""}])
def test_several_possible_documents_are_listed(cells):
    issues = [document_in_memory(1, published="2021-01-30"), document_in_memory(2, published="2022-01-20")]

    source, notes = read(*issues, period="2020", **cells)

    assert source is None
    [(code, column, params)] = notes
    assert (code, column) == ("ambiguous_source", "source_title")
    assert "2021-01-30" in params["candidates"]
    assert "document-2" in params["candidates"]


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("2021", ("2022-01-01", "unknown", "2022-06-01")),
        ("2022-05", ("2022-06-01", "unknown", "2022-06-01")),
        ("2022-11", ("2022-06-01", "unknown", "2022-06-01")),
    ],
)
def test_a_figure_of_an_undated_document_lies_between_its_period_and_the_day_it_was_seen(period, told):
    assert days(read(document_in_memory(1, published=""), period=period)[0]) == told


def test_an_undated_new_document_is_seen_today():
    source, _notes = read(source_title="别的公报")

    assert days(source) == ("2022-01-01", "unknown", "2022-12-31")


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"source_title": ""}, ("no_source", "source_title")),
        ({"source_title": "别的公报", "source_publisher": ""}, ("no_source", "source_publisher")),
        ({"published_on": "去年"}, ("not_a_date", "published_on")),
        ({"published_on": "2022-02-30"}, ("not_a_date", "published_on")),
        ({"published_on": "20220418"}, ("not_a_date", "published_on")),
        ({"published_on": "2023-01-01"}, ("published_in_future", "published_on")),
        ({"published_on": "2020-12"}, ("published_before_period", "published_on")),
        ({"source_url": "javascript:alert(1)"}, ("not_an_address", "source_url")),
        ({"source_url": "ftp://example.org/"}, ("not_an_address", "source_url")),
        ({"source_url": "https://"}, ("not_an_address", "source_url")),
        ({"source_url": "https://example.org/a b"}, ("not_an_address", "source_url")),
        ({"source_url": "http://["}, None),
        ({"reliability": "可靠"}, ("unknown_choice", "reliability")),
    ],
)
def test_a_source_that_cannot_be_is_reported_in_its_cell(cells, problem):
    source, notes = read(**cells)

    assert (source is None) == (problem is not None)
    assert [(code, column) for code, column, _params in notes] == ([problem] if problem else [])


def test_a_figure_may_be_published_inside_its_period():
    assert read(document_in_memory(1, published="2021-10-01"))[1] == []


def test_another_reliability_than_the_known_one_waits_for_a_decision():
    source, notes = read(reliability="press")

    assert source is not None
    assert notes == [("other_reliability", "reliability", {"known": "official"})]


@pytest.mark.parametrize("reliability", ["official", "官方", "OFFICIAL", ""])
def test_the_same_reliability_is_no_matter(reliability):
    assert read(reliability=reliability)[1] == []


def test_two_proposals_are_one_document_when_title_publisher_and_first_day_agree():
    one, _notes = read(source_title="新 公报", published_on="2022-01")
    other, _notes = read(source_title="《新公报》", published_on="2022-01-01")
    third, _notes = read(source_title="新公报", published_on="2022-01-02")

    assert one.document.key == other.document.key != third.document.key
    assert one.document.key[2] == datetime.date(2022, 1, 1)
