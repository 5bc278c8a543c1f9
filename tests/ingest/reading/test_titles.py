"""What a title says of all rows is taken from it and told, so that nobody has to type it."""

from pathlib import Path

import pytest

from tests.ingest.reading.workbook_files import saved, workbook
from tracker.ingest import FileProblems, Table, inspect, read_table
from tracker.ingest.layout.layouts import Layout
from tracker.ingest.reading.titles import period_above

HEADER = "指标,地区,完成值"
ROW = "gdp,410100,12691"


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("2021年主要经济指标", "2021"),
        ("郑州市 2021 年国民经济主要指标完成情况", "2021"),
        ("２０２１年度主要指标", "2021"),
        ("2021年1-10月主要经济指标", "2021-01..10"),
        ("2021年1—12月份主要指标", "2021"),
        ("全市2021年上半年指标", "2021-H1"),
        ("2021年前三季度主要指标", "2021-01..09"),
        ("2016—2020年主要指标", "2016..2020"),
        ("2021年至2025年主要指标", "2021..2025"),
        ("（2021年）", "2021"),
        ("2021年10项重点民生实事", "2021"),
        ("截至2021年6月30日主要指标", "2021-06-30"),
        ("2021年6月底主要指标", "2021-06-30"),
        ("2021年主要指标（比2020年）", "2021"),
        ("2021年主要指标 2021年", "2021"),
        ("“十四五”规划2021年主要指标", "2021"),
    ],
)
def test_a_period_is_found_in_a_title(title, period):
    assert period_above([(1, [title])]) == period


@pytest.mark.parametrize(
    "title",
    [
        "主要经济指标",
        "2021年、2022年主要经济指标",
        "2020年和2021年对照",
        "2021年以来主要指标",
        "填报日期：2022年1月20日",
        "郑统字120212号",
        "编号 12021年",
        "2021",
        "指标" * 120 + "2021年",
    ],
)
def test_where_a_title_names_no_period_or_not_surely_one_none_is_taken(title):
    assert period_above([(1, [title])]) == ""


def test_lines_that_name_different_periods_name_none():
    assert period_above([(1, ["2021年指标"]), (2, ["", "2022年1-6月"])]) == ""


def written(folder: Path, *lines: str) -> Path:
    path = folder / "table.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def periods(table: Table) -> list[str]:
    return [row.cells["period"] for row in table.rows]


def test_the_period_of_the_title_stands_in_every_row_and_is_told(tmp_path):
    table = read_table(written(tmp_path, "2021年主要经济指标", HEADER, ROW, ROW))

    assert periods(table) == ["2021", "2021"]
    assert [(note.code, note.params) for note in table.notes] == [("period_above", {"period": "2021"})]
    assert table.layout.defaults == {"period": "2021"}


def test_in_a_workbook_too_below_a_merged_title(tmp_path):
    book = workbook(["2021年1-6月主要经济指标"], HEADER.split(","), ROW.split(","))
    book.active.merge_cells("A1:C1")

    assert periods(read_table(saved(book, tmp_path))) == ["2021-01..06"]


def test_the_page_of_columns_suggests_it(tmp_path):
    found = inspect(written(tmp_path, "2021年主要经济指标", HEADER, ROW))

    assert (found.problems, found.layout.defaults) == ((), {"period": "2021"})
    assert [note.code for note in found.notes] == ["period_above"]


@pytest.mark.parametrize(
    "layout", [Layout(), Layout(columns={0: "indicator", 1: "jurisdiction", 2: "value"})]
)
def test_it_holds_whether_or_not_somebody_named_the_columns(tmp_path, layout):
    path = written(tmp_path, "2021年主要经济指标", HEADER, ROW)

    assert periods(read_table(path, layout=layout)) == ["2021"]


def test_what_somebody_says_goes_before_it(tmp_path):
    path = written(tmp_path, "2021年主要经济指标", HEADER, ROW)
    table = read_table(path, layout=Layout(defaults={"period": "2022"}))

    assert periods(table) == ["2022"]
    assert table.notes == ()


@pytest.mark.parametrize(
    ("header", "row", "period"),
    [("指标,地区,时期,完成值", "gdp,410100,2020,1", "2020"), ("指标,地区,2020年", "gdp,410100,1", "2020")],
)
def test_a_column_that_tells_the_period_goes_before_it(tmp_path, header, row, period):
    table = read_table(written(tmp_path, "2021年主要经济指标", header, row))

    assert periods(table) == [period]
    assert table.notes == ()


def test_without_one_the_column_is_asked_for(tmp_path):
    with pytest.raises(FileProblems) as caught:
        read_table(written(tmp_path, "主要经济指标", HEADER, ROW))

    assert caught.value.code == "missing_column"


def test_the_unit_of_the_title_stays_where_somebody_named_the_columns(tmp_path):
    path = written(tmp_path, "2021年主要经济指标,单位：亿元", HEADER, ROW)
    table = read_table(path, layout=Layout(columns={0: "indicator", 1: "jurisdiction", 2: "value"}))

    assert [row.cells["unit"] for row in table.rows] == ["亿元"]
