"""Reads a file into rows of text cells, in whatever encoding and with whatever separator it was saved."""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from tracker.exceptions import IngestError

from .columns import recognise
from .problems import Problem


@dataclass(frozen=True)
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
    content = path.read_bytes()
    limit = settings.IMPORT_MAX_MB
    if len(content) > limit * 1024 * 1024:
        raise FileProblems([Problem("too_large", params={"limit": str(limit)})])
    encoding, text = decode(content)
    delimiter = _delimiter(text)
    lines = _lines(text, delimiter)
    try:
        header = next(lines)[1]
    except StopIteration:
        raise FileProblems([Problem("empty_file")]) from None
    columns, ignored, problems = recognise(header, supplied=supplied)
    if problems:
        raise FileProblems(problems)
    width = len(header)
    rows = [_row(number, columns, cells, width) for number, cells in lines]
    if not rows:
        raise FileProblems([Problem("no_rows")])
    return Table(
        file_name=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
        encoding=encoding,
        delimiter=delimiter,
        headers={name: header[place].strip() for place, name in columns.items()},
        ignored=ignored,
        rows=rows,
    )


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
        if encoding == "gb18030" and (line := _first_utf8_line(content)):
            raise FileProblems([Problem("mixed_encodings", row=line, params={"line": str(line)})])
        return ("utf-8" if not content.startswith(b"\xef\xbb\xbf") else encoding), text
    line = _first_odd_line(content)
    raise FileProblems([Problem("mixed_encodings", row=line, params={"line": str(line)})])


def _first_utf8_line(content: bytes) -> int | None:
    """The first line that is UTF-8 Chinese inside a file which as a whole only GB18030 can read.

    Two UTF-8 characters often pass as three of GB18030, so such a file decodes, and into nonsense.
    """
    for number, line in enumerate(content.splitlines(), start=1):
        if line.isascii():
            continue
        try:
            words = line.decode("utf-8-sig")
        except UnicodeDecodeError:
            continue
        if any("\u3000" <= letter <= "\u9fff" or "\uff00" <= letter <= "\uffef" for letter in words):
            return number
    return None


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
    header = next((line for line in text.splitlines() if line.strip()), "")
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
