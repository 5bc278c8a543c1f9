"""Series: the list, and one with every vintage of its figures and the targets of every plan on it."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.models import Commitment, Series
from tracker.progress import Standing, figures_of, newest_figures, observations_of, standings
from tracker.reports.keyset import SortKey

from . import bodies, families, shapes
from .answering.remembering import remembered
from .answering.sparse import is_wanted
from .base import PublicList, PublicView
from .filters import SeriesFilters
from .parameters import AS_OF, FIELDS
from .visible import found_or_404, in_force, in_public


class SeriesList(PublicList):
    """Indicators in jurisdictions, each with the newest figure known of it."""

    tag = "series"
    summary = "Series and their newest figures"
    shape = shapes.Series
    parameters = (AS_OF,)
    filterset_class = SeriesFilters
    queryset = Series.objects.none()
    file_name = "series"
    orderings = {"code": (SortKey(path="code", kind=str, unique=True),)}

    def get_queryset(self) -> QuerySet:
        """All series."""
        return Series.objects.select_related("jurisdiction", "indicator__unit", "indicator__topic")

    def bodies(self, rows: list[Series]) -> list[bodies.Body]:
        """Each series with its newest figure."""
        wanted = is_wanted(self.wanted, "latest")
        newest = newest_figures([row.pk for row in rows], as_of=self.day) if wanted else {}
        return [bodies.series(row, newest.get(row.pk)) for row in rows]


class SeriesPage(PublicView):
    """One series: all vintages of its figures, and the targets any plan sets for it.

    A target counts for its commitment when it is the last announced (`current`); `status` is how the
    commitment stands, against that one.
    """

    tag = "series"
    summary = "One series in full"
    shape = shapes.SeriesDetail
    parameters = (AS_OF, FIELDS)

    @remembered
    def get(self, request: Request, code: str) -> Response:
        """The series as it was known on the day."""
        row = found_or_404(self.get_queryset(), code)
        found = self._standings(row) if is_wanted(self.wanted, "targets") else []
        whole = {
            **bodies.series_facts(row),
            "observations": self._observations(row, found) if is_wanted(self.wanted, "observations") else [],
            "targets": self._targets(found),
        }
        return Response(self.kept([whole])[0])

    def get_queryset(self) -> QuerySet:
        """All series, with what the page shows."""
        ties = ("unit", "topic", "change_of", "growth_of")
        rows = Series.objects.select_related("jurisdiction", *(f"indicator__{tie}" for tie in ties))
        return rows.prefetch_related("indicator__aliases")

    def _standings(self, row: Series) -> list[Standing]:
        """How the commitments about it stand."""
        pledges = in_public(Commitment.objects.filter(series=row), self.as_of).for_list()
        return standings(pledges.prefetch_related(None), as_of=self.as_of)

    def _observations(self, row: Series, found: list[Standing]) -> list[bodies.Body]:
        """Its figures: those the commitments were read with, where there are any."""
        figures = figures_of(found[0].reading) if found else observations_of(row, as_of=self.day)
        return [bodies.observation(figure, counts=figure.counts) for figure in figures]

    def _targets(self, found: list[Standing]) -> list[bodies.Body]:
        rows = [(target, standing) for standing in found for target in standing.targets]
        rows.sort(key=lambda pair: (pair[0].due, pair[0].published_on, pair[1].commitment.code, pair[0].pk))
        return [self._target(target, standing) for target, standing in rows]

    def _target(self, target: Any, standing: Standing) -> bodies.Body:
        commitment = standing.commitment
        return {
            **bodies.target(target, in_force(target.baseline, self.day)),
            "path": families.path(target, standing.reading.paths.get(target.pk, [])),
            "commitment": commitment.code,
            "statement": commitment.label,
            "plan": commitment.plan.code,
            "current": target == standing.target,
            "status": standing.status,
        }
