"""Opening a file: what it is, where its table begins and what its columns hold."""

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..layout.layouts import ENCODINGS, Layout
from ..problems import FileProblems, Problem, shown
from .encodings import fingerprint
from .headers import find_header
from .old_workbooks import old_sheet_sources
from .tables import Header, Rows, Source, Table
from .texts import text_sources
from .workbooks import sheet_sources

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|meta|table|\?xml|mime-version)", re.IGNORECASE
)
_BEGINNING = 1024


def read_table(path: Path, *, layout: Layout | None = None, supplied: frozenset[str] = frozenset()) -> Table:
    """Read a file as a table, by `layout` or as it is found to be laid out.

    CSV, TSV or semicolons in UTF-8 (with or without BOM), UTF-16 or GB18030; XLSX and XLS. `supplied` names
    required columns that come from elsewhere (a form, an option). The rows are read as they are gone through.
    Raises FileProblems, and OSError where the file cannot be opened.
    """
    layout = layout or Layout()
    supplied |= layout.supplied
    source, header = locate(sources(path, layout), layout, supplied)
    if header.columns.problems:
        raise FileProblems(header.columns.problems)
    rows = Rows(source, header, layout.defaults)
    if next(iter(rows), None) is None:
        raise FileProblems([Problem("no_rows")])
    return _table(path, source, header, rows, layout)


def sources(path: Path, layout: Layout) -> Sequence[Source]:
    """The tables a file may hold, the likeliest first, told by its first bytes and never by its name.

    Raises FileProblems where it can hold none.
    """
    with path.open("rb") as file:
        beginning = file.read(_BEGINNING)
    if beginning.startswith(_ZIP):
        return sheet_sources(path, fingerprint(path), layout.sheet)
    if beginning.startswith(_COMPOUND):
        return old_sheet_sources(path, fingerprint(path), layout.sheet)
    if _PAGE.match(beginning):
        raise FileProblems([Problem("web_page")])
    return text_sources(path, layout)


def locate(found: Sequence[Source], layout: Layout, supplied: frozenset[str]) -> tuple[Source, Header]:
    """The first source whose header lacks nothing, else the one that lacks least, with that header.

    Raises FileProblems: `empty_file`, `no_such_row`, and what stands in the way of reading every one.
    """
    best: tuple[Source, Header] | None = None
    broken: FileProblems | None = None
    for source in found:
        try:
            header = find_header(source.lines(), layout, supplied)
        except FileProblems as error:
            broken = broken or error
            continue
        if header is not None and (best is None or _lacks(header) < _lacks(best[1])):
            best = source, header
        if header is not None and not header.columns.problems:
            break
    if best is not None:
        return best
    if broken is None and layout.header_row:
        params = {"line": str(layout.header_row)}
        broken = FileProblems([Problem("no_such_row", params=params)])
    raise broken or FileProblems([Problem("empty_file")])


def _lacks(header: Header) -> tuple[int, int]:
    return len(header.columns.problems), -header.columns.recognised


def _table(path: Path, source: Source, header: Header, rows: Rows, layout: Layout) -> Table:
    columns, printed = header.columns, header.printed
    named = {name: shown(printed[place]) for place, name in columns.fields.items() if place < len(printed)}
    if "unit" not in named and columns.units and "value" in named:
        named["unit"] = named["value"]  # that is where it is printed
    return Table(
        # A name in another encoding than the machine's cannot be stored as it is.
        file_name=os.fsencode(path.name).decode("utf-8", "replace"),
        sha256=source.sha256,
        encoding=source.encoding,
        delimiter=source.delimiter,
        headers=named,
        ignored=columns.ignored,
        rows=rows,
        total=rows.about(),
        sheet=source.sheet,
        layout=settled(source, header, layout),
        notes=notes(source, header),
    )


def notes(source: Source, header: Header) -> tuple[Problem, ...]:
    """What nobody need mend but everybody should know."""
    found = [*source.notes]
    if header.unit:
        found.append(Problem("unit_above", params={"unit": header.unit}))
    if header.period:
        found.append(Problem("period_above", params={"period": header.period}))
    return tuple(found)


def settled(source: Source, header: Header, layout: Layout) -> Layout:
    """The layout with everything that was detected filled in."""
    return replace(
        layout,
        encoding=source.encoding if source.encoding in ENCODINGS else "",
        delimiter=source.delimiter,
        sheet=source.sheet,
        header_row=header.first,
        header_rows=2 if header.last > header.first else 1,
        columns=dict(header.columns.fields),
        periods=dict(header.columns.periods),
        units=dict(header.columns.units),
        defaults={**header.stated, **layout.defaults},
    )
