"""The page of figures that contradict each other, and the form in which an analyst settles them."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tracker.actions.observations import prefer_observation, unprefer_observation
from tracker.authority import PUBLISH, right, within
from tracker.exceptions import ActionError, AuthorityError
from tracker.models import Indicator, Jurisdiction, Observation, Series
from tracker.models.observations import ALREADY_PREFERRED
from tracker.progress import today
from tracker.progress.conflicts import (
    Conflict,
    ConflictKind,
    Hanging,
    conflicts,
    for_display,
    hanging,
    rivals,
)
from tracker.reports.figures import difference, percent
from tracker.web.days import Refused, answering, day_context
from tracker.web.shown import ShownFigure, commitment_url, shown_figure

PER_PAGE: Final = 50
LONGEST_REASON: Final = Observation._meta.get_field("preferred_reason").max_length
#: What it takes to let one figure count rather than another: the public sees it at once.
MAY_PREFER: Final = right(PUBLISH, Observation)

KIND_NAMES: Final[dict[str, Promise]] = {
    ConflictKind.REVISION: gettext_lazy("revision"),
    ConflictKind.DISPUTE: gettext_lazy("dispute"),
}
#: What else a list can be narrowed to, by parameter and value.
_STATES: Final = {"open": False, "settled": True}
_HANGS: Final = {"yes": True, "no": False}
#: The one place to which a list can be narrowed that depends on who asks: what their remits cover.
_OWN: Final = "own"


@dataclass(frozen=True, kw_only=True)
class ShownHanging:
    """A commitment whose status differs by which of two figures counts."""

    hanging: Hanging
    url: str


@dataclass(frozen=True, kw_only=True)
class ShownConflict:
    """A row of the list, both figures in words."""

    conflict: Conflict
    kind: str
    later: ShownFigure | None
    earlier: ShownFigure | None
    apart: str
    share: str
    hanging: list[ShownHanging]

    @property
    def indicator(self) -> Indicator:
        """What both figures measure."""
        return self.conflict.later.series.indicator

    @property
    def anchor(self) -> str:
        """What its row is called on the page."""
        return f"c{self.conflict.later.pk}-{self.conflict.earlier.pk}"


@require_safe
@answering
def contradictions(request: HttpRequest, *, as_of: datetime.date | None) -> HttpResponse:
    """Show the conflicts the filters leave, the largest first; open and settled ones alike."""
    chosen = _chosen(request)
    found = _compared(chosen, request.user, as_of)
    rows = _narrowed(found, chosen, as_of)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page", "1"))
    held = hanging(page.object_list, as_of=as_of)
    for_display(page.object_list)
    context = {
        "page": page,
        "rows": [_shown(row, held[row.key], as_of) for row in page.object_list],
        "kinds": _kinds(found, chosen["kind"]),
        "all": len(found),
        "settled": sum(row.is_settled for row in found),
        "chosen": chosen,
        "series": Series.objects.filter(code=chosen["series"]).select_related("indicator").first(),
        "jurisdictions": _jurisdictions(),
        "may_prefer": as_of is None and request.user.has_perm(MAY_PREFER),
        "longest_reason": LONGEST_REASON,
        "indexable": not (as_of or any(chosen.values()) or page.number > 1),
        **day_context(as_of),
    }
    return render(request, "conflicts.html", context)


@require_POST
@answering
def prefer(request: HttpRequest, *, as_of: datetime.date | None) -> HttpResponse:
    """Let a figure count, or with `undo` count by the rule alone again; back to the list it was chosen on."""
    if not request.user.has_perm(MAY_PREFER):
        raise PermissionDenied
    row = _figure(request.POST.get("observation", ""))
    reason = request.POST.get("reason", "").strip()
    if len(reason) > LONGEST_REASON:
        raise Refused(_("The reason is longer than %(limit)s characters.") % {"limit": LONGEST_REASON})
    act = unprefer_observation if request.POST.get("undo") else prefer_observation
    try:
        act(observation=row, by=request.user, reason=reason)
    except AuthorityError as error:
        raise PermissionDenied(_("This figure lies outside your remit.")) from error
    except ActionError as error:
        # All else it could refuse was looked up above.
        raise Refused(_("Say why.") if error.code == "no_reason" else str(error)) from error
    except IntegrityError as error:
        raise Refused(str(ALREADY_PREFERRED)) from error
    query = request.GET.urlencode()
    return redirect(reverse("web:conflicts") + (f"?{query}" if query else ""))


def _figure(number: str) -> Observation:
    """A published figure by its number. Raises Http404."""
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404(number)
    row = Observation.objects.published().filter(pk=number, value__isnull=False)
    found = row.select_related("series__indicator").first()
    if found is None:
        raise Http404(number)
    return found


def _chosen(request: HttpRequest) -> dict[str, str]:
    """The filters of the address; empty where none. Raises Refused for a word that is none of its own."""
    names = ("series", "jurisdiction", "kind", "state", "hangs", "remit")
    chosen = {name: request.GET.get(name, "").strip() for name in names}
    words: dict[str, Collection[str]] = {
        "kind": KIND_NAMES,
        "state": _STATES,
        "hangs": _HANGS,
        "remit": (_OWN,),
    }
    for name, known in words.items():
        if chosen[name] and chosen[name] not in known:
            raise Refused(_("Nothing here has the code “%(code)s”.") % {"code": chosen[name][:60]})
    return chosen


def _compared(chosen: dict[str, str], user: Any, as_of: datetime.date | None) -> list[Conflict]:
    """All conflicts of the chosen series. Raises Refused where too many figures would have to be compared."""
    paths = {"series": "code", "jurisdiction": "jurisdiction__code"}
    scope = {path: chosen[name] for name, path in paths.items() if chosen[name]}
    series = Series.objects.filter(**scope) if scope else None
    if chosen["remit"]:
        series = within(Series.objects.all() if series is None else series, user)
    figures = rivals(as_of or today(), series)
    if figures is None:
        raise Refused(_("That many figures cannot be compared at once. Choose a place."))
    return conflicts(figures)


def _narrowed(found: list[Conflict], chosen: dict[str, str], as_of: datetime.date | None) -> list[Conflict]:
    """Those of the chosen kind and state, and those on which something hangs or nothing does."""
    if kind := chosen["kind"]:
        found = [row for row in found if row.kind == kind]
    if state := chosen["state"]:
        found = [row for row in found if row.is_settled is _STATES[state]]
    if hangs := chosen["hangs"]:
        held = hanging(found, as_of=as_of)
        found = [row for row in found if bool(held[row.key]) is _HANGS[hangs]]
    return found


def _kinds(found: list[Conflict], chosen: str) -> list[dict[str, Any]]:
    return [
        {
            "kind": kind.value,
            "name": KIND_NAMES[kind],
            "count": sum(row.kind == kind for row in found),
            "is_chosen": kind == chosen,
        }
        for kind in ConflictKind
    ]


def _jurisdictions() -> list[Jurisdiction]:
    """Places of which there are series."""
    return list(Jurisdiction.objects.filter(Exists(Series.objects.filter(jurisdiction=OuterRef("pk")))))


def _shown(row: Conflict, held: list[Hanging], as_of: datetime.date | None) -> ShownConflict:
    indicator = row.later.series.indicator
    for figure in (row.later, row.earlier):
        figure.counts = figure.vintage_place == 1
    later, earlier = (figure.unit.to_base(figure.value) for figure in (row.later, row.earlier))
    return ShownConflict(
        conflict=row,
        kind=str(KIND_NAMES[row.kind]),
        later=shown_figure(row.later, indicator),
        earlier=shown_figure(row.earlier, indicator),
        apart=difference((later - earlier) / row.later.unit.factor, row.later.unit),
        share=percent(row.size),
        hanging=[
            ShownHanging(hanging=verdict, url=commitment_url(verdict.commitment.code, as_of))
            for verdict in held
        ],
    )
