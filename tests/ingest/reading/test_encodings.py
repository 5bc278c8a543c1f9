"""Whatever encoding a text was saved in is found out by reading all of it, or refused with the line."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest import FileProblems
from tracker.ingest.reading import encodings
from tracker.ingest.reading.encodings import possible_encodings, survey

TEXT = "指标,地区,时期,完成值\n地区生产总值,郑州市,2021,12691\n"


def written(folder: Path, content: bytes) -> Path:
    path = folder / "table.csv"
    path.write_bytes(content)
    return path


def refusal(path: Path, encoding: str = "") -> tuple[str, int | None]:
    with pytest.raises(FileProblems) as caught:
        survey(path, encoding)
    [problem] = caught.value.problems
    assert problem.text()
    return problem.code, problem.row


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (b"gdp,1\n", "utf-8"),
        # One character at the end is GB18030, and would be half a character of UTF-8.
        (b"gdp,1\n\xe4\xb8", "gb18030"),
    ],
)
def test_an_encoding_is_found(tmp_path, content, found):
    assert survey(written(tmp_path, content)).encoding == found


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_character_may_lie_across_two_pieces(tmp_path, monkeypatch, encoding, size):
    monkeypatch.setattr(encodings, "CHUNK", size)
    path = written(tmp_path, (TEXT + "𬭛").encode(encoding))

    assert survey(path).encoding == encoding


@pytest.mark.parametrize(
    ("encoding", "gone"),
    [("utf-8", 1), ("utf-8", 2), ("gb18030", 1), ("gb18030", 3), ("utf-16", 1), ("utf-16", 2)],
)
def test_a_file_cut_off_inside_a_character_says_so(tmp_path, encoding, gone):
    whole = f"{TEXT}{TEXT}𬭛".encode(encoding)

    assert refusal(written(tmp_path, whole[:-gone])) == ("cut_off", 5)


def test_a_mixture_that_is_cut_off_too_is_told_as_a_mixture(tmp_path):
    content = "地区生产总值\n".encode() + "新增企业\n新".encode("gb18030")[:-1]

    assert refusal(written(tmp_path, content)) == ("mixed_encodings", 2)


def test_zero_bytes_between_letters_of_utf16_are_no_text(tmp_path):
    assert refusal(written(tmp_path, codecs.BOM_UTF16_LE + "a,b\n\0\n".encode("utf-16-le")))[0] == "not_text"


@pytest.mark.parametrize("content", [b"a\0b,c\nd\n", b"\0\0\0\0", bytes(range(256)) * 4])
def test_zero_bytes_elsewhere_are_no_text(tmp_path, content):
    assert refusal(written(tmp_path, content)) == ("not_text", None)


def test_a_line_without_end_is_refused_as_it_comes(tmp_path):
    content = b"a,b\n" + b"x" * (encodings.LONGEST_LINE + 2 * encodings.CHUNK)

    assert refusal(written(tmp_path, content)) == ("line_too_long", 2)


@pytest.mark.parametrize(
    ("content", "possible"),
    [
        (b"a,b\n", ["utf-8", "gb18030"]),
        (TEXT.encode(), ["utf-8"]),
        (codecs.BOM_UTF8 + b"a,b\n", ["utf-8-sig", "gb18030"]),
        (TEXT.encode("gb18030"), ["gb18030"]),
        (TEXT.encode("utf-16"), ["utf-16-le"]),
        (b"\xff\xff\n", []),
    ],
)
def test_only_encodings_the_file_can_be_in_are_offered(tmp_path, content, possible):
    assert possible_encodings(written(tmp_path, content)) == possible


@given(st.text(st.characters(codec="gb18030", exclude_characters="\0\ufeff"), min_size=1).filter(str.strip))
def test_utf8_is_never_taken_for_anything_else(tmp_path_factory, text):
    path = written(tmp_path_factory.getbasetemp(), text.encode())

    try:
        found = survey(path).encoding
    except FileProblems as error:
        found = error.code

    assert found in ("utf-8", "empty_file")
