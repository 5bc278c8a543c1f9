"""Rows that were left out come back as a file, which, mended, comes in without a mapping."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.ingest.tables import TODAY, staged
from tracker.ingest import (
    Layout,
    apply_change_set,
    leftovers,
    open_change_set,
    stage,
    write_csv,
    write_xlsx,
)
from tracker.models import ChangeSet, Observation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

BAD = {"period": "2020", "value": "1.2.3"}


def as_csv(change_set: ChangeSet, **decision) -> str:
    file = io.StringIO(newline="")
    write_csv(leftovers(change_set, **decision), file)
    return file.getvalue()


def again(text: str) -> ChangeSet:
    upload = SimpleUploadedFile("leftovers.csv", text.encode("utf-8-sig"))
    return stage(open_change_set(file=upload, by=None, door="web"), today=TODAY)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_invalid_rows_come_back_with_their_cells_and_what_is_wrong(tmp_path):
    plan = staged(tmp_path, {}, {**BAD, "note": "全市"}, valid_only=True)
    apply_change_set(plan, by=None)

    [row] = rows_of(as_csv(plan))

    assert (row["时期"], row["完成值"], row["备注"]) == ("2020", "1.2.3", "全市")
    assert "1.2.3" in row["问题 problems"]
    assert "3" in row["问题 problems"]


def test_a_mended_file_comes_in_and_its_problems_are_passed_over(tmp_path):
    plan = staged(tmp_path, {}, BAD, valid_only=True)
    apply_change_set(plan, by=None)

    mended = again(as_csv(plan).replace(",1.2.3,", ",123,", 1))

    assert (mended.counts["new"], mended.found["ignored"]) == (1, ["问题 problems"])
    apply_change_set(mended, by=None)
    assert set(Observation.objects.values_list("written", flat=True)) == {"1230", "123"}


def test_unmended_rows_are_invalid_again(tmp_path):
    plan = staged(tmp_path, BAD, {**BAD, "value": "很多"})

    assert again(as_csv(plan)).counts["invalid"] == 2


@pytest.mark.parametrize(
    ("decision", "left"),
    [
        ({}, ["2019", "2020", "2021"]),
        ({"accept_warnings": True}, ["2020", "2021"]),
        ({"accept_warnings": True, "reason": "录入错误"}, ["2020"]),
    ],
)
def test_rows_that_wait_come_back_until_they_are_decided(tmp_path, decision, left):
    apply_change_set(staged(tmp_path, {}), by=None)
    plan = staged(tmp_path, {"source_title": "新公报", "period": "2019"}, BAD, {"value": "1231"})

    assert [row["时期"] for row in rows_of(as_csv(plan, **decision))] == left


def test_a_wide_table_comes_back_long_with_what_the_form_filled_in(tmp_path):
    text = "指标,2020年,2021年,2022年\n新增企业,1,2,很多\n新增就业,x,5,6\n"
    defaults = {"jurisdiction": "410100", "source_title": "统计公报"}
    upload = SimpleUploadedFile("wide.csv", text.encode())
    plan = stage(
        open_change_set(file=upload, by=None, door="web", layout=Layout(defaults=defaults)), today=TODAY
    )

    rows = rows_of(as_csv(plan, accept_warnings=True))

    assert [(row["指标"], row["地区"], row["完成值"], row["来源"]) for row in rows] == [
        ("新增企业", "410100", "很多", "统计公报"),
        ("新增就业", "410100", "x", "统计公报"),
    ]
    assert [row["时期"][:4] for row in rows] == ["2022", "2020"]
    assert again(as_csv(plan, accept_warnings=True)).counts["invalid"] == 2


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("-3.7", "-3.7"),
        ("+1,234.5%", "+1,234.5%"),
        ("--", "'--"),
        ("全市", "全市"),
    ],
)
def test_no_cell_of_a_csv_file_is_a_formula_and_numbers_stay(tmp_path, cell, written):
    plan = staged(tmp_path, {**BAD, "note": cell})

    assert [row["备注"] for row in rows_of(as_csv(plan))] == [written]


def test_a_workbook_holds_text_only(tmp_path):
    plan = staged(tmp_path, {**BAD, "note": "=1+1", "value": "1.2.3"}, {"period": "2019", "value": "=2"})
    path = tmp_path / "leftovers.xlsx"

    with path.open("wb") as file:
        write_xlsx(leftovers(plan), file)

    header, *rows = openpyxl.load_workbook(path).active.iter_rows()
    assert header[-1].value == "问题 problems"
    assert {cell.data_type for row in rows for cell in row if cell.value is not None} == {"s"}
    assert "=1+1" in [cell.value for row in rows for cell in row]
    upload = SimpleUploadedFile("leftovers.xlsx", Path(path).read_bytes())
    mended = stage(open_change_set(file=upload, by=None, door="web"), today=TODAY)
    assert mended.counts["invalid"] == 2
