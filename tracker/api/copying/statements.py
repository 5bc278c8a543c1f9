"""What PostgreSQL is told to copy, and how its planner is told to go about it."""

from collections.abc import Mapping
from typing import Any

import psycopg
from django.db import connection
from django.db.models import F, QuerySet

from .cells import Part

#: What no cell is. It stands for nothing, and no cell is nothing: so an empty one needs no quotes.
_NOTHING = "\x01"


def statement(queryset: QuerySet, columns: Mapping[str, Any]) -> str:
    """The COPY of an ordered queryset's rows as lines of CSV, with the cells of `columns`."""
    # A line with nothing in it would be no line: of one column what is empty has its quotes.
    nothing = _NOTHING if len(columns) > 1 else ""
    return f"COPY ({_question(queryset, columns)}) TO STDOUT (FORMAT csv, NULL '{nothing}')"


def _question(queryset: QuerySet, columns: Mapping[str, Any]) -> str:
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
