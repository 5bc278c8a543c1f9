"""Where documents contradict each other: two figures of one series and period that cannot both hold."""

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations, groupby
from typing import Any, Final

from django.db.models import Count, QuerySet, prefetch_related_objects

from tracker import assessment
from tracker.models import Commitment, Observation, ObservationStatus, Qualifier, Series

from .agreement import disagree, printed, relative_difference
from .clock import today
from .known.reading import Reading, read
from .known.rules import current_rules
from .known.terms import judge
from .prepared import Among
from .stored.affected import affected_by

#: All figures of periods that have several are compared at once; where there are more, narrow them first.
MOST_COMPARED: Final = 10_000
#: Sizes are ordered to this many decimals, so that a place in the order is a whole number.
_DECIMALS: Final = 12
#: A series, and the first and last day of a period.
Place = tuple[int, datetime.date | None, datetime.date]


class ConflictKind(StrEnum):
    """What a later figure is to an earlier one it contradicts."""

    REVISION = "revision"
    DISPUTE = "dispute"


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Two vintages of one series and period that differ beyond the rounding of their digits as written.

    `later` was published after `earlier`; of two of one day it is the one the vintage rule puts first.
    `size` is their difference as a share of the larger one. `preferred` is the vintage of that period an
    analyst lets count, which settles the question.
    """

    later: Observation
    earlier: Observation
    kind: ConflictKind
    size: Fraction
    preferred: Observation | None = None

    @property
    def key(self) -> tuple[int, int]:
        """The numbers of its two rows, which tell it from any other."""
        return self.later.pk, self.earlier.pk

    @property
    def pk(self) -> int:
        """What tells it from the other conflicts of its later figure."""
        return self.earlier.pk

    @property
    def magnitude(self) -> int:
        """`size` as a whole number of 10⁻¹²: where it stands in an order by size."""
        return int(self.size * 10**_DECIMALS)

    @property
    def is_settled(self) -> bool:
        """Whether an analyst has chosen among the figures of that period."""
        return self.preferred is not None

    @property
    def place(self) -> Place:
        """Series and period."""
        return _place(self.later)


@dataclass(frozen=True, kw_only=True)
class Hanging:
    """A commitment whose status differs by which of two figures counts."""

    commitment: Commitment
    if_later: str
    if_earlier: str


def rivals(as_of: datetime.date, among: QuerySet[Series] | None = None) -> list[Observation] | None:
    """Known figures that are not alone in their period, each with its `vintage_place`.

    All that could be in conflict in the series `among` (default: all), by series and period, the one that
    counts first. None where more than `MOST_COMPARED` would have to be compared. First which periods hold
    several rows, which the indexes of the identity answer without looking at one, then those rows.
    """
    periods = _shared_periods(among)
    if 2 * len(periods) > MOST_COMPARED:
        return None
    dated = {place for place in periods if place[1] is not None}
    found = [*_figures_of(dated, as_of), *_figures_of(periods - dated, as_of)]
    return None if len(found) > MOST_COMPARED else found


def _figures_of(periods: set[Place], as_of: datetime.date) -> list[Observation]:
    """The known figures of some periods, all with a beginning or all without: each kind has its own index."""
    if not periods:
        return []
    rows = Observation.objects.placed(as_of).filter(
        Among("series_id", list({series for series, _start, _end in periods})),
        period_start__isnull=next(iter(periods))[1] is None,
        period_end__in={end for _series, _start, end in periods},
    )
    ordered = rows.order_by("series_id", "period_end", "period_start", "vintage_place")
    return [row for row in ordered.prefetch_related("unit", "series") if _place(row) in periods]


def _shared_periods(among: QuerySet[Series] | None) -> set[Place]:
    """Series and periods of which several rows stand; no more than it takes to see that they are too many."""
    standing = Observation.objects.standing().order_by()
    if among is not None:
        standing = standing.filter(series__in=among.order_by().values("pk"))
    dated, undated = standing.filter(period_start__isnull=False), standing.filter(period_start__isnull=True)
    several = [
        rows.values_list("series_id", "period_end", "period_start").annotate(n=Count("*")).filter(n__gt=1)
        for rows in (dated, undated)
    ]
    found = several[0].union(several[1], all=True)[: MOST_COMPARED // 2 + 1]
    return {(series, start, end) for series, end, start, _count in found}


def conflicts(figures: Iterable[Observation]) -> list[Conflict]:
    """Every pair of `figures` that cannot both hold, the largest relative difference first.

    Takes rows as `rivals` gives them: each series and period together and complete.
    """
    found = [
        conflict for _series_and_period, rows in groupby(figures, key=_place) for conflict in _within(rows)
    ]
    return sorted(found, key=lambda conflict: (-conflict.magnitude, conflict.key))


def for_display(found: Iterable[Conflict]) -> None:
    """Load all that is shown beside the figures of some conflicts, in a constant number of queries."""
    rows = [row for conflict in found for row in (conflict.later, conflict.earlier)]
    prefetch_related_objects(rows, "document", "series__indicator", "series__jurisdiction")


def contradict(figures: Iterable[Observation]) -> bool:
    """Whether any two of `figures`, those of each series and period together, cannot both hold."""
    said = (
        [printed(row) for row in rows if row.value is not None]
        for _series_and_period, rows in groupby(figures, key=_place)
    )
    return any(disagree(one, other) for period in said for one, other in combinations(period, 2))


def disputed(figures: Iterable[Observation]) -> set[int]:
    """The numbers of those figures that another one of their period disputes, where nobody preferred any.

    A figure that gave way to a later, firmer one is not disputed, nor is that one by it: it was revised.
    """
    found: set[int] = set()
    for _series_and_period, rows in groupby(figures, key=_place):
        vintages = [row for row in rows if row.value is not None]
        if any(row.preferred for row in vintages):
            continue
        for one, other in combinations(vintages, 2):
            earlier, later = sorted((one, other), key=lambda row: row.published_on)
            if _kind(later, earlier) == ConflictKind.DISPUTE and contradict([one, other]):
                found |= {one.pk, other.pk}
    return found


def _place(row: Observation) -> Place:
    return row.series_id, row.period_start, row.period_end


def _within(vintages: Iterable[Observation]) -> Iterator[Conflict]:
    """The conflicts of one period."""
    rows = [row for row in vintages if row.value is not None]
    preferred = next((row for row in rows if row.preferred), None)
    said = [(row, printed(row)) for row in rows]
    for (one, one_said), (other, other_said) in combinations(said, 2):
        if disagree(one_said, other_said):
            earlier, later = sorted((one, other), key=lambda row: (row.published_on, -row.vintage_place))
            yield Conflict(
                later=later,
                earlier=earlier,
                kind=_kind(later, earlier),
                size=relative_difference(one_said, other_said),
                preferred=preferred,
            )


def _kind(later: Observation, earlier: Observation) -> ConflictKind:
    follows = later.published_on > earlier.published_on
    return (
        ConflictKind.REVISION if follows and _looseness(later) < _looseness(earlier) else ConflictKind.DISPUTE
    )


def _looseness(row: Observation) -> tuple[int, bool]:
    """How far from settled a figure is: by its status first, then a hedge or bound behind a plain number."""
    return ObservationStatus.values.index(row.obs_status), row.qualifier != Qualifier.EXACT


def hanging(
    found: Sequence[Conflict], *, as_of: datetime.date | None = None
) -> dict[tuple[int, int], list[Hanging]]:
    """Which verdicts hang on each conflict, by its `key`: every commitment judged with the one and the other.

    A figure counts for its own series, where a target refers to that, where it is pinned as a baseline, and
    where another is worked out from it. A constant number of queries.
    """
    series = {conflict.later.series_id for conflict in found}
    if not series:
        return {}
    rows = affected_by(series).select_related("plan", "series__indicator__unit").order_by("code")
    resting: dict[int | None, list[Reading]] = defaultdict(list)
    for reading in read(rows, as_of=as_of or today()):
        for number in _rests_on(reading):
            resting[number].append(reading)
    return {
        conflict.key: [
            held for reading in resting[conflict.later.series_id] if (held := _held(reading, conflict))
        ]
        for conflict in found
    }


def _rests_on(reading: Reading) -> set[int | None]:
    """The series whose figures a judgement of `reading` can use."""
    baseline = reading.baseline.series_id if reading.baseline else None
    own = reading.commitment.series_id, reading.target.reference_id, baseline
    return {*own, *(tied.series.pk for tied in reading.tied)} - {None}


def _held(reading: Reading, conflict: Conflict) -> Hanging | None:
    """What `reading` owes to the choice between the two; None where it is the same with either."""
    later, earlier = (_status(reading, row, conflict) for row in (conflict.later, conflict.earlier))
    if later == earlier:
        return None
    return Hanging(commitment=reading.commitment, if_later=later, if_earlier=earlier)


def _status(reading: Reading, row: Observation, conflict: Conflict) -> str:
    """The status if `row` were the vintage that counts in the conflict's series and period."""

    def chosen(rows: list[Observation]) -> list[Observation]:
        return [row if _place(other) == conflict.place else other for other in rows]

    changed: dict[str, Any] = {
        "observations": chosen(reading.observations),
        "reference": chosen(reading.reference),
        "tied": [dataclasses.replace(tied, observations=chosen(tied.observations)) for tied in reading.tied],
    }
    if reading.baseline is not None and reading.baseline.pk in conflict.key:
        changed["baseline"] = row
    instead = dataclasses.replace(reading, **changed)
    return judge(instead, rules=current_rules(), method=assessment.DEFAULT_METHOD).status
