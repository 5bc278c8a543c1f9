"""Reads that happen a million times: written with the ORM, compiled once, columns turned into rows quickly.

Django compiles a query anew each time it is asked and looks at every field of a table for each row. Where one
commitment is judged after a new figure the first costs more than the query, where all are judged the second
costs more than judging. The questions themselves stay querysets, so that every rule of reading has one place.
"""

import datetime
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models import Expression, F, Func, QuerySet
from django.db.models.base import ModelState

from tracker.models.fields import ExactDecimalField

_PLACEHOLDER = re.compile("%s|%%")
#: Columns the driver of PostgreSQL gives as they are wanted.
_READ_BY_DRIVER = (ExactDecimalField, models.IntegerField)


class Given(Expression):
    """A value a prepared query is told each time it is asked, by name."""

    def __init__(self, name: str, output_field: models.Field | None = None) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Stand in the parameters itself, until the value is known."""
        return "%s", [self]


class Among(Func):
    """Whether a number is one of a list, which is a single parameter however long it is.

    A parameter for each number, as `__in` has it, is too many for SQLite and slow to plan for PostgreSQL.
    """

    output_field = models.BooleanField()

    def __init__(self, field: str, numbers: "Given | Sequence[int]") -> None:
        super().__init__(F(field))
        self.numbers = numbers

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        """Compare with the list in the engine's own way."""
        column, params = compiler.compile(self.source_expressions[0])
        return among(column, connection), [*params, adapted(self.numbers, connection)]


class AmongTexts(Func):
    """Whether a text is one of a list, given as one parameter."""

    output_field = models.BooleanField()

    def __init__(self, field: str, values: "Given") -> None:
        super().__init__(F(field))
        self.values = values

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        """Compare with the list in the engine's own way."""
        column, params = compiler.compile(self.source_expressions[0])
        if connection.vendor == "sqlite":
            return f"{column} IN (SELECT value FROM json_each(%s))", [*params, self.values]
        return f"{column} = ANY(%s::text[])", [*params, self.values]


class Joined(models.Aggregate):
    """Texts one behind the other, in any order."""

    output_field = models.TextField()
    function, template = "group_concat", "%(function)s(%(expressions)s, char(10))"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        """By its own name."""
        template = "string_agg(%(expressions)s::text, chr(10))"
        return self.as_sql(compiler, connection, template=template, **context)


def among(column: str, connection: Any) -> str:
    """The condition that `column` is in a list given as one parameter: an array, on SQLite a text of JSON."""
    if connection.vendor == "sqlite":
        return f"{column} IN (SELECT value FROM json_each(%s))"
    # Unfolded and folded again, the list is a value the planner need not go through number by number.
    return f"{column} = ANY(ARRAY(SELECT unnest(%s::bigint[])))"


def adapted(value: Any, connection: Any) -> Any:
    """A day, or a collection of nothing but numbers or texts, as the engine takes it; else as it is."""
    if isinstance(value, str | int | float | Given | None):
        return value
    if isinstance(value, datetime.date):
        return connection.ops.adapt_datefield_value(value)
    if connection.vendor == "sqlite":
        return json.dumps(list(value))
    if isinstance(next(iter(value), None), str):
        return list(value)
    # As PostgreSQL writes an array: the driver would look at every item of a list.
    return f"{{{','.join(map(str, value))}}}"


#: What makes of the columns of a query what it answers.
_Reader = Callable[[list[Sequence[Any]]], list[Any]]


class Prepared:
    """A query that is compiled the first time it is asked, and answers tuples.

    `question` makes it: a queryset of `values_list`, in which `Given` stands for what is told later. One that
    is `kept` PostgreSQL plans once for each connection: for what is asked often, and of about as many rows.
    """

    def __init__(self, question: Callable[[], QuerySet], *, kept: bool = False) -> None:
        self._question = question
        self._kept = kept
        self._compiled: dict[str, tuple[str, tuple[Any, ...], _Reader]] = {}

    def rows(self, **given: Any) -> list[Any]:
        """The answer, with a value for every `Given` of the question."""
        own = connections[DEFAULT_DB_ALIAS]  # asked once: `connection` looks it up each time
        sql, params, read = self._compiled.get(own.vendor) or self._compile()
        told = {name: adapted(value, own) for name, value in given.items()}
        values = [told[part.name] if isinstance(part, Given) else part for part in params]
        return read(answer(sql, values, kept=self._kept))

    def _compile(self) -> tuple[str, tuple[Any, ...], _Reader]:
        compiler = self._question().query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        found = sql, tuple(params), self._reader(compiler)
        self._compiled[connection.vendor] = found
        return found

    def _reader(self, compiler: Any) -> _Reader:
        columns = [column for column, _sql, _alias in compiler.select]
        converters = compiler.get_converters(columns)
        if connection.vendor == "postgresql":
            converters = {
                place: each
                for place, each in converters.items()
                if not isinstance(each[1].output_field, _READ_BY_DRIVER)
            }
        return lambda rows: [_converted(row, converters) for row in rows] if converters else rows


