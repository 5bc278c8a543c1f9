"""What the mapping page gets to see of a file, readable or not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ingest.reading.workbook_files import HEADER, fill, saved, workbook
from tracker.ingest import read_table
from tracker.ingest.layout.layouts import DELIMITERS, Layout
from tracker.ingest.reading.inspecting import SAMPLE, Column, inspect


def written(folder: Path, content: bytes) -> Path:
    path = folder / "table.csv"
    path.write_bytes(content)
    return path


def test_a_text_is_shown_with_its_guesses(tmp_path):
    path = written(tmp_path, "标题\n指标名,地区,2021年（亿元）,经办人\ngdp,410100,1,甲\n".encode("gb18030"))

    found = inspect(path)

    assert (found.layout.encoding, found.layout.delimiter, found.header_row) == ("gb18030", ",", 2)
    assert (found.encodings, found.delimiters, found.sheets) == (("gb18030",), DELIMITERS, ())
    assert found.headers == ["指标名", "地区", "2021年（亿元）", "经办人"]
    assert found.columns == (
        Column(0, "指标名", nearest=("indicator",)),
        Column(1, "地区", "jurisdiction", nearest=found.columns[1].nearest),
        Column(2, "2021年（亿元）", period="2021", unit="亿元"),
        Column(3, "经办人"),
    )
    assert found.sample == ((3, ("gdp", "410100", "1", "甲")),)
    assert [problem.params["column"] for problem in found.problems] == ["指标 (indicator)"]


def test_the_suggested_layout_mended_by_hand_is_what_the_reader_takes(tmp_path):
    path = written(tmp_path, "甲,地区,时期,完成值\ngdp,410100,2021,1\n".encode())
    suggested = inspect(path).layout

    mended = Layout.from_json(
        {**suggested.to_json(), "columns": {**(suggested.columns or {}), 0: "indicator"}}
    )

    assert inspect(path, layout=mended).problems == ()
    assert next(iter(read_table(path, layout=mended).rows)).cells["indicator"] == "gdp"


def test_a_workbook_is_shown_with_its_sheets(tmp_path):
    book = workbook(["说明"], title="说明")
    fill(book.create_sheet("数据"), [HEADER, ["gdp", "410100", 2021, 1]])
    book.create_sheet("暂存").sheet_state = "hidden"

    found = inspect(saved(book, tmp_path))

    assert (found.sheets, found.layout.sheet) == (("说明", "数据", "暂存"), "数据")
    assert (found.encodings, found.delimiters, found.problems) == ((), (), ())
    assert found.sample == ((2, ("gdp", "410100", "2021", "1")),)


def test_another_sheet_can_be_looked_at(tmp_path):
    book = workbook(HEADER, ["gdp", "410100", 2021, 1])
    fill(book.create_sheet("二"), [HEADER, ["gdp", "410100", 2022, 2]])

    found = inspect(saved(book, tmp_path), layout=Layout(sheet="二"))

    assert (found.sheets, found.layout.sheet) == (("数据", "二"), "二")
    assert found.sample[0][1][3] == "2"


def test_only_the_first_rows_are_shown_and_shortened(tmp_path):
    path = written(tmp_path, ("指标,地区,时期,完成值\n" + f"{'x' * 500},410100,2021,1\n" * 100).encode())

    found = inspect(path)

    assert len(found.sample) == SAMPLE
    assert max(len(cell) for _number, cells in found.sample for cell in cells) < 100
    assert found.total == 100


def test_a_wrong_choice_of_encoding_still_shows_the_others(tmp_path):
    path = written(tmp_path, "指标,地区\n".encode("gb18030"))

    found = inspect(path, layout=Layout(encoding="utf-8"))

    assert [problem.code for problem in found.problems] == ["wrong_encoding"]
    assert (found.encodings, found.columns, found.layout.encoding) == (("gb18030",), (), "utf-8")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\0\1", "not_text"),
        (b"PK\x03\x04", "broken_workbook"),
        (b"<html>", "web_page"),
        ("指标,地区,时期,完成值\n".encode(), "no_rows"),
        ('指标,地区,时期,完成值\n"gdp\n'.encode(), "broken_table"),
        (("指标,地区,时期,完成值" + ",x" * 2000 + "\na\n").encode(), "too_many_columns"),
    ],
)
def test_what_cannot_be_read_is_shown_with_the_reason(tmp_path, content, code):
    found = inspect(written(tmp_path, content))

    assert [problem.code for problem in found.problems] == [code]


@given(st.binary(max_size=200))
def test_no_file_keeps_the_page_from_being_shown(tmp_path_factory, content):
    found = inspect(written(tmp_path_factory.getbasetemp(), content))

    assert found.problems or found.sample
