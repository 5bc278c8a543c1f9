"""Keeps what searches and counts look at in step with commitments, whoever changed them.

Each commitment is filed with its words and with what it is counted under. Whenever it is judged anew, which
every change of it entails, it is compared with what it was filed as: the differences go into the counts.
"""

import datetime
from array import array
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Aggregate, OuterRef, QuerySet, Subquery, TextField

from tracker.models import Alias, Commitment, Filed, Grouping, ReviewState, Tally
from tracker.models.filing import parts_of, spelled

from .prepared import Among, Given, Prepared

#: Where no second group narrows a count: its grouping and its key.
ALONE = (0, 0)
#: Grouping and key, second grouping and key, status.
Place = tuple[int, int, int, int, str]
_PLACE = ("grouping", "key", "beside", "other", "status")


class Joined(Aggregate):
    """Texts one behind the other, in any order."""

    output_field = TextField()
    function, template = "group_concat", "%(function)s(%(expressions)s, char(10))"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        """By its own name."""
        template = "string_agg(%(expressions)s::text, chr(10))"
        return self.as_sql(compiler, connection, template=template, **context)


class _Row(NamedTuple):
    """A commitment as it is, and what it is filed as."""

    pk: int
    code: str
    state: str
    plan_state: str
    jurisdiction: int
    plan: int
    topic: int
    due: datetime.date | None
    status: str
    statement: str
    statement_en: str
    name: str | None
    name_en: str | None
    aliases: str | None
    departments: str | None
    words: str | None
    counted: str | None

    @property
    def words_now(self) -> str:
        """All it can be searched for, a line each."""
        names = [self.name, self.name_en, *sorted((self.aliases or "").split("\n"))]
        return "\n".join(text for text in (self.statement, self.statement_en, *names) if text)

    @property
    def counted_now(self) -> str:
        """What it is counted under: jurisdiction, plan, topic, due year, status, departments; or nothing."""
        if not self.status or {self.state, self.plan_state} != {ReviewState.PUBLISHED}:
            return ""
        departments = ",".join(sorted((self.departments or "").split("\n")))
        year = self.due.year if self.due else 0
        return f"{self.jurisdiction} {self.plan} {self.topic} {year} {self.status} {departments}"


def _rows() -> QuerySet:
    through = Commitment.departments.through.objects.filter(commitment=OuterRef("pk")).order_by()
    aliases = Alias.objects.filter(indicator=OuterRef("series__indicator")).order_by()
    return (
        Commitment.objects.filter(Among("pk", Given("numbers")))
        .order_by()
        .values_list(
            *(
                "pk",
                "code",
                "state",
                "plan__state",
                "jurisdiction_id",
                "plan_id",
                "topic_id",
                "due",
                "status",
            ),
            *("statement", "statement_en", "series__indicator__name", "series__indicator__name_en"),
            Subquery(aliases.values("indicator").annotate(all=Joined("name")).values("all")),
            Subquery(through.values("commitment").annotate(all=Joined("department_id")).values("all")),
            *("filed__words", "filed__counted"),
        )
    )


_ROWS = Prepared(_rows, kept=True)


def file_anew(numbers: Sequence[int]) -> int:
    """File these commitments as they are now, and count the differences; how many rows that added.

    They are locked by the caller. Costs one query where nothing has changed.
    """
    rows = [_Row._make(row) for row in _ROWS.rows(numbers=numbers)]
    new = {row.pk: (row.words_now, row.counted_now) for row in rows}
    changed = [row for row in rows if (row.words, row.counted) != new[row.pk]]
    if not changed:
        return 0
    Filed.objects.bulk_create(
        [Filed(commitment_id=row.pk, words=new[row.pk][0], counted=new[row.pk][1]) for row in changed],
        update_conflicts=True,
        unique_fields=["commitment"],
        update_fields=["words", "counted"],
    )
    _index([(row.pk, new[row.pk][0]) for row in changed if row.words != new[row.pk][0]])
    return _count((row.counted or "", new[row.pk][1]) for row in changed)


def counted_under(counted: str) -> Iterator[Place]:
    """Every count a commitment filed so is part of: of each of its groups, and of every two of them."""
    if not counted:
        return
    jurisdiction, plan, topic, year, status, departments = counted.split(" ")
    groups = sorted(
        [
            (int(Grouping.TOPIC), int(topic)),
            (int(Grouping.PLAN), int(plan)),
            (int(Grouping.JURISDICTION), int(jurisdiction)),
            (int(Grouping.DUE_YEAR), int(year)),
            *((int(Grouping.DEPARTMENT), int(each or 0)) for each in departments.split(",")),
        ]
    )
    for group in groups:
        yield (*group, *ALONE, status)
    for first, second in combinations(groups, 2):
        yield (*first, *second, status)


def _count(pairs: Iterator[tuple[str, str]]) -> int:
    """Add the differences between what was counted and what is."""
    differences: Counter[Place] = Counter()
    for before, after in pairs:
        differences.subtract(counted_under(before))
        differences.update(counted_under(after))
    return _add(differences)


def _add(differences: Counter[Place]) -> int:
    added = [(*place, number) for place, number in differences.items() if number]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(_COPY) as copy:
            for row in added:
                copy.write_row(row)
    else:
        names = (*_PLACE, "number")
        rows = (Tally(**dict(zip(names, row, strict=True))) for row in added)
        Tally.objects.bulk_create(rows, batch_size=2000)
    return len(added)


def _index(changed: Collection[tuple[int, str]]) -> None:
    """Bring SQLite's index of words up to date; PostgreSQL keeps its own."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM tracker_words WHERE rowid = %s", [(number,) for number, _ in changed])
        rows = [(number, " ".join(map(spelled, {*parts_of(words)}))) for number, words in changed]
        cursor.executemany("INSERT INTO tracker_words (rowid, parts) VALUES (%s, %s)", rows)


_COLUMNS = ", ".join(_PLACE)
_COPY = f"COPY {Tally._meta.db_table} ({_COLUMNS}, number) FROM STDIN"
_PUT_TOGETHER = f"""
WITH gone AS (DELETE FROM {Tally._meta.db_table} RETURNING {_COLUMNS}, number)
INSERT INTO {Tally._meta.db_table} ({_COLUMNS}, number)
SELECT {_COLUMNS}, sum(number) FROM gone GROUP BY {_COLUMNS} HAVING sum(number) <> 0 ORDER BY {_COLUMNS}
"""


def put_together() -> None:
    """Make one row of all differences in a count, those of two groupings beside each other.

    Whoever counts meanwhile sees the ones or the other.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_PUT_TOGETHER)
        return
    sums: Counter[Place] = Counter()
    for *place, number in Tally.objects.values_list(*_PLACE, "number"):
        sums[tuple(place)] += number
    Tally.objects.all().delete()
    _add(sums)


def out_of_step() -> Iterator[str]:
    """Commitments that are filed otherwise than they are, by code, and counts that are no sums of them."""
    sums: Counter[Place] = Counter()
    numbers = array("q", Commitment.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), 500):
        for row in map(_Row._make, _ROWS.rows(numbers=numbers[start : start + 500])):
            sums.update(counted_under(row.counted or ""))
            counted = row.counted_now
            if (row.counted or "") != counted or (counted and row.words != row.words_now):
                yield row.code
    for *place, number in Tally.objects.values_list(*_PLACE, "number"):
        sums[tuple(place)] -= number
    yield from (" ".join(map(str, place)) for place, number in sorted(sums.items()) if number)
