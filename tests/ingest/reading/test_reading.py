"""Files of every kind become rows of text, or problems that say what to mend."""

import csv
import hashlib
import io
import os
import tempfile
from pathlib import Path

import pytest
from django.conf import LazySettings
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tracker.ingest import FileProblems, Table, read_table
from tracker.ingest.layout.layouts import Layout
from tracker.ingest.reading import RawRow

HEADER = "指标,地区,时期,完成值"
TEXT = f"{HEADER},备注\n地区生产总值,郑州市,2021,12691,全年\n新增企业,郑州市,2021,1230,\n"
ENGLISH = "indicator,jurisdiction,period,value\n"


def read(content: bytes, folder: Path, **options: frozenset[str]) -> Table:
    path = folder / "outcomes.csv"
    path.write_bytes(content)
    return read_table(path, **options)


def first(table: Table) -> dict[str, str]:
    """The cells of the first row."""
    return next(iter(table.rows)).cells


def refused(content: bytes, folder: Path) -> list[tuple[str, int | None, str]]:
    with pytest.raises(FileProblems) as caught:
        list(read(content, folder).rows)
    return [(problem.code, problem.row, problem.column) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("gbk", "gb18030")],
)
def test_every_encoding_gives_the_same_rows(tmp_path, encoding, told):
    table = read(TEXT.encode(encoding), tmp_path)

    assert table.encoding == told
    assert [row.cells["value"] for row in table.rows] == ["12691", "1230"]
    assert first(table)["indicator"] == "地区生产总值"


def test_gb18030_reads_the_rare_characters_of_names(tmp_path):
    table = read(f"{HEADER}\n𬭛厂数,郑州市,2021,1\n".encode("gb18030"), tmp_path)

    assert first(table)["indicator"] == "𬭛厂数"


def test_an_ascii_file_is_told_as_utf8(tmp_path):
    assert read(f"{ENGLISH}gdp,410100,2021,1\n".encode(), tmp_path).encoding == "utf-8"


def test_a_gb18030_byte_order_mark_is_no_part_of_the_header(tmp_path):
    assert read(f"\ufeff{TEXT}".encode("gb18030"), tmp_path).headers["indicator"] == "指标"


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_separator_of_the_header_separates(tmp_path, delimiter):
    table = read(TEXT.replace(",", delimiter).encode(), tmp_path)

    assert table.delimiter == delimiter
    assert [row.cells["value"] for row in table.rows] == ["12691", "1230"]


def test_separators_inside_quotation_marks_do_not_count(tmp_path):
    header = '"a,b,c,d,e,f";indicator;jurisdiction;period;value\n'

    assert first(read(f"{header}x;gdp;410100;2021;1,282.9\n".encode(), tmp_path))["value"] == "1,282.9"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_counts(tmp_path, ending):
    text = f'{ENGLISH}\ngdp,410100,2021,1\n"g\nd\np",410100,2021,2\n,,,\ngdp,410100,2021,3\n'

    table = read(text.replace("\n", ending).encode(), tmp_path)

    assert [(row.number, row.cells["value"]) for row in table.rows] == [(3, "1"), (4, "2"), (8, "3")]


def test_a_header_below_empty_lines_is_found(tmp_path):
    assert next(iter(read(f"\n,,\n{TEXT}".encode(), tmp_path).rows)).number == 4


def test_a_line_that_names_the_separator_is_passed_over(tmp_path):
    table = read(f"sep=;\n{TEXT.replace(',', ';')}".encode(), tmp_path)

    assert (table.delimiter, next(iter(table.rows)).number) == (";", 3)


def test_formulas_are_only_text(tmp_path):
    table = read(f"{ENGLISH}=cmd|' /C calc'!A0,410100,2021,=1+1\n".encode(), tmp_path)

    assert (first(table)["indicator"], first(table)["value"]) == ("=cmd|' /C calc'!A0", "=1+1")


def test_cells_are_trimmed_of_blanks_in_every_width(tmp_path):
    table = read(f"{ENGLISH} gdp ,\u3000410100\u3000,\u00a02021,１２ \n".encode(), tmp_path)

    assert first(table) == {
        "indicator": "gdp",
        "jurisdiction": "410100",
        "period": "2021",
        "value": "１２",
    }


def test_a_short_row_lacks_cells_and_a_long_one_overflows(tmp_path):
    table = read(f"{ENGLISH}gdp,410100\ngdp,410100,2021,1,282\ngdp,410100,2021,1,\n".encode(), tmp_path)

    assert [row.overflow for row in table.rows] == [False, True, False]
    assert "value" not in first(table)


def test_a_table_remembers_the_file_and_what_it_passed_over(tmp_path):
    content = TEXT.replace("备注", "经办人").encode()

    table = read(content, tmp_path)

    assert (table.file_name, table.ignored) == ("outcomes.csv", ["经办人"])
    assert table.sha256 == hashlib.sha256(content).hexdigest()


