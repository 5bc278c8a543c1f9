"""Pages of plain lists by keyset, for doors that show rows of one table."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tracker.reports.keyset import Keyset, Slice, SortKey, read_cursor, slice_of
from tracker.web.days import Refused


def page_of(
    rows: QuerySet,
    keys: Sequence[SortKey],
    cursor: str,
    *,
    size: int,
    order: str = "list",
    only_keys: bool = False,
) -> Slice:
    """The page of `size` rows a cursor names. Raises Refused for one that is no cursor of this list.

    Where `only_keys` are asked for, rows are mappings of those, the number of the row among them.
    """
    keyset = Keyset.by(keys)
    if only_keys:
        rows = rows.values("pk", *(key.path for key in keyset.keys))
    try:
        place = read_cursor(cursor, order, keyset)
    except ValueError as error:
        raise no_page() from error
    return slice_of(
        lambda keyset, most, position: keyset.rows(rows, most, position),
        keyset,
        order=order,
        place=place,
        size=size,
    )


def no_page() -> Refused:
    """What is answered to a cursor of no such list."""
    return Refused(_("This is no page of the list. Begin at its start."))
