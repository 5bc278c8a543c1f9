"""What a search of the audit log finds, and how far it looks."""

import datetime

import pytest
from django.utils import timezone

from tests.factories import make_commitment, make_document, make_user
from tracker.admin import finding
from tracker.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries():
    """Four entries, the oldest first: of two people, about two commitments and a document."""
    wang, li = make_user("wang"), make_user("li")
    first, second = make_commitment(number=1), make_commitment(number=2)
    paper = make_document(title="统计公报")
    made = [
        AuditEntry.objects.record("entered", first, by=wang, reason="照录"),
        AuditEntry.objects.record("entered", second, by=li),
        AuditEntry.objects.record("changed", first, by=li, reason="抄错"),
        AuditEntry.objects.record("changed", paper, by=wang, reason="抄错日期"),
    ]
    return {entry.pk: number for number, entry in enumerate(made)}


@pytest.fixture
def found(desk, entries):
    """The places of the entries a search finds."""

    def search(text):
        rows = desk.get("/en/admin/tracker/auditentry/", {"q": text}).context["cl"].result_list
        return sorted(entries[row.pk] for row in rows if row.pk in entries)

    return search


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("wang", [0, 3]),
        ("LI", [1, 2]),
        ("410100-2021-001", [0, 2]),
        ("410100-2021", [0, 1, 2]),
        ("抄错", [2, 3]),
        ("公报", [3]),
        ("抄错 li", [2]),
        ("抄错 410100-2021", [2]),
        ("2021", [0, 1, 2]),  # a part of a name, no day
        ("2010-05", []),
        ("nobody", []),
        ("%", []),
        ("\x00", [0, 1, 2, 3]),
    ],
)
def test_entries_are_found_by_person_commitment_and_words(found, text, places):
    assert found(text) == places


def test_entries_are_found_by_the_day_as_it_is_here(found):
    day = timezone.localtime().date()

    assert found(day.isoformat()) == found(day.isoformat()[:7]) == [0, 1, 2, 3]
    assert found((day - datetime.timedelta(days=1)).isoformat()) == []


def test_words_alone_are_looked_for_in_the_newest_entries(found, monkeypatch):
    monkeypatch.setattr(finding, "RECENT", 1)

    assert found("抄错") == [3]
    assert found("抄错 410100-2021-001") == [2]  # of a commitment all are read
