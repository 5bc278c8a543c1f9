"""The notice as a workbook in XLSX: the summary, every line with numbers to reckon with, and notes."""

import io
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tracker.reports.citations import named_office, office_name
from tracker.reports.periods import day_text

from . import cells, wording
from .facts import Notice
from .groups import GroupTable, group_table
from .line_columns import LineColumn, data_columns, printed_columns
from .lines import Line, lines
from .native_chart import add_bars

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: How wide the summary is, and the names of its groups, in characters.
_SUMMARY_WIDTH, _NAME_WIDTH = 110.0, 24.0


def xlsx_file(notice: Notice, *, address: str = "") -> bytes:
    """The workbook as XLSX in the language of the moment; `address` is where its lines can be read."""
    book = Workbook()
    book.properties.title, book.properties.creator = wording.title(notice), office_name()
    _summary(book.active, notice)
    rows, departments = lines(notice), notice.names_departments
    printed = book.create_sheet(pgettext("sheet of a workbook", "Commitments"))
    _lines(printed, notice, rows, printed_columns(departments=departments))
    cells.page(printed, wide=True, repeated="3:4")
    data = book.create_sheet(pgettext("sheet of a workbook", "Data"))
    _lines(data, notice, rows, data_columns(departments=departments))
    cells.page(data, wide=True, repeated="3:4", paper=data.PAPERSIZE_A3)
    _notes(book.create_sheet(pgettext("sheet of a workbook", "About the data")), notice, address)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _summary(sheet: Worksheet, notice: Notice) -> None:
    """Title, the summary in words, and the groups counted."""
    sheet.title = pgettext("sheet of a workbook", "Summary")
    tables = [(wording.group_heading(each), group_table(each, notice.total)) for each in notice.groupings]
    columns = max(len(counted.head) for _heading, counted in tables)
    rest = (_SUMMARY_WIDTH - _NAME_WIDTH) / (columns - 1)
    cells.widths(sheet, [_NAME_WIDTH, *[rest] * (columns - 1)])
    cells.title(sheet, 1, wording.title(notice), columns=columns)
    cells.subtitle(sheet, 2, _as_of(notice), columns=columns)
    cells.prose(sheet, 3, wording.summary(notice), columns=columns, width=_SUMMARY_WIDTH)
    line = 5
    for heading, counted in tables:
        line = _groups(sheet, line, heading, counted)
    cells.page(sheet, wide=False)


def _groups(sheet: Worksheet, line: int, heading: str, counted: GroupTable) -> int:
    """A table of groups from a line on, with bars below; the line where the next may begin."""
    cells.heading(sheet, line, heading)
    cells.head_row(sheet, line + 1, counted.head)
    for number, row in enumerate(counted.rows, start=line + 2):
        values = [cells.text(row.name), *map(cells.part, row.counts), *map(cells.share, row.shares)]
        cells.row(sheet, number, values, left=(0,), bold=row is counted.rows[-1])
    groups, below = len(counted.rows) - 1, line + len(counted.rows) + 3
    if counted.statuses:
        add_bars(sheet, f"A{below}", title=heading, head=line + 1, rows=groups, statuses=counted.statuses)
    return below + 10 + 2 * groups


def _as_of(notice: Notice) -> str:
    words = {"day": day_text(notice.as_of), "office": named_office()}
    if words["office"]:
        return _("%(office)s, as of %(day)s") % words
    return _("As of %(day)s") % words


def _lines(sheet: Worksheet, notice: Notice, rows: list[Line], columns: list[LineColumn]) -> None:
    """Every commitment: a head in two rows, columns that filter, and panes that stay."""
    cells.widths(sheet, [column.width for column in columns])
    cells.title(sheet, 1, wording.table_title(notice), columns=len(columns))
    cells.subtitle(sheet, 2, _as_of(notice), columns=len(columns))
    cells.head_rows(sheet, 3, [(column.group, column.name) for column in columns])
    left = [place for place, column in enumerate(columns) if column.flush]
    for number, line in enumerate(rows, start=5):
        cells.row(sheet, number, [column.value(line) for column in columns], left=left)
    cells.stay(sheet, row=5, column=3, last=4 + len(rows), columns=len(columns))


def _notes(sheet: Worksheet, notice: Notice, address: str) -> None:
    """How it was judged, and the words for statuses."""
    cells.widths(sheet, (18, 90))
    cells.title(sheet, 1, _("About the data"), columns=2)
    line = 2
    for text in wording.about(notice, address=address):
        cells.prose(sheet, line, text, columns=2, width=108)
        line += 1
    cells.heading(sheet, line + 1, _("What the statuses mean"))
    for name, meaning in wording.meanings(notice):
        cells.row(sheet, line + 2, [cells.text(name), cells.text(meaning)], left=(1,))
        line += 1
    cells.page(sheet, wide=False)
