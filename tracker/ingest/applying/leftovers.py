"""The rows of a file that were left out, as a file to mend and bring in again."""

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from tracker.models import ChangeSet, StagedRow

from ..change_sets.counting import rows_left_out
from ..layout.columns import HEADERS
from ..layout.layouts import Layout
from ..problems import problems_of
from ..reading import RawRow, read_table

#: Header of the column that says what is wrong with a row; the reader passes it over.
PROBLEMS = "问题 problems"

_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[-+]?[0-9][0-9.,]*%?")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def leftovers(
    change_set: ChangeSet, *, accept_warnings: bool | None = None, reason: str | None = None
) -> Iterator[list[str]]:
    """A header, then every row that was left out (or would be), its cells as they stood and its problems.

    Headers are the documented ones, so that the mended file comes back without a mapping; what a form filled
    in stands in the cells. A wide table comes back long. What is None stands as in the set's options. The
    rows are read from the stored file again; raises FileProblems or OSError where it has gone.
    """
    options = change_set.options
    accept = bool(options.get("accept_warnings") if accept_warnings is None else accept_warnings)
    why = str(options.get("reason") or "") if reason is None else reason
    rows = rows_left_out(change_set, accept_warnings=accept, reason=why)
    table = read_table(Path(change_set.file.path), layout=Layout.from_json(change_set.layout))
    fields = [name for name in HEADERS if name in _fields(table.rows)]
    yield [*(HEADERS[name][1] for name in fields), PROBLEMS]
    for row, raw in _matched(rows.iterator(chunk_size=2000), table.rows):
        said = " ".join(problem.text() for problem in problems_of(row))
        yield [*(raw.cells.get(name, "") for name in fields), said]


def _fields(rows: Iterable[RawRow]) -> set[str]:
    """The fields the rows of a table have: those of its first, since all have the same columns."""
    return set(next(iter(rows)).cells)


def _matched(staged: Iterator[StagedRow], rows: Iterable[RawRow]) -> Iterator[tuple[StagedRow, RawRow]]:
    """Each staged row with its row of the file; both come in the order of the file."""
    wanted = next(staged, None)
    for position, raw in enumerate(rows, start=1):
        if wanted is None:
            return
        if position == wanted.position:
            yield wanted, raw
            wanted = next(staged, None)


def write_csv(rows: Iterable[list[str]], file: IO[str]) -> None:
    """Write rows as CSV; no text in it can be taken for a formula. The caller puts a BOM in front for
    Excel."""
    csv.writer(file).writerows([safe(cell) for cell in row] for row in rows)


def write_xlsx(rows: Iterable[list[str]], file: IO[bytes]) -> None:
    """Write rows as a workbook, all cells text: nothing is computed, nothing rounded."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("rows")
    for row in rows:
        sheet.append([_text_cell(sheet, text) for text in row])
    book.save(file)


def safe(text: str) -> str:
    """A cell of a CSV file that no spreadsheet takes for a formula; numbers such as -3.7 stay as they are."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _text_cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, _UNPRINTABLE.sub("\ufffd", text))
    cell.data_type = "s"
    return cell
