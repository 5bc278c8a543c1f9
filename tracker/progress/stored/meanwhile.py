"""What two transactions could not see of each other is judged once both are stored.

Whoever makes a commitment public does not see the figure that somebody else is entering at the same moment;
and they, looking for what hangs on the figure, do not see that the commitment is public. So each looks once
more when its transaction has ended: the last to end sees what both stored. Nobody waits for anybody, so no
order of locks is needed with imports that touch many series. SQLite lets one writer in at a time.
"""

from collections.abc import Callable, Collection, Iterable, Sequence

from django.db import connection, transaction
from django.db.models import QuerySet

from tracker.models import ChangeSet, Commitment

from ..prepared import Among
from .affected import affected_by
from .verdicts import refresh


def refresh_hanging(series: Iterable[int], *, change_set: ChangeSet | None = None) -> int:
    """Judge what hangs on these series, whose figures have changed; how many verdicts were stored."""
    series = list(series)
    judged = list(affected_by(series).values_list("pk", flat=True))
    stored = refresh(_numbered(judged), change_set=change_set)
    look_again(series, judged, change_set=change_set)
    return stored


def look_again(series: Collection[int], judged: Iterable[int], *, change_set: ChangeSet | None) -> None:
    """Once the transaction has ended, judge what hangs on these series beside what was `judged` in it."""
    known = frozenset(judged)

    def look() -> None:
        if others := list(affected_by(series, beside=known).values_list("pk", flat=True)):
            refresh(_numbered(others), change_set=change_set)

    _once_stored(look)


def refresh_shown(commitments: QuerySet[Commitment]) -> int:
    """Judge commitments that became public, or hang on other series than before; how many verdicts were
    stored.
    """
    numbers = list(commitments.order_by().values_list("pk", flat=True))
    stored = refresh(_numbered(numbers))
    _once_stored(lambda: refresh(_numbered(numbers)))
    return stored


def _numbered(numbers: Sequence[int]) -> QuerySet[Commitment]:
    return Commitment.objects.filter(Among("pk", numbers))


def _once_stored(look: Callable[[], object]) -> None:
    """What fails then is logged, and found by `assess` at night: the transaction has ended, and well."""
    if connection.in_atomic_block and connection.features.has_select_for_no_key_update:
        transaction.on_commit(look, robust=True)
