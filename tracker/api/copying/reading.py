"""Lines as they come from PostgreSQL."""

from collections.abc import Generator

import psycopg
from psycopg.abc import Buffer
from psycopg.pq import ExecStatus

#: Rows that are handed on together.
BLOCK = 200
#: What a line begins with that is to be made otherwise, before its number. No text begins so.
APART = "\x02"
_APART = APART.encode()

#: Lines of CSV: joined, or one by one where some of them are `APART`.
Block = bytes | list[bytes]


def blocks(own: psycopg.Connection, text: str) -> Generator[Block, None, None]:
    """What a COPY gives, some hundred lines together. Left early, the COPY is cancelled."""
    with own.cursor().copy(text.encode()) as copy:
        more = True
        while more:
            rows = _rows(copy)
            more = len(rows) == BLOCK
            line = b"".join(rows)
            yield line if _APART not in line else [bytes(row) for row in rows]


def number_of(row: bytes) -> int | None:
    """The number a line that is `APART` names; None of any other."""
    return int(row[1:].partition(b",")[0]) if row[:1] == _APART else None


def _rows(copy: psycopg.Copy) -> list[Buffer]:
    """The next rows; fewer than a block are the last.

    Those that have arrived are taken out of libpq one by one, at a third of what `read` takes for each. It is
    asked where nothing has arrived: it knows how to wait.
    """
    rows: list[Buffer] = []
    own = copy.connection.pgconn
    while len(rows) < BLOCK:
        length, row = own.get_copy_data(1)
        if length < 0:
            _finish(copy)
            break
        found = row if length else copy.read()
        if not found:
            break
        rows.append(found)
    return rows


def _finish(copy: psycopg.Copy) -> None:
    """Take the answer to the statement. Raises what the database said of it."""
    own = copy.connection.pgconn
    while (result := own.get_result()) is not None:
        if result.status != ExecStatus.COMMAND_OK:
            raise psycopg.errors.error_from_result(result)
