"""Connections of a pool that the server has closed are not given to requests."""

from collections.abc import Iterator
from contextlib import contextmanager
from select import select
from typing import Any

import psycopg
import pytest
from django.db import connection

from tracker.database.base import DatabaseWrapper

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no pool"),
]


@pytest.fixture
def pooled() -> Iterator[DatabaseWrapper]:
    """A connection of our own out of a pool of two."""
    own: Any = connection.copy("pooled")
    own.settings_dict["OPTIONS"] = {**own.settings_dict["OPTIONS"], "pool": {"min_size": 2, "max_size": 2}}
    yield own
    own.close()
    own.close_pool()


def number(own: DatabaseWrapper) -> int:
    """Which of the server's processes answers."""
    with own.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What connections are asked meanwhile."""
    asked: list[str] = []
    execute = psycopg.Connection.execute

    def noted(own: psycopg.Connection, query: Any, *args: Any, **kwargs: Any) -> Any:
        asked.append(query)
        return execute(own, query, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(psycopg.Connection, "execute", noted)
        yield asked


def kill(*numbers: int) -> None:
    with connection.cursor() as cursor:
        for each in numbers:
            # Waits until the process has gone.
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [each])


def test_a_connection_is_used_again_without_being_asked(pooled, monkeypatch):
    first = number(pooled)
    pooled.close()
    with counted(monkeypatch) as asked:
        again = {number(pooled)}
        pooled.close()
        again |= {number(pooled)}
    assert first in again
    assert asked == []


def test_connections_the_server_has_closed_are_replaced(pooled):
    dead = {number(pooled)}
    pooled.close()
    dead |= {number(pooled)}
    pooled.close()
    kill(*dead)

    assert number(pooled) not in dead


def test_only_one_that_has_something_to_say_is_asked(pooled, monkeypatch):
    with pooled.cursor() as cursor:
        cursor.execute("LISTEN something")
    first = number(pooled)
    told = pooled.connection.fileno()
    pooled.close()
    with connection.cursor() as cursor:
        cursor.execute("NOTIFY something")
    # The server tells of it when it gets round to it.
    assert select([told], [], [], 10)[0]

    with counted(monkeypatch) as asked:
        used = {number(pooled)}
        pooled.close()
        used.add(number(pooled))
    assert first in used
    assert asked == [""]
