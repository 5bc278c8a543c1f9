"""The least a whole list as CSV can cost: COPY of its columns as they are stored, read and thrown away."""

import time
from collections.abc import Callable
from typing import Final

import psycopg
from django.db import connection
from django.db.models import QuerySet

from tracker.models import Commitment, Observation
from tracker.progress import today

_SERIES: Final = (
    "series__code",
    "series__indicator__code",
    "series__indicator__name",
    "series__indicator__kind",
)
_FIGURE: Final = (
    *("period", "period_start", "period_end", "value", "unit__symbol", "written", "qualifier", "obs_status"),
    *("missing_reason", "published_on", "known_from", "document__code", "document__reliability", "section"),
    *("quote", "start", "derivation", "note"),
)
_VERDICT: Final = (
    "status",
    "method",
    "as_of",
    "judged_at",
    "numbers",
    "method_sensitive",
    "vintage_sensitive",
    "reasons",
)
_TARGET: Final = ("form", "comparator", "value", "value_to", "unit__symbol", "period", "due")
_LATEST: Final = ("value", "unit__symbol", "period", "obs_status", "document__reliability", "derivation")


def _observations() -> QuerySet:
    rows = Observation.objects.known(today()).order_by("series__code", "-period_end", "pk")
    return rows.values_list("pk", *_SERIES, "series__jurisdiction__code", *_FIGURE)


def _commitments() -> QuerySet:
    verdict = "current_verdict"
    return (
        Commitment.objects.published()
        .order_by("place")
        .values_list(
            *("code", "statement", "plan__code", "jurisdiction__code", "topic__code", "binding"),
            *_SERIES[1:],
            *(f"{verdict}__{name}" for name in _VERDICT),
            *(f"{verdict}__target__{name}" for name in _TARGET),
            *(f"{verdict}__latest__{name}" for name in _LATEST),
            *("evidence__document__code", "evidence__section", "evidence__quote", "evidence__start"),
        )
    )


#: What each list is held against.
BARE: Final[dict[str, Callable[[], QuerySet]]] = {"observations": _observations, "commitments": _commitments}


def seconds(question: Callable[[], QuerySet]) -> float:
    """How long PostgreSQL takes to send it."""
    connection.ensure_connection()
    text = psycopg.ClientCursor(connection.connection).mogrify(*question().query.sql_with_params())
    start = time.perf_counter()
    with connection.cursor() as cursor, cursor.copy(f"COPY ({text}) TO STDOUT (FORMAT csv)") as copy:
        for _block in copy:
            pass
    return time.perf_counter() - start
