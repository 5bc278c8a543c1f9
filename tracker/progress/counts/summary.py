"""Counts commitments by status within groups, always with both denominators."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Count, QuerySet

from tracker.models import (
    MET_STATUSES,
    UNRATEABLE_STATUSES,
    Commitment,
    Department,
    Jurisdiction,
    Plan,
    Status,
    Topic,
)
from tracker.models.named import in_english

from ..prepared import Among, Given, Prepared
from ..standing import Standing, standings

#: What a summary may be grouped by: the path to the group's number, and the table that names it.
GROUPS: dict[str, tuple[str, Any]] = {
    "topic": ("topic", Topic),
    "plan": ("plan", Plan),
    "department": ("departments", Department),
    "jurisdiction": ("jurisdiction", Jurisdiction),
    "due_year": ("due__year", None),
}


def _names_of(table: Any) -> Prepared:
    wanted = table.objects.filter(Among("pk", Given("numbers")))
    return Prepared(lambda: wanted.values_list("pk", "code", "name", "name_en"), kept=True)


_NAMES = {table: _names_of(table) for _path, table in GROUPS.values() if table}
#: Those of which a commitment is in one at most.
APART = GROUPS.keys() - {"department"}
_STATUSES = tuple(Status.values)


@dataclass(frozen=True, kw_only=True)
class SummaryRow:
    """A group's commitments by status.

    `key` is empty where commitments name no group (no department). met = met + achieved; rateable = all −
    not_rateable − withdrawn; no_data and unreported stay in both denominators.
    """

    key: str
    label: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """All commitments of the group."""
        return sum(self.counts.values())

    @property
    def rateable(self) -> int:
        """Those whose wording can be checked and that still stand."""
        counts = self.counts
        return sum([counts[status] for status in counts if status not in UNRATEABLE_STATUSES])

    @property
    def met(self) -> int:
        """Those met, or achieved early."""
        counts = self.counts
        return sum([counts[status] for status in counts if status in MET_STATUSES])

    @property
    def met_of_all(self) -> Fraction | None:
        """met ÷ all; None of nothing."""
        return Fraction(self.met, self.total) if self.total else None

    @property
    def met_of_rateable(self) -> Fraction | None:
        """met ÷ rateable; None of nothing."""
        return Fraction(self.met, self.rateable) if self.rateable else None


def summarise(
    queryset: QuerySet[Commitment], *, by: str, as_of: datetime.date | None = None
) -> list[SummaryRow]:
    """Count `queryset` by status in each group of `by` (a key of `GROUPS`), in the groups' own order.

    Today's counts come from stored statuses in one query; those of a past day are judged on the spot.
    A commitment of two departments counts in both groups.
    """
    if as_of:
        return tally(standings(_judgeable(queryset), as_of=as_of), by=by)
    path, table = GROUPS[by]
    rows = queryset.exclude(status="").order_by().values_list(path, "status").annotate(n=_each_once(queryset))
    grouped: dict[int, Counter[str]] = defaultdict(Counter)
    for number, status, count in rows:
        grouped[number or 0][status] += count
    return rows_of(table, grouped)


def tally(found: Iterable[Standing], *, by: str) -> list[SummaryRow]:
    """Count commitments that were judged already, as `summarise` does."""
    found = list(found)
    path, table = GROUPS[by]
    numbers = _numbers_of(found, path)
    grouped: dict[int, Counter[str]] = defaultdict(Counter)
    for standing in found:
        for number in numbers[standing.commitment.pk]:
            grouped[number][standing.status] += 1
    return rows_of(table, grouped)


def summarise_total(queryset: QuerySet[Commitment], *, as_of: datetime.date | None = None) -> SummaryRow:
    """Count `queryset` by status as a whole, each commitment once."""
    if as_of:
        counts = Counter(row.status for row in standings(_judgeable(queryset), as_of=as_of))
    else:
        rows = queryset.exclude(status="").order_by().values_list("status").annotate(n=_each_once(queryset))
        counts = Counter(dict(rows))
    return SummaryRow(key="", label="", counts=in_order(counts))


def total_of(rows: Iterable[SummaryRow]) -> SummaryRow:
    """Groups together; of groups that share no commitment each counts once."""
    counts: dict[str, int] = {}
    for row in rows:
        for status, number in row.counts.items():
            counts[status] = counts.get(status, 0) + number
    return SummaryRow(key="", label="", counts=in_order(counts))


def _judgeable(queryset: QuerySet[Commitment]) -> QuerySet[Commitment]:
    return queryset.select_related("plan", "series__indicator__unit", "current_verdict").distinct()


def _each_once(queryset: QuerySet[Commitment]) -> Count:
    """How many there are, where what narrows them gives one several times each once; that is to sort them."""
    joins = (getattr(join, "join_field", None) for join in queryset.query.alias_map.values())
    several = queryset.query.distinct or any(getattr(field, "one_to_many", False) for field in joins)
    return Count("pk", distinct=True) if several else Count("*")


def _numbers_of(found: list[Standing], path: str) -> dict[int, set[int]]:
    if path == "due__year":
        return {row.commitment.pk: {row.target.due.year} for row in found}
    pairs = Commitment.objects.filter(pk__in=[row.commitment.pk for row in found]).values_list("pk", path)
    numbers: dict[int, set[int]] = defaultdict(set)
    for commitment, number in pairs:
        numbers[commitment].add(number or 0)
    return numbers


def rows_of(table: Any, grouped: Mapping[int, Mapping[str, int]]) -> list[SummaryRow]:
    """Groups by number as rows, without those of nothing."""
    counts = {number: kept for number, found in grouped.items() if (kept := in_order(found))}
    return [
        SummaryRow(key=key, label=label, counts=counts[number])
        for number, key, label in _named(table, counts)
    ]


def in_order(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts by status in the order of statuses, without those nobody has."""
    return {status: number for status in _STATUSES if (number := counts.get(status))}


def _named(table: Any, numbers: Collection[int]) -> list[tuple[int, str, str]]:
    """Groups by number with their keys and names, in the table's order; the nameless one last."""
    if table is None:
        return [(number, str(number or ""), str(number or "")) for number in sorted(numbers)]
    english = in_english()
    rows = [
        (number, code, name_en if english and name_en else name)
        for number, code, name, name_en in _NAMES[table].rows(numbers=numbers)
    ]
    return rows + ([(0, "", "")] if 0 in numbers else [])
