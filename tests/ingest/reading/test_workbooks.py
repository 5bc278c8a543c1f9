"""Workbooks as people send them: several sheets, titles above the table, formats, formulas, broken ones."""

import datetime
import io
import resource
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.ingest.reading.workbook_files import HEADER, MAIN, fill, package, parts, saved, text_row, workbook
from tracker.ingest import FileProblems, Table, read_table
from tracker.ingest.layout.layouts import Layout
from tracker.ingest.reading import RawRow

ROW = ["地区生产总值", "郑州市", "2021", "12691"]


def rows(path: Path, **options: object) -> list[RawRow]:
    return list(read_table(path, **options).rows)


def values(path: Path, **options: object) -> list[str]:
    return [row.cells["value"] for row in rows(path, **options)]


def written(folder: Path, content: bytes) -> Path:
    path = folder / "table.xlsx"
    path.write_bytes(content)
    return path


def refusal(path: Path, **options: object) -> str:
    with pytest.raises(FileProblems) as caught:
        rows(path, **options)
    assert all(problem.text() for problem in caught.value.problems)
    return caught.value.code


def test_a_sheet_is_read_like_a_text(tmp_path):
    table = read_table(saved(workbook(HEADER, ROW), tmp_path))

    assert (table.encoding, table.delimiter, table.sheet) == ("xlsx", "", "数据")
    assert table.headers == {
        "indicator": "指标",
        "jurisdiction": "地区",
        "period": "时期",
        "value": "完成值",
    }
    assert list(table.rows) == [
        RawRow(2, {"indicator": "地区生产总值", "jurisdiction": "郑州市", "period": "2021", "value": "12691"})
    ]
    assert list(table.rows) == list(table.rows)


def test_its_name_does_not_matter(tmp_path):
    assert values(saved(workbook(HEADER, ROW), tmp_path, "table.csv")) == ["12691"]


def test_numbers_dates_and_marks_become_text(tmp_path):
    cells = [
        (0.12, "0%"),
        (0.1234, "0%"),
        (12691.02, "0"),
        (1282.9, "#,##0.00"),
        (2024.0, "General"),
        -3.7,
        True,
        "#N/A",
        "２２０",
        "1,282.9",
        (datetime.date(2021, 12, 31), "yyyy-mm-dd"),
        (datetime.date(2021, 12, 1), 'yyyy"年"m"月"'),
    ]

    path = saved(workbook(HEADER, *(["gdp", "410100", 2021, cell] for cell in cells)), tmp_path)

    assert [row.cells["period"] for row in rows(path)] == ["2021"] * len(cells)
    assert values(path) == [
        *("12%", "12.34%", "12691.02", "1282.9", "2024", "-3.7", "TRUE", "#N/A"),
        *("２２０", "1,282.9", "2021-12-31", "2021-12"),
    ]


def test_a_formula_nobody_worked_out_is_no_figure(tmp_path):
    path = saved(workbook(HEADER, ["gdp", "410100", "2021", "=1+1"]), tmp_path)

    assert values(path) == ["=1+1"]


@pytest.mark.parametrize("above", [1, 3, 20])
def test_titles_above_the_header_are_passed_over(tmp_path, above):
    book = workbook(*([["郑州市主要指标完成情况"]] * above), [], HEADER, ROW)
    book.active.merge_cells("A1:D1")

    [row] = rows(saved(book, tmp_path))

    assert row.number == above + 3


def test_a_unit_stated_above_the_table_holds_for_rows_that_state_none(tmp_path):
    path = saved(workbook(["主要指标", "", "单位：亿元"], HEADER, ROW), tmp_path)

    assert rows(path)[0].cells["unit"] == "亿元"
    assert read_table(path).layout.defaults == {"unit": "亿元"}
    assert [note.text() for note in read_table(path).notes if "亿元" in note.text()]
    assert read_table(path, layout=read_table(path).layout).notes == ()


def test_the_first_sheet_in_sight_that_holds_a_table_is_taken(tmp_path):
    book = workbook(["目录"], ["一、说明"], title="说明")
    hidden = book.create_sheet("旧表")
    hidden.sheet_state = "hidden"
    fill(hidden, [HEADER, [*ROW[:3], "1"]])
    fill(book.create_sheet("数据"), [HEADER, [*ROW[:3], "2"]])
    fill(book.create_sheet("副本"), [HEADER, [*ROW[:3], "3"]])
    path = saved(book, tmp_path)

    assert (read_table(path).sheet, values(path)) == ("数据", ["2"])
    assert [(note.code, note.params["sheets"]) for note in read_table(path).notes] == [
        ("other_sheets", "说明、副本")
    ]
    assert values(path, layout=Layout(sheet="旧表")) == ["1"]
    assert refusal(path, layout=Layout(sheet="没有")) == "no_such_sheet"


def test_where_no_sheet_holds_a_whole_table_the_best_says_what_is_missing(tmp_path):
    book = workbook(["目录"], title="说明")
    fill(book.create_sheet("数据"), [["指标", "地区", "完成值"], ROW])

    with pytest.raises(FileProblems) as caught:
        read_table(saved(book, tmp_path))

    assert [problem.params["column"] for problem in caught.value.problems] == ["时期 (period)"]


