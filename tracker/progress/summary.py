"""Counts commitments by status within groups, always with both denominators."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
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
from tracker.models.named import is_english

from .prepared import AmongTexts, Given, Prepared
from .standing import Standing, standings

#: What a summary may be grouped by: the path to the group's key, and the table that names it.
GROUPS: dict[str, tuple[str, Any]] = {
    "topic": ("topic__code", Topic),
    "plan": ("plan__code", Plan),
    "department": ("departments__code", Department),
    "jurisdiction": ("jurisdiction__code", Jurisdiction),
    "due_year": ("due__year", None),
}


def names_of(table: Any, wanted: Any) -> Prepared:
    """The names of those groups of a table for which a condition holds: number, code, both names."""
    return Prepared(
        lambda: table.objects.filter(wanted).values_list("pk", "code", "name", "name_en"), kept=True
    )


def labelled(rows: Iterable[tuple[int, str, str, str]]) -> list[tuple[int, str, str]]:
    """Groups of `names_of` with the one name that is in the language of the moment."""
    if is_english():
        return [(number, code, name_en or name) for number, code, name, name_en in rows]
    return [(number, code, name) for number, code, name, _name_en in rows]


#: The tables that name groups.
NAMED = [table for _path, table in GROUPS.values() if table]
_NAMES = {table: names_of(table, AmongTexts("code", Given("codes"))) for table in NAMED}
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
    return _rows(_stored(queryset, path), table)


def tally(found: Iterable[Standing], *, by: str) -> list[SummaryRow]:
    """Count commitments that were judged already, as `summarise` does."""
    found = list(found)
    path, table = GROUPS[by]
    keys = _keys_of(found, path)
    grouped: dict[str, Counter[str]] = defaultdict(Counter)
    for standing in found:
        for key in keys[standing.commitment.pk]:
            grouped[key][standing.status] += 1
    return _rows({key: in_order(counts) for key, counts in grouped.items()}, table)


def summarise_total(queryset: QuerySet[Commitment], *, as_of: datetime.date | None = None) -> SummaryRow:
    """Count `queryset` by status as a whole, each commitment once."""
    if as_of:
        counts = Counter(row.status for row in standings(_judgeable(queryset), as_of=as_of))
    else:
        rows = queryset.exclude(status="").order_by().values("status").annotate(n=Count("pk", distinct=True))
        counts = Counter({row["status"]: row["n"] for row in rows})
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


def _stored(queryset: QuerySet[Commitment], path: str) -> dict[str, dict[str, int]]:
    rows = (
        queryset.exclude(status="").order_by().values(path, "status").annotate(n=Count("pk", distinct=True))
    )
    grouped: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        grouped[_key(row[path])][row["status"]] += row["n"]
    return {key: in_order(counts) for key, counts in grouped.items()}


def _rows(counts: dict[str, dict[str, int]], table: Any) -> list[SummaryRow]:
    return [
        SummaryRow(key=key, label=label, counts=counts[key]) for key, label in _named(table, counts.keys())
    ]


def _keys_of(found: list[Standing], path: str) -> dict[int, set[str]]:
    if path == "due__year":
        return {row.commitment.pk: {str(row.target.due.year)} for row in found}
    pairs = Commitment.objects.filter(pk__in=[row.commitment.pk for row in found]).values_list("pk", path)
    keys: dict[int, set[str]] = defaultdict(set)
    for number, key in pairs:
        keys[number].add(_key(key))
    return keys


def _key(value: Any) -> str:
    return "" if value is None else str(value)


def in_order(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts by status in the order of statuses, without those nobody has."""
    return {status: number for status in _STATUSES if (number := counts.get(status))}


def _named(table: Any, keys: Iterable[str]) -> list[tuple[str, str]]:
    """Keys with their names, in the table's order; the nameless group last."""
    wanted = set(keys)
    if table is None:
        return [(key, key) for key in sorted(wanted)]
    rows = [(key, label) for _number, key, label in labelled(_NAMES[table].rows(codes=wanted))]
    return rows + ([("", "")] if "" in wanted else [])
