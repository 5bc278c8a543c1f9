"""Lists as CSV: whole, streamed, and safe to open."""

import csv
import io
import itertools

import pytest

from tests.factories import (
    make_commitment,
    make_department,
    make_indicator,
    make_observation,
    make_plan,
    make_public_document,
    make_series,
    make_target,
)
from tracker.api import base
from tracker.api.answering.rendering import CSVRenderer, in_blocks
from tracker.api.copying import reading
from tracker.api.observations import Observations
from tracker.api.urls import VERSION_1
from tracker.models import Series, Status
from tracker.progress import refresh


def content_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def read(response):
    return list(csv.DictReader(io.StringIO(content_of(response).decode(), newline="")))


def test_a_row_has_a_column_for_every_value_of_its_json(api):
    commitment = make_commitment()
    make_observation(commitment.series, "120")
    refresh()
    (line,) = read(api.get("commitments/", format="csv"))
    row = api.get("commitments/").json()["results"][0]
    assert line["code"] == row["code"]
    assert line["indicator.name"] == row["indicator"]["name"]
    assert line["target.value"] == "100"
    assert line["latest.value"] == "120"
    assert line["verdict.status"] == "met"
    assert line["verdict.method_sensitive"] == line["verdict.vintage_sensitive"] == "false"
    assert line["expected_now.value"] == "100"
    assert line["baseline.value"] == ""


def test_csv_is_the_whole_list(api, monkeypatch):
    monkeypatch.setattr(base, "CSV_BATCH", 2)
    for number in range(5):
        make_public_document(f"d{number}")
    codes = [line["code"] for line in read(api.get("documents/", format="csv", ordering="-code"))]
    assert codes == ["d4", "d3", "d2", "d1", "d0"]


def test_csv_is_streamed(api):
    response = api.get("documents/", format="csv")
    assert response.streaming
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="documents.csv"'


def test_csv_can_be_asked_for_by_header(api):
    make_public_document("d0")
    response = api.client.get("/api/v1/documents/", headers={"Accept": "text/csv"})
    assert read(response)[0]["code"] == "d0"


def test_an_empty_list_still_has_its_header(api):
    content = b"".join(api.get("plans/", format="csv").streaming_content)
    assert content == b"code,name,kind,jurisdiction,period_start,period_end,document\n"


def test_names_in_csv_follow_the_language(api):
    make_plan()
    response = api.get("plans/", language="en", format="csv")
    assert read(response)[0]["name"] == "Work report 2021"


@pytest.mark.parametrize("parameter", [{"page_size": "5"}, {"cursor": "x"}, {"count": "true"}])
def test_csv_knows_no_pages(api, parameter):
    refusal = api.refusal("documents/", format="csv", **parameter)
    assert refusal["code"] == "unsupported_combination"
    assert [error["parameter"] for error in refusal["errors"]] == list(parameter)


def test_refusals_are_json_even_where_csv_was_asked_for(api):
    assert api.refusal("documents/", format="csv", kind="rumour")["code"] == "invalid_parameter"


def test_formulas_are_made_harmless(api):
    make_public_document("d0", title="=HYPERLINK(1)", publisher="@cmd")
    (line,) = read(api.get("documents/", format="csv"))
    assert (line["title"], line["publisher"]) == ("'=HYPERLINK(1)", "'@cmd")


def test_a_negative_number_stays_a_number(api):
    make_observation(make_series(), "-3.7")
    assert read(api.get("observations/", format="csv"))[0]["value"] == "-3.7"


def test_a_summary_has_a_column_for_every_status(api):
    make_commitment()
    refresh()
    (line,) = read(api.get("progress/summary/", format="csv"))
    assert [name for name in line if name.startswith("counts.")] == [f"counts.{s}" for s in Status.values]
    assert (line["key"], line["total"]) == ("economy", "1")


# Copied by PostgreSQL


ODD = [
    "",
    "=1+1",
    "+49 30",
    "-3.7",
    "-a",
    "@x",
    "\tx",
    "\rx",
    "a,b",
    'say "so"',
    "two\nlines",
    "净增",
    "\\.",
    " x ",
]


