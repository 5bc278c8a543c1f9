"""The least there can be: recorded statements asked again by psycopg, their rows as JSON by orjson.

`SERVED` names a file of the statements of each address, as our own view sent them.
"""

import os
import pickle
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import orjson
import psycopg

#: Statements with their parameters, by address.
Recorded = dict[str, list[tuple[str, Any]]]
_RECORDED: Recorded = pickle.loads(Path(os.environ["SERVED"]).read_bytes())
_own = threading.local()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Ask what was recorded for the address."""
    query = environ["QUERY_STRING"]
    statements = _RECORDED[environ["PATH_INFO"] + (f"?{query}" if query else "")]
    body = orjson.dumps([_rows(sql, params) for sql, params in statements], default=str)
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def _rows(sql: str, params: Any) -> list[Any]:
    return _connection().execute(sql, params, prepare=True).fetchall()


def _connection() -> psycopg.Connection:
    """One for each thread, kept."""
    if not hasattr(_own, "connection"):
        _own.connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    return _own.connection
