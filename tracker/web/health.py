"""Two addresses for whoever supervises the process. They say nothing about the data."""

import logging

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 "ok" while the process can answer at all; touches no database."""
    return _plain("ok", 200)


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database can be reached and has every migration, else 503 with the reason."""
    try:
        pending = unapplied_migrations()
    except DatabaseError:
        # The driver's message may name hosts and users: it belongs in the log, not in the answer.
        logger.exception("readyz: the database cannot be reached")
        return _plain("database unreachable", 503)
    if pending:
        return _plain(f"{len(pending)} migrations not applied, first {pending[0]}", 503)
    return _plain("ok", 200)


def unapplied_migrations() -> list[str]:
    """Name the migrations the database lacks, as "app.name", in the order they would run.

    Raises DatabaseError when the database cannot be reached.
    """
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
