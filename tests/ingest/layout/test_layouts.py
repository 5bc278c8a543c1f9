"""A layout says how to read a file: kept as JSON, and followed by the reader."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest import FileProblems, read_table
from tracker.ingest.layout.columns import HEADERS
from tracker.ingest.layout.layouts import DELIMITERS, ENCODINGS, Layout
from tracker.ingest.reading import RawRow

places = st.integers(0, 999)
layouts = st.builds(
    Layout,
    encoding=st.sampled_from(["", *ENCODINGS]),
    delimiter=st.sampled_from(["", *DELIMITERS]),
    sheet=st.text(max_size=5),
    header_row=st.integers(0, 100),
    header_rows=st.integers(0, 2),
    columns=st.none() | st.dictionaries(places, st.sampled_from(sorted(HEADERS)), max_size=5),
    periods=st.dictionaries(places, st.text(max_size=8), max_size=3),
    units=st.dictionaries(places, st.text(max_size=3), max_size=3),
    defaults=st.dictionaries(
        st.sampled_from(sorted(set(HEADERS) - {"value"})), st.text(max_size=5), max_size=3
    ),
)


@given(layouts)
def test_a_layout_comes_back_from_json(layout: Layout):
    assert Layout.from_json(layout.to_json()) == layout


def test_what_json_leaves_out_is_detected():
    assert Layout.from_json({}) == Layout()


@pytest.mark.parametrize(
    ("data", "part"),
    [
        ([], "layout"),
        (None, "layout"),
        ({"colums": {}}, "colums"),
        ({"encoding": "latin-1"}, "encoding"),
        ({"encoding": ["utf-8"]}, "encoding"),
        ({"delimiter": "|"}, "delimiter"),
        ({"sheet": 1}, "sheet"),
        ({"header_row": "1"}, "header_row"),
        ({"header_row": -1}, "header_row"),
        ({"header_row": True}, "header_row"),
        ({"header_rows": 3}, "header_rows"),
        ({"columns": {"0": "nonsense"}}, "columns"),
        ({"columns": {"x": "value"}}, "columns"),
        ({"columns": {"-1": "value"}}, "columns"),
        ({"columns": {"9999999": "value"}}, "columns"),
        ({"columns": [["0", "value"]]}, "columns"),
        ({"periods": {"0": 2021}}, "periods"),
        ({"units": None}, "units"),
        ({"defaults": {"value": "1"}}, "defaults"),
        ({"defaults": {"period": 2021}}, "defaults"),
        ({"defaults": {"x\x1b[2J": "1"}}, "defaults"),
        ({1: "x"}, "1"),
    ],
)
def test_what_is_no_layout_is_refused_and_its_part_named(data, part):
    with pytest.raises(FileProblems) as caught:
        Layout.from_json(data)

    [problem] = caught.value.problems
    assert (problem.code, problem.params) == ("bad_layout", {"part": part})
    assert problem.text()


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "table.csv"
    path.write_bytes(text.encode(encoding))
    return path


def rows(path: Path, **layout: object) -> list[RawRow]:
    return list(read_table(path, layout=Layout(**layout)).rows)


ODD = "编号,甲,乙,丙,丁\n1,gdp,410100,2021,12\n2,gdp,410100,2022,13\n"


def test_columns_nobody_knows_are_read_as_the_layout_says(tmp_path):
    path = written(tmp_path, ODD)

    found = rows(path, columns={1: "indicator", 2: "jurisdiction", 3: "period", 4: "value"})

    assert [(row.number, list(row.cells.values())) for row in found] == [
        (2, ["gdp", "410100", "2021", "12"]),
        (3, ["gdp", "410100", "2022", "13"]),
    ]


def test_a_layout_goes_before_what_the_headers_say(tmp_path):
    path = written(tmp_path, "指标,地区,时期,完成值,实际\ngdp,410100,2021,1,2\n")

    table = read_table(
        path, layout=Layout(columns={0: "indicator", 1: "jurisdiction", 2: "period", 4: "value"})
    )

    assert next(iter(table.rows)).cells["value"] == "2"
    assert table.ignored == ["完成值"]


def test_what_the_layout_lacks_is_missing(tmp_path):
    with pytest.raises(FileProblems) as caught:
        rows(written(tmp_path, ODD), columns={1: "indicator", 4: "value", 3: "value"})

    assert [(problem.code, problem.column) for problem in caught.value.problems] == [
        ("column_twice", "丁"),
        ("missing_column", ""),
        ("missing_column", ""),
    ]


def test_defaults_stand_where_a_row_or_the_file_says_nothing(tmp_path):
    path = written(tmp_path, "指标,完成值,备注\ngdp,1,\ngdp,2,甲\n")

    found = rows(path, defaults={"jurisdiction": "410100", "period": "2021", "note": "乙"})

    assert [row.cells["note"] for row in found] == ["乙", "甲"]
    assert {(row.cells["jurisdiction"], row.cells["period"]) for row in found} == {("410100", "2021")}


def test_an_empty_default_supplies_nothing(tmp_path):
    with pytest.raises(FileProblems):
        rows(written(tmp_path, "指标,时期,完成值\ngdp,2021,1\n"), defaults={"jurisdiction": ""})


def test_a_unit_in_a_header_stands_where_the_row_states_none(tmp_path):
    path = written(
        tmp_path, "指标,地区,时期,完成值（亿元）,单位\ngdp,410100,2021,1,\ngdp,410100,2022,1,万元\n"
    )

    assert [row.cells["unit"] for row in rows(path)] == ["亿元", "万元"]
    assert read_table(path).headers["unit"] == "单位"


def test_a_unit_in_a_header_is_named_by_that_header(tmp_path):
    path = written(tmp_path, "指标,地区,时期,完成值（亿元）\ngdp,410100,2021,1\n")

    assert read_table(path).headers["unit"] == "完成值（亿元）"


def test_the_header_row_can_be_named(tmp_path):
    path = written(tmp_path, "指标,地区,时期,完成值\n指标,地区,时期,实际值\ngdp,410100,2021,1\n")

    assert [row.number for row in rows(path, header_row=2)] == [3]


def test_a_header_row_far_down_can_be_named(tmp_path):
    path = written(tmp_path, "说明\n" * 60 + "指标,地区,时期,完成值\ngdp,410100,2021,1\n")

    assert [row.number for row in rows(path, header_row=61)] == [62]


@pytest.mark.parametrize("row", [4, 10_000])
def test_a_header_row_that_is_not_there_is_refused(tmp_path, row):
    with pytest.raises(FileProblems) as caught:
        rows(written(tmp_path, "指标,地区,时期,完成值\ngdp,410100,2021,1\n"), header_row=row)

    assert caught.value.code == "no_such_row"


def test_a_header_row_without_known_columns_says_what_it_lacks(tmp_path):
    with pytest.raises(FileProblems) as caught:
        rows(written(tmp_path, "指标,地区,时期,完成值\ngdp,410100,2021,1\n"), header_row=2)

    assert {(problem.code, problem.row) for problem in caught.value.problems} == {("missing_column", 2)}


def test_the_separator_can_be_named(tmp_path):
    path = written(tmp_path, 'indicator;jurisdiction;period;value;"a,b,c,d,e,f,g"\ngdp;410100;2021;1;\n')

    assert rows(path, delimiter=";")[0].cells["value"] == "1"


def test_the_best_separator_is_the_one_whose_header_is_understood(tmp_path):
    path = written(tmp_path, "表一,二,三,四\n指标;地区;时期;完成值\ngdp;410100;2021;1,282.9\n")

    assert rows(path)[0].cells["value"] == "1,282.9"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_the_encoding_can_be_named(tmp_path, encoding):
    path = written(tmp_path, "指标,地区,时期,完成值\ngdp,410100,2021,1\n", encoding)

    table = read_table(path, layout=Layout(encoding=encoding))

    assert table.encoding == encoding
    assert [row.number for row in table.rows] == [2]


def test_a_file_that_is_not_in_the_encoding_named_says_where(tmp_path):
    path = written(tmp_path, "indicator,jurisdiction,period,value\n指标,410100,2021,1\n", "gb18030")

    with pytest.raises(FileProblems) as caught:
        rows(path, encoding="utf-8")

    [problem] = caught.value.problems
    assert (problem.code, problem.row, problem.params["encoding"]) == ("wrong_encoding", 2, "utf-8")
