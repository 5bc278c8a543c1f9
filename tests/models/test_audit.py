"""The audit log is only added to, and knows the door."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests import factories as make
from tracker.models import AuditEntry, Door, current_door, through
from tracker.models.snapshots import differences, first, read_back, snapshot, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> AuditEntry:
    return AuditEntry.objects.record("changed", make.make_commitment(), by=None)


@pytest.mark.parametrize("act", [lambda rows: rows.update(reason="x"), lambda rows: rows.delete()])
def test_its_entries_are_neither_changed_nor_removed(entry, act):
    with pytest.raises(TypeError):
        act(AuditEntry.objects.all())


def test_the_database_refuses_to_change_an_entry(entry):
    refused = pytest.raises(DatabaseError, match="only added to")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE tracker_auditentry SET reason = 'x'")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="emptying a table is a DELETE on SQLite")
def test_the_database_refuses_to_remove_an_entry(entry):
    refused = pytest.raises(DatabaseError, match="only added to")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM tracker_auditentry")


def test_an_entry_stored_again_is_refused(entry):
    entry.reason = "x"
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        entry.save()


def test_work_outside_every_door_comes_from_the_command_line(entry):
    assert entry.door == Door.COMMAND


def test_a_door_counts_for_what_is_done_behind_it():
    with through(Door.API), through(Door.WEB):
        assert AuditEntry.objects.record("changed", make.make_commitment(), by=None).door == Door.WEB
    assert current_door() == Door.COMMAND


def test_what_happens_to_its_parts_is_told_of_a_commitment():
    commitment = make.make_commitment()
    AuditEntry.objects.record("changed", commitment.targets.get(), by=None)
    AuditEntry.objects.record("changed", make.make_remark(commitment), by=None)
    AuditEntry.objects.record("changed", make.make_commitment(number=99), by=None)

    assert AuditEntry.objects.about(commitment).count() == 2


def test_what_happened_to_its_change_set_is_told_of_a_figure():
    together = make.make_change_set()
    AuditEntry.objects.record("imported", together, by=None)

    assert AuditEntry.objects.about(make.make_observation(change_set=together)).count() == 1


def test_a_snapshot_names_what_a_row_refers_to():
    row = make.make_observation(value="80")

    assert (snapshot(row)["unit"], snapshot(row)["value"]) == ("家", "80")
    assert first(row)["value"] == [None, "80"]
    assert "note" not in first(row)


def test_differences_hold_what_differs():
    assert differences({"a": "1", "b": "2"}, {"a": "1", "b": "3", "c": "4"}) == {
        "b": ["2", "3"],
        "c": [None, "4"],
    }


@pytest.mark.parametrize(
    "name", ["value", "period_end", "document", "unit", "preferred", "note", "start", "qualifier"]
)
def test_what_is_told_of_a_field_can_be_read_back(name):
    row = make.make_observation(value="80.10")
    row.refresh_from_db()

    assert read_back(type(row), name, told(row, name)) == getattr(row, name)


def test_departments_are_told_by_their_numbers():
    commitment, department = make.make_commitment(), make.make_department()
    commitment.departments.set([department])

    assert told(commitment, "departments") == [department.pk]
    assert read_back(type(commitment), "departments", [department.pk]) == [department]
