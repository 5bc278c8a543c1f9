"""Say which departments answer for commitments, many at once."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet

from tracker.authority import CHANGE, may_publish_alone, right, within
from tracker.exceptions import AuthorityError
from tracker.models import (
    AuditEntry,
    Commitment,
    Department,
    ReviewState,
    Revision,
    User,
    Verb,
)


@dataclass(frozen=True)
class Assigned:
    """How many commitments were assigned, and of how many public ones a new version waits."""

    assigned: int
    proposed: int


@transaction.atomic
def assign_departments(
    *, commitments: QuerySet[Commitment], departments: Collection[Department], by: User | None
) -> Assigned:
    """Let these departments, and no others, answer for the commitments within the remits of `by`.

    Public ones through new versions, where `by` needs a second person; those of which one waits already, and
    those that are assigned so already, are left alone. Raises AuthorityError `no_right`.
    """
    if by is not None and not by.has_perm(right(CHANGE, Commitment)):
        raise AuthorityError("no_right", {"right": right(CHANGE, Commitment)})
    wanted = sorted(department.pk for department in departments)
    found = within(Commitment.objects.filter(pk__in=commitments.order_by().values("pk")), by)
    rows = [row for row in found.order_by("pk").prefetch_related("departments") if _now(row) != wanted]
    alone = may_publish_alone(by)
    public = [] if alone else [row for row in rows if row.state == ReviewState.PUBLISHED]
    at_once = [row for row in rows if alone or row.state != ReviewState.PUBLISHED]
    names = "、".join(str(department) for department in departments)
    _assign(at_once, wanted, names, by)
    return Assigned(len(at_once), _propose(public, wanted, by))


def _now(row: Commitment) -> list[int]:
    return sorted(department.pk for department in row.departments.all())


def _assign(rows: list[Commitment], wanted: list[int], names: str, by: User | None) -> None:
    ties = Commitment.departments.through
    ties.objects.filter(commitment__in=rows).delete()
    ties.objects.bulk_create(
        [ties(commitment_id=row.pk, department_id=number) for row in rows for number in wanted],
        batch_size=1000,
    )
    entries = [
        AuditEntry.objects.entry(
            Verb.ASSIGNED,
            row,
            by=by,
            changes={"departments": ["、".join(map(str, row.departments.all())), names]},
        )
        for row in rows
    ]
    AuditEntry.objects.bulk_create(entries, batch_size=1000)


def _propose(rows: list[Commitment], wanted: list[int], by: User | None) -> int:
    kind = ContentType.objects.get_for_model(Commitment)
    waiting = set(Revision.objects.open().filter(content_type=kind).values_list("object_id", flat=True))
    new = [_version(row, kind, wanted, by) for row in rows if row.pk not in waiting]
    stored = Revision.objects.bulk_create(new, batch_size=1000)
    entries = [
        AuditEntry.objects.entry(Verb.PROPOSED, row, by=by, changes=row.changes, commitment=row.commitment_id)
        for row in stored
    ]
    AuditEntry.objects.bulk_create(entries, batch_size=1000)
    return len(stored)


def _version(row: Commitment, kind: Any, wanted: list[int], by: User | None) -> Revision:
    return Revision(
        content_type=kind,
        object_id=row.pk,
        label=str(row)[:200],
        changes={"departments": [_now(row), wanted]},
        commitment=row,
        state=ReviewState.SUBMITTED,
        entered_by=by,
    )
