"""XLS workbooks, as Excel wrote them until 2007 and offices still send them; at most 65,536 rows a sheet."""

import io
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import xlrd

from ..problems import FileProblems, Problem
from .formats import Kind, kind_of, number_text
from .lines import Line
from .merges import Merge, Merges
from .packages import broken
from .workbooks import chosen, others

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class OldWorkbook:
    """An XLS file. Raises FileProblems where it is none: `broken_workbook`, `password_protected`."""

    def __init__(self, path: Path) -> None:
        content = path.read_bytes()
        if _ENCRYPTED in content:
            raise FileProblems([Problem("password_protected")])
        try:
            self._book = xlrd.open_workbook(
                file_contents=content,
                formatting_info=True,
                ragged_rows=True,
                on_demand=True,
                logfile=io.StringIO(),
            )
        except Exception as error:  # the reader checks little: damage shows as whatever it trips over
            if "encrypted" in str(error):
                raise FileProblems([Problem("password_protected")]) from error
            raise broken(error) from error

    @property
    def names(self) -> list[str]:
        """The names of the sheets, those in sight first."""
        return [*self.in_sight, *(name for name in self._book.sheet_names() if name not in self.in_sight)]

    @cached_property
    def in_sight(self) -> list[str]:
        """The names of the sheets that are not hidden."""
        hidden = self._book._sheet_visibility
        return [name for name, each in zip(self._book.sheet_names(), hidden, strict=False) if not each]

    def lines(self, name: str) -> Iterator[Line]:
        """The rows of a sheet that are not empty. Raises FileProblems: `broken_workbook`."""
        try:
            sheet = self._book.sheet_by_name(name)
            for row in range(sheet.nrows):
                cells = [
                    self._text(kind, value, sheet.cell_xf_index(row, place))
                    for place, (kind, value) in enumerate(
                        zip(sheet.row_types(row), sheet.row_values(row), strict=True)
                    )
                ]
                if "".join(cells).strip():
                    yield row + 1, cells
        except FileProblems:
            raise
        except Exception as error:  # as above
            raise broken(error) from error

    def merges(self, name: str) -> Merges:
        """The cells merged over several rows. Raises FileProblems: `broken_workbook`."""
        try:
            found = self._book.sheet_by_name(name).merged_cells
            return Merges(Merge(left, above + 1, below) for above, below, left, _right in found)
        except FileProblems:
            raise
        except Exception as error:  # as above
            raise broken(error) from error

    def rows(self, name: str) -> int:
        """How many rows a sheet has."""
        try:
            return int(self._book.sheet_by_name(name).nrows)
        except Exception as error:  # as above
            raise broken(error) from error

    def _text(self, kind: int, value: object, style: int) -> str:
        if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            shown_as = self._kinds[style] if style < len(self._kinds) else Kind.NUMBER
            return number_text(repr(value), shown_as, from_1904=bool(self._book.datemode))
        if kind == xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if value else "FALSE"
        if kind == xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(value, "#ERROR!"))
        return str(value).replace("\x00", "\ufffd")

    @cached_property
    def _kinds(self) -> list[Kind]:
        """The kind of number each cell style shows."""
        formats = self._book.format_map
        codes = [formats.get(style.format_key) for style in self._book.xf_list]
        return [kind_of(0, code.format_str) if code else Kind.NUMBER for code in codes]


class OldSheetSource:
    """A sheet of an XLS workbook as the reader takes it."""

    strict_width = False
    encoding = "xls"
    delimiter = ""

    def __init__(self, workbook: OldWorkbook, sheet: str, sha256: str) -> None:
        self.sha256 = sha256
        self.sheet = sheet
        self.notes = others(workbook.in_sight, sheet)
        self._workbook = workbook

    def lines(self) -> Iterator[Line]:
        """The rows that are not empty. Raises FileProblems: `broken_workbook`."""
        return self._workbook.lines(self.sheet)

    def total(self) -> int:
        """How many rows there are."""
        return self._workbook.rows(self.sheet)

    @cached_property
    def merges(self) -> Merges:
        """The cells merged over several rows. Raises FileProblems: `broken_workbook`."""
        return self._workbook.merges(self.sheet)


def old_sheet_sources(path: Path, sha256: str, wanted: str) -> list[OldSheetSource]:
    """The sheets a table can be on; only the one wanted, where one is.

    Raises FileProblems: `no_such_sheet`, and whatever is wrong with the workbook.
    """
    workbook = OldWorkbook(path)
    return [OldSheetSource(workbook, name, sha256) for name in chosen(workbook.names, wanted)]