class PreparedRows(Prepared):
    """The same of a queryset without `values_list`: it answers rows, with those of its `select_related`.

    They hold what Django's would, made without a look at every field. Nothing is prefetched.
    """

    def _reader(self, compiler: Any) -> _Reader:
        read = super()._reader(compiler)
        make = _Maker(compiler.select, compiler.klass_info, compiler.annotation_col_map).make
        return lambda rows: [make(columns) for columns in read(rows)]


class _Maker:
    """Makes rows of a table, and those they are to know, of the columns of a query.

    It goes by the notes that Django's compiler takes for `ModelIterable` and `RelatedPopulator`.
    """

    def __init__(self, select: Sequence[Any], notes: Mapping[str, Any], annotations: Iterable[str]) -> None:
        places = notes["select_fields"]
        self._model = notes["model"]
        # Of the rows that are asked for, annotations stand right behind the columns.
        self._names = [*(select[place][0].target.attname for place in places), *annotations]
        self._columns = slice(places[0], places[0] + len(self._names))
        self._key = places[0] + self._names.index(self._model._meta.pk.attname)
        self._known = [
            (each["local_setter"], each["remote_setter"], _Maker(select, each, ()).make)
            for each in notes.get("related_klass_infos", ())
        ]

    def make(self, columns: Sequence[Any]) -> Any:
        """A row; None where the columns are of none."""
        if columns[self._key] is None:
            return None
        row = row_of(self._model, zip(self._names, columns[self._columns], strict=True))
        for set_known, set_back, make in self._known:
            known = make(columns)
            set_known(row, known)
            if known is not None:
                set_back(known, row)
        return row


def is_watched(connection: Any) -> bool:
    """Whether somebody logs the queries of a connection, or wraps them."""
    return bool(connection.queries_logged or connection.execute_wrappers)


def answer(sql: str, params: Sequence[Any], *, kept: bool) -> list[Sequence[Any]]:
    """The rows of a query; one to be `kept` is planned the first time only.

    Django has values written into the text of a query, which makes it another one for PostgreSQL each time.
    Where somebody watches the queries, or wraps them, they go Django's way.
    """
    own: Any = connections[DEFAULT_DB_ALIAS]
    if not kept or is_watched(own) or own.vendor != "postgresql":
        with own.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()
    own.ensure_connection()
    with own.wrap_database_errors, psycopg.RawCursor(own.connection) as cursor:
        return cursor.execute(_numbered(sql), params, prepare=True).fetchall()


@lru_cache(maxsize=512)
def _numbered(sql: str) -> str:
    """A statement with its parameters as PostgreSQL numbers them: the driver looks for them each time."""
    places = count(1)
    return _PLACEHOLDER.sub(lambda found: f"${next(places)}" if found[0] == "%s" else "%", sql)


def _converted(row: Sequence[Any], converters: dict[int, Any]) -> list[Any]:
    values = list(row)
    for place, (functions, expression) in converters.items():
        for function in functions:
            values[place] = function(values[place], expression, connection)
    return values


def row_of(model: type[models.Model], columns: Mapping | Iterable[tuple[str, Any]], **related: Any) -> Any:
    """A row of `model` that holds only these columns, and the `related` rows it is to know.

    As an unpickled one comes to be: without a look at every field. A column left out would be read from the
    database when asked for.
    """
    row: Any = object.__new__(model)
    state = ModelState()
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    state.fields_cache = related
    row.__dict__ = dict(columns, _state=state)
    return row
