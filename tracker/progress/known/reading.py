"""What was known of commitments on a day: their targets and the figures that counted."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from django.db.models import DateField, Exists, OuterRef, QuerySet

from tracker.models import (
    Commitment,
    Indicator,
    Observation,
    PathPoint,
    QuantityKind,
    ReviewState,
    Series,
    Target,
)
from tracker.quantities import parse_period

from ..prepared import Among, Given, PreparedRows
from .ties import Tied, series_near, ties_among, where_near

#: Kinds whose value of the period before is worth showing: what happened within a period, not a level.
WITH_PREVIOUS = frozenset({QuantityKind.FLOW, QuantityKind.RATE})

_EVER = datetime.date.min
_DAY, _NUMBERS = Given("day", DateField()), Given("numbers")


def _targets_known() -> QuerySet:
    rows = Target.objects.known(_DAY).filter(Among("commitment_id", _NUMBERS))
    rows = rows.select_related(
        "unit", "document", "reference__indicator", "baseline__unit", "baseline__document", "baseline__series"
    )
    return rows.annotate(has_path=Exists(PathPoint.objects.filter(target=OuterRef("pk"))))


def _points_known() -> QuerySet:
    return PathPoint.objects.known(_DAY).filter(Among("target_id", _NUMBERS)).select_related("document")


def _figures_known() -> QuerySet:
    rows = Observation.objects.known(_DAY).filter(Among("series_id", _NUMBERS))
    return rows.select_related("series", "unit", "document").by_end()


def _figures_near() -> QuerySet:
    own: Any = Series.objects.filter(Among("pk", _NUMBERS)).order_by().values_list("pk")
    rows = Observation.objects.known(_DAY).filter(series__in=own.union(series_near("pk")))
    return rows.select_related("series__indicator__unit", "unit", "document").by_end()


_TARGETS, _POINTS, _FIGURES, _FIGURES_NEAR = (
    PreparedRows(question, kept=True)
    for question in (_targets_known, _points_known, _figures_known, _figures_near)
)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A commitment with all that was known of it by the end of `as_of`.

    `targets` are those announced by then, the first first (never empty); `paths` the points of their planned
    paths in order of time, by the target's number; `observations` the counting vintage of each period of its
    series, the newest period first; `reference` the same of the series it refers to; `vintages` the figures
    of its series that do not count; `tied` series that state the same in another form; `known` all rows of
    its series in their order, also those without a value.
    """

    commitment: Commitment
    as_of: datetime.date
    targets: list[Target]
    paths: dict[int, list[PathPoint]] = field(default_factory=dict)
    baseline: Observation | None = None
    previous: Observation | None = None
    observations: list[Observation] = field(default_factory=list)
    reference: list[Observation] = field(default_factory=list)
    vintages: list[Observation] = field(default_factory=list)
    tied: list[Tied] = field(default_factory=list)
    known: list[Observation] = field(default_factory=list, compare=False)

    @property
    def target(self) -> Target:
        """The current target: the last announced."""
        return self.targets[-1]

    @property
    def path(self) -> list[PathPoint]:
        """The planned path of the current target, in order of time; empty where none was announced."""
        return self.paths.get(self.target.pk, [])

    @property
    def latest(self) -> Observation | None:
        """The newest figure inside the target's period, whether or not it decides anything."""
        return next((row for row in self.observations if self._within(row.period_end)), None)

    def _within(self, end: datetime.date) -> bool:
        """Whether a figure that ends on `end` tells of the target's time; an instant's is its year."""
        target = self.target
        start = target.period_start or datetime.date(target.due.year, 1, 1)
        if start == target.due:
            start = self.baseline.period_end if self.baseline else datetime.date(target.due.year, 1, 1)
        return start < end <= target.due


def read(commitments: Iterable[Commitment], *, as_of: datetime.date, figures: bool = True) -> list[Reading]:
    """Read `commitments` as of a day, in their order and in a constant number of queries.

    A commitment of which no target had been announced by then is left out: nobody could know of it. Without
    `figures` only targets are read.
    """
    commitments = list(commitments)
    if not commitments:
        return []
    targets = _targets(commitments, as_of)
    paths = _paths(targets, as_of)
    current = [targets[row.pk][-1] for row in commitments if row.pk in targets]
    tied = [row.series for row in commitments if figures and row.series and is_tied(row.series.indicator)]
    numbers = {row.series_id for row in commitments} | {target.reference_id for target in current}
    known = _figures(numbers, tied, as_of) if figures else {}
    ties = ties_among(tied, (rows[0].series for rows in known.values())) if tied else {}
    return [
        assemble(
            row,
            targets[row.pk],
            baseline=_known(targets[row.pk][-1].baseline, as_of),
            paths=paths,
            figures=known,
            ties=ties.get(row.series_id, []),
            as_of=as_of,
        )
        for row in commitments
        if row.pk in targets
    ]


