"""Whole lists as CSV made by PostgreSQL itself: COPY, in pieces, what spreadsheets would run made harmless.

No row passes through Python but as bytes, and the memory it takes does not grow with the list. All pieces see
the database as it was at the first.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import psycopg
from django.db import connection, transaction
from django.db.models import Case, CharField, Func, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Left, NullIf

from tracker.models import DatePrecision
from tracker.reports.keyset import Keyset
from tracker.reports.tables import FORMULA, NUMBER

from .rendering import csv_lines

#: Rows of the first piece, which is to be there at once, and of the others.
FIRST, OTHERS = 500, 20_000


def copied(pieces: Iterable[QuerySet], keyset: Keyset, columns: Mapping[str, Any]) -> Iterator[bytes]:
    """The header, and the rows of one piece after the other in an order: lines of CSV, each piece whole.

    `columns` maps the name of a column to the expression of its cell, see `SafeText` and its neighbours. The
    pieces are made, as everything else is asked, within one view of the database.
    """
    yield from csv_lines(list(columns), [])
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for piece in pieces:
            ordered = keyset.ordered(piece).values_list(*columns.values())
            statement, params = ordered.query.sql_with_params()
            text = psycopg.ClientCursor(connection.connection).mogrify(statement, params)
            with cursor.copy(f"COPY ({text}) TO STDOUT (FORMAT csv)") as copy:
                yield from map(bytes, copy)


def in_pieces(queryset: QuerySet, path: str) -> Iterator[QuerySet]:
    """A queryset cut along a column with an index, the first piece small; ties are never divided."""
    last, size = None, FIRST
    while True:
        rest = queryset if last is None else queryset.filter(**{f"{path}__gt": last})
        end = rest.order_by(path).values_list(path, flat=True)[size : size + 1].first()
        if end is None:
            yield rest
            return
        yield rest.filter(**{f"{path}__lte": end})
        last, size = end, OTHERS


class SafeText(Func):
    """A text as a cell; see `spreadsheet_safe`. An empty one is an empty cell."""

    output_field = TextField()
    arity = 1
    template = (
        f"(CASE WHEN ascii(%(expressions)s) IN ({', '.join(str(ord(each)) for each in FORMULA)}) "
        f"AND %(expressions)s !~ '^{NUMBER}$' "
        "THEN chr(39) || %(expressions)s ELSE NULLIF(%(expressions)s, '') END)"
    )


def code(path: str) -> NullIf:
    """One of our own words, codes and numbers, which need no looking at."""
    return NullIf(Cast(path, TextField()), Value(""), output_field=TextField())


def truth(path: str) -> Case:
    """True or false."""
    return Case(When(**{path: True}, then=Value("true")), default=Value("false"), output_field=CharField())


def partial_date(day: str, precision: str) -> Case:
    """A date as far as it is known, see `partial_date_text`."""
    text = Cast(day, TextField())
    lengths = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7, DatePrecision.DAY: 10}
    known = [When(**{precision: each}, then=Left(text, length)) for each, length in lengths.items()]
    return Case(*known, default=Value(None), output_field=TextField())


def name_of(path: str, *, english: bool) -> Case | SafeText:
    """A name in the language of the request: the Chinese one where there is no English."""
    if not english:
        return SafeText(path)
    return Case(When(**{f"{path}_en": ""}, then=SafeText(path)), default=SafeText(f"{path}_en"))
