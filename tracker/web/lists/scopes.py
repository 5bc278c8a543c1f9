"""A set of commitments to show: as they stand today, by the stored verdicts, or as they stood on a day.

Both answer the same questions. Today's are answered from indexes, however many commitments there are; those
of a past day by judging every one, so that a reader narrows them first.
"""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final, Protocol

from django.utils.translation import gettext as _

from tracker.models import Commitment, Plan, Status
from tracker.models.commitments import CommitmentQuerySet
from tracker.progress import (
    Standing,
    SummaryRow,
    glances,
    is_tallied,
    standings,
    statuses_before,
    summarise,
    tallied,
    tally,
    today,
)
from tracker.web.days import Refused
from tracker.web.lists.filters import narrowed, stands
from tracker.web.lists.orders import ORDERS, Order
from tracker.web.lists.paging import no_page, page_of
from tracker.web.lists.picks import AHEAD, BEHIND, PICKED, Picks, picked

PER_PAGE: Final = 50
#: A past day is judged while the reader waits; more than this many at once must be narrowed to a plan.
MOST_JUDGED: Final = 5000
#: Rows of a narrowed list are counted up to here; beyond it is said that there are more.
MOST_COUNTED: Final = 1000


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
    plan: Plan | None

    def summary(self, by: str) -> list[SummaryRow]:
        """Its commitments counted by status within groups."""

    def listing(
        self, values: dict[str, str], order: Order, cursor: str = "", *, picks: bool = False
    ) -> Listing:
        """A page of those the filters leave; with `picks` of a whole plan, or of all, what stands out there.

        Raises Refused for what is no cursor of such a list.
        """


def scope_of(plan: Plan | None, as_of: datetime.date | None) -> Scope:
    """The public commitments of a plan, or of all of them. Raises Refused."""
    rows = Commitment.objects.published()
    if plan is None:
        return scope_on(rows, as_of, of={})
    return scope_on(rows.filter(plan=plan), as_of, of={"plan": [plan.code]}, plan=plan)


def scope_on(
    rows: CommitmentQuerySet,
    as_of: datetime.date | None,
    *,
    of: Mapping[str, Collection[str]] | None = None,
    plan: Plan | None = None,
) -> Scope:
    """The public commitments `rows` today; or those announced by a day, as they stood. Raises Refused.

    `of` says that they are all there are of some groups (codes by the name of the grouping; without any, all
    there is): counts are kept of these. `plan` says that they are all of a plan.
    """
    return Today(rows, of=of, plan=plan) if as_of is None else PastDay(rows, as_of, plan=plan)


class Today:
    """By stored verdicts."""

    def __init__(
        self,
        rows: CommitmentQuerySet,
        *,
        of: Mapping[str, Collection[str]] | None = None,
        plan: Plan | None = None,
    ) -> None:
        self.rows = rows
        self.of = of
        self.plan = plan
        self._summaries: dict[str, list[SummaryRow]] = {}

    def summary(self, by: str) -> list[SummaryRow]:
        """By the counts that are kept, where they are of the same; else counted by the database, once."""
        if by not in self._summaries:
            kept = self.of is not None and is_tallied(by=by, narrowed=self.of)
            self._summaries[by] = (
                tallied(by=by, narrowed=self.of or {}) if kept else summarise(self.rows, by=by)
            )
        return self._summaries[by]

    def listing(
        self, values: dict[str, str], order: Order, cursor: str = "", *, picks: bool = False
    ) -> Listing:
        """By keyset: page ten thousand costs what the first does. All rows shown are read at once."""
        rows = order.within(narrowed(self.rows, values, None))
        cut = page_of(rows, order.keys, cursor, size=PER_PAGE, order=order.name, only_keys=True)
        numbers = [row["pk"] for row in cut.rows]
        # Where the first page is the last one, it has been counted by being read.
        is_whole = not (cut.next or cut.previous)
        count, more = (len(numbers), False) if is_whole else self._count(rows, values, order)
        standing_out = picked(self.plan) if picks else {}
        found = read({*numbers, *chain(*standing_out.values())}, None)
        return Listing(
            rows=[found[number] for number in numbers if number in found],
            next=cut.next,
            previous=cut.previous,
            count=count,
            more=more,
            picks=_picks(standing_out, found) if picks else None,
        )

    def _count(self, rows: CommitmentQuerySet, values: dict[str, str], order: Order) -> tuple[int, bool]:
        """How many rows the filters leave, and whether there are more; the counts by topic know of some."""
        if order.partial or not values.keys() <= {"topic", "status"}:
            count = rows.order_by()[: MOST_COUNTED + 1].count()
            return min(count, MOST_COUNTED), count > MOST_COUNTED
        topic, status = values.get("topic"), values.get("status")
        groups = [row for row in self.summary("topic") if topic in (None, row.key)]
        return sum(row.counts.get(status, 0) if status else row.total for row in groups), False


def read(numbers: Collection[int], as_of: datetime.date | None) -> dict[int, Standing]:
    """How commitments stand, by number, with as much of each as a row of a list shows."""
    found = glances(numbers, day=today()) if as_of is None else {}
    if rest := [number for number in numbers if number not in found]:
        rows = Commitment.objects.filter(pk__in=rest).for_list()
        found |= {row.commitment.pk: row for row in standings(rows, as_of=as_of)}
    return found


def _picks(numbers: dict[str, list[int]], found: dict[int, Standing]) -> Picks:
    chosen = {kind: [found[each] for each in group if each in found] for kind, group in numbers.items()}
    return Picks(**chosen, earlier=statuses_before(numbers["newest"]))


class PastDay:
    """By judging every one as of the day."""

    def __init__(self, rows: CommitmentQuerySet, as_of: datetime.date, *, plan: Plan | None = None) -> None:
        self.plan = plan
        self.rows = rows.announced(as_of)
        self.as_of = as_of
        if self.rows.order_by()[: MOST_JUDGED + 1].count() > MOST_JUDGED:
            raise Refused(_("That many commitments cannot be turned back to a day at once. Choose a plan."))
        self.found = standings(self.rows.for_list().order_by("plan__code", "number"), as_of=as_of)

    def summary(self, by: str) -> list[SummaryRow]:
        """Counted here."""
        return tally(self.found, by=by)

    def listing(
        self, values: dict[str, str], order: Order, cursor: str = "", *, picks: bool = False
    ) -> Listing:
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
            picks=self._picked() if picks else None,
        )

    def _picked(self) -> Picks:
        """From both ends of what was judged."""
        off = [row for row in self.found if row.distance]
        behind = [row for row in off if row.status in BEHIND and (row.distance or 0) < 0]
        ahead = [row for row in off if row.status in AHEAD and (row.distance or 0) > 0]
        return Picks(
            behind=ORDERS["distance"].sorted(behind)[:PICKED],
            ahead=ORDERS["-distance"].sorted(ahead)[:PICKED],
            newest=ORDERS["-known"].sorted(self.found)[:PICKED],
            unreported=[row for row in self.found if row.status == Status.UNREPORTED][:PICKED],
            earlier={},
        )

    def _narrowed(self, values: dict[str, str]) -> list[Standing]:
        if not values:
            return self.found
        kept = set(narrowed(self.rows, values, self.as_of).values_list("pk", flat=True))
        return [row for row in self.found if row.commitment.pk in kept and stands(row, values)]
