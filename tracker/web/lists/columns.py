"""What the partial of a list of commitments shows: rows, columns to sort by, and the pages beside it."""

import datetime
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.web.lists.orders import ORDERS, Order
from tracker.web.lists.scopes import Listing
from tracker.web.shown import shown_commitment

#: The columns of the list, and what each sorts by.
_COLUMNS: Final[tuple[tuple[Promise, str, str], ...]] = (
    (_("Commitment"), "plan", "plan"),
    (_("Target and due date"), "due", "due"),
    (_("Latest figure"), "known", "-known"),
    (_("Status and distance"), "distance", "distance"),
)


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column's heading: what to ask for when it is chosen, and how it is sorted now (ARIA's words)."""

    label: Promise
    sort: str
    sorted: str
    hint: Promise


def list_context(listing: Listing, order: Order, as_of: datetime.date | None) -> dict[str, Any]:
    """The context of `partials/list.html`."""
    return {
        "listing": listing,
        "rows": [shown_commitment(row, as_of) for row in listing.rows],
        "order": order,
        "columns": [_column(order, *column) for column in _COLUMNS],
    }


def _column(order: Order, label: Promise, column: str, first: str) -> Column:
    """Choosing a column again turns it round, where that is a question anybody has."""
    turned = order.name.removeprefix("-") if order.descending else f"-{order.name}"
    asked = turned if order.column == column and turned in ORDERS else first
    way = ("descending" if order.descending else "ascending") if order.column == column else ""
    return Column(label=label, sort="" if asked == "plan" else asked, sorted=way, hint=ORDERS[asked].label)
