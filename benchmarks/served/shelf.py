"""A peer: the same commitments as Datasette publishes them from a file of SQLite.

One table with the columns our list has as CSV, the verdict among them, each row under its code, with an index
by what pages are cut down to. Datasette is asked for less than it gives by itself: no count, no guesses at
facets. It is one process, where the others are two: it knows no more.
"""

import csv
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.test import Client, override_settings

from .servers import Server, free_port, running

#: Under which addresses it answers: the file, and the table in it.
HOME: Final = "/shelf/commitments"
#: What it need not do.
LEAST: Final = "_shape=objects&_nocount=1&_nofacet=1&_nosuggest=1"


def fill(file: Path) -> None:
    """Copy what our list says into the file."""
    with override_settings(THROTTLE_ADDRESS=None):
        answer = Client(HTTP_HOST="127.0.0.1").get(
            "/api/v1/commitments/?format=csv", headers={"accept-language": "zh"}
        )
    rows = csv.reader(_lines(answer))
    names = next(rows)
    columns = ", ".join(f'"{name}"' for name in names)
    places = ", ".join("?" * len(names))
    with sqlite3.connect(file) as shelf:
        shelf.execute(f'CREATE TABLE commitments ({columns}, PRIMARY KEY ("code"))')
        shelf.executemany(f"INSERT INTO commitments VALUES ({places})", rows)
        shelf.execute('CREATE INDEX by_place ON commitments ("jurisdiction", "verdict.status", "code")')
        shelf.execute("ANALYZE")


def _lines(answer: Iterator[bytes]) -> Iterator[str]:
    """The lines of an answer that comes in blocks."""
    left = ""
    for block in answer:
        *whole, left = (left + block.decode("utf-8-sig")).splitlines(keepends=True)
        yield from whole
    yield left


@contextmanager
def datasette(file: Path) -> Iterator[Server]:
    """Serve the file, which cannot change, for the length of the block."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "datasette", "serve", "--immutable", str(file), "--host", "127.0.0.1"),
        *("--port", str(port), "--setting", "suggest_facets", "off"),
    ]
    with running(command, port, says=subprocess.DEVNULL) as server:
        yield server


def page(jurisdiction: str, status: str, rows: int) -> str:
    """The address of a page cut down to both."""
    return f"{HOME}.json?jurisdiction={jurisdiction}&verdict.status={status}&_size={rows}&{LEAST}"


def detail(code: str) -> str:
    """The address of one commitment."""
    return f"{HOME}/{code}.json?_shape=objects"
