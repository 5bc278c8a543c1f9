"""Whole lists as CSV made by PostgreSQL itself: COPY, what spreadsheets would run made harmless.

No row passes through Python but as bytes, and the memory it takes does not grow with the list.
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import psycopg
from django.db import connection, transaction
from django.db.models import Case, Func, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Left

from tracker.models import DatePrecision
from tracker.reports.tables import FORMULA, NUMBER

from .rendering import csv_lines

#: Rows that are handed on together.
BLOCK = 400
#: What no cell is. It stands for nothing, and no cell is nothing: so an empty one needs no quotes.
_NOTHING = "\x01"
#: Rows are to come from the index they are ordered by, one after the other: the first at once, and none of
#: them sorted with a million others. Small tables are remembered. Compiling what is asked takes longer.
_IN_ORDER = {"enable_hashjoin": "off", "enable_mergejoin": "off", "jit": "off"}


def copied(queryset: QuerySet, columns: Mapping[str, Any], *, in_order: bool = False) -> Iterator[bytes]:
    """The header, then the rows of an ordered queryset as lines of CSV, some hundred together.

    `columns` maps the name of a column to the expression of its cell, which is never null: see `SafeText` and
    its neighbours. `in_order` says that an index begins with the first key of the order.
    """
    yield from csv_lines(list(columns), [])
    statement, params = queryset.values_list(*columns.values()).query.sql_with_params()
    with transaction.atomic(), connection.cursor() as cursor:
        text = psycopg.ClientCursor(connection.connection).mogrify(statement, params)
        for name, value in _IN_ORDER.items() if in_order else ():
            cursor.execute(f"SET LOCAL {name} = {value}")
        # A line with nothing in it would be no line: of one column what is empty has its quotes.
        nothing = _NOTHING if len(columns) > 1 else ""
        with cursor.copy(f"COPY ({text}) TO STDOUT (FORMAT csv, NULL '{nothing}')") as copy:
            rows = iter(copy)
            while block := b"".join(islice(rows, BLOCK)):
                yield block


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
