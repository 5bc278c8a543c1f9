"""Writes new verdicts and lets commitments show them, in as few statements as the engine allows."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import JSONField
from django.utils import timezone

from tracker.models import Commitment, Observation, Verdict

from .prepared import adapted, among
from .recording import encode

_FIELDS = Verdict._meta.concrete_fields
_VERDICT, _COMMITMENT, _OBSERVATION = (table._meta.db_table for table in (Verdict, Commitment, Observation))
_COPY = f"COPY {_VERDICT} ({', '.join(field.column for field in _FIELDS)}) FROM STDIN"
_NUMBERS = f"SELECT nextval(pg_get_serial_sequence('{_VERDICT}', 'id')) FROM generate_series(1, %s)"
_POINT = f"""
    UPDATE {_COMMITMENT}
    SET current_verdict_id = new.id, status = new.status, figure_known_from = latest.known_from
    FROM {_VERDICT} new LEFT JOIN {_OBSERVATION} latest ON latest.id = new.latest_id
    WHERE {_COMMITMENT}.id = new.commitment_id AND
"""


def store(verdicts: Sequence[Verdict]) -> None:
    """Add these verdicts, of one commitment each, and point their commitments at them."""
    if not verdicts:
        return
    if connection.vendor == "postgresql":
        _copy(verdicts)
    else:
        Verdict.objects.bulk_create(verdicts)
    with connection.cursor() as cursor:
        numbers = adapted([verdict.pk for verdict in verdicts], connection)
        cursor.execute(_POINT + among("new.id", connection), [numbers])


def _copy(verdicts: Sequence[Verdict]) -> None:
    """Number the rows and stream them; the fastest way into PostgreSQL there is."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS, [len(verdicts)])
        for verdict, (number,) in zip(verdicts, cursor.fetchall(), strict=True):
            verdict.pk, verdict.recorded_at = number, now
        with connection.wrap_database_errors, cursor.copy(_COPY) as copy:
            for verdict in verdicts:
                copy.write_row(tuple(_columns(verdict)))


def _columns(verdict: Verdict) -> Iterator[Any]:
    values = verdict.__dict__
    for field in _FIELDS:
        value = values[field.attname]
        yield encode(value) if isinstance(field, JSONField) else value
