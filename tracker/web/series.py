"""The page of a series: every published value, the targets of every plan, and the same elsewhere."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tracker.models import Commitment, Jurisdiction, Series
from tracker.progress import Standing, observations_of, standings, today
from tracker.reports.quantities import figure_text
from tracker.reports.series_charts import Place, comparison_chart, series_chart, whole_years, yearly_targets
from tracker.web.days import answering, day_context
from tracker.web.drawings import drawing
from tracker.web.shown import ShownCommitment, ShownTarget, shown_commitment, shown_figure

#: Lines that can be told apart on one chart.
_COMPARED: Final = 3
#: Other places that are named as links.
_NAMED: Final = 60
#: Commitments on one series that are shown; real ones have a dozen.
_MOST_TARGETS: Final = 200


@dataclass(frozen=True, kw_only=True)
class ShownAim:
    """A commitment on the series: its row, and the target first announced where that is another one."""

    row: ShownCommitment
    first: ShownTarget | None


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What a place aimed at in a year and what it reported; empty where there is nothing."""

    actual: str
    row: ShownCommitment | None


@require_safe
@answering
def series(request: HttpRequest, code: str, *, as_of: datetime.date | None) -> HttpResponse:
    """Show the series `code` with all that was known of it on a day."""
    rows = Series.objects.select_related("jurisdiction", "indicator__unit", "indicator__topic")
    row = get_object_or_404(rows.select_related("indicator__change_of", "indicator__growth_of"), code=code)
    others = list(rows.filter(indicator=row.indicator).exclude(pk=row.pk).order_by("code")[:_NAMED])
    places = _read([row, *_nearest(row, others)], as_of)
    chart = series_chart(places[0])
    comparison = comparison_chart(places) if len(places) > 1 else None
    context = {
        "series": row,
        "indicator": row.indicator,
        "aliases": [alias.name for alias in row.indicator.aliases.all()],
        "figures": [shown_figure(figure, row.indicator) for figure in places[0].observations],
        "aims": [_aim(standing, as_of) for standing in places[0].standings],
        "drawn": drawing(chart, "values"),
        "compared": drawing(comparison, "places"),
        "places": [place.series for place in places],
        "years": _years(places, as_of) if comparison else [],
        "others": others,
        "related": _related(row),
        "indexable": as_of is None,
        **day_context(as_of),
    }
    return render(request, "series.html", context)


def _nearest(row: Series, others: Sequence[Series]) -> list[Series]:
    """The places to compare with: those it lies in, the widest first, then others by their codes."""
    above = _above(row.jurisdiction)
    return sorted(others, key=lambda other: _distance(other.jurisdiction, above))[: _COMPARED - 1]


def _above(place: Jurisdiction) -> list[int]:
    """The places a place lies in, the widest first."""
    found: list[int] = []
    above = place.parent
    while above is not None and above.pk not in found:
        found.insert(0, above.pk)
        above = above.parent
    return found


def _distance(place: Jurisdiction, above: list[int]) -> tuple[int, str]:
    return (above.index(place.pk) if place.pk in above else len(above), place.code)


def _read(rows: Sequence[Series], as_of: datetime.date | None) -> list[Place]:
    """All figures of these series and the commitments that speak of them, the latest due first."""
    commitments = Commitment.objects.published().filter(series__in=rows)
    commitments = commitments if as_of is None else commitments.announced(as_of)
    found = standings(commitments.for_list().order_by("-due", "code")[:_MOST_TARGETS], as_of=as_of)
    found.sort(key=lambda row: (row.target.due, row.commitment.code), reverse=True)
    return [
        Place(
            series=row,
            observations=observations_of(row, as_of=as_of or today()),
            standings=[each for each in found if each.commitment.series_id == row.pk],
        )
        for row in rows
    ]


def _aim(standing: Standing, as_of: datetime.date | None) -> ShownAim:
    series = standing.commitment.series
    first, current = standing.targets[0], standing.target
    indicator = series.indicator if series else None
    return ShownAim(
        row=shown_commitment(standing, as_of),
        first=ShownTarget(first, indicator) if first.pk != current.pk else None,
    )


def _years(places: Sequence[Place], as_of: datetime.date | None) -> list[tuple[int, list[Cell]]]:
    """The table under the comparison: by year, newest first, what each place aimed at and reported."""
    actual = [whole_years(place) for place in places]
    aimed = [yearly_targets(place.standings) for place in places]
    groups: list[dict[int, Any]] = [*actual, *aimed]
    years = sorted({year for group in groups for year in group}, reverse=True)
    return [
        (year, [_cell(place, actual[at], aimed[at], year, as_of) for at, place in enumerate(places)])
        for year in years
    ]


def _cell(
    place: Place, actual: dict[int, Any], aimed: dict[int, Standing], year: int, as_of: datetime.date | None
) -> Cell:
    figure, standing = actual.get(year), aimed.get(year)
    return Cell(
        actual=figure_text(figure, place.series.indicator) if figure else "",
        row=shown_commitment(standing, as_of) if standing else None,
    )


def _related(row: Series) -> list[Series]:
    """Series of the place that state the same in another form: the level of a growth, and the reverse."""
    own = row.indicator
    others = Series.objects.filter(jurisdiction=row.jurisdiction).exclude(pk=row.pk)
    ties = Q(indicator__change_of=own) | Q(indicator__growth_of=own)
    ties |= Q(indicator__in={own.change_of_id, own.growth_of_id} - {None})
    return list(others.filter(ties).select_related("indicator").order_by("code")[:_NAMED])
