"""The one checker of rows, without a database: an entry, or everything that is wrong with the row."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ingest.tables import ROW, TODAY, codes, known_in_memory
from tracker.ingest.checking.checker import MISSING_MARKS, CheckedRow, Checker
from tracker.ingest.layout.columns import HEADERS
from tracker.ingest.problems import MESSAGES
from tracker.ingest.reading import RawRow, Table

KNOWN = known_in_memory()


def checker(**options: object) -> Checker:
    headers = {field: names[1] for field, names in HEADERS.items()}
    table = Table("t.csv", "0" * 64, "utf-8", ",", headers, [], [])
    return Checker(KNOWN, table, **{"today": TODAY, **options})


def check(*, overflow: bool = False, defaults: dict[str, str] | None = None, **cells: str) -> CheckedRow:
    return checker(defaults=defaults).check(RawRow(7, {**ROW, **cells}, overflow=overflow))


def test_a_whole_row_becomes_an_entry():
    row = check(value="约1.2万", section="一", quote="新增企业约1.2万家", quote_start="15", note="全市")

    entry = row.entry
    assert (entry.indicator.code, entry.jurisdiction.code, entry.period.text) == (
        "new-firms",
        "410100",
        "2021",
    )
    assert (entry.figure.base, entry.figure.qualifier, entry.obs_status) == (12_000, "about", "final")
    assert entry.words == {"section": "一", "quote": "新增企业约1.2万家", "start": 15, "note": "全市"}
    assert (row.number, row.problems, row.skipped) == (7, [], False)


@pytest.mark.parametrize(
    ("cells", "problem", "column"),
    [
        ({"indicator": ""}, "empty", "指标"),
        ({"indicator": "新增企业数量"}, "unknown_indicator", "指标"),
        ({"indicator": "跨境电商交易额"}, "ambiguous_indicator", "指标"),
        ({"indicator": "跨境电商交易额", "unit": "家"}, "ambiguous_indicator", "指标"),
        ({"jurisdiction": ""}, "empty", "地区"),
        ({"jurisdiction": "郑州"}, "unknown_jurisdiction", "地区"),
        ({"jurisdiction": "鼓楼区"}, "ambiguous_jurisdiction", "地区"),
        ({"period": ""}, "empty", "时期"),
        ({"period": "去年"}, "not_a_period", "时期"),
        ({"period": "2021-13"}, "not_a_period", "时期"),
        ({"period": "202106"}, "not_a_period", "时期"),
        ({"period": "2022..2021"}, "not_a_period", "时期"),
        ({"value": "很多"}, "not_a_number", "完成值"),
        ({"unit": "吨"}, "unknown_unit", "单位"),
        ({"unit": "亿元"}, "other_dimension", "单位"),
        ({"qualifier": "大概"}, "unknown_choice", "限定"),
        ({"obs_status": "大概"}, "unknown_choice", "数据状态"),
        ({"reliability": "可靠"}, "unknown_choice", "来源可靠性"),
        ({"published_on": "昨天"}, "not_a_date", "发布日期"),
        ({"source_title": ""}, "no_source", "来源"),
        ({"source_url": "www.example.org"}, "not_an_address", "来源网址"),
        ({"section": "一" * 121}, "too_long", "章节"),
        ({"quote": "一" * 501}, "too_long", "原文"),
        ({"derivation": "1+" * 101}, "too_long", "推算"),
        ({"note": "一" * 2001}, "too_long", "备注"),
        ({"quote": "新增\x1b[31m1230家"}, "control_character", "原文"),
        ({"source_publisher": "统计\x08局"}, "control_character", "来源机构"),
        ({"quote_start": "-1"}, "not_an_offset", "原文位置"),
        ({"quote_start": "１２"}, "not_an_offset", "原文位置"),
        ({"quote_start": "9" * 10}, "not_an_offset", "原文位置"),
    ],
)
def test_what_is_wrong_is_named_with_row_printed_column_and_value(cells, problem, column):
    row = check(**cells)

    errors = [(each.code, each.row, each.column) for each in row.errors]
    assert errors == [(problem, 7, column)]
    assert row.entry is None


@pytest.mark.parametrize(("column", "limit"), [("source_title", 300), ("source_publisher", 200)])
def test_a_title_or_publisher_no_column_can_hold_is_refused(column, limit):
    assert codes(check(**{column: "一" * (limit + 1)}).errors) == ["too_long"]
    assert check(**{column: "一" * limit}).errors == []


def test_everything_wrong_is_said_at_once():
    row = check(
        indicator="无此指标",
        jurisdiction="无此地",
        period="某年",
        value="许多",
        unit="某",
        published_on="某日",
    )

    assert codes(row.problems) == [
        "unknown_indicator",
        "unknown_jurisdiction",
        "not_a_period",
        "not_a_number",
        "unknown_unit",
        "not_a_date",
    ]


def test_cells_beyond_the_header_make_a_row_unusable_even_without_a_value():
    assert codes(check(overflow=True).errors) == ["too_many_cells"]
    assert codes(check(overflow=True, value="").errors) == ["too_many_cells"]
    assert not check(overflow=True, value="").skipped


def test_an_empty_value_claims_nothing_whatever_else_the_row_says():
    row = check(value="", indicator="无此指标", period="某年")

    assert (row.skipped, row.entry, row.problems) == (True, None, [])


@pytest.mark.parametrize("mark", [*sorted(MISSING_MARKS), "－", "N/A", "Ｎ／Ａ", "…………"[:2]])
def test_a_missing_mark_is_recorded_with_its_reason(mark):
    explained, bare = check(value=mark, note="口径调整，未公布"), check(value=mark)

    assert (explained.entry.figure, explained.entry.missing_reason) == (None, "口径调整，未公布")
    assert (bare.entry.figure, bare.entry.missing_reason) == (None, mark)


def test_zero_is_a_value():
    entry = check(value="0").entry

    assert (entry.figure.base, entry.missing_reason) == (0, "")


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"unit": "亿元"}, "trade-cny"),
        ({"unit": "亿美元"}, "trade-usd"),
        ({"value": "12亿美元"}, "trade-usd"),
        ({"value": "12亿元"}, "trade-cny"),
        ({"unit": "美元"}, "trade-usd"),
    ],
)
def test_an_ambiguous_name_is_settled_by_the_unit(cells, code):
    assert check(indicator="跨境电商交易额", **cells).entry.indicator.code == code


def test_an_ambiguous_name_lists_its_indicators_with_their_codes():
    [problem] = check(indicator="跨境电商交易额").errors

    assert "跨境电商交易额（美元） (trade-usd)" in problem.params["candidates"]


def test_an_ambiguous_jurisdiction_lists_the_codes():
    [problem] = check(jurisdiction="鼓楼区").errors

    assert problem.params["candidates"] == "鼓楼区 (320106)、鼓楼区 (410204)"


@pytest.mark.parametrize(("name", "nearest"), [("新增企业数", "新增企业"), ("完全不同", "")])
def test_an_unknown_name_suggests_its_nearest(name, nearest):
    assert check(indicator=name).errors[0].params["nearest"] == nearest


@pytest.mark.parametrize("period", ["2021", "2021-12", "2021-12-31", "2021年底", "2021-H2", "2021-Q4"])
def test_a_stock_is_of_one_instant(period):
    entry = check(indicator="firms", period=period).entry

    assert entry.period.start == entry.period.end == datetime.date(2021, 12, 31)


def test_a_stock_may_be_published_within_the_year_it_is_stated_for():
    row = check(indicator="firms", period="2022", published_on="2022-04-01", obs_status="预计")

    assert row.problems == []


def test_a_flow_keeps_its_stretch_of_time():
    entry = check(period="2021年上半年").entry

    assert (entry.period.start, entry.period.end) == (datetime.date(2021, 1, 1), datetime.date(2021, 6, 30))


def test_a_period_that_has_not_ended_waits_for_a_decision():
    row = check(period="2022..2023")

    assert codes(row.warnings) == ["period_in_future"]
    assert row.entry is not None


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({}, "final"),
        ({"obs_status": "初步"}, "provisional"),
        ({"obs_status": "Preliminary"}, "provisional"),
        ({"obs_status": "预计"}, "estimated"),
        ({"value": "预计1000"}, "estimated"),
        ({"value": "预计1000", "obs_status": "final"}, "final"),
    ],
)
def test_the_status_comes_from_the_column_or_the_words(cells, status):
    assert check(**cells).entry.obs_status == status


@pytest.mark.parametrize(
    ("cells", "silent"),
    [
        ({}, {"obs_status", "qualifier"}),
        ({"obs_status": "final"}, {"qualifier"}),
        ({"value": "预计1000"}, {"qualifier"}),
        ({"value": "约1000"}, {"obs_status"}),
        ({"qualifier": "exact"}, {"obs_status"}),
        ({"value": "—"}, {"obs_status"}),
    ],
)
def test_a_row_knows_what_it_leaves_to_the_defaults(cells, silent):
    assert check(**cells).entry.silent == silent


def test_defaults_fill_empty_cells_and_yield_to_full_ones():
    defaults = {"jurisdiction": "410102", "unit": "万家"}

    assert check(defaults=defaults).entry.jurisdiction.code == "410100"
    filled = check(defaults=defaults, jurisdiction="").entry
    assert (filled.jurisdiction.code, filled.figure.unit.symbol) == ("410102", "万家")


def test_a_wrong_default_is_named_though_no_column_holds_it():
    table = Table("t.csv", "0" * 64, "utf-8", ",", {"value": "完成值"}, [], [])
    wrong = Checker(KNOWN, table, today=TODAY, defaults={"jurisdiction": "999999"})

    row = wrong.check(RawRow(2, {**ROW, "jurisdiction": ""}))

    assert [(problem.code, problem.column, problem.value) for problem in row.errors] == [
        ("unknown_jurisdiction", "地区 (jurisdiction)", "999999")
    ]


def test_what_a_message_repeats_is_short_and_cannot_steer_a_terminal():
    [problem] = check(indicator="\x1b[2J\u202e" + "长" * 5000 + "\n").errors

    assert len(problem.value) <= 61
    assert problem.value.isprintable()


texts = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["2021", "410100", "new-firms", "firms", "dust-fall", "1,282.9", "4.65万", "—", "约", "%", "亿元"]
    ),
    st.from_regex(r"[-+]?[0-9]{1,20}(\.[0-9]{1,20})?(万|亿)?(家|人|%)?", fullmatch=True),
    st.from_regex(r"(19|20|29)[0-9]{2}-[0-9]{1,2}(-[0-9]{1,2})?", fullmatch=True),
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(HEADERS)), texts), st.booleans())
def test_no_cells_make_the_checker_raise(cells: dict[str, str], overflow: bool):
    row = checker().check(RawRow(2, cells, overflow=overflow))

    assert (row.entry is not None) == (not row.errors and not row.skipped)
    assert all(problem.text() and problem.code in MESSAGES for problem in row.problems)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(HEADERS)), texts)
def test_no_single_cell_makes_a_sound_row_raise(column: str, text: str):
    row = checker().check(RawRow(2, {**ROW, column: text}))

    assert (row.entry is not None) == (not row.errors and not row.skipped)
