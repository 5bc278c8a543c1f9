"""The orders a list of commitments can be brought into, each by a column an index holds."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.models.commitments import CommitmentQuerySet
from tracker.progress import Standing
from tracker.reports.keyset import SortKey
from tracker.web.days import Refused


@dataclass(frozen=True, kw_only=True)
class Order:
    """An order by its `name` in the address, which begins with `-` where it runs down.

    `told` is what it goes by, for lists judged on asking. Commitments that have nothing of the kind are left
    out: they have no place in it, and `partial` says that there may be such.
    """

    name: str
    label: Promise
    keys: tuple[SortKey, ...]
    told: Callable[[Standing], Any]
    partial: bool = True

    @property
    def column(self) -> str:
        """What it goes by, whichever way."""
        return self.name.lstrip("-")

    @property
    def descending(self) -> bool:
        """Whether it runs down."""
        return self.name.startswith("-")

    def within(self, rows: CommitmentQuerySet) -> CommitmentQuerySet:
        """Those of `rows` that have a place in it."""
        return rows.filter(**{f"{self.keys[0].path}__isnull": False}) if self.partial else rows

    def sorted(self, rows: Iterable[Standing]) -> list[Standing]:
        """Judged commitments in this order, without those that have no place in it."""
        placed = [(told, row) for row in rows if (told := self.told(row)) is not None]
        # Of equals the number decides, the same way round: so an index can be gone through from either end.
        placed.sort(key=lambda pair: pair[1].commitment.pk, reverse=self.descending)
        placed.sort(key=lambda pair: pair[0], reverse=self.descending)  # leaves equals as they are
        return [row for _told, row in placed]


def _known(standing: Standing) -> datetime.date | None:
    """The day the figure that decides became known; None where none does."""
    row = standing.latest if standing.judgement.latest else None
    return row.known_from if row else None


def _in_plan(standing: Standing) -> tuple[str, int]:
    return standing.commitment.plan.code, standing.commitment.number


_PLACE, _NUMBER = SortKey(path="place", kind=str, unique=True), SortKey(path="number", kind=int)
_DISTANCE = SortKey(path="distance", kind=float)
_DUE, _KNOWN_FROM = (SortKey(path=path, kind=datetime.date) for path in ("due", "figure_known_from"))
_ORDERS: Final = (
    ("plan", gettext_lazy("as in the plan"), (_PLACE,), _in_plan),
    ("distance", gettext_lazy("furthest behind first"), (_DISTANCE,), lambda row: row.distance),
    ("-distance", gettext_lazy("furthest ahead first"), (_DISTANCE.turned(),), lambda row: row.distance),
    ("due", gettext_lazy("first due first"), (_DUE,), lambda row: row.target.due),
    ("-due", gettext_lazy("last due first"), (_DUE.turned(),), lambda row: row.target.due),
    ("-known", gettext_lazy("newest figure first"), (_KNOWN_FROM.turned(),), _known),
    ("known", gettext_lazy("oldest figure first"), (_KNOWN_FROM,), _known),
)
#: By name; the first is what a list is in unless told otherwise.
ORDERS: Final = {
    name: Order(name=name, label=label, keys=keys, told=told, partial=name != "plan")
    for name, label, keys, told in _ORDERS
}
#: Of one plan the numbers are enough, and an index holds them.
OF_ONE_PLAN: Final = replace(ORDERS["plan"], keys=(_NUMBER,))


def order_named(name: str, *, one_plan: bool = False) -> Order:
    """The order an address names, unnamed that of the plan. Raises Refused."""
    order = ORDERS.get(name or "plan")
    if order is None:
        raise Refused(_("There is no such order: “%(order)s”.") % {"order": name[:40]})
    return OF_ONE_PLAN if one_plan and order.column == "plan" else order