def test_a_column_supplied_elsewhere_may_be_missing(tmp_path):
    content = b"indicator,period,value\ngdp,2021,1\n"

    assert len(list(read(content, tmp_path, supplied=frozenset({"jurisdiction"})).rows)) == 1
    assert refused(content, tmp_path) == [("missing_column", 1, "")]


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        (b"", [("empty_file", None, "")]),
        (b" \r\n\t\n", [("empty_file", None, "")]),
        (b"\xef\xbb\xbf", [("empty_file", None, "")]),
        (b",,,\n,,,\n", [("empty_file", None, "")]),
        (b"\x00", [("not_text", None, "")]),
        (f"{ENGLISH}gdp,410100,2021,\x001\n".encode(), [("not_text", None, "")]),
        (b"PK\x03\x04\x14\x00\x06\x00", [("broken_workbook", None, "")]),
        (ENGLISH.encode(), [("no_rows", None, "")]),
        (b"\xff\xfd,\xff\n", [("mixed_encodings", 1, "")]),
        (b"hello", [("missing_column", 1, "")] * 4),
        (b"\n\nindicator,value\ngdp,1\n", [("missing_column", 3, "")] * 2),
        (b"indicator,jurisdiction,period,value,Value\n", [("column_twice", 1, "Value")]),
        (f"{HEADER},实际值\n".encode(), [("column_twice", 1, "实际值")]),
        (f'{ENGLISH}gdp,410100,2021,1\n"gdp,410100,2021,2\n'.encode(), [("broken_table", 3, "")]),
        (f'{ENGLISH}"gdp"x,410100,2021,1\n'.encode(), [("broken_table", 2, "")]),
        (f"{ENGLISH}gdp,410100,2021,{'1' * 200_000}\n".encode(), [("broken_table", 2, "")]),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_its_place(tmp_path, content, problems):
    assert refused(content, tmp_path) == problems


@pytest.mark.parametrize(
    ("lines", "odd"),
    [
        (["utf-8", "utf-8", "gb18030"], 3),
        (["gb18030", "gb18030", "utf-8"], 3),
        (["gb18030", "utf-8", "utf-8"], 2),
        (["utf-8", "gb18030", "utf-8"], 2),
    ],
)
@pytest.mark.parametrize("words", ["指标,地区,时期,完成值", "指标值,地区名,时期,完成数值", "郑州市,新增企业"])
def test_a_file_in_two_encodings_names_the_line_where_they_change(tmp_path, lines, odd, words):
    content = b"\n".join(words.encode(encoding) for encoding in lines)

    assert refused(content, tmp_path) == [("mixed_encodings", odd, "")]


def test_gb18030_after_a_utf8_mark_is_a_mixture(tmp_path):
    content = b"\xef\xbb\xbf" + ENGLISH.encode() + "指标,410100,2021,1\n".encode("gb18030")

    assert refused(content, tmp_path) == [("mixed_encodings", 2, "")]


def test_a_cut_off_gb18030_file_is_refused(tmp_path):
    whole = f"{HEADER}\n地区生产总值,郑州市,2021,1\n新增企业,郑州".encode("gb18030")

    assert refused(whole[:-1], tmp_path) == [("cut_off", 3, "")]


def test_a_file_over_the_limit_is_refused(tmp_path, settings: LazySettings):
    settings.IMPORT_MAX_MB = 1
    row = b"gdp,410100,2021,1\n"

    assert refused(ENGLISH.encode() + row * (1024 * 1024 // len(row) + 1), tmp_path) == [
        ("too_large", None, "")
    ]


def test_an_endless_file_is_read_no_further_than_the_limit(settings: LazySettings):
    settings.IMPORT_MAX_MB = 1

    with pytest.raises(FileProblems) as caught:
        read_table(Path("/dev/zero"), layout=Layout(encoding="utf-16-le"))

    assert caught.value.code == "too_large"


@pytest.mark.parametrize("name", [".", "nowhere.csv"])
def test_what_cannot_be_opened_stays_an_os_error(tmp_path, name):
    with pytest.raises(OSError, match=r"directory"):
        read_table(tmp_path / name)


def test_a_file_name_in_another_encoding_can_be_kept(tmp_path):
    path = os.fsencode(tmp_path) + b"/" + "公报.csv".encode("gbk")
    with open(path, "wb") as file:
        file.write(TEXT.encode())

    name = read_table(Path(os.fsdecode(path))).file_name

    assert name.endswith(".csv")
    assert name.encode("utf-8").decode("utf-8") == name


def test_ten_thousand_columns_are_refused(tmp_path):
    extra = ",".join(f"c{number}" for number in range(10_000))

    assert refused(f"{ENGLISH.strip()},{extra}\ngdp,410100,2021,1\n".encode(), tmp_path) == [
        ("too_many_columns", 1, "")
    ]


def outcome_of(content: bytes) -> list[RawRow] | FileProblems:
    with tempfile.TemporaryDirectory() as folder:
        try:
            return list(read(content, Path(folder)).rows)
        except FileProblems as error:
            return error


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
@example(b"\xef\xbb\xbf\n\x81")
@example(b'"\r\n\x1c\x85"')
def test_no_bytes_raise_anything_but_problems(content: bytes):
    answer = outcome_of(content)

    assert isinstance(answer, list) or all(problem.text() for problem in answer.problems)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([ENGLISH, f"{HEADER}\n"]), st.sampled_from(["utf-8", "gb18030"]), st.binary(max_size=200)
)
def test_no_bytes_below_a_sound_header_raise_anything_but_problems(header: str, encoding: str, rest: bytes):
    answer = outcome_of(header.encode(encoding) + rest)

    assert isinstance(answer, list) or all(problem.text() for problem in answer.problems)


#: GB18030 and UTF-8 can both write these, and one is never taken for the other.
cells = st.text(st.characters(codec="gb18030", exclude_characters="\x00"), max_size=20)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(cells, cells, cells, cells), min_size=1, max_size=5),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_a_spreadsheet_writes_is_read_back(rows: list[tuple[str, ...]], delimiter: str, ending: str):
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_ALL)
    writer.writerow(["指标", "地区", "时期", "完成值"])
    writer.writerows(rows)
    wanted = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]

    answer = outcome_of(lines.getvalue().encode("utf-8"))

    found = [list(row.cells.values()) for row in answer] if isinstance(answer, list) else []
    assert found == wanted
