"""Wide tables: a column of values for each year, one header row or two, units in the headers."""

from pathlib import Path

import pytest

from tests.ingest.reading.workbook_files import saved, workbook
from tracker.ingest import FileProblems, Table, read_table
from tracker.ingest.layout.layouts import Layout


def text(folder: Path, content: str) -> Path:
    path = folder / "wide.csv"
    path.write_text(content, encoding="utf-8", newline="")
    return path


def figures(table: Table) -> list[tuple[int, str, str, str, str]]:
    return [
        (row.number, row.cells["period"], row.cells["value"], row.cells.get("unit", ""), row.value_header)
        for row in table.rows
    ]


def test_each_column_of_a_period_gives_a_row(tmp_path):
    path = text(tmp_path, "指标,地区,2020年,2021年上半年,2021（亿元）\ngdp,410100,1,2,3\nfirms,410100,4,,6\n")

    table = read_table(path)

    assert figures(table) == [
        (2, "2020", "1", "", "2020年"),
        (2, "2021-H1", "2", "", "2021年上半年"),
        (2, "2021", "3", "亿元", "2021（亿元）"),
        (3, "2020", "4", "", "2020年"),
        (3, "2021-H1", "", "", "2021年上半年"),
        (3, "2021", "6", "亿元", "2021（亿元）"),
    ]
    assert [row.cells["indicator"] for row in table.rows] == ["gdp"] * 3 + ["firms"] * 3
    assert table.total == 6
    assert table.layout.periods == {2: "2020", 3: "2021-H1", 4: "2021"}


def test_the_unit_of_the_row_goes_before_that_of_the_header_and_that_above_the_table(tmp_path):
    path = text(
        tmp_path, "单位：万元,,,,\n指标,地区,单位,2020年（亿元）,2021年\ngdp,410100,元,1,2\ngdp,410200,,1,2\n"
    )

    assert [unit for _number, _period, _value, unit, _header in figures(read_table(path))] == [
        "元",
        "元",
        "亿元",
        "",
    ]


def test_the_unit_above_the_table_holds_for_every_period(tmp_path):
    path = text(tmp_path, "单位：万元\n指标,地区,2020年,2021年\ngdp,410100,1,2\n")

    assert {unit for _number, _period, _value, unit, _header in figures(read_table(path))} == {"万元"}


def test_short_and_long_rows_keep_their_places(tmp_path):
    table = read_table(text(tmp_path, "指标,地区,2020年,2021年\ngdp,410100,1\ngdp,410200,1,2,3\n"))

    assert [(row.cells["value"], row.overflow) for row in table.rows] == [
        ("1", False),
        ("", False),
        ("1", True),
        ("2", True),
    ]


def test_a_layout_can_make_a_table_wide(tmp_path):
    path = text(tmp_path, "甲,乙,丙,丁\ngdp,410100,1,2\n")
    layout = Layout(
        columns={0: "indicator", 1: "jurisdiction"}, periods={3: "2021", 2: "2020"}, units={3: "亿元"}
    )

    assert figures(read_table(path, layout=layout)) == [
        (2, "2020", "1", "", "丙"),
        (2, "2021", "2", "亿元", "丁"),
    ]


def test_columns_of_targets_are_passed_over(tmp_path):
    table = read_table(text(tmp_path, "指标,地区,2021年目标,2021年完成\ngdp,410100,1,2\n"))

    assert [row.cells["value"] for row in table.rows] == ["2"]
    assert table.ignored == ["2021年目标"]


TWO_ROWS = [
    ["郑州市主要指标完成情况"],
    ["指标", "地区", "2020年", "", "2021年", ""],
    ["", "", "目标", "完成", "目标", "完成（亿元）"],
    ["gdp", "410100", 1, 2, 3, 4],
]


def merged(folder: Path) -> Path:
    book = workbook(*([cell if cell != "" else None for cell in row] for row in TWO_ROWS))
    for cells in ("A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2"):
        book.active.merge_cells(cells)
    return saved(book, folder)


def listed(folder: Path) -> Path:
    return text(folder, "\n".join(",".join(str(cell) for cell in row) for row in TWO_ROWS))


@pytest.mark.parametrize("make", [merged, listed])
def test_a_header_of_two_rows_is_read_as_one(tmp_path, make):
    table = read_table(make(tmp_path))

    assert figures(table) == [
        (4, "2020", "2", "", "2020年 完成"),
        (4, "2021", "4", "亿元", "2021年 完成（亿元）"),
    ]
    assert table.ignored == ["2020年 目标", "2021年 目标"]
    assert (table.layout.header_row, table.layout.header_rows) == (2, 2)


def test_names_may_stand_in_the_second_row_of_the_header(tmp_path):
    path = text(tmp_path, ",,2020年,,2021年,\n指标,地区,目标,完成值,目标,完成值\ngdp,410100,1,2,3,4\n")

    assert [(period, value) for _n, period, value, _u, _h in figures(read_table(path))] == [
        ("2020", "2"),
        ("2021", "4"),
    ]


def test_a_header_of_one_row_is_not_joined_to_the_row_below(tmp_path):
    table = read_table(text(tmp_path, "指标,地区,2020年,2021年\ngdp,410100,1,2\n"))

    assert table.layout.header_rows == 1
    assert len(list(table.rows)) == 2


def test_a_table_of_targets_alone_has_no_values(tmp_path):
    path = text(tmp_path, "指标,地区,2020年,\n,,目标,计划\ngdp,410100,1,2\n")

    with pytest.raises(FileProblems) as caught:
        read_table(path)

    assert [problem.params["column"] for problem in caught.value.problems] == [
        "时期 (period)",
        "完成值 (value)",
    ]


def test_one_period_in_two_columns_gives_both(tmp_path):
    table = read_table(text(tmp_path, "指标,地区,2021年,2021年完成\ngdp,410100,1,2\n"))

    assert [(row.cells["period"], row.cells["value"]) for row in table.rows] == [("2021", "1"), ("2021", "2")]
