"""Moved targets in words, and which of them a list shows: the same for page and interface."""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q, prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from tracker.assessment import DEFAULT_RULES
from tracker.models import Status, Target
from tracker.models.commitments import CommitmentQuerySet
from tracker.progress import EASIER, Goalpost, Move, Moved, goalposts, moved_targets, today
from tracker.progress.prepared import Given

#: Silence is no move of a target, but it is listed among them.
UNREPORTED: Final = "unreported"
#: Everything a list can be narrowed to, in the order it is shown.
KINDS: Final[tuple[str, ...]] = (
    *(move for move in Move if move in EASIER),
    UNREPORTED,
    *(move for move in Move if move not in EASIER),
)
#: What a list shows unless told otherwise: pledges made easier, and those nobody spoke of again.
NOTABLE: Final[tuple[str, ...]] = tuple(kind for kind in KINDS if kind in EASIER or kind == UNREPORTED)
#: All candidates are judged while the reader waits; more than this many must be narrowed down first.
MOST_JUDGED: Final = 5000

#: A word for each kind, in the language it is asked in.
MOVE_NAMES: Final[dict[str, Promise]] = {
    Move.LOWERED: pgettext_lazy("of a target", "lowered"),
    Move.RAISED: pgettext_lazy("of a target", "raised"),
    Move.POSTPONED: pgettext_lazy("of a target", "postponed"),
    Move.BROUGHT_FORWARD: pgettext_lazy("of a target", "brought forward"),
    Move.REBASED: pgettext_lazy("of a target", "re-based"),
    Move.REWORDED: pgettext_lazy("of a target", "reworded"),
    Move.DROPPED: pgettext_lazy("of a target", "dropped"),
    UNREPORTED: pgettext_lazy("of a target", "not reported on"),
}
MOVE_MEANINGS: Final[dict[str, Promise]] = {
    Move.LOWERED: pgettext_lazy("of a target", "It asks for less, whichever way is better."),
    Move.RAISED: pgettext_lazy("of a target", "It asks for more."),
    Move.POSTPONED: pgettext_lazy("of a target", "It falls due later."),
    Move.BROUGHT_FORWARD: pgettext_lazy("of a target", "It falls due earlier."),
    Move.REBASED: pgettext_lazy("of a target", "Another form, unit or baseline: the numbers do not compare."),
    Move.REWORDED: pgettext_lazy("of a target", "The words or the comparison changed, not the number."),
    Move.DROPPED: pgettext_lazy("of a target", "The pledge was withdrawn or superseded."),
    UNREPORTED: pgettext_lazy(
        "of a target", "The same government's next report came out, and no figure decides it."
    ),
}


def move_name(kind: str) -> str:
    """A move, or silence, in a word; an unknown code comes back as it is."""
    return str(MOVE_NAMES.get(kind, kind))


def move_meaning(kind: str) -> str:
    """What it takes to be listed as this, in one sentence."""
    return str(MOVE_MEANINGS.get(kind, ""))


def kinds_of(goalpost: Goalpost) -> tuple[str, ...]:
    """The kinds a goalpost is listed under, in the order of `KINDS`."""
    held = {*goalpost.moves, *([UNREPORTED] if goalpost.silent_since else [])}
    return tuple(kind for kind in KINDS if kind in held)


def counted(found: Iterable[Goalpost]) -> dict[str, int]:
    """How many goalposts there are of each kind; all kinds, also those nobody has."""
    counts = Counter(kind for goalpost in found for kind in kinds_of(goalpost))
    return {kind: counts[kind] for kind in KINDS}


def may_have_moved(
    queryset: CommitmentQuerySet, as_of: datetime.date | Given | None, *, silent: bool = True
) -> CommitmentQuerySet:
    """Those of `queryset` a table alone cannot rule out: told several times, continued, withdrawn, silent.

    Without `silent` those that only fell silent are left out. Today's silence is taken from the stored
    status; on a past day whatever had long been due may be silent. The day may be told when it is asked.
    """
    day: Any = today() if as_of is None else as_of
    known = Target.objects.published().filter(commitment=OuterRef("pk"), known_from__lte=day).order_by()
    told_again = known.values("commitment").annotate(times=Count("pk")).filter(times__gt=1)
    moved = Q(continues__isnull=False) | Q(withdrawn_on__lte=day) | Exists(told_again)
    if not silent:
        return queryset.filter(moved)
    long_due = day - datetime.timedelta(days=DEFAULT_RULES.unreported_after)
    quiet: Any = Q(status=Status.UNREPORTED) if as_of is None else Exists(known.filter(due__lt=long_due))
    return queryset.filter(moved | quiet)


def moved(
    queryset: CommitmentQuerySet, as_of: datetime.date | None, kinds: Collection[str] = KINDS
) -> list[Goalpost]:
    """The goalposts of `queryset` that are of any of `kinds`, in its order and in constant queries."""
    wanted = set(kinds)
    found = [row for row in goalposts(_told(queryset), as_of=as_of) if wanted.intersection(kinds_of(row))]
    _with_references(found)
    return found


def eased(queryset: CommitmentQuerySet, as_of: datetime.date | None) -> list[Moved]:
    """Those of `queryset` that were made easier to keep, in its order, told from their targets alone."""
    found = [row for row in moved_targets(_told(queryset), as_of=as_of) if EASIER.intersection(row.moves)]
    _with_references(found)
    return found


def _told(queryset: CommitmentQuerySet) -> CommitmentQuerySet:
    return queryset.for_list().select_related("continues__plan")


def _with_references(found: Iterable[Moved]) -> None:
    referring = [change.before for row in found for change in row.changes if change.before.reference_id]
    prefetch_related_objects(referring, "reference__indicator")
