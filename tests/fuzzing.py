"""Requests made up from the contract for minutes, against the server the program runs with.

`make fuzz-api` (`MINUTES=20`) starts a PostgreSQL of its own, fills it with the demo, serves it and lets
schemathesis ask: each operation by its examples and at its limits, then right and wrong requests made up, and
chains in which one answer feeds the next. Half the time it sends what it makes up, half the time
`If-Match: *` with it, so that changes come through. It ends with what was asked and what was found, and fails
where that was anything: a 5xx, an answer the contract does not describe, a deleted row that is still there,
or a failure among what the server wrote (var/fuzz-api.log).
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any, Final

from benchmarks.served.servers import serving
from tests.postgresql import server

#: What every answer is held against.
CHECKS: Final = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance",
    "response_headers_conformance", "response_schema_conformance", "use_after_free",
)  # fmt: skip
#: What goes with every request of a pass, beside the token.
PASSES: Final = {"as made up": (), "with If-Match: *": ("--header", "If-Match: *")}
SECRET: Final = "duixian_fuzzing"
#: Nobody is sent away for asking too often.
RATE: Final = "1000000000/second"
LOG: Final = Path("var/fuzz-api.log")


def run(minutes: float) -> bool:
    """Ask for so many minutes; whether nothing was found."""
    with tempfile.TemporaryDirectory() as folder, server() as address:
        os.environ.update(
            DATABASE_URL=address,
            DJANGO_SETTINGS_MODULE="tracker.settings",
            IMPORT_ROOT=folder,
            SECRET_KEY="fuzzing",
            THROTTLE_TOKEN=RATE,
        )
        contract = _prepared(Path(folder))
        LOG.parent.mkdir(exist_ok=True)
        with LOG.open("wb") as log, serving("tracker.wsgi:application", log.fileno()) as served:
            clean = [_asked(name, contract, served.port, minutes / len(PASSES)) for name in PASSES]
        # An answer that breaks off while it is sent is no 5xx.
        failures = LOG.read_bytes().count(b"Traceback")
        sys.stdout.write(f"{failures} failures in {LOG}\n")
        return all(clean) and not failures


def _prepared(folder: Path) -> Path:
    """Fill the database, and write the contract down, strict: a key it does not name is a finding."""
    import django

    django.setup()
    from django.core.management import call_command

    from tests.api.caller import sparse_contract
    from tests.factories import make_token, make_user

    call_command("migrate", verbosity=0)
    call_command("seed", verbosity=0)
    make_token(make_user(is_superuser=True), secret=SECRET, writes=True, reviews=True)
    path = folder / "contract.json"
    path.write_text(json.dumps(sparse_contract()), encoding="utf-8")
    return path


def _asked(name: str, contract: Path, port: int, minutes: float) -> bool:
    """One pass: whether nothing was found."""
    report = contract.with_name("report.json")
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "run", str(contract)),
        *("--url", f"http://127.0.0.1:{port}", "--header", f"Authorization: Bearer {SECRET}", *PASSES[name]),
        *("--checks", ",".join(CHECKS), "--max-time", str(round(minutes * 60)), "--continue-on-failure"),
        *("--warnings", "off", "--request-timeout", "30", "--report-json-path", str(report)),
    ]
    done = subprocess.run(command, cwd=contract.parent)
    sys.stdout.write(f"{name}: {told(json.loads(report.read_bytes()))}\n")
    sys.stdout.flush()
    return done.returncode == 0


def told(report: dict[str, Any]) -> str:
    """A report of schemathesis in one line."""
    cases, ended = report["test_cases"], Counter[str]()
    for phases in report["valid_rates"].values():
        for counted in phases.values():
            ended.update(counted)
    return (
        f"{cases['generated']} requests to {report['operations']['tested']} operations in "
        f"{report['running_time'] / 60:.1f} minutes; of the right ones {ended['accepted']} accepted, "
        f"{ended['rejected']} rejected, {ended['unreachable']} not found; {cases['unique_failures']} findings"
    )


if __name__ == "__main__":
    sys.exit(not run(float(sys.argv[1])))
