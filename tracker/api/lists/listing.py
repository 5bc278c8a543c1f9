"""Commitments as rows of a list: from what their stored verdicts say, or judged on the spot."""

import datetime
from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet

from tracker import assessment
from tracker.models import Commitment, Evidence
from tracker.progress import Standing, standings
from tracker.progress.lists import listed as stored
from tracker.progress.prepared import Given
from tracker.reports.languages import in_english

from .. import bodies

Rows = dict[int, bodies.Body]


def rows_of(
    numbers: Sequence[int],
    *,
    as_of: datetime.date | None,
    day: datetime.date,
    method: str,
) -> list[bodies.Body]:
    """The commitments of these numbers as a list shows them, in their order, in a constant number of queries.

    Rows that have gone meanwhile are left out.
    """
    plain = as_of is None and method == assessment.DEFAULT_METHOD
    found = _stored(numbers, day) if plain and numbers else {}
    if rest := [number for number in numbers if number not in found]:
        found |= _judged(rest, as_of, day, method)
    return [found[number] for number in numbers if number in found]


def evidence_by(day: datetime.date | Given) -> QuerySet:
    """Evidence known by a day, with its document."""
    return Evidence.objects.filter(known_from__lte=day).select_related("document")


def _stored(numbers: Sequence[int], day: datetime.date) -> Rows:
    english = in_english()
    rows = stored.listed(numbers, day=day)
    return {number: bodies.listed_row(row, day=day, english=english) for number, row in rows.items()}


def _judged(numbers: Sequence[int], as_of: datetime.date | None, day: datetime.date, method: str) -> Rows:
    asked = Commitment.objects.filter(pk__in=numbers).for_list()
    rows = list(asked.prefetch_related(Prefetch("evidence", evidence_by(day))))
    found = {row.commitment.pk: row for row in standings(rows, as_of=as_of, method=method)}
    return {row.pk: _body(row, found.get(row.pk)) for row in rows}


def _body(row: Commitment, standing: Standing | None) -> bodies.Body:
    departments = sorted(department.code for department in row.departments.all())
    return bodies.commitment_row(row, standing, list(row.evidence.all()), departments)
