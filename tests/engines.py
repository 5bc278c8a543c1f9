"""The tests on SQLite, then those of the database on PostgreSQL.

Run as `python -m tests.engines [pytest arguments]`, which is what `make test` does.
"""

import os
import signal
import subprocess
import sys
from contextlib import nullcontext

from tests import postgresql

#: What `make check` has looked at: no engine has a part in it.
CHECKED = "--ignore=tests/test_project.py"


def main(arguments: list[str]) -> int:
    """Run both passes, the second also when the first fails; 0 only when both pass."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    named = os.environ.get("DATABASE_URL", "")
    results = {"SQLite": _run("SQLite", "not browser", "sqlite://:memory:", arguments)}
    try:
        given = named.startswith(("postgres:", "postgresql:"))
        with nullcontext(named) if given else postgresql.server() as address:
            results["PostgreSQL"] = _run("PostgreSQL", "database and not browser", address, arguments)
    except postgresql.NoPostgreSQL as error:
        print(f"\nThe database tests did not run on PostgreSQL: {error}", file=sys.stderr)
        results["PostgreSQL"] = 1
    print("\n" + ", ".join(f"{engine}: {'failed' if code else 'passed'}" for engine, code in results.items()))
    return 1 if any(results.values()) else 0


def _run(engine: str, marks: str, address: str, arguments: list[str]) -> int:
    print(f"\n== {engine} ==", flush=True)
    # A file stays on one core: what it prepares for all its tests is prepared once.
    cores = ["--numprocesses=auto", "--maxprocesses=4", "--dist=loadfile"]
    command = [sys.executable, "-m", "pytest", "-q", *cores, "-m", marks, *(arguments or [CHECKED])]
    environment = {**os.environ, "DATABASE_URL": address}
    # What the first pass has compiled serves the second, also where nothing is to be left behind otherwise.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.run(command, env=environment).returncode


def _leave(number: int, _frame: object) -> None:
    # A plain exception, so that the server is stopped on the way out.
    raise SystemExit(128 + number)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
