"""The same counts as `summarise` gives, from those that are kept while commitments are judged (see `filing`).

They cost as much as there are groups, however many commitments there are.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from django.db.models import F, Q, Sum

from tracker.models import Grouping, Tally

from .prepared import Among, AmongTexts, Given, Prepared
from .summary import GROUPS, NAMED, SummaryRow, in_order, labelled, names_of

#: What counts are narrowed by: the keys of the groups wanted, by the name of their grouping.
Narrowed = Mapping[str, Collection[str]]
EVERYTHING: Final[Narrowed] = MappingProxyType({})
#: The number of a group, a status, and how many.
_Sum = tuple[int, str, int]


def is_tallied(*, by: str, narrowed: Narrowed) -> bool:
    """Whether counts are kept of this: groups of `by`, narrowed by groups of one other grouping at most.

    Two departments may share commitments; what is to be counted once is not known of them then.
    """
    departments = set(narrowed.get("department", ()))
    others = narrowed.keys() - {by}
    if by == "department" and departments:
        return len(departments) == 1 and not others
    return len(departments) <= 1 and len(others) <= 1


def tallied(*, by: str, narrowed: Narrowed = EVERYTHING) -> list[SummaryRow]:
    """The same as `summarise` of all public commitments today, or of those left of which `is_tallied`."""
    grouped: dict[int, dict[str, int]] = defaultdict(dict)
    for number, status, count in _tallies(by, narrowed):
        counts = grouped[number]
        counts[status] = counts.get(status, 0) + count
    return [
        SummaryRow(key=key, label=label, counts=in_order(grouped[number]))
        for number, key, label in _numbered(GROUPS[by][1], grouped)
    ]


def tallied_total(*, narrowed: Narrowed = EVERYTHING) -> SummaryRow:
    """All of it together, each commitment once; `narrowed` by groups of one grouping at most."""
    counts: Counter[str] = Counter()
    by = next(iter(narrowed), "topic")  # of topics each commitment has one
    for _key, status, number in _alone(by, narrowed):
        counts[status] += number
    return SummaryRow(key="", label="", counts=in_order(counts))


def _tallies(by: str, narrowed: Narrowed) -> Iterator[_Sum]:
    other = next(iter(narrowed.keys() - {by}), by)
    if other != by:
        yield from _paired(by, other, narrowed)
        return
    yield from _alone(by, narrowed)
    if by == "department" and by in narrowed:
        yield from _shared(narrowed)


def _alone(by: str, narrowed: Narrowed) -> Iterator[_Sum]:
    """Counts of the groups of one grouping."""
    return _sums("key", (by,), {"key": narrowed[by]} if by in narrowed else {})


def _paired(by: str, other: str, narrowed: Narrowed) -> Iterator[_Sum]:
    """Counts of the groups of one grouping within groups of another."""
    first, second = pair = sorted((by, other), key=lambda name: Grouping[name.upper()])
    columns = {"key": first, "other": second}
    asked = {column: narrowed[name] for column, name in columns.items() if name in narrowed}
    return _sums("key" if by == first else "other", tuple(pair), asked)


def _shared(narrowed: Narrowed) -> Iterator[_Sum]:
    """What departments share with these, by the other department."""
    for column, asked in (("other", "key"), ("key", "other")):
        yield from _sums(column, ("department", "department"), {asked: narrowed["department"]})


def _sums(column: str, groupings: tuple[str, ...], asked: Mapping[str, Collection[str]]) -> Iterator[_Sum]:
    """Counts by the group in a column, of one grouping or two; of the groups asked for in each column."""
    told: dict[str, Any] = dict(asked)
    for place, name in zip(("key", "other"), groupings, strict=False):
        if name == "due_year" and place in asked:
            # What filters take for a year, of which no table has the number: 2021.0, too.
            told[place] = [int(Decimal(year)) for year in asked[place]]
    rows = _question(column, groupings, frozenset(asked)).rows(**told)
    return ((number, status, count) for number, status, count in rows if count)


@lru_cache(maxsize=256)
def _question(column: str, groupings: tuple[str, ...], asked: frozenset[str]) -> Prepared:
    """Of each pair of groupings there are four."""
    first, *second = groupings
    tables = {"key": GROUPS[first][1], "other": GROUPS[second[0]][1] if second else None}
    return Prepared(
        lambda: (
            Tally.objects.filter(
                *(_among(place, tables[place]) for place in sorted(asked)),
                grouping=Grouping[first.upper()],
                beside=Grouping[second[0].upper()] if second else 0,
            )
            .order_by()
            .values_list(F(column), "status")
            .annotate(sum=Sum("number"))
        ),
        kept=True,
    )


def _among(column: str, table: Any) -> Q | Among:
    """Whether a column is the number of one of the groups wanted: by their codes, of due years themselves."""
    if table is None:
        return Among(column, Given(column))
    wanted = table.objects.filter(AmongTexts("code", Given(column))).order_by().values("pk")
    return Q(**{f"{column}__in": wanted})


def _numbered(table: Any, numbers: Collection[int]) -> list[tuple[int, str, str]]:
    """Groups by number with their keys and names, in the table's order; the nameless one last."""
    if table is None:
        return [(number, str(number or ""), str(number or "")) for number in sorted(numbers)]
    rows = labelled(_NAMES[table].rows(numbers=numbers))
    return rows + ([(0, "", "")] if 0 in numbers else [])


_NAMES = {table: names_of(table, Among("pk", Given("numbers"))) for table in NAMED}
