"""`python -m benchmarks [subject ...]`: measure everything, or the subjects named, on PostgreSQL.

The server is the one DATABASE_URL names, else one started for the purpose; the tables are in a test database.
With BENCH_KEEP=1 a named server keeps them for the next run.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from importlib import import_module
from pkgutil import iter_modules

import django

import benchmarks
from benchmarks.measure import Figure, table
from tests import postgresql

#: As an office runs it, with a quarter of a small machine's memory; nothing has to survive a power cut.
SERVER = (*postgresql.HASTY, "shared_buffers=2GB", "max_wal_size=8GB")
FRAME = ("__main__", "measure", "outcomes", "population", "served", "unjudged")


def main(subjects: list[str]) -> None:
    """Run `figures()` of each module of this package and print one table."""
    available = [module.name for module in iter_modules(benchmarks.__path__) if module.name not in FRAME]
    if unknown := set(subjects) - set(available):
        sys.exit(f"no such subject: {', '.join(sorted(unknown))}; there are {', '.join(available)}")
    with _database():
        found = [figure for name in subjects or available for figure in _figures(name)]
    print(table(found))


def _figures(subject: str) -> list[Figure]:
    print(f"{subject} ...", file=sys.stderr)
    figures: list[Figure] = import_module(f"benchmarks.{subject}").figures()
    return figures


@contextmanager
def _database() -> Iterator[None]:
    named = os.environ.get("DATABASE_URL", "")
    given = named.startswith(("postgres:", "postgresql:"))
    with nullcontext(named) if given else postgresql.server(SERVER) as address:
        os.environ.update(
            DATABASE_URL=address, DJANGO_SETTINGS_MODULE="tracker.settings", SECRET_KEY="bench-only"
        )
        django.setup()
        from django.test.utils import setup_databases, teardown_databases

        keep = os.environ.get("BENCH_KEEP") == "1"
        kept = setup_databases(verbosity=0, interactive=False, keepdb=keep, serialized_aliases=[])
        try:
            yield
        finally:
            teardown_databases(kept, verbosity=0, keepdb=keep)


if __name__ == "__main__":
    main(sys.argv[1:])
