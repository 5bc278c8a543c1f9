"""Counts commitments by status within groups, always with both denominators."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Sum

from tracker.models import (
    MET_STATUSES,
    UNRATEABLE_STATUSES,
    Commitment,
    Department,
    Grouping,
    Jurisdiction,
    Plan,
    Status,
    Tally,
    Topic,
)
from tracker.models.named import named

from .filing import EVERYWHERE
from .prepared import Among, AmongTexts, Given, Prepared
from .standing import Standing, standings

#: What a summary may be grouped by: the path to the group's key, and the table that names it.
GROUPS: dict[str, tuple[str, Any]] = {
    "topic": ("topic__code", Topic),
    "plan": ("plan__code", Plan),
    "department": ("departments__code", Department),
    "jurisdiction": ("jurisdiction__code", Jurisdiction),
    "due_year": ("due__year", None),
}


def _sums(scopes: Any) -> QuerySet:
    rows = Tally.objects.filter(scope__in=scopes, grouping=Given("grouping", IntegerField())).order_by()
    return rows.values_list("key", "status").annotate(sum=Sum("number"))


_SUMS = Prepared(lambda: _sums([EVERYWHERE]), kept=True)
_SUMS_IN_PLACES = Prepared(
    lambda: _sums(Jurisdiction.objects.filter(AmongTexts("code", Given("codes"))).order_by().values("pk")),
    kept=True,
)


def _names(table: Any, wanted: Any) -> Prepared:
    return Prepared(
        lambda: table.objects.filter(wanted).values_list("pk", "code", "name", "name_en"), kept=True
    )


_NAMED = [table for _path, table in GROUPS.values() if table]
_NAMES = {table: _names(table, Among("pk", Given("numbers"))) for table in _NAMED}
_NAMES_BY_CODE = {table: _names(table, AmongTexts("code", Given("codes"))) for table in _NAMED}


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
        return self.total - sum(self.counts.get(status, 0) for status in UNRATEABLE_STATUSES)

    @property
    def met(self) -> int:
        """Those met, or achieved early."""
        return sum(self.counts.get(status, 0) for status in MET_STATUSES)

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
    return _rows({key: _in_order(counts) for key, counts in grouped.items()}, table)


def summarise_total(queryset: QuerySet[Commitment], *, as_of: datetime.date | None = None) -> SummaryRow:
    """Count `queryset` by status as a whole, each commitment once."""
    if as_of:
        counts = Counter(row.status for row in standings(_judgeable(queryset), as_of=as_of))
    else:
        rows = queryset.exclude(status="").order_by().values("status").annotate(n=Count("pk", distinct=True))
        counts = Counter({row["status"]: row["n"] for row in rows})
    return SummaryRow(key="", label="", counts=_in_order(counts))


def tallied(*, by: str, jurisdictions: Collection[str] = (), keys: Collection[str] = ()) -> list[SummaryRow]:
    """The same as `summarise` of all public commitments today, or of those of some jurisdictions (by code).

    With `keys` only these groups. Counts are kept while commitments are judged (see `filing`): it costs as
    much as there are groups, however many commitments there are.
    """
    grouped: dict[int, Counter[str]] = defaultdict(Counter)
    for number, status, count in _tallies(jurisdictions, Grouping[by.upper()]):
        grouped[number][status] = count
    return [
        SummaryRow(key=key, label=label, counts=_in_order(grouped[number]))
        for number, key, label in _numbered(GROUPS[by][1], grouped)
        if not keys or key in keys
    ]


def total_of(rows: Iterable[SummaryRow]) -> SummaryRow:
    """Groups together; of groups that share no commitment each counts once."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(row.counts)
    return SummaryRow(key="", label="", counts=_in_order(counts))


def tallied_total(*, jurisdictions: Collection[str] = ()) -> SummaryRow:
    """All groups together, each commitment once."""
    counts: Counter[str] = Counter()
    for _key, status, number in _tallies(jurisdictions, Grouping.TOPIC):  # of which each has one
        counts[status] += number
    return SummaryRow(key="", label="", counts=_in_order(counts))


def _tallies(jurisdictions: Collection[str], grouping: Grouping) -> Iterator[tuple[int, str, int]]:
    asked = {"codes": jurisdictions} if jurisdictions else {}
    sums = (_SUMS_IN_PLACES if asked else _SUMS).rows(grouping=int(grouping), **asked)
    return ((key, status, number) for key, status, number in sums if number)


def _numbered(table: Any, numbers: Collection[int]) -> list[tuple[int, str, str]]:
    """Groups by number with their keys and names, in the table's order; the nameless one last."""
    if table is None:
        return [(number, str(number or ""), str(number or "")) for number in sorted(numbers)]
    rows = [(number, code, named(*names)) for number, code, *names in _NAMES[table].rows(numbers=numbers)]
    return rows + ([(0, "", "")] if 0 in numbers else [])


def _judgeable(queryset: QuerySet[Commitment]) -> QuerySet[Commitment]:
    return queryset.select_related("plan", "series__indicator__unit", "current_verdict").distinct()


def _stored(queryset: QuerySet[Commitment], path: str) -> dict[str, dict[str, int]]:
    rows = (
        queryset.exclude(status="").order_by().values(path, "status").annotate(n=Count("pk", distinct=True))
    )
    grouped: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        grouped[_key(row[path])][row["status"]] += row["n"]
    return {key: _in_order(counts) for key, counts in grouped.items()}


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


def _in_order(counts: Counter[str]) -> dict[str, int]:
    return {status: counts[status] for status in Status.values if counts[status]}


def _named(table: Any, keys: Iterable[str]) -> list[tuple[str, str]]:
    """Keys with their names, in the table's order; the nameless group last."""
    wanted = set(keys)
    if table is None:
        return [(key, key) for key in sorted(wanted)]
    rows = [(code, named(*names)) for _number, code, *names in _NAMES_BY_CODE[table].rows(codes=wanted)]
    return rows + ([("", "")] if "" in wanted else [])
