"""Year on year: what a place promised for the same thing in its annual reports, and what came of it."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Commitment, Jurisdiction, PlanKind, Series
from tracker.progress import Standing, standings, tally
from tracker.reports.statuses import SHOWN_ORDER
from tracker.web.days import Refused, answering, day_context
from tracker.web.lists.totals import ShownGroup, shown_groups
from tracker.web.shown import ShownCommitment, plan_url, shown_commitment

#: Commitments put side by side at once; more are no table any more.
MOST_COMPARED: Final = 3000


@dataclass(frozen=True, kw_only=True)
class Repeated:
    """A series that several annual reports speak of: what stands under each year, empty where none does."""

    series: Series
    cells: list[list[ShownCommitment]]


@require_safe
@answering
def years(request: HttpRequest, code: str, *, as_of: datetime.date | None) -> HttpResponse:
    """Show the annual reports of place `code` side by side. Raises Refused for too many commitments."""
    place = get_object_or_404(Jurisdiction, code=code)
    rows = Commitment.objects.published().filter(plan__jurisdiction=place, plan__kind=PlanKind.ANNUAL)
    rows = rows if as_of is None else rows.announced(as_of)
    if rows.order_by()[: MOST_COMPARED + 1].count() > MOST_COMPARED:
        raise Refused(_("More commitments than can be put side by side."))
    found = standings(rows.for_list().order_by("plan__period_end", "number"), as_of=as_of)
    columns = sorted({_year(row) for row in found})
    repeated = _repeated(found, columns, as_of)
    context = {
        "place": place,
        "columns": columns,
        "totals": _totals(found, as_of),
        "repeated": repeated,
        "legend": _statuses(repeated),
        "indexable": as_of is None,
        **day_context(as_of),
    }
    return render(request, "years.html", context)


def _year(standing: Standing) -> int:
    return standing.commitment.plan.period_end.year


def _totals(found: Sequence[Standing], as_of: datetime.date | None) -> list[tuple[int, ShownGroup]]:
    """How the commitments of each annual report stand, the earliest first."""
    years_of = {row.commitment.plan.code: _year(row) for row in found}
    groups = shown_groups(tally(found, by="plan"), lambda code: plan_url(code, as_of))
    return sorted(((years_of[group.key], group) for group in groups), key=lambda pair: pair[0])


def _repeated(
    found: Sequence[Standing], columns: Sequence[int], as_of: datetime.date | None
) -> list[Repeated]:
    """The series spoken of in at least two years, those of most years first."""
    groups: dict[int, dict[int, list[Standing]]] = defaultdict(lambda: defaultdict(list))
    for row in found:
        if row.commitment.series_id:
            groups[row.commitment.series_id][_year(row)].append(row)
    several = [group for group in groups.values() if len(group) > 1]
    several.sort(key=_rank)
    return [
        Repeated(
            series=next(iter(group.values()))[0].commitment.series,
            cells=[[shown_commitment(row, as_of) for row in group.get(year, [])] for year in columns],
        )
        for group in several
    ]


def _statuses(repeated: Sequence[Repeated]) -> list[str]:
    """The statuses that occur, good news first."""
    held = {row.standing.status for line in repeated for cell in line.cells for row in cell}
    return [status for status in SHOWN_ORDER if status in held]


def _rank(group: dict[int, list[Standing]]) -> tuple[int, int, str]:
    first = next(iter(group.values()))[0].commitment
    return -len(group), first.topic.position, first.code
