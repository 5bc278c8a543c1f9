"""Groups of commitments as a table: how many of each have which status, and both shares that are met."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.models import Status
from tracker.progress import SummaryRow
from tracker.reports.statuses import status_name

from .facts import Grouping
from .wording import nameless

#: Statuses that share a column of a table of groups; a column nobody is in is left out.
_SHARED: Final[tuple[tuple[Any, ...], ...]] = (
    (Status.MET, Status.ACHIEVED),
    (Status.NEARLY_MET,),
    (Status.AHEAD, Status.ON_TRACK),
    (Status.BEHIND, Status.FAR_BEHIND, Status.REGRESSING),
    (Status.MISSED,),
    (Status.UNREPORTED,),
    (Status.NO_DATA,),
    (Status.NOT_RATEABLE, Status.WITHDRAWN),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupRow:
    """A group: how many in all and in each column, and met ÷ all and met ÷ rateable."""

    name: str
    counts: list[int]
    shares: tuple[Fraction | None, Fraction | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupTable:
    """The head of the table, and its rows; the last is the total.

    `statuses` names the columns of counts after the first, each by the first of the statuses it holds.
    """

    head: list[str]
    statuses: list[str]
    rows: list[GroupRow]


def group_table(grouping: Grouping, total: SummaryRow) -> GroupTable:
    """The groups under one another. `total` counts each commitment once, also where it is in two groups."""
    shared = [statuses for statuses in _SHARED if _count(total, statuses)]
    first = {"topic": _("Topic"), "department": _("Department"), "plan": _("Plan")}[grouping.by]
    return GroupTable(
        head=[
            first,
            pgettext("column of a notice", "All"),
            *(_column_name(statuses) for statuses in shared),
            pgettext("column of a notice", "Met ÷ all"),
            pgettext("column of a notice", "Met ÷ rateable"),
        ],
        statuses=[str(statuses[0]) for statuses in shared],
        rows=[
            *(_row(row.label or nameless(grouping), row, shared) for row in grouping.rows),
            _row(pgettext("of a table", "Together"), total, shared),
        ],
    )


def _row(name: str, row: SummaryRow, shared: Sequence[tuple[Any, ...]]) -> GroupRow:
    counts = [row.total, *(_count(row, statuses) for statuses in shared)]
    return GroupRow(name=name, counts=counts, shares=(row.met_of_all, row.met_of_rateable))


def _column_name(statuses: tuple[Any, ...]) -> str:
    names = {
        Status.AHEAD: _("on schedule or ahead"),
        Status.BEHIND: _("behind"),
        Status.NOT_RATEABLE: _("not counted"),
    }
    return names.get(statuses[0]) or status_name(statuses[0])


def _count(row: SummaryRow, statuses: tuple[Any, ...]) -> int:
    return sum(row.counts.get(status, 0) for status in statuses)
