"""Keeps what searches, counts and lists look at in step with commitments, whoever changed them.

Each commitment is filed with its words, with what it is counted under, and with the rows that lists show
beside its target. Whenever it is judged anew, which every change of it entails, it is compared with what it
was filed as: the differences go into the counts.
"""

import datetime
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from django.db import connection
from django.db.models import DateField, OuterRef, QuerySet, Subquery

from tracker.models import Alias, Commitment, Evidence, Filed, Grouping, Observation, ReviewState, Tally
from tracker.models.filing import parts_of, spelled

from ..clock import today
from ..known.lean import LeanReader, public_commitments
from ..known.reading import Reading
from ..prepared import Among, Given, Joined, Prepared
from .traits import told_traits

#: Where no second group narrows a count: its grouping and its key.
ALONE = (0, 0)
#: Grouping and key, second grouping and key, due year, status.
Place = tuple[int, int, int, int, int, str]
_PLACE = ("grouping", "key", "beside", "other", "year", "status")


class Beside(NamedTuple):
    """The rows that lists show beside a target, by number.

    `department` is the only one; `departments` says how many there are, None where nothing is known of all
    this.
    """

    latest: int | None = None
    previous: int | None = None
    evidence: int | None = None
    department: int | None = None
    departments: int | None = None


class _Row(NamedTuple):
    """A commitment as it is, and what it is filed as, last of all what is shown beside its target."""

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
    first_words: int | None
    rests_on: int | None
    traits: str
    words: str | None
    counted: str | None
    latest: int | None
    previous: int | None
    evidence: int | None
    only_department: int | None
    department_count: int | None

    @property
    def beside(self) -> Beside:
        """What it is filed as showing."""
        return Beside._make(self[-len(Beside._fields) :])

    def beside_now(self, reading: Reading | None) -> Beside:
        """What it shows: the figure its verdict rests on, else the newest; nothing where it was not read."""
        if reading is None:
            return Beside()
        departments = [int(number) for number in (self.departments or "").split()]
        return Beside(
            latest=self.rests_on or _number(reading.latest),
            previous=_number(reading.previous),
            evidence=self.first_words,
            department=departments[0] if len(departments) == 1 else None,
            departments=len(departments),
        )

    @property
    def words_now(self) -> str:
        """All it can be searched for, a line each."""
        names = [self.name, self.name_en, *sorted((self.aliases or "").split("\n"))]
        return "\n".join(text for text in (self.statement, self.statement_en, *names) if text)

    @property
    def counted_now(self) -> str:
        """What it is counted under: jurisdiction, plan, topic, due year, status, departments, traits.

        Or nothing.
        """
        if not self.status or {self.state, self.plan_state} != {ReviewState.PUBLISHED}:
            return ""
        departments = ",".join(sorted((self.departments or "").split("\n")))
        year = self.due.year if self.due else 0
        return f"{self.jurisdiction} {self.plan} {self.topic} {year} {self.status} {departments}{self.traits}"


def _number(row: Observation | None) -> int | None:
    return None if row is None else row.pk


def _rows() -> QuerySet:
    words = Evidence.objects.filter(commitment=OuterRef("pk"), known_from__lte=Given("day", DateField()))
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
            Subquery(words.order_by("known_from", "start", "id").values("pk")[:1]),
            "current_verdict__latest_id",
            told_traits(),
            *("filed__words", "filed__counted"),
            *(f"filed__{name}_id" for name in Beside._fields[:-1]),
            "filed__departments",
        )
    )


_ROWS = Prepared(_rows, kept=True)


def file_anew(numbers: Sequence[int], readings: Iterable[Reading]) -> int:
    """File these commitments as they are now, and count the differences; how many rows that added.

    They are locked by the caller, who has read those that are public. What was read as of another day than
    today tells nothing of today's lists. Costs one query where nothing has changed.
    """
    day = today()
    read = {reading.commitment.pk: reading for reading in readings if reading.as_of == day}
    rows = [_Row._make(row) for row in _ROWS.rows(numbers=numbers, day=day)]
    new = {row.pk: (row.words_now, row.counted_now, row.beside_now(read.get(row.pk))) for row in rows}
    changed = [row for row in rows if (row.words, row.counted, row.beside) != new[row.pk]]
    if not changed:
        return 0
    Filed.objects.bulk_create(
        [_filed(row.pk, *new[row.pk]) for row in changed],
        update_conflicts=True,
        unique_fields=["commitment"],
        update_fields=["words", "counted", *Beside._fields],
    )
    _index([(row.pk, new[row.pk][0]) for row in changed if row.words != new[row.pk][0]])
    return _count((row.counted or "", new[row.pk][1]) for row in changed)


def _filed(number: int, words: str, counted: str, beside: Beside) -> Filed:
    shown = {Filed._meta.get_field(name).attname: value for name, value in beside._asdict().items()}
    return Filed(commitment_id=number, words=words, counted=counted, **shown)


def counted_under(counted: str) -> Iterator[Place]:
    """Every count a commitment filed so is part of: of each of its groups, and of every two of them.

    And of each of its traits, alone and beside each group; all by due year.
    """
    if not counted:
        return
    jurisdiction, plan, topic, year, status, departments, *traits = counted.split(" ")
    groups = sorted(
        [
            (int(Grouping.TOPIC), int(topic)),
            (int(Grouping.PLAN), int(plan)),
            (int(Grouping.JURISDICTION), int(jurisdiction)),
            *((int(Grouping.DEPARTMENT), int(each or 0)) for each in departments.split(",")),
        ]
    )
    end = (int(year), status)
    for group in groups:
        yield (*group, *ALONE, *end)
    for first, second in combinations(groups, 2):
        yield (*first, *second, *end)
    for trait in traits:
        place = (int(Grouping.TRAIT), int(trait))
        yield (*place, *ALONE, *end)
        for group in groups:
            yield (*group, *place, *end)


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
    day = today()
    reader = LeanReader(day)
    for start in range(0, len(numbers), 500):
        some = numbers[start : start + 500]
        read = {each.commitment.pk: each for each in reader.read(_PUBLIC.rows(numbers=some))}
        for row in map(_Row._make, _ROWS.rows(numbers=some, day=day)):
            sums.update(counted_under(row.counted or ""))
            if not _is_filed(row, read):
                yield row.code
    for *place, number in Tally.objects.values_list(*_PLACE, "number"):
        sums[tuple(place)] -= number
    yield from (" ".join(map(str, place)) for place, number in sorted(sums.items()) if number)


def _is_filed(row: _Row, read: Mapping[int, Reading]) -> bool:
    """Whether a commitment is filed as it is; of one that is not counted neither words nor rows are found.

    Nothing need be filed of what lists show: they read it then.
    """
    counted = row.counted_now
    if (row.counted or "") != counted:
        return False
    shown = (Beside(), row.beside_now(read.get(row.pk)))
    return not counted or (row.words == row.words_now and row.beside in shown)


_PUBLIC = Prepared(public_commitments)
