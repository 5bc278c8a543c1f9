"""Headers in either language, in any order and width."""

import pytest

from tracker.ingest.columns import HEADERS, REQUIRED, recognise

FULL = ["indicator", "jurisdiction", "period", "value"]


@pytest.mark.parametrize(
    ("printed", "field"), [(printed, field) for field, names in HEADERS.items() for printed in names]
)
def test_every_documented_header_is_recognised(printed, field):
    columns, ignored, _problems = recognise([printed])

    assert (columns, ignored) == ({0: field}, [])


def test_every_field_has_an_english_and_a_chinese_header():
    assert all(names[0] == field and not names[1].isascii() for field, names in HEADERS.items())


@pytest.mark.parametrize(
    "printed",
    ["VALUE", " Value ", "ｖａｌｕｅ", "完 成 值", "“完成值”", "\ufeff完成值", "完成\u200b值", "完成值\n"],
)
def test_headers_are_compared_like_names(printed):
    assert recognise([printed])[0] == {0: "value"}


def test_the_order_of_columns_is_free_and_languages_mix():
    columns, _ignored, problems = recognise(["完成值", "period", "地区", "indicator"])

    assert columns == {0: "value", 1: "period", 2: "jurisdiction", 3: "indicator"}
    assert problems == []


def test_unknown_headers_are_passed_over_and_named_once_safe_to_print():
    _columns, ignored, problems = recognise([*FULL, "经办人", "", "a\x1b[2Jb"])

    assert ignored == ["经办人", "a\ufffd[2Jb"]
    assert problems == []


@pytest.mark.parametrize("field", REQUIRED)
def test_a_missing_column_is_named_with_its_possible_headers(field):
    [problem] = recognise([name for name in FULL if name != field], line=3)[2]

    assert (problem.code, problem.row) == ("missing_column", 3)
    assert problem.params == {"column": field, "headers": ", ".join(HEADERS[field])}


def test_a_column_under_two_headers_is_named_as_printed():
    [problem] = recognise([*FULL, "数值"])[2]

    assert (problem.code, problem.column, problem.params) == ("column_twice", "数值", {"column": "value"})


def test_supplied_columns_are_not_missed():
    assert recognise(["indicator", "value"], supplied=frozenset({"jurisdiction", "period"}))[2] == []
