"""XLS workbooks. `files/outcomes.xls` has a hidden sheet, a title, formats, an error and a formula."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.ingest import FileProblems, read_table
from tracker.ingest.layout.layouts import Layout
from tracker.ingest.reading import RawRow

FILE = Path(__file__).parent / "files" / "outcomes.xls"
CONTENT = FILE.read_bytes()


def rows(path: Path, **options: object) -> list[RawRow]:
    return list(read_table(path, **options).rows)


def refusal(content: bytes, folder: Path) -> str:
    path = folder / "table.xls"
    path.write_bytes(content)
    with pytest.raises(FileProblems) as caught:
        rows(path)
    return caught.value.code


def test_cells_are_text_with_their_formats():
    table = read_table(FILE)

    assert (table.encoding, table.sheet, table.layout.header_row) == ("xls", "数据", 3)
    assert [(row.number, row.cells["indicator"], row.cells["value"]) for row in table.rows] == [
        (4, "生产总值", "12691.02"),
        (5, "增速", "12%"),
        (6, "日子", "3"),
        (7, "真假", "TRUE"),
        (8, "错误", "#N/A"),
        (9, "算式", ""),
        (10, "文字", "１,２３４"),
        (11, "空", ""),
    ]


def test_dates_and_years_are_told_apart():
    found = rows(FILE)

    assert [row.cells["period"] for row in found[:3]] == ["2021", "2021", "2021-12-31"]
    assert {row.cells["published_on"] for row in found} == {"2022-04-18"}


def test_a_hidden_sheet_comes_last_but_can_be_asked_for():
    assert rows(FILE, layout=Layout(sheet="旧表"))[0].cells["value"] == "1"


def test_a_sheet_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(FileProblems) as caught:
        read_table(FILE, layout=Layout(sheet="没有"))

    assert caught.value.problems[0].params == {"sheet": "没有", "sheets": "数据、旧表"}


def test_a_workbook_in_an_encrypted_wrapping_asks_for_a_password(tmp_path):
    assert refusal(CONTENT[:512] + "EncryptedPackage".encode("utf-16-le"), tmp_path) == "password_protected"


@pytest.mark.parametrize("size", [8, 512, 2000, 4000])
def test_a_workbook_cut_off_is_refused(tmp_path, size):
    assert refusal(CONTENT[:size], tmp_path) == "broken_workbook"


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(8, len(CONTENT) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_no_damage_raises_anything_but_problems(tmp_path_factory, damage):
    content = bytearray(CONTENT)
    for place, value in damage:
        content[place] = value
    path = tmp_path_factory.getbasetemp() / "damaged.xls"
    path.write_bytes(content)

    try:
        answer: list[RawRow] | list = rows(path)
    except FileProblems as error:
        answer = error.problems

    assert answer