def test_cells_beside_the_table_are_no_slip(tmp_path):
    path = saved(workbook(HEADER, [*ROW, "", "制表人：某某"]), tmp_path)

    assert [row.overflow for row in rows(path)] == [False]


def test_days_count_from_1904_where_the_workbook_says_so(tmp_path):
    book = workbook(HEADER, ["gdp", "410100", (datetime.date(2021, 12, 31), "yyyy-mm-dd"), 1])
    book.epoch = datetime.datetime(1904, 1, 1)  # noqa: DTZ001 - openpyxl knows no zones

    assert rows(saved(book, tmp_path))[0].cells["period"] == "2021-12-31"


def test_a_workbook_by_hand_is_read(tmp_path):
    markup = text_row(1, *HEADER) + (
        '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><t>410100</t></is></c>'
        '<c r="C2"><v>2021</v></c><c r="D2" s="2"><v>0.5</v></c></row>'
    )
    content = package(parts(markup, strings=["<t>gdp</t>"], formats=[(164, "0.0"), (165, "0.0%")]))

    assert rows(written(tmp_path, content))[0].cells == {
        "indicator": "gdp",
        "jurisdiction": "410100",
        "period": "2021",
        "value": "50%",
    }


def test_the_size_a_sheet_claims_is_not_believed(tmp_path):
    content = package(
        parts(text_row(1, *HEADER) + text_row(2, *ROW), before='<dimension ref="A1:XFD1048576"/>')
    )

    table = read_table(written(tmp_path, content))

    assert table.total == 1
    assert len(list(table.rows)) == 1


@pytest.mark.parametrize("before", ["", '<dimension ref="A1:D20001"/>'])
def test_the_number_of_rows_is_told_about_right_beforehand(tmp_path, before):
    markup = text_row(1, *HEADER) + "".join(text_row(number, *ROW) for number in range(2, 20_002))

    table = read_table(written(tmp_path, package(parts(markup, before=before))))

    assert 19_000 < table.total < 21_000


def test_a_sheet_of_two_far_cells_takes_no_memory(tmp_path):
    corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    found = rows(written(tmp_path, package(parts(text_row(1, *HEADER) + text_row(2, *ROW) + corner))))

    assert [row.number for row in found] == [2, 1_048_576]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_a_table_of_a_header_and_empty_rows_has_no_rows(tmp_path):
    empty = "".join(f'<row r="{number}" spans="1:4"/>' for number in range(2, 10_000))

    assert refusal(written(tmp_path, package(parts(text_row(1, *HEADER) + empty)))) == "no_rows"


def test_an_empty_workbook_is_an_empty_file(tmp_path):
    assert refusal(saved(workbook(), tmp_path)) == "empty_file"


def test_a_bomb_is_refused_before_it_unfolds(tmp_path):
    bomb = package({**parts(text_row(1, *HEADER)), "xl/media/image1.png": b"\0" * (64 * 1024 * 1024)})

    assert len(bomb) < 100_000
    assert refusal(written(tmp_path, bomb)) == "too_much_inside"


def test_a_sheet_that_unfolds_past_the_limit_is_refused_where_it_does(tmp_path, settings):
    settings.IMPORT_MAX_UNPACKED_MB = 1
    content = package(parts(text_row(1, *HEADER) + "".join(text_row(n, *ROW) for n in range(2, 9000))))

    assert refusal(written(tmp_path, content)) == "too_much_inside"


def test_a_part_that_lies_about_its_size_is_refused(tmp_path):
    content = bytearray(package(parts(text_row(1, *HEADER) + text_row(2, *ROW))))
    place = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    size = int.from_bytes(content[place + 24 : place + 28], "little")
    content[place + 24 : place + 28] = (size - 40).to_bytes(4, "little")

    assert refusal(written(tmp_path, bytes(content))) == "broken_workbook"


def test_a_list_of_very_many_parts_is_refused_unread(tmp_path):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for number in range(6000):
            archive.writestr(str(number), b"")

    assert refusal(written(tmp_path, content.getvalue())) == "too_much_inside"


ENTITIES = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;">]>'


@pytest.mark.parametrize(
    ("part", "text", "code"),
    [
        ("xl/workbook.xml", f'{ENTITIES}<workbook xmlns="{MAIN}">&c;</workbook>', "broken_workbook"),
        ("xl/workbook.xml", "<workbook>", "broken_workbook"),
        ("xl/workbook.xml", '<?xml version="1.0" encoding="x"?><workbook/>', "broken_workbook"),
        ("xl/workbook.xml", "<workbook/>", "broken_workbook"),
        ("xl/workbook.xml", b"\xff\xfe\x00", "broken_workbook"),
        ("xl/styles.xml", f"{ENTITIES}<styleSheet/>", "broken_workbook"),
        ("xl/_rels/workbook.xml.rels", "", "broken_workbook"),
        ("xl/sharedStrings.xml", "<sst><si><t>a</si></sst>", "broken_workbook"),
        ("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row", "broken_workbook"),
        ("xl/worksheets/sheet1.xml", "", "empty_file"),
        ("_rels/.rels", "<Relationships/>", ""),
        ("content.xml", "<office/>", "other_workbook"),
    ],
)
def test_a_part_that_is_not_what_it_should_be_is_refused(tmp_path, part, text, code):
    markup = text_row(1, *HEADER) + '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="D2"><v>1</v></c></row>'
    path = written(tmp_path, package({**parts(markup, strings=["<t>a</t>"]), part: text}))

    if code:
        assert refusal(path) == code
    else:
        assert values(path) == ["1"]


