"""What PostgreSQL is told to copy, and how its planner is told to go about it."""

from collections.abc import Mapping
from typing import Any

import psycopg
from django.db import connection
from django.db.models import F, QuerySet

from tracker.progress.prepared import Given

#: What no cell is. It stands for nothing, and no cell is nothing: so an empty one needs no quotes.
_NOTHING = "\x01"


class Statement:
    """The COPY of an ordered queryset's rows as lines of CSV, with the cells of `columns`.

    Compiled once; the values of what is `Given` in the queryset are told when its text is asked for.
    """

    def __init__(self, queryset: QuerySet, columns: Mapping[str, Any]) -> None:
        # A line with nothing in it would be no line: of one column what is empty has its quotes.
        nothing = _NOTHING if len(columns) > 1 else ""
        question, self._params = _question(queryset, columns)
        self._sql = f"COPY ({question}) TO STDOUT (FORMAT csv, NULL '{nothing}')"

    def text(self, **given: Any) -> str:
        """All of it as text: COPY takes no parameters."""
        values = [given[each.name] if isinstance(each, Given) else each for each in self._params]
        return psycopg.ClientCursor(connection.connection).mogrify(self._sql, values)


def _question(queryset: QuerySet, columns: Mapping[str, Any]) -> tuple[str, tuple[Any, ...]]:
    cells = {
        f"cell_{place}": F(cell) if isinstance(cell, str) else cell
        for place, cell in enumerate(columns.values())
    }
    return queryset.annotate(**cells).values_list(*cells).query.sql_with_params()