def is_tied(indicator: Indicator) -> bool:
    """Whether another indicator could state the same: its own ties say so, and a level may have changes."""
    return bool(indicator.change_of_id or indicator.growth_of_id) or indicator.kind == QuantityKind.STOCK


def _targets(commitments: list[Commitment], as_of: datetime.date) -> dict[int, list[Target]]:
    grouped: dict[int, list[Target]] = defaultdict(list)
    for row in _TARGETS.rows(numbers=[row.pk for row in commitments], day=as_of):
        grouped[row.commitment_id].append(row)
    return dict(grouped)


def _paths(targets: dict[int, list[Target]], as_of: datetime.date) -> dict[int, list[PathPoint]]:
    """The planned path of every target that has one, by the target's number; few have."""
    numbers = [target.pk for rows in targets.values() for target in rows if target.has_path]
    if not numbers:
        return {}
    grouped: dict[int, list[PathPoint]] = defaultdict(list)
    for point in _POINTS.rows(numbers=numbers, day=as_of):
        grouped[point.target_id].append(point)
    return grouped


def _figures(
    numbers: Iterable[int | None], tied: list[Series], as_of: datetime.date
) -> dict[int | None, list[Observation]]:
    """Every vintage of some series, and of those others are `tied` to, each with its place; see `_placed`.

    By the number of their series, the newest period first.
    """
    told: dict[str, Any] = {"numbers": [number for number in numbers if number is not None], "day": as_of}
    if not told["numbers"]:
        return {}
    rows = _FIGURES_NEAR.rows(**told, **where_near(tied)) if tied else _FIGURES.rows(**told)
    grouped: dict[int | None, list[Observation]] = defaultdict(list)
    for row in _placed(rows):
        grouped[row.series_id].append(row)
    return grouped


def _placed(rows: Iterable[Observation]) -> Iterator[Observation]:
    """Rows in the order of the vintage rule with their `vintage_place`, which one without a value has not."""
    places: Counter[tuple] = Counter()
    for row in rows:
        span = (row.series_id, row.period_start, row.period_end)
        places[span] += row.value is not None
        row.vintage_place = None if row.value is None else places[span]
        yield row


def assemble(
    commitment: Commitment,
    targets: list[Target],
    *,
    baseline: Observation | None,
    paths: dict[int, list[PathPoint]],
    figures: dict[int | None, list[Observation]],
    ties: list[Tied],
    as_of: datetime.date,
) -> Reading:
    """The reading of a commitment from rows read for many.

    `baseline` is that of the current target, if it was known; `paths` are by target, `figures` (every vintage
    in its place) by series.
    """
    target = targets[-1]
    known = figures.get(commitment.series_id, [])
    observations = _counting(known)
    return Reading(
        commitment=commitment,
        as_of=as_of,
        targets=targets,
        paths={row.pk: paths[row.pk] for row in targets if row.pk in paths},
        baseline=baseline,
        previous=_previous(commitment, target, observations),
        observations=observations,
        reference=_counting(figures.get(target.reference_id, [])) if target.reference_id else [],
        vintages=[row for row in known if row.vintage_place not in (None, 1)],
        known=known,
        tied=[replace(tied, observations=_counting(figures.get(tied.series.pk, []))) for tied in ties],
    )


def _counting(rows: list[Observation]) -> list[Observation]:
    """The vintage of each period that counts."""
    return [row for row in rows if row.vintage_place == 1]


def _known(row: Observation | None, as_of: datetime.date) -> Observation | None:
    if row is None or row.state != ReviewState.PUBLISHED or row.withdrawn_at is not None:
        return None
    return row if row.known_from <= as_of else None


def _previous(commitment: Commitment, target: Target, observations: list[Observation]) -> Observation | None:
    """The same flow or rate one period earlier: the year before a year, the five years before five."""
    if commitment.series is None or commitment.series.indicator.kind not in WITH_PREVIOUS:
        return None
    span = span_before(target.period)
    return next((row for row in observations if (row.period_start, row.period_end) == span), None)


@lru_cache(maxsize=1024)
def span_before(period: str) -> tuple[datetime.date | None, datetime.date] | None:
    """The days of the period before one, first and last; None where there is none."""
    before = parse_period(period).previous()
    return (before.start, before.end) if before else None


def observations_of(series: Series, *, as_of: datetime.date) -> list[Observation]:
    """All figures of a series known by `as_of`: the newest period first, in it the counting vintage first.

    Each row carries `counts`: whether it is the vintage that counts for its period.
    """
    known = Observation.objects.filter(series=series).known(as_of).with_counts(as_of)
    return list(known.for_display().newest_first())


def figures_of(reading: Reading) -> list[Observation]:
    """What `observations_of` gives for the series of a commitment that was read: no query more."""
    for row in reading.known:
        row.series, row.counts = reading.commitment.series, row.vintage_place == 1
    return sorted(reading.known, key=lambda row: (-row.period_end.toordinal(), row.period_start or _EVER))
