"""Reading files into rows of text: CSV against bare csv.reader, XLSX against CSV and another reader."""

import csv
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

from python_calamine import CalamineWorkbook

from benchmarks.measure import Figure, compare
from tests.ingest.reading.workbook_files import package, parts
from tracker.ingest import read_table

ITEMS = 100_000
HEADER = ["指标", "地区", "时期", "完成值", "单位", "数据状态", "发布日期", "来源", "来源机构", "原文"]


def figures() -> list[Figure]:
    """Write the same rows as CSV in two encodings and as XLSX, and read each."""
    with tempfile.TemporaryDirectory() as folder:
        utf8, gb18030, xlsx, striped = (
            Path(folder) / name for name in ("utf-8.csv", "gb18030.csv", "table.xlsx", "striped.xlsx")
        )
        _write_text(utf8, "utf-8")
        _write_text(gb18030, "gb18030")
        xlsx.write_bytes(_workbook(lambda _number: ""))
        striped.write_bytes(_workbook(lambda number: f' s="{number % 2 + 1}"'))
        ways: dict[str, Callable[[], object]] = {
            "read_table, CSV": lambda: _read(utf8),
            "csv.reader alone": lambda: _bare(utf8),
            "read_table, CSV in GB18030": lambda: _read(gb18030),
            "read_table, XLSX": lambda: _read(xlsx),
            "read_table, XLSX with striped rows": lambda: _read(striped),
            "calamine, XLSX, cells alone": lambda: _calamine(xlsx),
        }
        return compare("tables", ITEMS, ways, rounds=3)


def _rows() -> Iterator[tuple[str, str, int, float, str, str, str, str, str, str]]:
    for number in range(ITEMS):
        value = round(1000 + number * 0.37, 2)
        place = (f"指标{number % 200}", str(410100 + number % 30), 2000 + number % 25, value)
        source = ("初步", "2022-04-18", "示例公报", "示例统计局")
        yield *place, "亿元", *source, f"全年生产总值{value}亿元"


def _write_text(path: Path, encoding: str) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(_rows())


def _workbook(style: Callable[[int], str]) -> bytes:
    """The rows as Excel writes them: numbers in their cells, texts shared, each row in a style."""
    strings: dict[str, int] = {}
    lines = []
    for number, row in enumerate([HEADER, *_rows()], start=1):
        cells = "".join(
            _cell(f'r="{letter}{number}"{style(number)}', cell, strings)
            for letter, cell in zip("ABCDEFGHIJ", row, strict=True)
        )
        lines.append(f'<row r="{number}" spans="1:10">{cells}</row>')
    shared = (f"<t>{text}</t>" for text in strings)
    return package(parts("".join(lines), strings=shared, formats=[(0, ""), (0, "")]))


def _cell(begins: str, value: object, strings: dict[str, int]) -> str:
    if isinstance(value, str):
        return f'<c {begins} t="s"><v>{strings.setdefault(value, len(strings))}</v></c>'
    return f"<c {begins}><v>{value!r}</v></c>"


def _read(path: Path) -> None:
    deque(read_table(path).rows, maxlen=0)


def _bare(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        deque(csv.reader(file), maxlen=0)


def _calamine(path: Path) -> None:
    deque(CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows(), maxlen=0)
