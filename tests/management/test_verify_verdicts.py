"""`verify_verdicts` in a process of its own, on a database file: what was tampered with is named."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

_FILL = """
import datetime, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.factories import make_commitment, make_observation
from tracker.progress import refresh
for value in ("80", "120", "95"):
    make_observation(make_commitment().series, value)
refresh(as_of=datetime.date(2022, 7, 1))
"""


def run(database: Path, *command: str) -> subprocess.CompletedProcess:
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "SECRET_KEY": "tests-only",
        "LANGUAGE_CODE": "en",
    }
    return subprocess.run(
        [sys.executable, *command], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
    )


def verify(database: Path) -> tuple[int, str]:
    """The exit code and all that was said."""
    done = run(database, "manage.py", "verify_verdicts")
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Path:
    """A database file with three verdicts, written by another process."""
    database = tmp_path_factory.mktemp("verify") / "verdicts.sqlite3"
    done = run(database, "-c", _FILL)
    assert done.returncode == 0, done.stderr
    return database


@pytest.fixture
def database(filled, tmp_path) -> Path:
    """A copy to tamper with."""
    copy = tmp_path / "tampered.sqlite3"
    with sqlite3.connect(filled) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    return copy


def tamper(database: Path, statement: str) -> None:
    connection = sqlite3.connect(database)
    with connection:
        assert connection.execute(statement).rowcount
    connection.close()


def test_nothing_tampered_with_is_fine(database):
    code, said = verify(database)
    assert code == 0
    assert "3" in said


def test_a_changed_figure_is_named_with_its_verdict(database):
    tamper(database, "UPDATE tracker_observation SET value = '99' WHERE written = '120'")
    code, said = verify(database)
    assert code == 1
    [line] = [line for line in said.splitlines() if " status: " in line]
    assert line.endswith("status: met -> nearly_met")
    assert "#2 rows: " in said
    assert "#1 " not in said


def test_a_changed_number_of_a_verdict_is_named(database):
    tamper(database, """UPDATE tracker_verdict SET numbers = replace(numbers, '"4/5"', '"5/4"')""")
    code, said = verify(database)
    assert code == 1
    assert {line.split()[2] for line in said.splitlines() if "#1 " in line} == {"sha256:", "numbers:"}


def test_a_changed_rule_set_is_named_for_every_verdict_under_it(database):
    tamper(database, """UPDATE tracker_ruleset SET rules = replace(rules, '"9/10"', '"1/2"')""")
    code, said = verify(database)
    assert code == 1
    assert said.count(" sha256: ") == 3
    assert "#1 status: missed -> nearly_met" in said


def test_all_three_at_once_are_all_named(database):
    tamper(database, "UPDATE tracker_observation SET value = '99' WHERE written = '120'")
    tamper(database, """UPDATE tracker_verdict SET numbers = replace(numbers, '"4/5"', '"5/4"')""")
    tamper(database, """UPDATE tracker_ruleset SET rules = replace(rules, '"9/10"', '"1/2"')""")
    code, said = verify(database)
    assert code == 1
    assert all(words in said for words in ("#2 rows: ", "#1 numbers: ", "#3 sha256: "))
