"""Workbooks for the tests of reading: by openpyxl as people make them, and part by part as nobody should."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
HEADER = ["指标", "地区", "时期", "完成值"]


def workbook(*rows: Iterable[Any], title: str = "数据") -> Workbook:
    """A workbook of one sheet; a pair as a cell is (value, number format)."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    fill(sheet, rows)
    return book


def fill(sheet: Worksheet, rows: Iterable[Iterable[Any]]) -> None:
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            cell: Cell = sheet.cell(number, place)
            if isinstance(value, tuple):
                cell.value, cell.number_format = value
            else:
                cell.value = value


def saved(book: Workbook, folder: Path, name: str = "table.xlsx") -> Path:
    book.save(folder / name)
    return folder / name


def package(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


def parts(
    rows: str, *, strings: Iterable[str] = (), formats: Iterable[tuple[int, str]] = (), before: str = ""
) -> dict[str, str | bytes]:
    """The parts of a workbook whose one sheet holds these rows of markup, written the way Excel does.

    `strings` are shared ones as markup between <si> and </si>; cell style N + 1 shows the Nth of `formats`.
    """
    kinds = list(formats)
    codes = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{escape(code)}"/>' for number, code in kinds if code
    )
    styles = "".join(f'<xf numFmtId="{number}" xfId="0"/>' for number, _code in [(0, ""), *kinds])
    shared = "".join(f"<si>{text}</si>" for text in strings)
    return {
        "_rels/.rels": links([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": (
            f'{DECLARED}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>'
            '<sheet name="数据" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": links(
            [
                ("worksheet", "worksheets/sheet1.xml"),
                ("styles", "styles.xml"),
                ("sharedStrings", "sharedStrings.xml"),
            ]
        ),
        "xl/worksheets/sheet1.xml": (
            f'{DECLARED}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData></worksheet>'
        ),
        "xl/styles.xml": (
            f'{DECLARED}<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts>'
            f'<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>{styles}</cellXfs></styleSheet>'
        ),
        "xl/sharedStrings.xml": f'{DECLARED}<sst xmlns="{MAIN}">{shared}</sst>',
    }


def links(targets: Iterable[tuple[str, str]]) -> str:
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{DECLARED}<Relationships xmlns="{PACKAGE}">{found}</Relationships>'


def text_row(number: int, *texts: str) -> str:
    """A row of texts that stand in their cells."""
    cells = "".join(
        f'<c r="{letter}{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
        for letter, text in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", texts, strict=False)
    )
    return f'<row r="{number}">{cells}</row>'
