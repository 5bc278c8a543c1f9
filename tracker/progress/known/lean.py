"""The reading of `read` for judging many at once: the same rows, only the columns a judgement asks for."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import DateField, Exists, OuterRef, QuerySet, Value

from tracker.models import Commitment, Observation, PathPoint, Target

from ..prepared import Among, Given, Prepared
from .reading import Reading, assemble, is_tied
from .shelf import COMMITMENT, FIGURE, POINT, TARGET, Shelf, Values, all_units
from .ties import Tied, tied_series

_DAY = Given("day", DateField())
_BASELINE, _REFERENCE, _HAS_PATH = map(TARGET.index, ("baseline_id", "reference_id", "has_path"))

TARGETS = Prepared(
    lambda: (
        Target.objects.known(_DAY)
        .filter(Among("commitment_id", Given("numbers")))
        .annotate(has_path=Exists(PathPoint.objects.filter(target=OuterRef("pk"))))
        .values_list(*TARGET)
    )
)
_POINTS = Prepared(
    lambda: PathPoint.objects.known(_DAY).filter(Among("target_id", Given("numbers"))).values_list(*POINT)
)
FIGURES = Prepared(
    lambda: (
        Observation.objects.filter(Among("series_id", Given("numbers")))
        .placed(_DAY)
        .order_by("-period_end", "-period_start")
        .values_list(*FIGURE)
    )
)
_BASELINES = Prepared(
    lambda: (
        Observation.objects.known(_DAY)
        .filter(Among("pk", Given("numbers")))
        .annotate(vintage_place=Value(0))
        .order_by()
        .values_list(*FIGURE)
    )
)


def public_commitments() -> QuerySet:
    """The public ones of some numbers, as `LeanReader` takes them."""
    rows = Commitment.objects.published().filter(Among("pk", Given("numbers")))
    return rows.order_by("pk").values_list(*COMMITMENT)


class LeanReader:
    """Reads batches of commitments as of one day.

    Of their targets only the current one; rows hold no more than `Shelf` gives them.
    """

    def __init__(self, as_of: datetime.date) -> None:
        self._as_of = as_of
        self._shelf = Shelf(all_units())

    def read(self, commitments: Sequence[Values]) -> list[Reading]:
        """The readings of commitments (columns `COMMITMENT`), in order and a constant number of queries.

        Those of which no target had been announced by then are left out.
        """
        self._shelf.clear()
        numbers = [row[0] for row in commitments]
        current = {row[1]: row for row in TARGETS.rows(numbers=numbers, day=self._as_of)}
        pledges = [row for row in commitments if row[0] in current]
        self._shelf.fetch_series({row[1] for row in pledges} | {row[_REFERENCE] for row in current.values()})
        ties = self._ties(row[1] for row in pledges)
        figures = self._figures()
        baselines = self._baselines({row[_BASELINE] for row in current.values()} - {None}, figures)
        paths = self._paths([row[0] for row in current.values() if row[_HAS_PATH]])
        return [
            assemble(
                self._shelf.commitment(row),
                [self._shelf.target(current[row[0]])],
                baseline=baselines.get(current[row[0]][_BASELINE]),
                paths=paths,
                figures=figures,
                ties=ties.get(row[1], []),
                as_of=self._as_of,
            )
            for row in pledges
        ]

    def _ties(self, numbers: Iterable[int | None]) -> dict[int, list[Tied]]:
        own = [self._shelf.series[number] for number in numbers if number is not None]
        return tied_series([row for row in own if is_tied(row.indicator)], shelf=self._shelf)

    def _figures(self) -> dict[int | None, list[Observation]]:
        """The figures of every series on the shelf, by its number, the newest period first."""
        grouped: dict[int | None, list[Observation]] = defaultdict(list)
        for values in FIGURES.rows(numbers=self._shelf.series.keys(), day=self._as_of):
            grouped[values[1]].append(self._shelf.figure(values))
        return grouped

    def _baselines(
        self, numbers: set[int], figures: dict[int | None, list[Observation]]
    ) -> dict[int, Observation]:
        """The known ones of these figures, most of which have been read with their series."""
        if not numbers:
            return {}
        found = {row.pk: row for rows in figures.values() for row in rows if row.pk in numbers}
        missing = numbers - found.keys()
        rows = _BASELINES.rows(numbers=missing, day=self._as_of) if missing else []
        self._shelf.fetch_series(values[1] for values in rows)
        return found | {values[0]: self._shelf.figure(values) for values in rows}

    def _paths(self, targets: list[int]) -> dict[int, list[PathPoint]]:
        grouped: dict[int, list[PathPoint]] = defaultdict(list)
        if targets:
            for values in _POINTS.rows(numbers=targets, day=self._as_of):
                grouped[values[1]].append(self._shelf.point(values))
        return grouped
