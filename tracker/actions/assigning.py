"""Say which departments answer for commitments, many at once."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet

from tracker.models import AuditEntry, Commitment, Department, User, Verb
from tracker.progress import refresh
from tracker.progress.prepared import Among

from .alike import changeable, propose_alike
from .sieve import Done


@transaction.atomic
def assign_departments(
    *, commitments: QuerySet[Commitment], departments: Collection[Department], by: User | None
) -> Done:
    """Let these departments, and no others, answer for the commitments.

    Public ones through new versions, where `by` needs a second person. Left alone are those outside the
    remits of `by` (`outside_remit`), those somebody decides over (`wrong_state`), those that are assigned so
    already (`assigned_already`), and those of which a new version waits (`already_proposed`). Raises
    AuthorityError: `no_right`, `beyond_token`.
    """
    wanted = sorted(department.pk for department in departments)

    def unlike(rows: QuerySet[Commitment]) -> list[int]:
        return [row.pk for row in rows.prefetch_related("departments") if _now(row) != wanted]

    found = changeable(commitments, by=by, unlike=unlike, alike="assigned_already")
    _assign(found.at_once, wanted, "、".join(map(str, departments)), by)
    refresh(Commitment.objects.filter(Among("pk", [row.pk for row in found.at_once])))
    proposed = propose_alike(found.public, lambda row: {"departments": [_now(row), wanted]}, by=by)
    return Done(len(found.at_once), proposed, found.refused)


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
