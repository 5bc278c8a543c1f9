"""The same table brought in as a workbook and as a text, from the file to what would become of each row.

`BENCH_TABLE_ROWS` says how many rows (default 100,000).
"""

import os
import tempfile
from pathlib import Path

from django.test import override_settings
from openpyxl import Workbook

from benchmarks.measure import Figure, compare
from benchmarks.outcomes import BROUGHT_IN, HEADER, REFERENCE, empty, populate, rows, write_csv
from tracker.ingest import open_change_set, stage

ROWS = int(os.environ.get("BENCH_TABLE_ROWS") or 100_000)


def figures() -> list[Figure]:
    """Write the table twice, as a text and as a workbook whose figures are numbers, and check each."""
    with tempfile.TemporaryDirectory() as folder, override_settings(IMPORT_ROOT=f"{folder}/imports"):
        text, workbook = Path(folder) / "table.csv", Path(folder) / "table.xlsx"
        populate(ROWS)
        write_csv(text, ROWS)
        _write_workbook(workbook)
        ways = {
            "CSV, read, checked and compared": lambda: _check(text),
            "XLSX, the same": lambda: _check(workbook),
        }
        found = compare("import, by file", ROWS, ways, rounds=3)
        empty([*BROUGHT_IN, *REFERENCE])
    return found


def _check(path: Path) -> None:
    empty(BROUGHT_IN)
    checked = stage(open_change_set(file=path, by=None, door="command"))
    if checked.counts["new"] != ROWS:
        raise RuntimeError(f"not all rows are new: {checked.counts}")


def _write_workbook(path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("table")
    sheet.append(HEADER)
    for indicator, place, year, value, *rest in rows(ROWS):
        sheet.append((indicator, place, int(year), float(value), *rest))
    book.save(path)
