"""Lists as CSV: whole, streamed, and safe to open."""

import csv
import io

import pytest

from tests.factories import make_commitment, make_document, make_observation, make_plan, make_series
from tracker.api import base
from tracker.models import Status
from tracker.progress import refresh


def read(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return list(csv.DictReader(io.StringIO(content.decode())))


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
        make_document(f"d{number}")
    codes = [line["code"] for line in read(api.get("documents/", format="csv", ordering="-code"))]
    assert codes == ["d4", "d3", "d2", "d1", "d0"]


def test_csv_is_streamed(api):
    response = api.get("documents/", format="csv")
    assert response.streaming
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="documents.csv"'


def test_csv_can_be_asked_for_by_header(api):
    make_document("d0")
    response = api.client.get("/api/v1/documents/", headers={"Accept": "text/csv"})
    assert read(response)[0]["code"] == "d0"


def test_an_empty_list_still_has_its_header(api):
    content = b"".join(api.get("plans/", format="csv").streaming_content)
    assert content == b"code,name,kind,jurisdiction,period_start,period_end,document\r\n"


def test_names_in_csv_follow_the_language(api):
    make_plan()
    response = api.get("plans/", language="en", format="csv")
    assert read(response)[0]["name"] == "Work report 2021"


@pytest.mark.parametrize("parameter", [{"page_size": "5"}, {"cursor": "x"}, {"count": "true"}])
def test_csv_knows_no_pages(api, parameter):
    assert api.refusal("documents/", format="csv", **parameter)["code"] == "unsupported_combination"


def test_refusals_are_json_even_where_csv_was_asked_for(api):
    assert api.refusal("documents/", format="csv", kind="rumour")["code"] == "invalid_parameter"


def test_formulas_are_made_harmless(api):
    make_document("d0", title="=HYPERLINK(1)", publisher="@cmd")
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
