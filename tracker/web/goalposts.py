"""The page of moved targets: what was lowered, postponed, dropped or never spoken of again."""

import datetime
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Commitment, Indicator, ReviewState
from tracker.models.commitments import CommitmentQuerySet
from tracker.progress import Change, Goalpost, Moved
from tracker.reports.moves import (
    KINDS,
    MOST_JUDGED,
    NOTABLE,
    counted,
    kinds_of,
    may_have_moved,
    move_meaning,
    move_name,
    moved,
)
from tracker.web.days import Refused, answering, day_context
from tracker.web.lists.narrowing import chosen_of, narrowed_to, offered_choices
from tracker.web.shown import ShownTarget, commitment_url

PER_PAGE: Final = 50
ALL: Final = "all"


@dataclass(frozen=True, kw_only=True)
class ShownChange:
    """One step from a target to the next, with the source that made it."""

    change: Change
    moves: list[str]
    before: ShownTarget
    after: ShownTarget | None
    earlier_url: str


@dataclass(frozen=True, kw_only=True)
class ShownGoalpost:
    """A row of the list. `first` is the target of the pledge it continues, where there is one."""

    goalpost: Moved
    url: str
    first: ShownTarget
    current: ShownTarget
    changes: list[ShownChange]
    moves: list[str]

    @property
    def has_two_verdicts(self) -> bool:
        """Whether its own plan announced more than one target to judge by."""
        return len(self.goalpost.reading.targets) > 1


@require_safe
@answering
def goalposts(request: HttpRequest, *, as_of: datetime.date | None) -> HttpResponse:
    """Show the moved targets the filters leave; without `move` those made easier and the silent ones."""
    kinds = _kinds(request.GET.get("move", ""))
    offered = offered_choices(request.GET, as_of)
    chosen = chosen_of(request.GET, offered)
    found = moved(_scope(chosen, as_of), as_of)
    wanted = set(kinds or NOTABLE)
    rows = [row for row in found if wanted.intersection(kinds_of(row))]
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page", "1"))
    context = {
        "page": page,
        "rows": [shown_goalpost(row, as_of) for row in page.object_list],
        "counts": _counts(found, kinds),
        "notable": sum(1 for row in found if set(NOTABLE).intersection(kinds_of(row))),
        "moved": len(found),
        "move": ",".join(kinds),
        "is_all": set(kinds) == set(KINDS),
        "offered": offered,
        "chosen": chosen,
        "indexable": not (as_of or kinds or any(chosen.values()) or page.number > 1),
        **day_context(as_of),
    }
    return render(request, "goalposts.html", context)


def _kinds(text: str) -> list[str]:
    """The kinds an address names, in the order of `KINDS`; none for the notable. Raises Refused."""
    named = {part.strip() for part in text.split(",") if part.strip()}
    if named == {ALL}:
        return list(KINDS)
    if unknown := sorted(named - set(KINDS)):
        raise Refused(_("There is no such move of a target: “%(move)s”.") % {"move": unknown[0][:40]})
    return [kind for kind in KINDS if kind in named]


def _scope(chosen: dict[str, str], as_of: datetime.date | None) -> CommitmentQuerySet:
    """The public commitments whose target may have moved, the latest plan's first. Raises Refused."""
    scope = narrowed_to(Commitment.objects.published(), chosen)
    scope = scope if as_of is None else scope.announced(as_of)
    found = may_have_moved(scope, as_of).order_by("-plan__period_end", "plan__code", "number")
    if found.count() > MOST_JUDGED:
        raise Refused(_("That many commitments cannot be judged at once. Choose a place or a plan."))
    return found


def _counts(found: list[Goalpost], kinds: list[str]) -> list[dict[str, Any]]:
    return [
        {"kind": kind, "name": move_name(kind), "meaning": move_meaning(kind), "count": count,
         "is_chosen": kinds == [kind]}
        for kind, count in counted(found).items()
    ]  # fmt: skip


def shown_goalpost(row: Moved, as_of: datetime.date | None) -> ShownGoalpost:
    """A goalpost in words."""
    series = row.commitment.series
    indicator = series.indicator if series else None
    changes = [_change(row, change, indicator, as_of) for change in row.changes]
    first = row.changes[0].before if row.changes else row.reading.targets[0]
    return ShownGoalpost(
        goalpost=row,
        url=commitment_url(row.commitment.code, as_of),
        first=ShownTarget(first, indicator),
        current=ShownTarget(row.reading.target, indicator),
        changes=changes,
        moves=[move_name(move) for move in row.moves],
    )


def _change(
    row: Moved, change: Change, indicator: Indicator | None, as_of: datetime.date | None
) -> ShownChange:
    earlier = row.commitment.continues if change.next_plan else None
    public = earlier is not None and ReviewState.PUBLISHED == earlier.state == earlier.plan.state
    return ShownChange(
        change=change,
        moves=[move_name(move) for move in change.moves],
        before=ShownTarget(change.before, indicator),
        after=ShownTarget(change.after, indicator) if change.after else None,
        earlier_url=commitment_url(earlier.code, as_of) if earlier is not None and public else "",
    )
