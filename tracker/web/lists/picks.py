"""What stands out of a plan, or of all there is: a few of each kind, from the ends of indexes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tracker.models import Commitment, Plan, Status
from tracker.models.commitments import CommitmentQuerySet
from tracker.progress import Standing
from tracker.progress.prepared import Given, Prepared

#: How many of each kind are shown.
PICKED: Final = 5
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


_KINDS: Final[dict[str, Callable[[CommitmentQuerySet], CommitmentQuerySet]]] = {
    "behind": lambda rows: rows.filter(status__in=BEHIND, distance__lt=0).order_by("distance", "pk"),
    "ahead": lambda rows: rows.filter(status__in=AHEAD, distance__gt=0).order_by("-distance", "-pk"),
    "newest": lambda rows: rows.filter(figure_known_from__isnull=False).order_by("-figure_known_from", "-pk"),
    "unreported": lambda rows: rows.filter(status=Status.UNREPORTED).order_by("place"),
}


def _question(kind: str, **narrowed: Given) -> Prepared:
    few = _KINDS[kind]
    return Prepared(
        lambda: few(Commitment.objects.published().filter(**narrowed)).values_list("pk")[:PICKED], kept=True
    )


_OF_ALL: Final = {kind: _question(kind) for kind in _KINDS}
_OF_A_PLAN: Final = {kind: _question(kind, plan=Given("plan")) for kind in _KINDS}


def picked(plan: Plan | None) -> dict[str, list[int]]:
    """The numbers of those that stand out today, by kind."""
    questions, given = (_OF_ALL, {}) if plan is None else (_OF_A_PLAN, {"plan": plan.pk})
    return {kind: [row[0] for row in question.rows(**given)] for kind, question in questions.items()}
