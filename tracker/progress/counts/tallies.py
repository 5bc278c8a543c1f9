"""The same counts as `summarise` gives, from those that are kept while commitments are judged (see `filing`).

They cost as much as there are groups, however many commitments there are. Of what has a trait they are kept
as of groups; what has none is what all and these differ by.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from django.db.models import F, Q, Sum

from tracker.models import Grouping, Tally

from ..prepared import Among, AmongTexts, Given, Prepared
from .summary import GROUPS, SummaryRow, in_order, rows_of
from .traits import TRAITS, Asked, asked_of

#: What counts are narrowed by: the keys of the groups wanted, by the name of their grouping; the words of a
#: filter of `TRAITS`, by its name.
Narrowed = Mapping[str, Collection[Any]]
EVERYTHING: Final[Narrowed] = MappingProxyType({})
#: The number of a group, a status, and how many.
_Sum = tuple[int, str, int]


def is_tallied(*, by: str, narrowed: Narrowed) -> bool:
    """Whether counts are kept of this: they are of two groupings, or of one and a trait, in some due years.

    Two departments may share commitments; what is to be counted once is not known of them then.
    """
    departments = set(narrowed.get("department", ()))
    traits = narrowed.keys() & TRAITS.keys()
    groups = ({by} | narrowed.keys()) - traits - {"due_year"}
    if by == "department" and departments:
        return len(departments) == 1 and len(groups) == 1 and not traits
    return len(departments) <= 1 and len(traits) <= 1 and len(groups) + len(traits) <= 2


def tallied(*, by: str, narrowed: Narrowed = EVERYTHING) -> list[SummaryRow]:
    """The same as `summarise` of all public commitments today, or of those left of which `is_tallied`."""
    grouped: dict[int, dict[str, int]] = defaultdict(dict)
    for number, status, count in _tallies(by, narrowed):
        counts = grouped[number]
        counts[status] = counts.get(status, 0) + count
    return rows_of(_table(by), grouped)


def tallied_total(*, narrowed: Narrowed = EVERYTHING) -> SummaryRow:
    """All of it together, each commitment once; narrowed as `is_tallied` by due year."""
    counts: Counter[str] = Counter()
    for _year, status, number in _tallies("due_year", narrowed):
        counts[status] += number
    return SummaryRow(key="", label="", counts=in_order(counts))


def _tallies(by: str, narrowed: Narrowed) -> Iterator[_Sum]:
    groups = {name: keys for name, keys in narrowed.items() if name not in TRAITS}
    traits = [asked_of(name, words) for name, words in narrowed.items() if name in TRAITS]
    if traits:
        yield from _having(traits[0], by, groups)
        return
    yield from _sums(by, groups)
    if by == "department" and by in groups:
        yield from _shared(groups)


def _having(asked: Asked, by: str, groups: Narrowed) -> Iterator[_Sum]:
    """Counts of what has a trait; of what has none as what these leave."""
    found = _sums(by, {**groups, "trait": asked.numbers})
    if not asked.without:
        yield from found
        return
    yield from _sums(by, groups)
    yield from ((number, status, -count) for number, status, count in found)


def _sums(by: str, asked: Narrowed) -> Iterator[_Sum]:
    """Counts by the groups of a grouping, within those of others that are asked for."""
    names = sorted(({by} | asked.keys()) - {"due_year"}, key=lambda name: Grouping[name.upper()])
    groupings = tuple(names) or ("topic",)  # of topics each commitment has one
    columns = {**dict(zip(groupings, ("key", "other"), strict=False)), "due_year": "year"}
    return _counts(columns[by], groupings, {columns[name]: keys for name, keys in asked.items()})


def _shared(groups: Narrowed) -> Iterator[_Sum]:
    """What departments share with these, by the other department."""
    years = {"year": groups["due_year"]} if "due_year" in groups else {}
    for column, asked in (("other", "key"), ("key", "other")):
        told = {asked: groups["department"], **years}
        yield from _counts(column, ("department", "department"), told)


def _counts(column: str, groupings: tuple[str, ...], told: Narrowed) -> Iterator[_Sum]:
    """Counts by what stands in a column, of one grouping or two; narrowed by columns."""
    if "year" in told:
        # What filters take for a year, of which no table has the number: 2021.0, too.
        told = {**told, "year": [int(Decimal(year)) for year in told["year"]]}
    rows = _question(column, groupings, frozenset(told)).rows(**told)
    return ((number, status, count) for number, status, count in rows if count)


@lru_cache(maxsize=256)
def _question(column: str, groupings: tuple[str, ...], told: frozenset[str]) -> Prepared:
    """Of each pair of groupings there are a dozen at most."""
    first, *second = groupings
    tables = {"key": _table(first), "other": _table(second[0]) if second else None, "year": None}
    return Prepared(
        lambda: (
            Tally.objects.filter(
                *(_among(place, tables[place]) for place in sorted(told)),
                grouping=Grouping[first.upper()],
                beside=Grouping[second[0].upper()] if second else 0,
            )
            .order_by()
            .values_list(F(column), "status")
            .annotate(sum=Sum("number"))
        ),
        kept=True,
    )


def _table(name: str) -> Any:
    """The table that names the groups of a grouping; of due years and traits there is none."""
    return GROUPS[name][1] if name in GROUPS else None


def _among(column: str, table: Any) -> Q | Among:
    """Whether a column is the number of one of the groups wanted: by their codes, or themselves."""
    if table is None:
        return Among(column, Given(column))
    wanted = table.objects.filter(AmongTexts("code", Given(column))).order_by().values("pk")
    return Q(**{f"{column}__in": wanted})
