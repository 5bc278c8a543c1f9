"""Lists of any length as files: rows are read as they are written, and never all held.

A long one takes a place while it is made and sent; a short one is made at once, and the thread is free.
"""

import csv
import datetime
import tempfile
from collections.abc import Generator
from contextlib import closing
from itertools import chain, islice
from threading import BoundedSemaphore
from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from tracker.reports.places import held
from tracker.reports.tables import spreadsheet_safe

#: Rows sent at a stroke.
CHUNK: Final = 500
#: Rows of a worksheet of XLSX, the headers among them; what is more goes on in another sheet.
SHEET: Final = 1_048_576

#: Long lists that are handed out at the same time, and rows up to which a list is short.
PLACES: Final = BoundedSemaphore(settings.DESK_EXPORTS_AT_ONCE)
SHORT: Final = 1000
#: Bytes of a workbook sent at a stroke.
_BLOCK: Final = 65536

Row = list[Any]
Rows = Generator[Row, None, None]
Blocks = Generator[bytes, None, None]


class _Line:
    """What csv writes into: hands each line back."""

    def write(self, line: str) -> str:
        return line


def sent(blocks: Blocks, *, is_long: bool, kind: str, name: str) -> HttpResponseBase | None:
    """A file; of a long list only where there is a place for it, else None."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if not is_long:
        return HttpResponse(b"".join(blocks), content_type=kind, headers=headers)
    if (content := held(blocks, PLACES)) is None:
        return None
    content.begin()
    return StreamingHttpResponse(content, content_type=kind, headers=headers)


def as_csv(headers: list[str], rows: Rows) -> Blocks:
    """A CSV that Excel reads as UTF-8, the mark in front tells it so; rows are read as they are asked for."""
    # However it ends, what the database holds open for the rows is given back at once.
    with closing(rows):
        yield from _lines(headers, rows)


def _lines(headers: list[str], rows: Rows) -> Blocks:
    writer = csv.writer(_Line())
    lines = (writer.writerow([_text(cell) for cell in row]) for row in chain([headers], rows))
    yield "\ufeff".encode()
    while chunk := "".join(islice(lines, CHUNK)):
        yield chunk.encode()


def as_xlsx(headers: list[str], rows: Rows) -> Blocks:
    """A workbook, written to the disk row by row before its first block, and read from there."""
    book = Workbook(write_only=True)
    try:
        with closing(rows):
            _write(book, headers, rows)
    except BaseException:
        # Sheets that are not ended hold their files open.
        for sheet in book.worksheets:
            sheet.close()
        raise
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while block := file.read(_BLOCK):
            yield block


def _write(book: Workbook, headers: list[str], rest: Rows) -> None:
    while True:
        sheet = book.create_sheet()
        sheet.append(headers)
        written = 0
        for row in islice(rest, SHEET - 1):
            sheet.append([_cell(value) for value in row])
            written += 1
        if written < SHEET - 1:
            break


def _text(value: Any) -> str:
    return "" if value is None else spreadsheet_safe(str(value))


def _cell(value: Any) -> Any:
    """A value as a workbook can hold it: a moment by the office's clock, text without control characters."""
    if isinstance(value, datetime.datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if value is None or isinstance(value, bool | int | datetime.date):
        return value
    return spreadsheet_safe(ILLEGAL_CHARACTERS_RE.sub("", str(value)))
