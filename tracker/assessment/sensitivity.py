"""Whether a status hangs on the choice of method, or of which published figure counts."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from tracker.assessment.facts import Figure
from tracker.assessment.judgement import Judgement
from tracker.assessment.statuses import Status

#: Statuses of an open target that stands well, and those of one that does not.
GOOD: Final = frozenset({Status.ON_TRACK, Status.AHEAD, Status.ACHIEVED})
BAD: Final = frozenset({Status.BEHIND, Status.FAR_BEHIND, Status.REGRESSING})


def method_sensitive(judgements: Iterable[Judgement]) -> bool:
    """Whether of the methods' judgements of one open target one says good and another bad.

    `judgements` are those of all methods on the same target, figures, rules and day. A method that is not
    applicable or finds nothing to judge by takes no part; a due target is never sensitive.
    """
    statuses = {judgement.status for judgement in judgements if not judgement.due}
    return not statuses.isdisjoint(GOOD) and not statuses.isdisjoint(BAD)


def vintage_sensitive(
    judgement: Judgement, judge_with: Callable[[Figure], Judgement], alternatives: Iterable[Figure]
) -> bool:
    """Whether another published figure of the same period would change the status.

    `alternatives` are the other figures of the period the judgement was made by (or of its baseline's);
    `judge_with` judges the same target again with one of them in place of the figure that counts (see
    `in_place`). No alternatives: not sensitive.
    """
    return any(judge_with(figure).status != judgement.status for figure in alternatives)


def in_place(observations: Sequence[Figure], alternative: Figure) -> list[Figure]:
    """The observations with the one of the alternative's period replaced by it, the others as they are."""
    period = (alternative.start, alternative.end)
    kept = [figure for figure in observations if (figure.start, figure.end) != period]
    return [*kept, alternative]
