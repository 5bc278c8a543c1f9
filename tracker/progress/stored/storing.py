"""Writes new verdicts and lets commitments show them, in as few statements as the engine allows."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import JSONField
from django.utils import timezone

from tracker.models import Commitment, Observation, Target, Verdict

from ..prepared import adapted, among
from .recording import encode

_VERDICT, _COMMITMENT, _OBSERVATION, _TARGET = (
    table._meta.db_table for table in (Verdict, Commitment, Observation, Target)
)
_FIELDS = [field for field in Verdict._meta.concrete_fields if not field.primary_key]
_NAMES = [(field.attname, isinstance(field, JSONField)) for field in _FIELDS]

#: The columns a new row is copied in with; its number comes from the table.
COLUMNS = [field.attname for field in _FIELDS]
COPY = f"COPY {_VERDICT} ({', '.join(field.column for field in _FIELDS)}) FROM STDIN"
POINT = f"""
    UPDATE {_COMMITMENT}
    SET current_verdict_id = new.id, status = new.status, figure_known_from = latest.known_from,
        due = aim.due, distance = new.distance
    FROM {_VERDICT} new LEFT JOIN {_OBSERVATION} latest ON latest.id = new.latest_id
        LEFT JOIN {_TARGET} aim ON aim.id = new.target_id
    WHERE {_COMMITMENT}.id = new.commitment_id AND new.id > %s AND
"""
_LAST = {
    "postgresql": f"SELECT pg_sequence_last_value(pg_get_serial_sequence('{_VERDICT}', 'id')::regclass)",
    "sqlite": f"SELECT max(id) FROM {_VERDICT}",
}


def store(verdicts: Iterable[Verdict]) -> int:
    """Add these verdicts, of one commitment each, point the commitments at them, and say how many.

    The commitments are locked by the caller. On PostgreSQL the server takes in rows while the next ones are
    made: until the last is, nothing else may be asked of the database.
    """
    rows = iter(verdicts)
    first = next(rows, None)
    if first is None:
        return 0
    last = last_number()
    numbers: list[int] = []
    add = _copy if connection.vendor == "postgresql" else Verdict.objects.bulk_create
    add(_dated(chain([first], rows), numbers))
    point_at_later(last, numbers)
    return len(numbers)


def last_number() -> int:
    """A number that every verdict added from now on exceeds."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST[connection.vendor])
        return cursor.fetchone()[0] or 0


def point_at_later(last: int, commitments: list[int]) -> None:
    """Let these commitments show the verdict each of them has been given after number `last`."""
    with connection.cursor() as cursor:
        condition = among("new.commitment_id", connection)
        cursor.execute(POINT + condition, [last, adapted(commitments, connection)])


def _dated(verdicts: Iterable[Verdict], numbers: list[int]) -> Iterator[Verdict]:
    """The verdicts with the moment they are recorded; the numbers of their commitments are noted."""
    now = timezone.now()
    for verdict in verdicts:
        verdict.recorded_at = now
        numbers.append(verdict.commitment_id)
        yield verdict


def _copy(verdicts: Iterable[Verdict]) -> None:
    """Stream the rows: the fastest way into PostgreSQL there is."""
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(COPY) as copy:
        for verdict in verdicts:
            copy.write_row(_row(verdict))


def _row(verdict: Verdict) -> list[Any]:
    values = verdict.__dict__
    return [encode(values[name]).decode() if is_json else values[name] for name, is_json in _NAMES]
