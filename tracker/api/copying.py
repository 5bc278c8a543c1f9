"""Whole lists as CSV made by PostgreSQL itself: COPY, what spreadsheets would run made harmless.

No row passes through Python but as bytes, and the memory it takes does not grow with the list.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import psycopg
from django.db import connection, transaction
from django.db.models import Case, F, Func, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Left

from tracker.models import DatePrecision
from tracker.reports.tables import FORMULA, NUMBER

from .rendering import csv_lines

#: Rows that are handed on together.
BLOCK = 400
#: Rows of the first piece of a list, which is to be there at once, and of the others: from the first of them
#: that is made otherwise a piece is held in memory, a few hundred bytes a row.
FIRST, OTHERS = 500, 50_000
#: What a line begins with that is to be made otherwise, before its number. No text begins so.
APART = "\x02"
_APART = APART.encode()
#: What no cell is. It stands for nothing, and no cell is nothing: so an empty one needs no quotes.
_NOTHING = "\x01"
#: Rows are to come from the index they are ordered by, one after the other: the first at once, and none of
#: them sorted with a million others. Small tables are remembered. Compiling what is asked takes longer. The
#: process that sends has enough to do, where others read for it.
_IN_ORDER = {
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "jit": "off",
    "parallel_leader_participation": "off",
}


@dataclass(frozen=True)
class Part:
    """A cell that is found together with others: the `place`th of the array annotated as `row`.

    Before it comes a cell of its `own`, where that is something.
    """

    row: str
    place: int
    own: Any = None


def copied(queryset: QuerySet, columns: Mapping[str, Any], *, in_order: bool = False) -> Iterator[bytes]:
    """The header, then the rows of an ordered queryset as lines of CSV, some hundred together.

    `columns` maps the name of a column to the expression of its cell, which is never null: see `SafeText` and
    its neighbours. `in_order` says that an index begins with the first key of the order.
    """
    yield from csv_lines(list(columns), [])
    with transaction.atomic(), connection.cursor() as cursor:
        if in_order:
            _go_in_order(cursor)
        for rows in _blocks(cursor, queryset, columns):
            yield b"".join(rows)


def copied_and_made(
    pieces: Iterable[tuple[QuerySet, Mapping[str, Any]]], make: Callable[[list[int]], Iterable[bytes]]
) -> Iterator[bytes]:
    """The header, then the rows of pieces of a list, each ordered by an index, with its cells.

    Lines that are `APART` name a number and nothing else: `make` makes lines of such numbers, in their order,
    once their piece has been read. Everything sees the database as it was at the first piece.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        _go_in_order(cursor)
        for place, (queryset, columns) in enumerate(pieces):
            if not place:
                yield from csv_lines(list(columns), [])
            yield from _completed(_blocks(cursor, queryset, columns), make)


def in_pieces(queryset: QuerySet, path: str) -> Iterator[QuerySet]:
    """A queryset in the order of a unique column with an index, cut along it, the first piece small."""
    last, size = None, FIRST
    while True:
        rest = (queryset if last is None else queryset.filter(**{f"{path}__gt": last})).order_by(path)
        end = rest.values_list(path, flat=True)[size : size + 1].first()
        if end is None:
            yield rest
            return
        yield rest.filter(**{f"{path}__lte": end})
        last, size = end, OTHERS


def _go_in_order(cursor: Any) -> None:
    for name, value in _IN_ORDER.items():
        cursor.execute(f"SET LOCAL {name} = {value}")


def _blocks(cursor: Any, queryset: QuerySet, columns: Mapping[str, Any]) -> Iterator[list[bytes]]:
    """Lines as they come from the database, some hundred together."""
    text = _statement(queryset, columns)
    # A line with nothing in it would be no line: of one column what is empty has its quotes.
    nothing = _NOTHING if len(columns) > 1 else ""
    with cursor.copy(f"COPY ({text}) TO STDOUT (FORMAT csv, NULL '{nothing}')") as copy:
        rows = iter(copy)
        while block := list(islice(rows, BLOCK)):
            yield block


def _statement(queryset: QuerySet, columns: Mapping[str, Any]) -> str:
    cells = {f"cell_{place}": cell for place, cell in enumerate(columns.values())}
    parts = {name: cell for name, cell in cells.items() if isinstance(cell, Part)}
    own = {name: cell.own if name in parts else cell for name, cell in cells.items()}
    own = {name: F(cell) if isinstance(cell, str) else cell for name, cell in own.items() if cell is not None}
    arrays = {part.row for part in parts.values()}
    asked = queryset.annotate(**own).values_list(*own, *arrays)
    text = psycopg.ClientCursor(connection.connection).mogrify(*asked.query.sql_with_params())
    if not parts:
        return text
    names = [_part(name, parts[name], name in own) if name in parts else name for name in cells]
    # Kept apart by OFFSET: else each cell would ask anew for what it is found in.
    return f"SELECT {', '.join(names)} FROM ({text} OFFSET 0) line"


def _part(name: str, part: Part, has_own: bool) -> str:
    return f"COALESCE({f'{name}, ' if has_own else ''}{part.row}[{part.place}], '')"


def _completed(
    blocks: Iterable[list[bytes]], make: Callable[[list[int]], Iterable[bytes]]
) -> Iterator[bytes]:
    """The same lines with those made that were apart; what comes behind one of these waits for it."""
    held: list[bytes] = []
    for block in blocks:
        line = b"".join(block)
        if not held and _APART not in line:
            yield line
        else:
            held += block
    numbers = [int(bytes(row[1:]).partition(b",")[0]) for row in held if row[:1] == _APART]
    made = iter(make(numbers))
    yield b"".join(next(made) if row[:1] == _APART else row for row in held)


class SafeText(Func):
    """A text as a cell; see `spreadsheet_safe`."""

    output_field = TextField()
    arity = 1
    template = (
        f"(CASE WHEN ascii(%(expressions)s) IN ({', '.join(str(ord(each)) for each in FORMULA)}) "
        f"AND %(expressions)s !~ '^{NUMBER}$' "
        "THEN chr(39) || %(expressions)s ELSE %(expressions)s END)"
    )


def or_nothing(cell: Any) -> Coalesce:
    """What may be null: a path or an expression."""
    return Coalesce(Cast(cell, TextField()), Value(""), output_field=TextField())


def truth(path: str) -> Cast:
    """True or false."""
    return Cast(path, TextField())


def partial_date(day: str, precision: str) -> Case:
    """A date as far as it is known, see `partial_date_text`."""
    text = Cast(day, TextField())
    lengths = {DatePrecision.MONTH: 7, DatePrecision.YEAR: 4}
    known = [When(**{precision: each}, then=Left(text, length)) for each, length in lengths.items()]
    whole = When(**{precision: DatePrecision.DAY}, then=text)
    return Case(whole, *known, default=Value(""), output_field=TextField())


def name_of(path: str, *, english: bool) -> Case | SafeText:
    """A name in the language of the request: the Chinese one where there is no English."""
    if not english:
        return SafeText(path)
    return Case(When(**{f"{path}_en": ""}, then=SafeText(path)), default=SafeText(f"{path}_en"))
