"""The staged table as it is written: COPY on PostgreSQL, executemany on SQLite.

Files repeat themselves: a few indicators, places, periods and documents make up most of every row. Such parts
are put into the form of the engine once and joined row by row.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection

#: A value of a column; dates and decimals as text, which both engines read.
Value = int | str | bool | None


class Head(NamedTuple):
    """What a row has of its own before anything is known of its content."""

    change_set_id: int
    position: int
    number: int


class Subject(NamedTuple):
    """What is measured, and how the figure is stated."""

    indicator_id: int | None = None
    unit_id: int | None = None
    qualifier: str = ""
    qualifier_stated: bool = False
    obs_status: str = ""
    obs_status_stated: bool = False


class Place(NamedTuple):
    """Where it is measured."""

    jurisdiction_id: int | None = None


class Dated(NamedTuple):
    """Which period it is about, who published it and when, and what is to be accepted of that."""

    outcome: str
    then: str
    warned: bool
    problems: str | None = None
    period: str = ""
    period_start: str | None = None
    period_end: str | None = None
    document_id: int | None = None
    proposal: int | None = None
    published_on: str | None = None
    published_precision: str = ""
    known_from: str | None = None


class Said(NamedTuple):
    """The figure and its words."""

    value: str | None = None
    written: str = ""
    missing_reason: str = ""
    section: str = ""
    quote: str = ""
    start: int | None = None
    figure: str = ""
    figure_start: int | None = None
    derivation: str = ""
    note: str = ""
    before_said: str = ""


_COLUMNS = (*Head._fields, *Subject._fields, *Place._fields, *Dated._fields, *Said._fields)
_NAMES = ", ".join(f'"{name}"' for name in _COLUMNS)
_COPY = f"COPY tracker_stagedrow ({_NAMES}) FROM STDIN"
_INSERT = f"INSERT INTO tracker_stagedrow ({_NAMES}) VALUES ({', '.join(['%s'] * len(_COLUMNS))})"
#: What the text format of COPY writes otherwise.
_SPECIAL = re.compile(r"[\\\t\n\r]")
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_NULL = "\\N"
#: Rows handed to the connection at a time.
_LINES = 500


class Tuples:
    """Rows in the form of SQLite: tuples."""

    def part(self, values: Sequence[Value]) -> tuple[Value, ...]:
        """Some columns of a row, in a form that is cheap to join."""
        return tuple(values)

    def row(self, head: Any, subject: Any, place: Any, dated: Any, said: Any) -> Any:
        """A row of its parts; `head` and `said` as they are, the others as `part` made them."""
        return (*head, *subject, *place, *dated, *said)

    def plain_row(self, head: Any, subject: Any, place: Any, dated: Any, said: Any) -> Any:
        """A row of a figure with its words, none of which holds a control character or a backslash."""
        digits, written, section, quote, figure, derivation, note = said
        words = (section, quote, None, figure, None, derivation, note)
        return (*head, *subject, *place, *dated, digits, written, "", *words, "")

    def write(self, rows: Iterator[Any]) -> None:
        """Store rows, whole or not at all within the caller's transaction."""
        with connection.cursor() as cursor:
            cursor.executemany(_INSERT, rows)


class Lines:
    """Rows in the form of PostgreSQL: lines of the text format of COPY."""

    def part(self, values: Sequence[Value]) -> str:
        """Some columns of a row, in a form that is cheap to join."""
        return "\t".join(map(_column, values))

    def row(self, head: Any, subject: Any, place: Any, dated: Any, said: Any) -> Any:
        """A row of its parts; `head` and `said` as they are, the others as `part` made them."""
        first, position, number = head
        return f"{first}\t{position}\t{number}\t{subject}\t{place}\t{dated}\t{self.part(said)}\n"

    def plain_row(self, head: Any, subject: Any, place: Any, dated: Any, said: Any) -> Any:
        """A row of a figure with its words, none of which holds a control character or a backslash."""
        first, position, number = head
        digits, written, section, quote, figure, derivation, note = said
        return (
            f"{first}\t{position}\t{number}\t{subject}\t{place}\t{dated}\t{digits}\t{written}\t\t{section}"
            f"\t{quote}\t{_NULL}\t{figure}\t{_NULL}\t{derivation}\t{note}\t\n"
        )

    def write(self, rows: Iterator[Any]) -> None:
        """Store rows, whole or not at all within the caller's transaction."""
        with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
            while lines := list(islice(rows, _LINES)):
                copy.write("".join(lines))


def form() -> Tuples | Lines:
    """The form of rows that the database takes fastest."""
    return Lines() if connection.vendor == "postgresql" else Tuples()


def _column(value: Value) -> str:
    if value is None:
        return _NULL
    if value is True or value is False:
        return "t" if value else "f"
    text = str(value)
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], text) if _SPECIAL.search(text) else text
