"""Holds staged rows against what is stored and against the other rows of the file.

Most rows of most files are alone: no other row of the file and nothing stored is about their series and
period. The database finds those that are not, and only these are looked at one by one, place by place in one
order, so that memory does not grow with the file.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import Any

from django.db import connection

from tracker.models import ChangeSet, Outcome, Unit

from . import sql
from .endings import Comparing, Ending, StagedFigure, StoredFigure

BATCH = 2000
#: An ending as it is written: its columns, those a correction keeps, and the position of its row.
_Written = tuple[tuple[Any, ...], tuple[Any, ...] | None, int]


def compare(change_set: ChangeSet) -> dict[str, int]:
    """Say of every staged row that has company what becomes of it; return the `world` it was compared with.

    Runs in the caller's transaction.
    """
    telling = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        _run(cursor, *sql.DROP, *(sql.TELL_PLANNER if telling else ()))
        cursor.execute(sql.MAKE_SERIES, {"set": change_set.pk})
        _run(cursor, *(sql.TELL_PLANNER_OF_SERIES if telling else ()))
        cursor.execute(sql.MAKE_MEETINGS, {"set": change_set.pk})
        cursor.execute(sql.MAKE_COMPANY, {"set": change_set.pk})
        _run(cursor, *(sql.TELL_PLANNER_MORE if telling else ()))
        cursor.execute(sql.WORLD_MET)
        world = _world(cursor.fetchone())
        _write_endings(change_set, _endings(change_set))
        _run(cursor, *sql.DROP)
    return world


def world_now(change_set: ChangeSet) -> dict[str, int]:
    """What is stored beside the staged rows at this moment; another `world` means somebody changed it."""
    with connection.cursor() as cursor:
        cursor.execute(sql.WORLD_NOW, {"set": change_set.pk})
        return _world(cursor.fetchone())


def _world(sums: Sequence[Any]) -> dict[str, int]:
    return dict(zip(("figures", "sum", "squares"), map(int, sums), strict=True))


def _run(cursor: Any, *statements: str) -> None:
    for statement in statements:
        cursor.execute(statement)


def _endings(change_set: ChangeSet) -> Iterator[Ending]:
    """The endings of all rows with company, place by place."""
    compared = Comparing({unit.pk: unit for unit in Unit.objects.all()})
    stored = groupby(_stream(sql.STORED, {}, StoredFigure), key=lambda row: row.place)
    place, beside = next(stored, (None, iter(())))
    for here, rows in groupby(
        _stream(sql.STAGED, {"set": change_set.pk}, StagedFigure), key=lambda row: row.place
    ):
        while place is not None and place < here:
            place, beside = next(stored, (None, iter(())))
        yield from compared.endings(list(rows), list(beside) if place == here else [])


def _stream(statement: str, params: dict[str, Any], form: Any) -> Iterator[Any]:
    """The rows of a statement, a batch at a time from the server, their first four columns as the place."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, params)
        while rows := cursor.fetchmany(BATCH):
            for row in rows:
                yield form(row[:4], *row[4:])


def _write_endings(change_set: ChangeSet, endings: Iterator[Ending]) -> None:
    """Write what becomes of the rows beside them, in batches: what they are read with waits meanwhile."""
    number, accepted, reason = (
        change_set.pk,
        bool(change_set.options.get("accept_warnings")),
        change_set.reason,
    )
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        _run(cursor, *((sql.MAKE_ENDINGS,) if postgresql else ()))
        while batch := [
            (_updates(each, accepted, reason), each.kept, each.position) for each in islice(endings, BATCH)
        ]:
            (_copy if postgresql else _update)(cursor, number, batch)
        for statement in sql.UPDATE_FROM_ENDINGS if postgresql else ():
            cursor.execute(statement, {"set": number})


def _copy(cursor: Any, _number: int, batch: list[_Written]) -> None:
    with cursor.copy(sql.COPY_ENDINGS) as copy:
        for updates, kept, position in batch:
            copy.write_row((*updates, *(kept or sql.NOTHING_KEPT), position, kept is not None))


def _update(cursor: Any, number: int, batch: list[_Written]) -> None:
    cursor.executemany(sql.UPDATE_ENDING, [(*updates, at, number) for updates, _kept, at in batch])
    cursor.executemany(sql.UPDATE_KEPT, [(*kept, at, number) for _updates, kept, at in batch if kept])


def _updates(ending: Ending, accepted: bool, reason: str) -> tuple[Any, ...]:
    waits = (ending.warned and not accepted) or (ending.then == Outcome.CORRECTION and not reason)
    return (
        (Outcome.UNDECIDED if waits else ending.then).value,
        ending.then.value,
        ending.warned,
        ending.problems,
        ending.stored,
        ending.before,
        ending.before_said,
    )
