"""A whole list, copied in one piece or in pieces side by side."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from itertools import chain
from queue import SimpleQueue
from typing import Any, Final

import psycopg
from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet

from tracker.api.answering.rendering import csv_lines

from .pieces import Span, statements
from .reading import Block, blocks, number_of

#: Pieces that are copied at the same time, each over a connection of its own.
BESIDE: Final = 2
#: Rows are to come from the index they are ordered by, one after the other: the first at once, and none of
#: them sorted with a million others. Small tables are remembered. Compiling what is asked takes longer. The
#: process that sends has enough to do, where others read for it.
_IN_ORDER: Final = {
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "jit": "off",
    "geqo": "off",
    "parallel_leader_participation": "off",
}
#: What is copied side by side keeps the processors busy without the workers of PostgreSQL, and a piece that
#: has to be sorted is sorted in memory.
_BESIDE: Final = _IN_ORDER | {"max_parallel_workers_per_gather": "0", "work_mem": "'64MB'"}


def copied(
    queryset: QuerySet,
    columns: Mapping[str, Any],
    *,
    in_order: bool = True,
    cuts: Iterable[Span] = (Span(None, None),),
    path: str = "pk",
    make: Callable[[list[int]], Iterable[bytes]] | None = None,
) -> Iterator[bytes]:
    """The header, then the rows of an ordered queryset as lines of CSV, some hundred together.

    `columns` maps the name of a column to the expression of its cell, which is never null: see `SafeText` and
    its neighbours. `in_order` says that an index begins with the first key of the order. `cuts` are pieces
    by the key at `path`. Lines that are `APART` name a number and nothing else: `make` makes them of these
    numbers, in their order, once their piece has been read. Everything sees the database as it was at the
    first piece.
    """
    yield from csv_lines(list(columns), [])
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        _set(cursor, _IN_ORDER if in_order else {})
        texts = statements(queryset, columns, cuts, path)
        for place, text in enumerate(texts):
            # The first is short where there are others. What others cannot see yet only we can read.
            if place and outermost:
                with closing(_beside(chain([text], texts))) as rest:
                    for piece in rest:
                        yield from _completed(piece, make)
            else:
                with closing(blocks(connection.connection, text)) as found:
                    yield from _completed(found, make)


def _set(cursor: Any, settings: Mapping[str, str]) -> None:
    for name, value in settings.items():
        cursor.execute(f"SET LOCAL {name} = {value}")


def _beside(texts: Iterable[str]) -> Generator[list[Block], None, None]:
    """The pieces in their order; while one is handed on the next are being copied."""
    with ExitStack() as stack:
        own = _connections(stack)
        if not own:
            yield from (list(blocks(connection.connection, text)) for text in texts)
            return
        pool = stack.enter_context(ThreadPoolExecutor(len(own)))
        stack.callback(pool.shutdown, cancel_futures=True)
        free: SimpleQueue[psycopg.Connection] = SimpleQueue()
        for each in own:
            free.put(each)
        waiting = deque[Future[list[Block]]]()
        for text in texts:
            waiting.append(pool.submit(_piece, free, text))
            if len(waiting) > len(own):
                yield waiting.popleft().result()
        yield from (each.result() for each in waiting)


def _piece(free: SimpleQueue[psycopg.Connection], text: str) -> list[Block]:
    own = free.get()
    try:
        return list(blocks(own, text))
    finally:
        free.put(own)


def _connections(stack: ExitStack) -> list[psycopg.Connection]:
    """Connections that see what ours sees, besides those that requests share; none where no more are had."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
    try:
        return [stack.enter_context(_connected(snapshot)) for _place in range(BESIDE)]
    except OperationalError:
        return []


@contextmanager
def _connected(snapshot: str) -> Iterator[psycopg.Connection]:
    other = connection.copy()
    other.settings_dict["OPTIONS"].pop("pool", None)
    with closing(other), other.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SET TRANSACTION SNAPSHOT %s", [snapshot])
        _set(cursor, _BESIDE)
        yield other.connection


def _completed(
    found: Iterable[Block], make: Callable[[list[int]], Iterable[bytes]] | None
) -> Iterator[bytes]:
    """The same lines with those made that are apart; what comes behind one of these waits for it.

    Without `make` none are, whatever they begin with.
    """
    held: list[Block] = []
    for block in found:
        if make is None or (not held and isinstance(block, bytes)):
            yield block if isinstance(block, bytes) else b"".join(block)
        else:
            held.append(block)
    if make is None or not held:
        return
    rows = [row for block in held for row in ([block] if isinstance(block, bytes) else block)]
    numbers = [number_of(row) for row in rows]
    made = iter(make([number for number in numbers if number is not None]))
    yield b"".join(row if number is None else next(made) for row, number in zip(rows, numbers, strict=True))
