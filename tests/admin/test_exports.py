"""Lists taken along as files."""

import csv
import io
import json
from contextlib import closing
from threading import BoundedSemaphore

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests.factories import make_commitment, make_indicator, make_observation, make_series
from tracker.admin import streaming
from tracker.admin.streaming import CHUNK, as_csv, as_xlsx
from tracker.api.answering import places as api_places
from tracker.models import AuditEntry, Department, Observation
from tracker.progress import refresh
from tracker.reports.places import held


@pytest.fixture
def rows(db):
    commitment = make_commitment()
    make_observation(commitment.series, published="2021-03-01")
    refresh()


def exported(desk, model, query=""):
    answer = desk.post(f"/admin/tracker/{model}/export/{query}", {"format": "0", "resource": ""})
    assert answer.headers["Content-Type"] == "text/csv", answer.context["form"].errors
    text = answer.getvalue().decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_figures_go_out_under_the_headers_they_come_in_by(desk):
    make_observation(make_series(make_indicator("gdp")), "1230", derivation="4130-2900", quote="新增1230家")
    (row,) = exported(desk, "observation")
    assert (row["indicator"], row["jurisdiction"], row["period"]) == ("gdp", "410100", "2021")
    assert (row["value"], row["unit"], row["qualifier"]) == ("1230", "家", "exact")
    assert (row["published_on"], row["source_publisher"]) == ("2022-06-30", "郑州市人民政府")
    assert (row["derivation"], row["quote"]) == ("4130-2900", "新增1230家")


def test_commitments_go_out_with_how_they_stand(desk):
    commitment = make_commitment()
    commitment.departments.add(Department.objects.create(code="science-bureau", name="科技局"))
    refresh()
    (row,) = exported(desk, "commitment")
    assert (row["code"], row["status"], row["departments"]) == (
        commitment.code,
        "unreported",
        "science-bureau",
    )


def test_indicators_go_out_with_their_other_names(desk):
    make_indicator("gdp", aliases=("GDP", "生产总值"))
    (row,) = exported(desk, "indicator")
    assert (row["code"], row["aliases"]) == ("gdp", "GDP;生产总值")


def test_only_what_is_filtered_goes_out(desk):
    make_indicator("gdp", kind="flow")
    make_indicator("share", kind="ratio")
    assert [row["code"] for row in exported(desk, "indicator", "?kind__exact=ratio")] == ["share"]


def test_formulas_are_made_harmless(desk):
    make_observation(make_series(), "-3.7", note="=1+1")
    (row,) = exported(desk, "observation")
    assert (row["note"], row["value"]) == ("'=1+1", "-3.7")


@pytest.mark.parametrize("model", ["observation", "commitment", "indicator"])
def test_a_long_list_costs_as_many_queries_as_a_short_one(desk, model, django_assert_max_num_queries):
    for _ in range(6):
        make_observation(make_commitment().series)
    with django_assert_max_num_queries(8):
        assert len(exported(desk, model)) == 6


@pytest.mark.parametrize("model", ["commitment", "indicator"])
def test_nothing_can_be_brought_in_there(desk, model):
    assert desk.get(f"/admin/tracker/{model}/import/").status_code in (302, 404)
    assert "import" not in desk.get(f"/admin/tracker/{model}/").content.decode().split("/script")[-1]


def test_the_page_names_the_columns(desk):
    content = desk.get("/admin/tracker/observation/export/").content.decode()
    assert "indicator, jurisdiction, period, value" in content


@pytest.mark.parametrize(("permission", "status"), [("view_observation", 200), ("view_plan", 403)])
def test_who_may_see_the_list_may_take_it_along(clerk, permission, status):
    assert clerk(permission).get("/admin/tracker/observation/export/").status_code == status


MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.mark.parametrize("model", MODELS)
def test_every_list_goes_out_as_csv_and_as_a_workbook(desk, rows, model):
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_export")
    text, book = (desk.post(address, {"format": key, "resource": ""}).getvalue() for key in "01")
    lines = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
    sheet = list(load_workbook(io.BytesIO(book)).active.values)
    assert len(lines) == len(sheet) == model.objects.count() + 1
    assert list(sheet[0]) == lines[0]


def test_what_a_row_refers_to_stands_there_by_its_own_name(desk):
    make_commitment(number=17)
    (row,) = exported(desk, "target")
    assert (row["commitment"], row["unit"], row["value"]) == ("410100-2021-017", "家", "100")


def test_nobodys_password_goes_out(desk):
    (row,) = exported(desk, "user")
    assert row["username"] == "boss"
    assert "password" not in row


def test_a_workbook_holds_numbers_moments_and_harmless_text(desk):
    figure = make_observation(make_series(), "-3.7", note="=1+1\x0bx")
    answer = desk.post("/admin/tracker/observation/export/", {"format": "1", "resource": ""})
    headers, values = load_workbook(io.BytesIO(answer.getvalue())).active.values
    row = dict(zip(headers, values, strict=True))
    assert row["note"] == "'=1+1x"
    assert row["value"] == "-3.7"
    assert row["recorded_at"].date() == timezone.localdate(figure.recorded_at)


