"""The markup of a sheet becomes rows of text, in whichever of the usual ways it is written."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.ingest import FileProblems
from tracker.ingest.reading import sheets, strings
from tracker.ingest.reading.cells import CellReader
from tracker.ingest.reading.formats import Kind
from tracker.ingest.reading.sheets import sheet_lines
from tracker.ingest.reading.strings import SharedStrings


def stream(text: str, size: int = 1 << 16) -> Iterator[bytes]:
    content = text.encode()
    return (content[start : start + size] for start in range(0, len(content), size))


STRINGS = "<sst><si><t>甲</t></si><si><t>乙 &amp; 丙</t></si><si><t/></si></sst>"
READER = CellReader(SharedStrings(stream(STRINGS)), (Kind.NUMBER, Kind.PERCENT, Kind.DAY))


def lines(rows: str, reader: CellReader = READER, size: int = 1 << 16) -> list[tuple[int, list[str]]]:
    sheet = (
        f'<?xml version="1.0"?><worksheet><sheetData>{rows}</sheetData><pageMargins left="1"/></worksheet>'
    )
    return [(number, list(cells)) for number, cells in sheet_lines(stream(sheet, size), reader)]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="A1"><v>1282.90</v></c>', "1282.9"),
        ('<c r="A1" t="n"><v>1</v></c>', "1"),
        ('<c r="A1" s="1"><v>0.12</v></c>', "12%"),
        ('<c r="A1" s="2"><v>44561</v></c>', "2021-12-31"),
        ('<c r="A1" s="99"><v>5</v></c>', "5"),
        ('<c r="A1" t="s"><v>1</v></c>', "乙 & 丙"),
        ('<c r="A1" t="str"><f>A2&amp;B2</f><v>a&lt;b</v></c>', "a<b"),
        ('<c r="A1" t="inlineStr"><is><t>a &amp;amp; b</t></is></c>', "a &amp; b"),
        ('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>', " a "),
        ('<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><rPr><b/></rPr><t>乙</t></r></is></c>', "甲乙"),
        ('<c r="A1" t="inlineStr"><is><t>a_x000D_b_x005F_x0041_</t></is></c>', "a\rb_x0041_"),
        ('<c r="A1" t="inlineStr"><is><t>&#20840;&#x5E74;&quot;&apos;</t></is></c>', "全年\"'"),
        (
            '<c r="A1" t="inlineStr"><is><t>_x0000__xD83D__xDE00__xD83D_</t></is></c>',
            "\ufffd\U0001f600\ufffd",
        ),
        ('<c r="A1" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="A1" t="b"><v>0</v></c>', "FALSE"),
        ('<c r="A1" t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c r="A1" t="d"><v>2021-12-31T00:00:00</v></c>', "2021-12-31"),
        ('<c r="A1"><f>SUM(A2:A3)</f><v>7</v></c>', "7"),
        ('<c r="A1"><f t="shared" si="0"/><v>7</v></c>', "7"),
        ('<c r="A1"><f>SUM(A2:A3)</f></c>', "=SUM(A2:A3)"),
        ('<c r="A1"><f>IF(A2&lt;1,"","&amp;")</f><v></v></c>', '=IF(A2<1,"","&")'),
        ('<c r="A1"><f t="shared" si="0"/></c>', "="),
        ('<c r="A1" t="n"><v>abc</v></c>', "abc"),
    ],
)
def test_a_cell_becomes_text_whether_its_row_is_parsed_or_like_the_one_before(cell, text):
    keep = '<c r="B1"><v>0</v></c>'
    rows = f'<row r="1" spans="1:2">{cell}{keep}</row>'
    again = rows.replace('r="1"', 'r="2"').replace('"A1"', '"A2"').replace('"B1"', '"B2"')

    assert lines(rows + again) == [(1, [text, "0"]), (2, [text, "0"])]


@pytest.mark.parametrize(
    "row",
    [
        '<row r="3"><c r="A3"><v>1</v></c><c r="C3" t="s"><v>0</v></c></row>',
        '<row spans="1:3" r="3"><c t="n" r="A3"><v>1</v></c><c t="s" r="C3"><v>0</v></c></row>',
        '<row r="3">\n  <c r="A3">\n <v>1</v>\n</c>\n<c r="B3"/><c r="C3" t="s"><v>0</v></c>\n</row>\n',
        "<row r='3'><c r='A3'><v>1</v></c><c r='C3' t='s'><v>0</v></c></row>",
        '<row r="3"><c r="C3" t="s"><v>0</v></c><c r="A3"><v>1</v></c></row>',
        '<row r="3"><c><v>1</v></c><c/><c t="s"><v>0</v></c></row>',
        '<row r="3"><c r="A3"><v>1</v></c><!-- <c r="B3"><v>9</v></c> --><c r="C3" t="s"><v>0</v></c></row>',
        '<row r="3"><c r="A3"><v><![CDATA[1]]></v></c><c r="C3" t="s"><v>0</v></c></row>',
        '<row r="3"><c r="A3"><v>1</v><extLst><ext/></extLst></c><c r="C3" t="s"><v>0</v></c></row>',
        '<row r="2"/><row><c r="A3"><v>1</v></c><c r="C3" t="s"><v>0</v></c></row>',
        '<row r="1"/><row/><row><c><v>1</v></c><c r="C3" t="s"><v>0</v></c></row>',
    ],
)
def test_any_way_of_writing_a_row_gives_the_same(row):
    assert lines(row) == [(3, ["1", "", "甲"])]


def test_names_with_a_prefix_are_the_same_names():
    sheet = (
        '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )

    assert list(sheet_lines(stream(sheet), READER)) == [(2, ("1",))]


def test_rows_with_gaps_fit_the_look_of_a_full_row():
    full = '<row r="1"><c r="A1" s="1"><v>0.5</v></c><c r="B1" t="s"><v>0</v></c><c r="D1"><v>7</v></c></row>'
    second = '<row r="2"><c r="B2" t="s"><v>1</v></c></row>'
    third = '<row r="3"><c r="A3" s="1"/><c r="D3"><v>8</v></c></row>'

    assert lines(full + second + third) == [
        (1, ["50%", "甲", "", "7"]),
        (2, ["", "乙 & 丙", "", ""]),
        (3, ["", "", "", "8"]),
    ]


def cells_of(number: int) -> str:
    """A row as real sheets have them: striped, its figure a number, a percentage, a mark, or missing."""
    stripe = number % 2 + 3
    value = (f's="{stripe}"><v>{number}</v>', 's="1"><v>0.5</v>', f's="{stripe}" t="s"><v>0</v>', ' t="n">')
    return (
        f'<c r="A{number}" s="{stripe}" t="s"><v>1</v></c><c r="B{number}" {value[number % 4].strip()}</c>'
        f'<c r="C{number}" s="{stripe}" t="inlineStr"><is><t>&#24180;{number}</t></is></c>'
    )


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_rows_of_many_styles_and_forms_are_soon_taken_at_a_stroke(monkeypatch, prefix):
    parsed = []
    real = sheets._parsed
    monkeypatch.setattr(sheets, "_parsed", lambda *row: parsed.append(row) or real(*row))
    markup = "".join(f'<row r="{number}">{cells_of(number)}</row>' for number in range(1, 2001))
    sheet = f"<worksheet><sheetData>{markup}</sheetData></worksheet>"
    sheet = re.sub("<(/?)", rf"<\1{prefix}", sheet)

    found = [(number, list(cells)) for number, cells in sheet_lines(stream(sheet), READER)]

    value = {1: "50%", 2: "甲", 3: ""}
    assert found == [
        (number, ["乙 & 丙", value.get(number % 4, str(number)), f"年{number}"]) for number in range(1, 2001)
    ]
    assert len(parsed) < 6


def test_rows_that_never_fit_are_read_all_the_same():
    odd = '<row r="{0}"><c r="A{0}"><v>{0}</v><extLst/></c></row>'
    plain_row = '<row r="{0}"><c r="A{0}"><v>{0}</v></c></row>'
    rows = "".join((odd if number % 3 else plain_row).format(number) for number in range(1, 400))

    assert lines(rows) == [(number, [str(number)]) for number in range(1, 400)]


@pytest.mark.parametrize(
    "rows", ["", '<row r="1"/>' * 3, '<row r="1"><c r="A1"/></row>', '<row r="9" ht="1"></row>']
)
def test_empty_rows_are_passed_over(rows):
    assert lines(rows) == []


def test_a_million_empty_rows_are_nothing():
    assert lines("".join(f'<row r="{number}"/>' for number in range(1, 1_048_577))) == []


def test_two_cells_in_the_farthest_corners_take_no_room_between_them():
    assert [
        (number, len(cells))
        for number, cells in lines(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
        )
    ] == [(1, 1), (1_048_576, 16_384)]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></row>',
        '<row r="1"><c r="A1"><v>1</v></c>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="1A"><v>1</v></c></row>',
        '<row r="1048577"><c r="A1"><v>1</v></c></row>',
        '<row r="0"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>3</v></c></row>',
        '<row r="1"><c r="A1"><v>&unknown;</v></c></row>',
        "<row r=\"1\"><c r='A1'><v>1</v></c></row>\x00",
    ],
)
def test_a_broken_sheet_is_refused(rows):
    with pytest.raises(FileProblems) as caught:
        lines(rows)

    assert caught.value.code == "broken_workbook"


@pytest.mark.parametrize("content", [b"", b"<worksheet/>", b"<worksheet><sheetData/></worksheet>"])
def test_a_sheet_without_rows_has_none(content):
    assert list(sheet_lines(iter([content]), READER)) == []


@pytest.mark.parametrize(
    "content", [b"\xff\xfe<\x00", b"<worksheet><sheetData>", b"<sheetData><row r='1'>\xff"]
)
def test_a_sheet_that_breaks_off_is_refused(content):
    with pytest.raises(FileProblems) as caught:
        list(sheet_lines(iter([content]), READER))

    assert caught.value.code == "broken_workbook"


def test_strings_in_runs_and_with_readings_are_told_as_they_are_read():
    shared = SharedStrings(
        stream(
            "<sst><si><t>全年</t></si>"
            '<si><r><t>增</t></r><r><t xml:space="preserve"> 长</t></r></si><si><t/></si>'
            '<si><t>东京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si><si/>'
            "<si><t>a&lt;b_x000A_</t></si></sst>"
        )
    )

    assert shared.many(range(6)) == ["全年", "增 长", "", "东京", "", "a<b\n"]


def test_strings_too_many_to_keep_at_hand_are_found_by_their_numbers(monkeypatch):
    monkeypatch.setattr(strings, "_AT_HAND", 10)
    markup = "<sst>" + "".join(f"<si><t>第{n}个</t></si>" for n in range(5000)) + "</sst>"

    shared = SharedStrings(stream(markup, 4096))

    assert shared.many([0, 4999, 2500, 10]) == ["第0个", "第4999个", "第2500个", "第10个"]
    for number in (-1, 5000):
        with pytest.raises(IndexError):
            shared.many([number])


stored = st.one_of(
    st.integers(-(10**6), 10**6).map(lambda value: (f"<v>{value}</v>", "", str(value))),
    st.integers(1, 99).map(lambda value: (f"<v>0.{value:02}</v>", ' s="1"', f"{value}%")),
    st.integers(1, 99).map(lambda value: (f"<v>{value}</v>", ' s="0" t="n"', str(value))),
    st.sampled_from(
        [("<v></v>", ' s="1"', ""), ("<f>A9</f><v>7</v>", ' s="9"', "7"), ("<f>A9</f>", "", "=A9")]
    ),
    st.sampled_from([("<v>0</v>", ' t="s"', "甲"), ("<v>1</v>", ' s="1" t="s"', "乙 & 丙"), ("", "", "")]),
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=5).map(
        lambda text: (
            f"<is><t>{text.replace('&', '&amp;').replace('_x', '_')}</t></is>",
            ' t="inlineStr"',
            text.replace("_x", "_"),
        )
    ),
)


@settings(max_examples=50)
@given(st.lists(st.lists(stored, min_size=1, max_size=4), min_size=1, max_size=12), st.integers(1, 200))
def test_rows_of_any_cells_are_read_whatever_the_rows_before_and_however_they_come_in(rows, size):
    markup, wanted = "", []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f'<c r="{letter}{number}"{kind}>{inside}</c>' if inside else f'<c r="{letter}{number}"/>'
            for letter, (inside, kind, _text) in zip("ABCD", row, strict=False)
        )
        markup += f'<row r="{number}">{cells}</row>'
        texts = [text for _inside, _kind, text in row]
        if "".join(texts).strip():
            wanted.append((number, texts))

    found = [(number, cells) for number, cells in lines(markup, size=size)]

    assert [(number, strip_end(cells)) for number, cells in found] == [
        (number, strip_end(texts)) for number, texts in wanted
    ]


def strip_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells
