"""A set of commitments to show: as they stand today, by the stored verdicts, or as they stood on a day.

Both answer the same questions. Today's are answered from indexes, however many commitments there are; those
of a past day by judging every one, so that a reader narrows them first.
"""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain
from typing import Final, Protocol

from django.utils.translation import gettext as _

from tracker.models import Commitment, Status
from tracker.models.commitments import CommitmentQuerySet
from tracker.progress import (
    Standing,
    SummaryRow,
    glances,
    standings,
    statuses_before,
    summarise,
    tallied,
    tally,
    today,
)
from tracker.web.days import Refused
from tracker.web.filters import narrowed, stands
from tracker.web.orders import ORDERS, Order
from tracker.web.paging import no_page, page_of

PER_PAGE: Final = 50
#: A past day is judged while the reader waits; more than this many at once must be narrowed to a plan.
MOST_JUDGED: Final = 5000
#: Rows of a narrowed list are counted up to here; beyond it is said that there are more.
MOST_COUNTED: Final = 1000
#: Who can stand out: not those on track, however little they are off.
BEHIND: Final = (Status.MISSED, Status.NEARLY_MET, Status.BEHIND, Status.FAR_BEHIND, Status.REGRESSING)
AHEAD: Final = (Status.MET, Status.ACHIEVED, Status.AHEAD)


@dataclass(frozen=True, kw_only=True)
class Picks:
    """What stands out, a few of each kind; `earlier` holds what the newest stood at before, by number."""

    behind: list[Standing]
    ahead: list[Standing]
    newest: list[Standing]
    unreported: list[Standing]
    earlier: dict[int, str]


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A page of standings with the cursors of its neighbours; `count` is of all pages, up to a limit.

    `picks` stand out of the whole scope, where they were asked for.
    """

    rows: list[Standing]
    next: str | None
    previous: str | None
    count: int
    more: bool = False
    picks: Picks | None = None


class Scope(Protocol):
    """What a page asks of a set of commitments."""

    rows: CommitmentQuerySet

    def summary(self, by: str) -> list[SummaryRow]:
        """Its commitments counted by status within groups."""

    def listing(self, values: dict[str, str], order: Order, cursor: str = "", *, picked: int = 0) -> Listing:
        """A page of those the filters leave, and at most `picked` of each kind that stands out.

        Raises Refused for what is no cursor of such a list.
        """


def scope_on(
    rows: CommitmentQuerySet, as_of: datetime.date | None, *, all_of: Collection[str] | None = None
) -> Scope:
    """The public commitments `rows` today; or those announced by a day, as they stood. Raises Refused.

    `all_of` says that they are all there are in some jurisdictions (by code), or of all there is: counts are
    kept of these.
    """
    return Today(rows, all_of=all_of) if as_of is None else PastDay(rows, as_of)


class Today:
    """By stored verdicts."""

    def __init__(self, rows: CommitmentQuerySet, *, all_of: Collection[str] | None = None) -> None:
        self.rows = rows
        self.all_of = all_of
        self._summaries: dict[str, list[SummaryRow]] = {}

    def summary(self, by: str) -> list[SummaryRow]:
        """By the counts that are kept, where they are of the same; else counted by the database, once."""
        if by not in self._summaries:
            kept = self.all_of is not None
            self._summaries[by] = (
                tallied(by=by, jurisdictions=self.all_of or ()) if kept else summarise(self.rows, by=by)
            )
        return self._summaries[by]

    def listing(self, values: dict[str, str], order: Order, cursor: str = "", *, picked: int = 0) -> Listing:
        """By keyset: page ten thousand costs what the first does. All rows shown are read at once."""
        rows = order.within(narrowed(self.rows, values, None))
        cut = page_of(rows, order.keys, cursor, size=PER_PAGE, order=order.name, only_keys=True)
        numbers = [row["pk"] for row in cut.rows]
        # Where the first page is the last one, it has been counted by being read.
        is_whole = not (cut.next or cut.previous)
        count, more = (len(numbers), False) if is_whole else self._count(rows, values, order)
        picked_numbers = self._picked(picked) if picked else {}
        found = read_today({*numbers, *chain(*picked_numbers.values())})
        return Listing(
            rows=[found[number] for number in numbers if number in found],
            next=cut.next,
            previous=cut.previous,
            count=count,
            more=more,
            picks=_picks(picked_numbers, found) if picked else None,
        )

    def _count(self, rows: CommitmentQuerySet, values: dict[str, str], order: Order) -> tuple[int, bool]:
        """How many rows the filters leave, and whether there are more; the counts by topic know of some."""
        if order.partial or not values.keys() <= {"topic", "status"}:
            count = rows.order_by()[: MOST_COUNTED + 1].count()
            return min(count, MOST_COUNTED), count > MOST_COUNTED
        topic, status = values.get("topic"), values.get("status")
        groups = [row for row in self.summary("topic") if topic in (None, row.key)]
        return sum(row.counts.get(status, 0) if status else row.total for row in groups), False

    def _picked(self, size: int) -> dict[str, list[int]]:
        """The numbers of those that stand out, by kind, from the ends of indexes."""
        rows = self.rows
        kinds = {
            "behind": rows.filter(status__in=BEHIND, distance__lt=0).order_by("distance", "pk"),
            "ahead": rows.filter(status__in=AHEAD, distance__gt=0).order_by("-distance", "-pk"),
            "newest": rows.filter(figure_known_from__isnull=False).order_by("-figure_known_from", "-pk"),
            "unreported": rows.filter(status=Status.UNREPORTED).order_by("place"),
        }
        return {kind: list(few.values_list("pk", flat=True)[:size]) for kind, few in kinds.items()}


def read_today(numbers: Collection[int]) -> dict[int, Standing]:
    """How commitments stand today, by number, with as much of each as a row of a list shows."""
    found = glances(numbers, day=today())
    if rest := [number for number in numbers if number not in found]:
        rows = Commitment.objects.filter(pk__in=rest).for_list()
        found |= {row.commitment.pk: row for row in standings(rows)}
    return found


def _picks(numbers: dict[str, list[int]], found: dict[int, Standing]) -> Picks:
    chosen = {kind: [found[each] for each in group if each in found] for kind, group in numbers.items()}
    return Picks(**chosen, earlier=statuses_before(numbers["newest"]))


class PastDay:
    """By judging every one as of the day."""

    def __init__(self, rows: CommitmentQuerySet, as_of: datetime.date) -> None:
        self.rows = rows.announced(as_of)
        self.as_of = as_of
        if self.rows.order_by()[: MOST_JUDGED + 1].count() > MOST_JUDGED:
            raise Refused(_("That many commitments cannot be turned back to a day at once. Choose a plan."))
        self.found = standings(self.rows.for_list().order_by("plan__code", "number"), as_of=as_of)

    def summary(self, by: str) -> list[SummaryRow]:
        """Counted here."""
        return tally(self.found, by=by)

    def listing(self, values: dict[str, str], order: Order, cursor: str = "", *, picked: int = 0) -> Listing:
        """By position: nothing comes in between, the day being past."""
        if cursor and not (cursor.isascii() and cursor.isdigit() and len(cursor) < 9):
            raise no_page()
        start = int(cursor or 0)
        rows = order.sorted(self._narrowed(values))
        return Listing(
            rows=rows[start : start + PER_PAGE],
            next=str(start + PER_PAGE) if start + PER_PAGE < len(rows) else None,
            previous=str(max(0, start - PER_PAGE)) if start else None,
            count=len(rows),
            picks=self._picked(picked) if picked else None,
        )

    def _picked(self, size: int) -> Picks:
        """From both ends of what was judged."""
        off = [row for row in self.found if row.distance]
        behind = [row for row in off if row.status in BEHIND and (row.distance or 0) < 0]
        ahead = [row for row in off if row.status in AHEAD and (row.distance or 0) > 0]
        return Picks(
            behind=ORDERS["distance"].sorted(behind)[:size],
            ahead=ORDERS["-distance"].sorted(ahead)[:size],
            newest=ORDERS["-known"].sorted(self.found)[:size],
            unreported=[row for row in self.found if row.status == Status.UNREPORTED][:size],
            earlier={},
        )

    def _narrowed(self, values: dict[str, str]) -> list[Standing]:
        if not values:
            return self.found
        kept = set(narrowed(self.rows, values, self.as_of).values_list("pk", flat=True))
        return [row for row in self.found if row.commitment.pk in kept and stands(row, values)]
