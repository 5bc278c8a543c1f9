"""Commands on data say in both languages that tables are missing, and hide no other fault."""

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from tracker.management import base
from tracker.management.commands import assess

COMMANDS = [
    ["assess"],
    ["audit_data"],
    ["import_outcomes", "table.csv", "--dry-run"],
    ["load_text", "code", "text.txt"],
    ["seed"],
    ["verify_verdicts"],
]


def broken(*_args, **_options):
    raise OperationalError("no such table")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_missing_tables_are_said_with_the_remedy(command, monkeypatch):
    monkeypatch.setattr(base.BaseCommand, "execute", broken)
    monkeypatch.setattr(base, "_missing_migrations", lambda: 3)

    with pytest.raises(CommandError) as raised:
        call_command(*command)

    chinese, english = str(raised.value).splitlines()
    assert "尚缺3个迁移" in chinese
    assert "3 migrations are missing" in english
    assert all("python manage.py migrate" in line for line in (chinese, english))


@pytest.mark.django_db
def test_any_other_fault_of_the_database_stays_what_it_is(monkeypatch):
    monkeypatch.setattr(assess, "refresh", broken)

    with pytest.raises(OperationalError):
        call_command("assess")
