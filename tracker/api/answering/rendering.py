"""The two forms an answer takes: JSON, and CSV line by line."""

import csv
from collections.abc import Generator, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import orjson
from rest_framework import serializers
from rest_framework.renderers import BaseRenderer

from tracker.reports.tables import spreadsheet_safe


class JSONRenderer(BaseRenderer):
    """JSON in UTF-8, Chinese written as such. Decimals are text before they get here."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type: str | None = None, context: Any = None) -> bytes:
        """Encode `data`; lazy translations become text."""
        return orjson.dumps(data, default=str)


class CSVRenderer(BaseRenderer):
    """CSV in UTF-8 with a header row. Lists stream it themselves, see `csv_lines`; small tables pass here."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(self, data: Any, accepted_media_type: str | None = None, context: Any = None) -> bytes:
        """Encode `data["results"]`, one line a row, with the columns of `data["total"]`."""
        return b"".join(csv_lines(list(_flat(data["total"])), data["results"]))


class _Line:
    """A file of one line: hands back what the csv module writes, ended as PostgreSQL ends its lines."""

    def write(self, text: str) -> bytes:
        # The module quotes what its own ending is made of: both, so that no cell breaks a line.
        return text.removesuffix("\r\n").encode() + b"\n"


def columns_of(shape: serializers.Serializer) -> list[str]:
    """The CSV columns of a row's documented shape, nested names joined by a dot."""
    columns: list[str] = []
    for name, field in shape.fields.items():
        nested = columns_of(field) if isinstance(field, serializers.Serializer) else []
        columns += [f"{name}.{inner}" for inner in nested] or [name]
    return columns


def csv_lines(columns: list[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """The header and one line for each row, as they come; lists inside a cell are joined by a semicolon.

    Of what has a code of its own, that stands there.
    """
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield writer.writerow(columns)
    paths = [column.split(".") for column in columns]
    for row in rows:
        yield writer.writerow([_cell(_at(row, path)) for path in paths])


def in_blocks(lines: Iterable[bytes], size: int = 65536) -> Generator[bytes, None, None]:
    """The same bytes in blocks of about this size, each of which has to be served; the first line at once."""
    lines = iter(lines)
    yield from islice(lines, 1)
    block, length = [], 0
    for line in lines:
        block.append(line)
        length += len(line)
        if length >= size:
            yield b"".join(block)
            block, length = [], 0
    if block:
        yield b"".join(block)


def _flat(row: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, Mapping):
            cells |= _flat(value, f"{prefix}{name}.")
        else:
            cells[prefix + name] = value
    return cells


def _at(row: Any, path: Iterable[str]) -> Any:
    """What stands on a path in nested rows; None where it ends before."""
    for name in path:
        if row is None:
            return None
        row = row.get(name)
    return row


def _brief(part: Any) -> Any:
    """What of a list stands in a cell: of what has a code of its own, that."""
    return part["code"] if isinstance(part, Mapping) else part


def _cell(value: Any) -> str:
    if type(value) is str:
        return spreadsheet_safe(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return spreadsheet_safe(";".join(str(_brief(part)) for part in value))
    return spreadsheet_safe(str(value))