def test_more_rows_than_a_sheet_holds_go_on_in_another(monkeypatch):
    monkeypatch.setattr(streaming, "SHEET", 3)
    book = load_workbook(io.BytesIO(b"".join(as_xlsx(["n"], ([n] for n in range(5))))))
    assert [[row[0] for row in sheet.values] for sheet in book] == [["n", 0, 1], ["n", 2, 3], ["n", 4]]


def test_rows_are_read_as_they_are_sent():
    read = []

    def rows():
        for number in range(10 * CHUNK):
            read.append(number)
            yield [number]

    parts = as_csv(["n"], rows())
    assert read == []
    next(parts), next(parts)
    assert len(read) < 2 * CHUNK
    assert b"".join(parts).decode().splitlines()[-1] == str(10 * CHUNK - 1)


def test_what_changed_goes_out_as_json(desk):
    AuditEntry.objects.record("changed", make_commitment(), by=None, changes={"statement": ["甲", None]})

    [row] = exported(desk, "auditentry")
    assert json.loads(row["changes"]) == {"statement": ["甲", None]}
    assert "甲" in row["changes"]


def test_who_chooses_no_format_gets_csv(desk, rows):
    page = desk.get("/admin/tracker/observation/export/")
    assert [name for _key, name in page.context["form"].fields["format"].choices] == ["CSV", "XLSX"]


# Places


@pytest.fixture
def one_place(monkeypatch, rows):
    """One long list at a time; two rows are long."""
    monkeypatch.setattr(streaming, "PLACES", BoundedSemaphore())
    monkeypatch.setattr(streaming, "SHORT", 1)
    monkeypatch.setattr(streaming, "CHUNK", 1)
    make_observation(Observation.objects.get().series, "95", published="2022-07-30")


def is_free():
    free = streaming.PLACES.acquire(blocking=False)
    if free:
        streaming.PLACES.release()
    return free


@pytest.fixture
def full(one_place):
    with closing(held((line for line in []), streaming.PLACES)):
        yield


def export(desk, kind, model="observation"):
    return desk.post(f"/admin/tracker/{model}/export/", {"format": kind, "resource": ""})


CSV, XLSX = KINDS = "01"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("", "请稍候片刻再试，或先筛选列表。"),
        ("/en", "Try again in a moment, or filter the list first."),
    ],
)
def test_who_comes_beyond_is_told_what_to_do_and_keeps_what_was_chosen(desk, full, kind, language, said):
    answer = desk.post(f"{language}/admin/tracker/observation/export/", {"format": kind, "resource": ""})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert said in answer.content.decode()
    assert f'<option value="{kind}" selected>' in answer.content.decode()


def test_that_others_are_served_is_no_error_in_the_log(desk, full, caplog):
    export(desk, CSV)
    assert [(row.levelname, row.getMessage()) for row in caplog.records] == [
        ("WARNING", "Busy: /admin/tracker/observation/export/")
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_long_list_keeps_its_place_until_it_was_read(desk, one_place, kind):
    sent = export(desk, kind)
    assert export(desk, CSV).status_code == 503
    assert b"".join(sent.streaming_content)
    assert is_free()


@pytest.mark.parametrize("kind", KINDS)
def test_a_reader_who_goes_away_leaves_the_place(desk, one_place, kind):
    sent = export(desk, kind)
    next(iter(sent.streaming_content))
    assert not is_free()
    sent.close()
    assert is_free()


def test_a_list_that_fails_in_the_middle_gives_the_place_back(desk, one_place, monkeypatch):
    sent = export(desk, CSV)
    monkeypatch.setattr(streaming, "_text", lambda value: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        list(sent.streaming_content)
    assert is_free()


def test_a_workbook_that_cannot_be_made_gives_the_place_back(desk, one_place, monkeypatch):
    monkeypatch.setattr(streaming, "_cell", lambda value: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export(desk, XLSX)
    assert is_free()


@pytest.mark.parametrize("kind", KINDS)
def test_a_short_list_needs_no_place(desk, full, kind):
    answer = export(desk, kind, "commitment")
    assert (answer.status_code, answer.streaming) == (200, False)


def test_those_who_read_the_api_take_no_place_of_the_desk(desk, one_place, monkeypatch):
    monkeypatch.setattr(api_places, "PLACES", BoundedSemaphore())
    with closing(api_places.held(line for line in [])):
        assert export(desk, CSV).status_code == 200


@pytest.mark.parametrize("make", [as_csv, as_xlsx])
def test_rows_that_fail_are_closed_while_the_failure_is_still_looked_at(monkeypatch, make):
    closed = []

    def rows():
        try:
            yield ["1"]
            yield ["2"]
        finally:
            closed.append(True)

    def failing(value):
        return 1 / 0 if value == "2" else value

    monkeypatch.setattr(streaming, "_text", failing)
    monkeypatch.setattr(streaming, "_cell", failing)
    kept = rows()
    with pytest.raises(ZeroDivisionError):
        list(make(["n"], kept))
    assert closed
