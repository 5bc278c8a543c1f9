"""Reads a file into rows of text cells, in whatever encoding and with whatever separator it was saved."""

import codecs
import csv
import hashlib
import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from tracker.exceptions import IngestError

from .columns import recognise
from .problems import Problem, shown

_CHINESE = re.compile("[\u3000-\u9fff\uff00-\uffef]")
_VISIBLE = re.compile(r"\S")
_LINE_END = re.compile(r"[\r\n]")


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it stands in the file: the line it begins on, and its cells by field name, trimmed.

    `overflow` says that cells stood beyond the last header.
    """

    number: int
    cells: dict[str, str]
    overflow: bool = False


@dataclass(frozen=True)
class Table:
    """A file read: how it was saved, each field's printed header, the headers passed over, and the rows."""

    file_name: str
    sha256: str
    encoding: str
    delimiter: str
    headers: dict[str, str]
    ignored: list[str]
    rows: list[RawRow] = field(repr=False)


class FileProblems(IngestError):
    """A file that cannot be read as an outcome table; `problems` says all that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems[0].code, problems[0].params)
        self.problems = problems


def read_table(path: Path, *, supplied: frozenset[str] = frozenset()) -> Table:
    """Read a CSV, TSV or semicolon table in UTF-8 (with or without BOM) or GB18030.

    `supplied` names required columns that come from elsewhere (a form, an option). Raises FileProblems.
    """
    content = _content(path)
    encoding, text = decode(content)
    delimiter = _delimiter(text)
    lines = _lines(text, delimiter)
    try:
        line, header = next(lines)
    except StopIteration:
        raise FileProblems([Problem("empty_file")]) from None
    columns, ignored, problems = recognise(header, line=line, supplied=supplied)
    if problems:
        raise FileProblems(problems)
    rows = [_row(number, columns, cells, len(header)) for number, cells in lines]
    if not rows:
        raise FileProblems([Problem("no_rows")])
    return Table(
        # A name in another encoding than the machine's cannot be stored as it is.
        file_name=os.fsencode(path.name).decode("utf-8", "replace"),
        sha256=hashlib.sha256(content).hexdigest(),
        encoding=encoding,
        delimiter=delimiter,
        headers={name: shown(header[place]) for place, name in columns.items()},
        ignored=ignored,
        rows=rows,
    )


def _content(path: Path) -> bytes:
    """The bytes of a file, no more of them than the limit allows."""
    limit = settings.IMPORT_MAX_MB
    most = limit * 1024 * 1024
    with path.open("rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise FileProblems([Problem("too_large", params={"limit": str(limit)})])
    return content


def decode(content: bytes) -> tuple[str, str]:
    """The encoding and text of a file: strict UTF-8 first, then strict GB18030, never a guess.

    Raises FileProblems for an empty file, for zero bytes, and where lines differ in their encoding.
    """
    if not content.strip():
        raise FileProblems([Problem("empty_file")])
    if b"\x00" in content:
        raise FileProblems([Problem("not_text")])
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "gb18030":
            _refuse_mixture(content)
        marked = content.startswith(codecs.BOM_UTF8)
        return ("utf-8" if encoding == "utf-8-sig" and not marked else encoding), text.removeprefix("\ufeff")
    raise _mixture(_first_odd_line(content))


def _mixture(line: int) -> FileProblems:
    return FileProblems([Problem("mixed_encodings", row=line, params={"line": str(line)})])


def _refuse_mixture(content: bytes) -> None:
    """Refuse a file that as a whole only GB18030 can read, although some line of it is Chinese in UTF-8.

    Two UTF-8 characters often pass as three of GB18030, so such a file decodes, and into nonsense. Named is
    the first line in the other encoding than the Chinese above it.
    """
    utf8, other = int(content.startswith(codecs.BOM_UTF8)), 0
    for number, line in enumerate(content.splitlines(), start=1):
        if line.isascii():
            continue
        if not utf8 and _chinese_in_utf8(line):
            utf8 = number
        elif not other and not _readable(line, "utf-8-sig"):
            other = number
        if utf8 and other:
            raise _mixture(number)


def _chinese_in_utf8(line: bytes) -> bool:
    try:
        words = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return _CHINESE.search(words) is not None


def _first_odd_line(content: bytes) -> int:
    """The first line neither encoding can read, or that differs from the lines before it."""
    possible = {"utf-8-sig", "gb18030"}
    for number, line in enumerate(content.splitlines(), start=1):
        readable = {encoding for encoding in possible if _readable(line, encoding)}
        if not readable:
            return number
        possible = readable
    return 1


def _readable(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(text: str) -> str:
    """The separator that stands most often in the header line outside quotation marks."""
    if not (first := _VISIBLE.search(text)):
        return ","
    end = _LINE_END.search(text, first.start())
    header = text[first.start() : end.start() if end else None]
    bare = "".join(header.split('"')[::2])
    return max(",\t;", key=bare.count)


def _lines(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Non-empty rows with the line each begins on, counted from 1 as an editor counts."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        params = {"error": str(error)}
        raise FileProblems([Problem("broken_table", row=before + 1, params=params)]) from error


def _row(number: int, columns: dict[int, str], cells: list[str], width: int) -> RawRow:
    found = {name: cells[place].strip() for place, name in columns.items() if place < len(cells)}
    return RawRow(number, found, overflow=any(cell.strip() for cell in cells[width:]))
