"""Headers in either language, in any order and width."""

import pytest

from tracker.ingest.layout.columns import (
    HEADERS,
    REQUIRED,
    Heading,
    nearest_fields,
    read_heading,
    recognise,
    signature,
)

FULL = ["indicator", "jurisdiction", "period", "value"]


@pytest.mark.parametrize(
    ("printed", "field"), [(printed, field) for field, names in HEADERS.items() for printed in names]
)
def test_every_documented_header_is_recognised(printed, field):
    found = recognise([printed])

    assert (found.fields, found.ignored) == ({0: field}, [])


def test_every_field_has_an_english_and_a_chinese_header():
    assert all(names[0] == field and not names[1].isascii() for field, names in HEADERS.items())


@pytest.mark.parametrize(
    "printed",
    ["VALUE", " Value ", "ｖａｌｕｅ", "完 成 值", "“完成值”", "\ufeff完成值", "完成\u200b值", "完成值\n"],
)
def test_headers_are_compared_like_names(printed):
    assert recognise([printed]).fields == {0: "value"}


def test_the_order_of_columns_is_free_and_languages_mix():
    found = recognise(["完成值", "period", "地区", "indicator"])

    assert found.fields == {0: "value", 1: "period", 2: "jurisdiction", 3: "indicator"}
    assert found.problems == []


def test_unknown_headers_are_passed_over_and_named_once_safe_to_print():
    found = recognise([*FULL, "经办人", "", "a\x1b[2Jb"])

    assert found.ignored == ["经办人", "a\ufffd[2Jb"]
    assert found.problems == []


@pytest.mark.parametrize("field", REQUIRED)
def test_a_missing_column_is_named_with_its_possible_headers(field):
    [problem] = recognise([name for name in FULL if name != field], line=3).problems

    assert (problem.code, problem.row) == ("missing_column", 3)
    assert problem.params == {
        "column": f"{HEADERS[field][1]} ({field})",
        "headers": ", ".join(HEADERS[field]),
    }


def test_a_column_under_two_headers_is_named_as_printed():
    [problem] = recognise([*FULL, "数值"]).problems

    assert (problem.code, problem.column, problem.params) == (
        "column_twice",
        "数值",
        {"column": "完成值 (value)", "other": "value"},
    )


def test_supplied_columns_are_not_missed():
    assert recognise(["indicator", "value"], supplied=frozenset({"jurisdiction", "period"})).problems == []


@pytest.mark.parametrize(
    ("printed", "heading"),
    [
        ("完成值（亿元）", Heading("value", unit="亿元")),
        ("完成值(单位：万人)", Heading("value", unit="万人")),
        ("value [%]", Heading("value", unit="%")),
        ("指标（代码）", Heading("indicator")),
        ("期间（年）", Heading("period")),
        ("2021年", Heading(period="2021")),
        ("2021", Heading(period="2021")),
        ("２０２１年", Heading(period="2021")),
        ("2021年完成值", Heading(period="2021")),
        ("2021年 实际（亿元）", Heading(period="2021", unit="亿元")),
        ("2021 actual", Heading(period="2021")),
        ("2021年上半年", Heading(period="2021-H1")),
        ("2021Q3", Heading(period="2021-Q3")),
        ("2021年1-6月累计", Heading(period="2021-01..06")),
        ("2021-06", Heading(period="2021-06")),
        ("完成2021年", Heading(period="2021")),
        # None of these may be taken for a column of outcomes.
        ("2021年目标", Heading()),
        ("2021年计划完成", Heading()),
        ("2021年增速", Heading()),
        ("2021年（%增长）", Heading()),
        ("完成值（亿元、%）", Heading()),
        ("完成值（某某）", Heading()),
        ("上年", Heading()),
        ("", Heading()),
    ],
)
def test_a_header_tells_field_period_and_unit(printed, heading):
    assert read_heading(printed) == heading


def test_columns_named_after_periods_make_a_wide_table():
    found = recognise(["指标", "地区", "2020年（亿元）", "2021年", "2021年目标"])

    assert found.fields == {0: "indicator", 1: "jurisdiction"}
    assert found.periods == {2: "2020", 3: "2021"}
    assert found.units == {2: "亿元"}
    assert found.ignored == ["2021年目标"]
    assert found.problems == []


@pytest.mark.parametrize("printed", ["时期", "完成值"])
def test_beside_a_period_or_value_column_a_year_is_no_column_of_values(printed):
    found = recognise(["指标", "地区", printed, "2020年"])

    assert found.periods == {}
    assert found.ignored == ["2020年"]
    assert len(found.problems) == 1


@pytest.mark.parametrize(
    ("printed", "likeliest"),
    [
        ("指标名", "indicator"),
        ("本年完成值", "value"),
        ("所属地区", "jurisdiction"),
        ("计量单位名称", "unit"),
        ("Source title (as printed)", "source_title"),
        ("统计时期", "period"),
    ],
)
def test_a_header_nobody_knows_suggests_the_nearest_field_first(printed, likeliest):
    found = nearest_fields(printed)

    assert found[0] == likeliest
    assert len(found) <= 3


@pytest.mark.parametrize("printed", ["", "  ", "经办人", "#"])
def test_a_header_like_no_field_suggests_nothing(printed):
    assert nearest_fields(printed) == []


def test_a_signature_leaves_years_open_and_nothing_else():
    assert signature(["指 标", "2021年", "FY2021", "1999-2001", "120000", "Ｖalue"]) == [
        "指标",
        "{year}年",
        "fy{year}",
        "{year}-{year}",
        "120000",
        "value",
    ]


@pytest.mark.parametrize("printed", [" " * 100_000 + "x", "完成值" + "（" * 100_000, "2021年" * 50_000])
def test_an_endless_header_is_none_and_takes_no_time(printed):
    assert read_heading(printed) == Heading()
    assert len(nearest_fields(printed)) <= 3