def test_a_binary_workbook_is_told_apart(tmp_path):
    made = parts("")
    made["_rels/.rels"] = str(made["_rels/.rels"]).replace("workbook.xml", "workbook.bin")

    assert refusal(written(tmp_path, package({**made, "xl/workbook.bin": b"\0"}))) == "other_workbook"


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18, b"PK\x03\x04" + b"x" * 100_000]
)
def test_what_only_begins_like_a_workbook_is_refused(tmp_path, content):
    assert refusal(written(tmp_path, content)) == "broken_workbook"


def test_an_encrypted_part_asks_for_a_password(tmp_path):
    content = bytearray(package(parts(text_row(1, *HEADER) + text_row(2, *ROW))))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(sign)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(sign, place + 4)

    assert refusal(written(tmp_path, bytes(content))) == "password_protected"


@pytest.mark.parametrize(
    "content",
    [b"<html><table><tr><td>1</td></tr></table></html>", b'\xef\xbb\xbf  <?xml version="1.0"?><Workbook/>'],
)
def test_a_web_page_under_the_name_of_a_workbook_is_told_apart(tmp_path, content):
    assert refusal(written(tmp_path, content)) == "web_page"


def outcome_of(content: bytes, folder: Path) -> list[RawRow] | FileProblems:
    path = written(folder, content)
    try:
        return rows(path)
    except FileProblems as error:
        return error


SOUND = package(parts(text_row(1, *HEADER) + text_row(2, *ROW), strings=["<t>a</t>"], formats=[(9, "")]))


@settings(max_examples=100)
@given(
    st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), max_size=8), st.integers(0, 40)
)
def test_no_damage_to_a_workbook_raises_anything_but_problems(tmp_path_factory, damage, cut):
    content = bytearray(SOUND)
    for place, value in damage:
        content[place] = value

    answer = outcome_of(bytes(content[: len(content) - cut]), tmp_path_factory.getbasetemp())

    assert isinstance(answer, list) or all(problem.text() for problem in answer.problems)


PARTS = parts(text_row(1, *HEADER) + text_row(2, *ROW), strings=["<t>a</t>"], formats=[(9, "")])
snippets = st.sampled_from(
    [
        *'<>/="& ',
        "<row",
        "</row>",
        "<c",
        'r="',
        "&#0;",
        "&x;",
        "<!--",
        "]]>",
        "<!DOCTYPE a>",
        "<x:",
        "\0",
        "é",
        "9" * 30,
    ]
)


@settings(max_examples=100)
@given(
    st.sampled_from(sorted(PARTS)),
    st.lists(st.tuples(st.floats(0, 1), snippets, st.integers(0, 9)), min_size=1, max_size=4),
)
def test_no_damage_to_the_markup_raises_anything_but_problems(tmp_path_factory, part, damage):
    text = str(PARTS[part])
    for where, snippet, gone in damage:
        place = int(where * len(text))
        text = text[:place] + snippet + text[place + gone :]

    answer = outcome_of(package({**PARTS, part: text}), tmp_path_factory.getbasetemp())

    assert isinstance(answer, list) or all(problem.text() for problem in answer.problems)


typed = st.one_of(
    st.integers(-(10**12), 10**12),
    st.floats(-1e9, 1e9).map(lambda value: round(value, 3)),
    st.text(
        st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=12
    ).filter(lambda text: text.strip() and text[0] not in "=_" and "_x" not in text),
    st.booleans(),
)


@settings(max_examples=15)
@given(st.lists(st.tuples(typed, typed, typed, typed), min_size=1, max_size=8))
def test_cells_read_as_another_reader_reads_them(tmp_path_factory, table):
    path = saved(workbook(HEADER, *table), tmp_path_factory.getbasetemp())
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()

    found = [list(row.cells.values()) for row in rows(path)]

    assert found == [[shown_by_another(cell) for cell in row] for row in sheet[1:]]


def shown_by_another(cell: object) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return format(Decimal(repr(cell + 0.0)).normalize(), "f")
    return str(cell).strip()


def test_a_table_tells_what_it_was_read_as(tmp_path):
    table = read_table(saved(workbook(["标题"], HEADER, ROW), tmp_path))

    assert isinstance(table, Table)
    assert table.layout == Layout(
        sheet="数据",
        header_row=2,
        header_rows=1,
        columns={0: "indicator", 1: "jurisdiction", 2: "period", 3: "value"},
    )
    assert read_table(tmp_path / "table.xlsx", layout=table.layout).headers == table.headers
