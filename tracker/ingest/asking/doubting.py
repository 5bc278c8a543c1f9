"""Asks of the figures of a file what a careful clerk would: see `sanity`.

The figures of the file and what is stored of their series come from the database family by family. Most of
them are passed over by a quick comparison with their neighbours; what is left is asked about exactly.
"""

import json
from collections.abc import Iterator
from itertools import groupby, islice
from typing import Any

from django.db import connection

from tracker.models import ChangeSet, Outcome

from ..problems import Problem, noted
from . import sql
from .alike import UNCOMPARED
from .families import Family
from .figures import Figure, Known
from .points import Doubt

BATCH = 500
_KINDS = {"rate": "rate", **dict.fromkeys(UNCOMPARED, "none")}


def doubt(change_set: ChangeSet, header: str) -> int:
    """Warn of every doubtful figure among the rows that would be stored; how many rows that were.

    `header` is printed over the values. Runs in the caller's transaction, after the rows were compared.
    """
    known = Known.load()
    with connection.cursor() as cursor:
        for statement in sql.DROP:
            cursor.execute(statement)
        _choose(cursor, change_set, known)
        warned = _warn(change_set, header, _doubts(change_set, known))
        for statement in sql.DROP:
            cursor.execute(statement)
    return warned


def _choose(cursor: Any, change_set: ChangeSet, known: Known) -> None:
    """Have the database choose the series where a figure may be unlike the others."""
    telling = connection.vendor == "postgresql"
    for statement in sql.MAKE_FAMILIES:
        cursor.execute(statement)
    families = [
        (row.pk, known.family(row), _KINDS.get(row.kind, "level")) for row in known.indicators.values()
    ]
    cursor.executemany(sql.ADD_FAMILY, families)
    if telling:
        cursor.execute(sql.TELL_PLANNER)
    cursor.execute(sql.make_suspects(connection.vendor), {"set": change_set.pk})
    if telling:
        cursor.execute(sql.TELL_PLANNER_MORE)


def _doubts(change_set: ChangeSet, known: Known) -> Iterator[tuple[Figure, list[Doubt]]]:
    """Rows of the file with what is doubtful about each."""
    stored = groupby(_stream(sql.STORED, change_set), key=lambda row: row[:2])
    place, beside = next(stored, (None, iter(())))
    for here, rows in groupby(_stream(sql.STAGED, change_set), key=lambda row: row[:2]):
        while place is not None and place < here:
            place, beside = next(stored, (None, iter(())))
        yield from Family(known, list(rows), list(beside) if place == here else []).doubts()


def _stream(statement: str, change_set: ChangeSet) -> Iterator[Figure]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, {"set": change_set.pk})
        while rows := cursor.fetchmany(2000):
            yield from map(Figure._make, rows)


def _warn(change_set: ChangeSet, header: str, found: Iterator[tuple[Figure, list[Doubt]]]) -> int:
    """Write the doubts beside their rows."""
    accepted = bool(change_set.options.get("accept_warnings"))
    warned = 0
    while batch := list(islice(found, BATCH)):
        rows = change_set.staged_rows.filter(position__in=[figure.number for figure, _doubts in batch])
        so_far = {position: rest for position, *rest in rows.values_list("position", "problems", "outcome")}
        updates = []
        for figure, doubted in batch:
            problems, outcome = so_far[figure.number]
            more = noted(
                Problem(each.code, column=header, value=figure.written, params=each.params)
                for each in doubted
            )
            text = json.dumps([*(problems or ()), *more], ensure_ascii=False)
            ends = outcome if accepted else Outcome.UNDECIDED.value
            updates.append((text, ends, figure.number, change_set.pk))
        with connection.cursor() as cursor:
            cursor.executemany(sql.WARN, updates)
        warned += len(batch)
    return warned
