"""Cells merged over several rows stand for each of them; figures alone are not multiplied."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ingest.reading.workbook_files import HEADER, package, parts, saved, text_row, workbook
from tests.ingest.tables import TODAY, known_in_memory
from tracker.ingest import FileProblems, inspect, read_table
from tracker.ingest.checking.checker import Checker
from tracker.ingest.reading import RawRow, merges
from tracker.ingest.reading.merges import Merge, Merges, merges_of

#: Under a title with the year: an indicator merged over three rows, a place over two.
OLD = Path(__file__).parent / "files" / "merged.xls"
WIDE = ["指标", "地区", "单位", "2020年", "2021年"]


def rows(folder: Path, *lines: list, merged: tuple[str, ...]) -> list[RawRow]:
    return list(read_table(merged_workbook(folder, *lines, merged=merged)).rows)


def merged_workbook(folder: Path, *lines: list, merged: tuple[str, ...]) -> Path:
    book = workbook(*lines)
    for reference in merged:
        book.active.merge_cells(reference)
    return saved(book, folder)


def texts(found: list[RawRow], *names: str) -> list[tuple[str, ...]]:
    return [tuple(row.cells.get(name, "") for name in names) for row in found]


def test_a_merged_cell_stands_in_every_row_it_takes(tmp_path):
    found = rows(
        tmp_path,
        HEADER,
        ["地区生产总值", "郑州市", 2020, 1],
        [None, None, 2021, 2],
        [None, None, 2022, 3],
        ["粮食产量", None, 2021, 4],
        merged=("A2:A4", "B2:B5"),
    )

    assert texts(found, "indicator", "jurisdiction", "period", "value") == [
        ("地区生产总值", "郑州市", "2020", "1"),
        ("地区生产总值", "郑州市", "2021", "2"),
        ("地区生产总值", "郑州市", "2022", "3"),
        ("粮食产量", "郑州市", "2021", "4"),
    ]


def test_an_empty_cell_that_is_not_merged_stays_empty(tmp_path):
    found = rows(
        tmp_path,
        HEADER,
        ["甲", "郑州市", 2020, 1],
        [None, "郑州市", 2021, 2],
        ["乙", None, 2021, 3],
        merged=("B3:B4",),
    )

    assert texts(found, "indicator", "jurisdiction") == [("甲", "郑州市"), ("", "郑州市"), ("乙", "郑州市")]


def test_the_last_columns_of_a_row_may_be_missing_altogether(tmp_path):
    found = rows(
        tmp_path,
        ["完成值", "指标", "时期", "地区"],
        [1, "甲", 2020, "郑州市"],
        [2, "乙", 2021],
        [3, "丙"],
        merged=("D2:D4", "C3:C4"),
    )

    assert texts(found, "period", "jurisdiction") == [
        ("2020", "郑州市"),
        ("2021", "郑州市"),
        ("2021", "郑州市"),
    ]


def test_rows_left_empty_in_between_do_not_matter(tmp_path):
    found = rows(
        tmp_path,
        HEADER,
        ["甲", "郑州市", 2020, 1],
        [None] * 4,
        [None, None, 2021, 2],
        merged=("A2:A4", "B2:B4"),
    )

    assert texts(found, "indicator", "period") == [("甲", "2020"), ("甲", "2021")]


def test_what_is_merged_over_an_empty_row_further_up_says_nothing(tmp_path):
    found = rows(
        tmp_path, HEADER, ["甲", "郑州市", 2020, 1], [None] * 4, [None, "郑州市", 2021, 2], merged=("A3:A4",)
    )

    assert texts(found, "indicator") == [("甲",), ("",)]


def test_a_heading_merged_across_columns_is_not_spread(tmp_path):
    found = rows(tmp_path, HEADER, ["一、经济发展"], ["甲", "郑州市", 2020, 1], merged=("A2:D2",))

    assert texts(found, "indicator", "value") == [("一、经济发展", ""), ("甲", "1")]


def test_a_block_is_filled_down_its_first_column_alone(tmp_path):
    found = rows(tmp_path, HEADER, ["甲", None, 2020, 1], [None, None, 2021, 2], merged=("A2:B3",))

    assert texts(found, "indicator", "jurisdiction") == [("甲", ""), ("甲", "")]


def test_a_header_of_two_rows_keeps_its_merged_cells(tmp_path):
    found = rows(
        tmp_path,
        ["指标", "地区", "2021年", None],
        [None, None, "目标", "完成"],
        ["甲", "郑州市", 10, 11],
        [None, "中原区", 20, 21],
        merged=("A1:A2", "B1:B2", "C1:D1", "A3:A4"),
    )

    assert texts(found, "indicator", "jurisdiction", "value") == [
        ("甲", "郑州市", "11"),
        ("甲", "中原区", "21"),
    ]


def test_in_a_wide_table_units_go_down_and_figures_do_not(tmp_path):
    found = rows(
        tmp_path,
        WIDE,
        ["甲", "郑州市", "亿元", 1, 2],
        ["乙", "郑州市", None, 3, None],
        merged=("C2:C3", "E2:E3"),
    )

    assert texts(found, "unit", "value") == [("亿元", "1"), ("亿元", "2"), ("亿元", "3"), ("亿元", "")]
    assert [row.merged for row in found] == [False, False, False, True]


def test_a_figure_merged_over_rows_is_refused_where_it_does_not_stand(tmp_path):
    table = read_table(
        merged_workbook(
            tmp_path,
            ["indicator", "jurisdiction", "period", "value", "source_title"],
            ["gdp", "410100", 2020, 1, "统计公报"],
            ["gdp", "410100", 2021, None, "统计公报"],
            merged=("D2:D3",),
        )
    )
    checker = Checker(known_in_memory(), table, today=TODAY)

    [first, second] = [checker.check(raw) for raw in table.rows]

    assert (first.errors, second.skipped) == ([], False)
    [problem] = second.problems
    assert (problem.code, problem.row, problem.column) == ("merged_value", 3, "value")


def test_the_page_of_columns_shows_them_filled(tmp_path):
    path = merged_workbook(
        tmp_path, HEADER, ["甲", "郑州市", 2020, 1], [None, "郑州市", 2021, 2], merged=("A2:A3",)
    )

    assert [cells[0] for _number, cells in inspect(path).sample] == ["甲", "甲"]


def test_an_old_workbook_has_them_too():
    found = list(read_table(OLD).rows)

    assert texts(found, "indicator", "jurisdiction", "period", "value") == [
        ("地区生产总值", "郑州市", "2021", "12691"),
        ("地区生产总值", "郑州市", "2021", "12003"),
        ("地区生产总值", "中原区", "2021", "1340"),
    ]


SPANS = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 30), st.integers(0, 4)), max_size=12)


@given(SPANS, st.integers(0, 3), st.integers(1, 40))
def test_the_cell_above_is_the_one_going_through_all_of_them_finds(spans, place, row):
    # No two merged cells of a column overlap, nor do they in a workbook.
    found = sorted(Merge(at, first, first + more) for at, first, more in spans)
    apart = [each for each in found if not any(clash(each, other) for other in found if other != each)]

    above = [each.first for each in apart if each.place == place and each.first < row <= each.last]

    assert Merges(apart).above(place, row) == (above[0] if above else None)


def clash(one: Merge, other: Merge) -> bool:
    return one.place == other.place and one.first <= other.last and other.first <= one.last


@pytest.mark.parametrize("size", [1, 7, 64, 100_000])
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_they_are_found_however_the_part_is_cut(size, prefix):
    rows = "<@sheetData><@row><@c/></@row></@sheetData><@sheetProtection/>"
    found = '<@mergeCell ref="A3:A7"/><@mergeCell ref=\'AB1:AC2\' /><@mergeCell ref="B9"/>'
    part = f"<@worksheet>{rows}<@mergeCells count='3'>{found}</@mergeCells></@worksheet>"
    part = part.replace("@", prefix).encode()
    cuts = [*range(0, len(part), size), len(part)]

    found = list(merges_of(part[start:end] for start, end in pairwise(cuts)))

    assert found == [Merge(0, 3, 7), Merge(27, 1, 2)]


def test_a_sheet_without_empty_cells_is_not_gone_through_for_them(tmp_path, monkeypatch):
    path = saved(workbook(HEADER, *(["甲", "郑州市", year, 1] for year in range(1950, 2020))), tmp_path)
    monkeypatch.setattr("tracker.ingest.reading.workbooks.merges_of", lambda stream: 1 // 0)

    assert len(list(read_table(path).rows)) == 70


def test_far_too_many_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(merges, "_MOST", 2)
    cells = "".join(
        text_row(number, "甲", "郑州市", "2021", "1" if number < 9 else "") for number in range(2, 10)
    )
    sheet = parts(text_row(1, *HEADER) + cells)
    spans = "".join(f'<mergeCell ref="A{row}:A{row + 1}"/>' for row in (2, 4, 6))
    part = sheet["xl/worksheets/sheet1.xml"]
    sheet["xl/worksheets/sheet1.xml"] = part.replace(
        "</sheetData>", f"</sheetData><mergeCells>{spans}</mergeCells>"
    )
    path = tmp_path / "table.xlsx"
    path.write_bytes(package(sheet))

    with pytest.raises(FileProblems) as caught:
        list(read_table(path).rows)
    assert caught.value.code == "broken_workbook"
