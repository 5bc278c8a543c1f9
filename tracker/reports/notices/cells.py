"""Cells of a notice's workbook: values with formats that show what was decided, and how sheets are dressed.

Text is always written as text: no spreadsheet takes it for a formula.
"""

import datetime
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import pgettext
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tracker.reports.figures import agreeing
from tracker.reports.labels import text_width
from tracker.reports.languages import in_english
from tracker.reports.measures import BEHIND_LIMITS, REACHED_LIMITS
from tracker.reports.statuses import Tone, tone

from .paper import FANGSONG, HEITI, LATIN, SONGTI, printable

_LINE: Final = Side(style="thin", color="808080")
_BOX: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_FILL: Final = PatternFill("solid", fgColor="E8EFF4")
#: Faint enough for black words on them, in print too.
_TONE_FILLS: Final = {
    Tone.GOOD: "E4F0EE", Tone.CLOSE: "F1F3E0", Tone.SHORT: "FAEFE0", Tone.BAD: "F9E9E7",
    Tone.SILENT: "EFEDF4",
}  # fmt: skip
_ROW_HEIGHT, _LINE_HEIGHT = 18.0, 15.0
_DECIMALS: Final = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A value, how it is shown, and the colour of its ground (empty for none)."""

    value: Any
    form: str = "General"
    fill: str = ""


def text(words: str) -> Cell:
    """Words."""
    return Cell(value=printable(words), form="@")


def count(value: int) -> Cell:
    """A number of things."""
    return Cell(value=value, form="#,##0")


def part(value: int) -> Cell:
    """A number of things in a table or chart that leaves zeros out."""
    return Cell(value=value, form="#,##0;;")


def number(value: Decimal | None) -> Cell:
    """A published value with as many decimals as it was published with."""
    if value is None:
        return Cell(value=None)
    decimals = max(0, -int(value.as_tuple().exponent))
    return Cell(value=value, form="#,##0" + _places(decimals))


def share(value: Fraction | None) -> Cell:
    """A share as percent, with decimals enough to agree with what was decided by it."""
    if value is None:
        return Cell(value=None)
    shown = agreeing(value * 100, 1, [limit * 100 for limit in REACHED_LIMITS])
    return Cell(value=_rounded(value), form="0" + _places(-int(shown.as_tuple().exponent)) + "%")


def points(value: Fraction | None) -> Cell:
    """Percentage points with their sign."""
    if value is None:
        return Cell(value=None)
    digits = "0" + _places(-int(agreeing(value, 1, BEHIND_LIMITS).as_tuple().exponent))
    return Cell(value=_rounded(value), form=f"+{digits};-{digits};{digits}")


def day(value: datetime.date) -> Cell:
    """A day that sorts as one."""
    return Cell(value=value, form="yyyy-mm-dd" if in_english() else 'yyyy"年"m"月"d"日"')


def status(words: str, code: str) -> Cell:
    """A status by name, on the ground of its tone."""
    return Cell(value=printable(words), form="@", fill=_TONE_FILLS.get(tone(code), ""))


def title(sheet: Worksheet, line: int, words: str, *, columns: int) -> None:
    """The title across all columns."""
    cell = _across(sheet, line, words, columns)
    cell.font = Font(name=SONGTI, size=18, bold=True)
    sheet.row_dimensions[line].height = 36


def subtitle(sheet: Worksheet, line: int, words: str, *, columns: int) -> None:
    """What stands under the title, flush right."""
    cell = _across(sheet, line, words, columns)
    cell.font = _font(FANGSONG, 11)
    cell.alignment = Alignment(horizontal="right", vertical="center")
    sheet.row_dimensions[line].height = 20


def prose(sheet: Worksheet, line: int, words: str, *, columns: int, width: float) -> None:
    """A paragraph across all columns, in a row high enough for columns of `width` characters together."""
    cell = _across(sheet, line, words, columns)
    cell.font = _font(FANGSONG, 12)
    cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
    lines = math.ceil(text_width(words, 2) * 1.2 / width)
    sheet.row_dimensions[line].height = max(1, lines) * (_LINE_HEIGHT + 3) + 4


def heading(sheet: Worksheet, line: int, words: str) -> None:
    """A heading within a sheet."""
    cell = sheet.cell(line, 1)
    _write(cell, printable(words))
    cell.font = _font(HEITI, 12)


def head_row(sheet: Worksheet, line: int, names: Sequence[str]) -> None:
    """The head of a table."""
    for place, name in enumerate(names, start=1):
        _head(sheet.cell(line, place), name)
    sheet.row_dimensions[line].height = 2 * _ROW_HEIGHT


def head_rows(sheet: Worksheet, line: int, names: Sequence[tuple[str, str]]) -> None:
    """A head in two rows: groups of columns, merged, over the names of the columns."""
    start = 1
    for place, (group, name) in enumerate(names, start=1):
        _head(sheet.cell(line, place), group if place == start else "")
        _head(sheet.cell(line + 1, place), name)
        if place == len(names) or names[place][0] != group:
            sheet.merge_cells(start_row=line, end_row=line, start_column=start, end_column=place)
            start = place + 1
    sheet.row_dimensions[line].height = _ROW_HEIGHT
    sheet.row_dimensions[line + 1].height = 2 * _ROW_HEIGHT


def row(
    sheet: Worksheet, line: int, values: Sequence[Cell], *, left: Iterable[int] = (), bold: bool = False
) -> None:
    """A row of a table, high enough for what stands in its columns."""
    flush, lines = set(left), 1
    for place, value in enumerate(values):
        cell = sheet.cell(line, place + 1)
        if isinstance(value.value, str):
            _write(cell, value.value)
            lines = max(
                lines, _lines(value.value, sheet.column_dimensions[get_column_letter(place + 1)].width)
            )
        else:
            cell.value = value.value
        cell.number_format, cell.border, cell.font = value.form, _BOX, _font(SONGTI, 10, bold=bold)
        horizontal = "left" if place in flush else "center"
        cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
        if value.fill:
            cell.fill = PatternFill("solid", fgColor=value.fill)
    sheet.row_dimensions[line].height = max(_ROW_HEIGHT, lines * _LINE_HEIGHT)


def widths(sheet: Worksheet, characters: Sequence[float]) -> None:
    """How wide the columns are, in characters."""
    for place, width in enumerate(characters, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def page(sheet: Worksheet, *, wide: bool, repeated: str = "", paper: str = Worksheet.PAPERSIZE_A4) -> None:
    """Printed as wide as the paper, with the head on every page and numbered pages."""
    sheet.page_setup.paperSize = paper
    sheet.page_setup.orientation = "landscape" if wide else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top, sheet.page_margins.bottom = 0.7, 0.7
    sheet.print_title_rows = repeated or None
    sheet.oddFooter.center.text = pgettext("footer of a sheet", "Page &P of &N")
    sheet.sheet_view.showGridLines = False


def stay(sheet: Worksheet, *, row: int, column: int, last: int, columns: int) -> None:
    """Keep what is above and left of a cell in sight, and let the columns be filtered."""
    sheet.freeze_panes = sheet.cell(row, column)
    sheet.auto_filter.ref = f"A{row - 1}:{get_column_letter(columns)}{last}"
    sheet.print_area = f"A1:{get_column_letter(columns)}{last}"


def _across(sheet: Worksheet, line: int, words: str, columns: int) -> SheetCell:
    sheet.merge_cells(start_row=line, end_row=line, start_column=1, end_column=columns)
    cell = sheet.cell(line, 1)
    _write(cell, printable(words))
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return cell


def _write(cell: SheetCell, words: str) -> None:
    """Words as words, also where they begin with = or look like an error."""
    cell.value = words
    cell.data_type = "s"


def _head(cell: SheetCell, name: str) -> None:
    _write(cell, printable(name))
    cell.font, cell.fill, cell.border = _font(HEITI, 10), _HEAD_FILL, _BOX
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _font(name: str, size: float, *, bold: bool = False) -> Font:
    return Font(
        name=LATIN if in_english() else name, size=size, bold=bold or (in_english() and name == HEITI)
    )


def _places(decimals: int) -> str:
    return "." + "0" * decimals if decimals > 0 else ""


def _rounded(value: Fraction) -> Decimal:
    """As exact as a spreadsheet keeps it."""
    return agreeing(value, _DECIMALS, ())


def _lines(words: str, width: float) -> int:
    """About how many lines words take in a column of so many characters; a Chinese one takes two."""
    return sum(max(1, math.ceil(text_width(line, 2) * 1.1 / width)) for line in words.split("\n"))
