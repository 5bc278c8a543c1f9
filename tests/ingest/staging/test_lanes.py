"""What is remembered of a file's rows says what the checker would say of each."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ingest.tables import COLUMNS, ROW, TODAY, document_in_memory, known_in_memory
from tracker.ingest.checking.checker import Checker
from tracker.ingest.reading import RawRow, Table
from tracker.ingest.staging.lanes import Lane
from tracker.ingest.staging.table import Lines, Tuples
from tracker.models import ChangeSet

KNOWN = known_in_memory(document_in_memory(1), document_in_memory(2, "数据页", ""))
HEADERS = {name: name for name in (*COLUMNS, "unit", "qualifier", "obs_status", "published_on", "quote")}

CELLS = {
    "indicator": [
        "new-firms",
        "新增企业",
        "firms",
        "gdp-growth",
        "PM2.5浓度降幅",
        "跨境电商交易额",
        "没有",
        "",
    ],
    "jurisdiction": ["410100", "郑州市", "鼓楼区", ""],
    "period": ["2021", "2021-H1", "..2020", "2020", "2021-12-31", "去年", "2031"],
    "value": [
        "1230",
        "1,230",
        "-3.7",
        "0",
        "-0",
        "-0.0",
        "00",
        "007",
        "1.50",
        "约5",
        "3万",
        "—",
        "",
        "1.2.3",
        "12,34",
        "下降3",
    ],
    "unit": ["", "家", "%", "亿元", "亿美元"],
    "qualifier": ["", "以上", "精确", "什么"],
    "obs_status": ["", "初步", "final"],
    "published_on": ["", "2022-04-18", "2022", "2019", "2023-01-01"],
    "source_title": ["统计公报", "数据页", "新公报", ""],
    "source_publisher": ["郑州市统计局", "别的局"],
    "reliability": ["", "press"],
    "section": ["", "一", "长" * 121],
    "quote": ["", "新增1230家", "1,230家", "2021年1230", "反斜\\线", "两\n行", "制\x07表", "长" * 501],
    "quote_start": ["", "", "", "40", "x"],
    "note": ["", "全市", "a\tb"],
}
#: Mostly what is ordinary, so that something is remembered.
ROWS = st.fixed_dictionaries(
    {
        name: st.one_of(st.just(ROW.get(name, "")), st.just(ROW.get(name, "")), st.sampled_from(cells))
        for name, cells in CELLS.items()
    }
)


def table(rows: list[dict[str, str]], wide: bool = False) -> Table:
    raw = [
        RawRow(number, cells, False, "2021年" if wide else "") for number, cells in enumerate(rows, start=2)
    ]
    return Table("a.csv", "", "utf-8", ",", HEADERS, [], raw)


def lane(rows: list[dict[str, str]], form: Any, wide: bool = False, **options: Any) -> Lane:
    change_set = ChangeSet(pk=1, options=options)
    made = table(rows, wide)
    return Lane(change_set, made, Checker(KNOWN, made, today=TODAY), form)


def staged(rows: list[dict[str, str]], form: Any = None, *, remembering: bool = True, **options: Any):
    """The rows as they are written, and the documents they propose."""
    made = lane(rows, form or Tuples(), **options)
    if not remembering:
        made._known = lambda position, raw: None
    written = list(made.rows())
    return written, [(row.number, row.title, row.publisher) for row in made.proposed.values()]


@given(rows=st.lists(ROWS, min_size=1, max_size=12), form=st.sampled_from([Tuples(), Lines()]))
def test_remembering_changes_no_row(rows, form):
    doubled = [*rows, *rows]

    assert staged(doubled, form) == staged(doubled, form, remembering=False)


@pytest.mark.parametrize("wide", [False, True])
@given(
    rows=st.lists(ROWS, min_size=2, max_size=8),
    gaps=st.lists(st.sets(st.sampled_from(["unit", "published_on", "obs_status", "quote"])), min_size=8),
)
def test_a_cell_that_only_some_rows_have_is_not_forgotten(wide, rows, gaps):
    """Lines shorter than the header, and headers of a wide table that fill in what others do not."""
    ragged = [
        {name: text for name, text in row.items() if name not in gap}
        for row, gap in zip(rows * 2, gaps, strict=False)
    ]

    assert staged(ragged, wide=wide) == staged(ragged, remembering=False, wide=wide)


@pytest.mark.parametrize("options", [{}, {"accept_warnings": True}])
def test_a_proposed_document_is_remembered_with_its_warning(options):
    rows = [{**ROW, "source_title": "新公报", "period": str(year)} for year in (2019, 2020, 2019, 2020)]

    written, proposed = staged(rows, **options)

    assert (written, proposed) == staged(rows, remembering=False, **options)
    assert len(proposed) == 1


def test_a_plain_row_is_checked_once_and_remembered():
    whole = dict.fromkeys(HEADERS, "") | ROW
    rows = [{**whole, "value": value} for value in ("1230", "5", "1,282.9")]
    made = lane(rows, Tuples())
    checked = []
    real = made.checker.check
    made.checker.check = lambda raw: checked.append(raw.number) or real(raw)

    written = list(made.rows())

    assert checked == [2]
    assert len(written) == 3


@pytest.mark.parametrize(
    ("text", "line"), [("a\tb", "a\\tb"), ("a\\b", "a\\\\b"), ("a\nb\rc", "a\\nb\\rc"), ("无", "无")]
)
def test_no_text_of_a_cell_ends_a_column_or_a_line(text, line):
    assert Lines().part([text, None, True, False, 7]) == f"{line}\t\\N\tt\tf\t7"
