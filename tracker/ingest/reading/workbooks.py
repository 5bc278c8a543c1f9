"""XLSX workbooks: their sheets, and each sheet as a source of lines."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..problems import FileProblems, Problem, shown
from .cells import CellReader
from .formats import Kind, kind_of
from .lines import Line
from .merges import Merges, merges_of
from .packages import Package, broken
from .sheets import sheet_lines
from .strings import SharedStrings

_DIMENSION = re.compile(rb'<(?:\w+:)?dimension ref="[A-Z]+[0-9]+:[A-Z]+([0-9]{1,7})"')


@dataclass(frozen=True)
class Sheet:
    """A sheet by its name; `part` is where in the file it lies."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True)
class _Contents:
    """What a workbook says of itself."""

    sheets: list[Sheet]
    from_1904: bool
    strings: str
    styles: str


class Workbook:
    """An XLSX file, checked but not yet read. Raises FileProblems where it is none, or not a safe one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with Package(path) as package:
            package.check_sizes()
            self._contents = _contents(package)

    @property
    def sheets(self) -> list[Sheet]:
        """The sheets that hold cells: those in sight first, in their order, then the hidden ones."""
        return sorted(self._contents.sheets, key=lambda sheet: sheet.hidden)

    @cached_property
    def reader(self) -> CellReader:
        """What turns cells into text, the same for all sheets."""
        contents = self._contents
        with Package(self.path) as package:
            shared = package.stream(contents.strings) if contents.strings in package else ()
            strings = SharedStrings(shared)
            kinds = _kinds(package, contents.styles) if contents.styles in package else []
        return CellReader(strings, kinds, contents.from_1904)

    def lines(self, sheet: Sheet) -> Iterator[Line]:
        """The rows of a sheet that are not empty, with their numbers."""
        with Package(self.path) as package:
            yield from sheet_lines(package.stream(sheet.part), self.reader)

    def merges(self, sheet: Sheet) -> Merges:
        """The cells merged over several rows; going through the sheet for them takes a part of reading it."""
        with Package(self.path) as package:
            return Merges(merges_of(package.stream(sheet.part)))

    def rows(self, sheet: Sheet) -> int:
        """About how many rows a sheet has: as it says itself, where its first rows bear that out."""
        with Package(self.path) as package:
            beginning = next(package.stream(sheet.part), b"")
            size = package.size(sheet.part)
        guess = beginning.count(b"<row") * size // max(len(beginning), 1)
        stated = _DIMENSION.search(beginning)
        return int(stated[1]) if stated and int(stated[1]) <= 2 * guess else guess


class SheetSource:
    """A sheet of an XLSX workbook as the reader takes it."""

    strict_width = False
    encoding = "xlsx"
    delimiter = ""

    def __init__(self, workbook: Workbook, sheet: Sheet, sha256: str) -> None:
        self.sha256 = sha256
        self.sheet = sheet.name
        self.notes = others([each.name for each in workbook.sheets if not each.hidden], sheet.name)
        self._workbook, self._sheet = workbook, sheet

    def lines(self) -> Iterator[Line]:
        """The rows that are not empty. Raises FileProblems: `broken_workbook`, `too_much_inside`."""
        return self._workbook.lines(self._sheet)

    def total(self) -> int:
        """About how many rows there are."""
        return self._workbook.rows(self._sheet)

    @cached_property
    def merges(self) -> Merges:
        """The cells merged over several rows. Raises FileProblems: `broken_workbook`."""
        return self._workbook.merges(self._sheet)


def sheet_sources(path: Path, sha256: str, wanted: str) -> list[SheetSource]:
    """The sheets a table can be on; only the one wanted, where one is.

    Raises FileProblems: `no_such_sheet`, and whatever is wrong with the workbook.
    """
    workbook = Workbook(path)
    names = chosen([sheet.name for sheet in workbook.sheets], wanted)
    return [SheetSource(workbook, sheet, sha256) for sheet in workbook.sheets if sheet.name in names]


def chosen(names: list[str], wanted: str) -> list[str]:
    """The sheet that is wanted, or all where none is. Raises FileProblems: `no_such_sheet`."""
    if wanted and wanted not in names:
        known = "、".join(shown(name) for name in names[:20])
        raise FileProblems([Problem("no_such_sheet", params={"sheet": shown(wanted), "sheets": known})])
    return [wanted] if wanted else names


def others(in_sight: list[str], taken: str) -> list[Problem]:
    """A note where there are sheets in sight besides the one taken."""
    names = [shown(name) for name in in_sight if name != taken]
    return [Problem("other_sheets", params={"sheets": "、".join(names[:20])})] if names else []


def _contents(package: Package) -> _Contents:
    """Read the list of sheets. Raises FileProblems: `broken_workbook`, `other_workbook`."""
    main = _main_part(package)
    if main.endswith(".bin") or "content.xml" in package:
        raise FileProblems([Problem("other_workbook")])
    if main not in package:
        raise broken("workbook.xml")
    links = _links(package, main)
    from_1904, sheets = False, []
    for _around, name, attributes in package.elements(main):
        if name == "workbookPr":
            from_1904 = attributes.get("date1904") in ("1", "true")
        elif name == "sheet":
            kind, part = links.get(attributes.get("id", ""), ("", ""))
            if kind == "worksheet" and part in package:
                hidden = attributes.get("state", "visible") != "visible"
                sheets.append(Sheet(attributes.get("name", ""), part, hidden))
    if not sheets:
        raise broken("sheet")
    named = dict(links.values())
    return _Contents(sheets, from_1904, named.get("sharedStrings", ""), named.get("styles", ""))


def _main_part(package: Package) -> str:
    """Where the list of sheets lies, by the links of the package itself."""
    if "_rels/.rels" in package:
        for kind, part in _links(package, "").values():
            if kind == "officeDocument":
                return part
    return "xl/workbook.xml"


def _links(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """What a part links to, by the name of each link: the kind of the other part, and where it lies."""
    folder, name = posixpath.split(part)
    found = {}
    for _around, element, attributes in package.elements(posixpath.join(folder, "_rels", f"{name}.rels")):
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = kind, target.lstrip("/")
    return found


def _kinds(package: Package, part: str) -> list[Kind]:
    """The kind of number each cell style shows."""
    codes: dict[str, str] = {}
    found: list[Kind] = []
    for around, name, attributes in package.elements(part):
        if name == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and around == "cellXfs":
            number = attributes.get("numFmtId", "0")
            whole = int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 0
            found.append(kind_of(whole, codes.get(number)))
    return found
