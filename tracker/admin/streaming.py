"""Lists of any length as files: rows are read as they are written, and never all held."""

import csv
import datetime
import tempfile
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, Final

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from tracker.reports.tables import spreadsheet_safe

#: Rows sent at a stroke.
CHUNK: Final = 500
#: Rows of a worksheet of XLSX, the headers among them; what is more goes on in another sheet.
SHEET: Final = 1_048_576

Row = list[Any]


class _Line:
    """What csv writes into: hands each line back."""

    def write(self, line: str) -> str:
        return line


def as_csv(headers: list[str], rows: Iterable[Row], name: str) -> HttpResponseBase:
    """A CSV that Excel reads as UTF-8, the mark in front tells it so; sent while it is read."""
    answer = StreamingHttpResponse(_lines(headers, rows), content_type="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _lines(headers: list[str], rows: Iterable[Row]) -> Iterator[str]:
    writer = csv.writer(_Line())
    lines = (writer.writerow([_text(cell) for cell in row]) for row in chain([headers], rows))
    yield "\ufeff"
    while chunk := "".join(islice(lines, CHUNK)):
        yield chunk


def as_xlsx(headers: list[str], rows: Iterable[Row], name: str) -> HttpResponseBase:
    """A workbook, written to the disk row by row and sent from there."""
    book = Workbook(write_only=True)
    rest = iter(rows)
    while True:
        sheet = book.create_sheet()
        sheet.append(headers)
        written = 0
        for row in islice(rest, SHEET - 1):
            sheet.append([_cell(value) for value in row])
            written += 1
        if written < SHEET - 1:
            break
    file = tempfile.TemporaryFile()  # noqa: SIM115  the answer closes it
    book.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name)


def _text(value: Any) -> str:
    return "" if value is None else spreadsheet_safe(str(value))


def _cell(value: Any) -> Any:
    """A value as a workbook can hold it: a moment by the office's clock, text without control characters."""
    if isinstance(value, datetime.datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if value is None or isinstance(value, bool | int | datetime.date):
        return value
    return spreadsheet_safe(ILLEGAL_CHARACTERS_RE.sub("", str(value)))
