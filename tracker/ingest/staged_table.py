"""Writes checked rows into the staged table: COPY on PostgreSQL, executemany on SQLite."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connection


class Staged(NamedTuple):
    """A row as it is staged, column by column; dates and decimals as text, which both engines read."""

    change_set_id: int
    position: int
    number: int
    outcome: str
    then: str
    warned: bool
    problems: str | None = None
    indicator_id: int | None = None
    jurisdiction_id: int | None = None
    period: str = ""
    period_start: str | None = None
    period_end: str | None = None
    document_id: int | None = None
    proposal: int | None = None
    published_on: str | None = None
    published_precision: str = ""
    known_from: str | None = None
    value: str | None = None
    unit_id: int | None = None
    written: str = ""
    qualifier: str = ""
    qualifier_stated: bool = False
    obs_status: str = ""
    obs_status_stated: bool = False
    missing_reason: str = ""
    section: str = ""
    quote: str = ""
    start: int | None = None
    figure: str = ""
    figure_start: int | None = None
    derivation: str = ""
    note: str = ""
    before_said: str = ""


_COLUMNS = ", ".join(f'"{name}"' for name in Staged._fields)
_COPY = f"COPY tracker_stagedrow ({_COLUMNS}) FROM STDIN"
_INSERT = f"INSERT INTO tracker_stagedrow ({_COLUMNS}) VALUES ({', '.join(['%s'] * len(Staged._fields))})"


def write_staged(rows: Iterable[tuple[Any, ...]]) -> None:
    """Store rows of `Staged`, whole or not at all within the caller's transaction."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.executemany(_INSERT, rows)
            return
        with cursor.copy(_COPY) as copy:
            for row in rows:
                copy.write_row(row)