@pytest.fixture
def figures(db):
    """Figures whose texts are odd in every way, dated to the day, the month, the year and not at all."""
    series = [
        make_series(make_indicator(f"i{n}", name=f"=指标{n}", name_en="" if n else "+x")) for n in (0, 1)
    ]
    dates = itertools.cycle(["2022-03-01", "2022-03", "2022", ""])
    for number, text in enumerate(ODD):
        document = make_public_document(published=next(dates), reliability="press")
        undated = {"published": "2026-11-22", "published_precision": "unknown"}
        make_observation(
            series[number % 2], ["3.10", "-0.5", "0", "120000000000.5"][number % 4], str(2000 + number // 3),
            document=document, note=text, section=text, derivation=text, quote=text,
            start=number if number % 2 else None, **({} if document.published else undated),
        )  # fmt: skip
    make_observation(series[0], None, "..2020", unit=None, written="", missing_reason="=未公布")


@pytest.fixture
def from_bodies(monkeypatch):
    """Lets lines be made of bodies from now on."""
    return lambda: monkeypatch.setattr(Observations, "copied_lines", lambda view, queryset, keyset: None)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"fields": "value,counts,indicator.name"},
        {"fields": "start"},
        {"ordering": "-period"},
        {"ordering": "-series"},
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_lines_made_by_the_database_are_those_made_of_bodies(api, figures, from_bodies, language, query):
    made = content_of(api.get("observations/", format="csv", language=language, **query))
    from_bodies()
    assert made == content_of(api.get("observations/", format="csv", language=language, **query))
    assert made.count(b"\n") > len(ODD) + 1


def test_an_empty_cell_alone_on_its_line_is_a_row(api, figures):
    rows = read(api.get("observations/", format="csv", fields="note"))
    assert [row["note"] for row in rows].count("") == 2


def test_a_text_may_begin_with_any_character_there_is(api):
    series = make_series()
    notes = {"\x02", "\x027,", "\x01", "7"}
    for number, note in enumerate(sorted(notes)):
        make_observation(series, "1", str(2000 + number), note=note)
    assert {row["note"] for row in read(api.get("observations/", format="csv", fields="note"))} == notes


@pytest.mark.parametrize("query", [{}, {"value_min": "1"}, {"document": "late"}, {"year": "2002,2020"}])
def test_a_figure_counts_whatever_rivals_the_filters_leave(api, figures, from_bodies, query):
    late = make_public_document("late", published="2023")
    for series in Series.objects.all():
        make_observation(series, "7", "2002", document=late)
    made = read(api.get("observations/", format="csv", **query))
    from_bodies()
    assert made == read(api.get("observations/", format="csv", **query))
    assert {line["counts"] for line in made} >= {"true"}


@pytest.mark.parametrize("block", [1, 3, 400])
def test_a_list_copied_in_blocks_is_whole_and_in_order(api, monkeypatch, block):
    monkeypatch.setattr(reading, "BLOCK", block)
    for number in range(5):
        series = make_series(make_indicator(f"i{number}"))
        for year in range(2018, 2018 + number):
            make_observation(series, str(year), str(year))
    rows = [(row["series"], row["period"]) for row in api.rows("observations/", page_size=3)]
    lines = [(line["series"], line["period"]) for line in read(api.get("observations/", format="csv"))]
    assert lines == rows
    assert len(lines) == 10


def test_lines_come_in_blocks_the_first_at_once():
    lines = [b"header\n", *(b"%d\n" % number for number in range(1000))]
    blocks = list(in_blocks(lines, 100))
    assert blocks[0] == b"header\n"
    assert b"".join(blocks) == b"".join(lines)
    assert len(blocks) < 50
    assert list(in_blocks([])) == []


@pytest.fixture
def told_of(db):
    """Something in every list: two figures of one period contradict each other, and a target was lowered."""
    commitment = make_commitment()
    make_department()
    make_observation(commitment.series, "90", published="2022-01-15")
    make_observation(commitment.series, "95", published="2022-02-15")
    make_target(commitment, value="80", document=make_public_document(published="2021-06-30"))
    refresh()
    return commitment.code


def views():
    """Every address that answers in CSV, too, without a row in it."""
    for route in VERSION_1:
        view = getattr(route.callback, "view_class", None)
        if view and CSVRenderer in view.renderer_classes and "imports" not in str(route.pattern):
            yield str(route.pattern).replace("<slug:code>", "{code}"), view


@pytest.mark.parametrize(("address", "view"), list(views()))
def test_the_contract_s_csv_is_made_of_its_json_as_the_answer_is(api, told_of, address, view):
    path = address.format(code=told_of)
    answer = api.get(path).json()
    assert answer["results"]
    assert view.in_csv(answer) == content_of(api.get(path, format="csv"))


def test_what_has_a_code_stands_in_a_cell_by_it(api, told_of):
    (line,) = read(api.get("changes/", format="csv"))
    assert line["changes"] == "first"
