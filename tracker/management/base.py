"""What the commands on data have in common."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext_noop

from .bilingual import both

_BEHIND = gettext_noop(
    "The database is not in step with the program: {number} migrations are missing. "
    "Run first: python manage.py migrate"
)


class DataCommand(BaseCommand):
    """A command that reads or writes tables, and says so where they are not there yet.

    Raises CommandError in place of the driver's complaint when migrations are missing.
    """

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except DatabaseError:
            if missing := _missing_migrations():
                raise CommandError(both(_BEHIND, number=missing)) from None
            raise


def _missing_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
