"""How far a commitment is from where it should be, as one number to order commitments by."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from tracker.assessment.facts import Figure, Target
from tracker.assessment.goals import side_of
from tracker.assessment.judgement import Judgement

_HELD: Final = frozenset({"flow", "stock", "ratio", "rate"})


def distance(target: Target, judgement: Judgement, figures: Iterable[Figure]) -> Fraction | None:
    """The distance as a share: 0 is on schedule or on target, above it ahead, below it behind.

    Of an open target that is measured, `gap` as a share; of a due one, `progress` (else `completion`) less
    one. Of what is compared and not measured (rates, ceilings), how far the deciding figure, one of
    `figures`, lies beyond the number aimed at, as a share of that number. None where no figure decides, where
    the target can be overshot, and of ranks, milestones and numbers of zero. A reader is told the difference
    itself: the share only makes a missed growth and a missed total comparable.
    """
    if judgement.gap is not None:
        return judgement.gap / 100
    done = judgement.completion if judgement.progress is None else judgement.progress
    if done is not None:
        return done - 1 if judgement.due else None
    return _beyond(target, next((row for row in figures if row.row == judgement.latest), None))


def _beyond(target: Target, figure: Figure | None) -> Fraction | None:
    side, aim = side_of(target), target.value
    if side == "down" and target.value_to is not None:
        aim = target.value_to
    comparable = target.form == "level" and target.kind in _HELD and not target.is_shared and side
    if not comparable or not aim or figure is None or figure.is_bound:
        return None
    away = figure.value - aim if side == "up" else aim - figure.value
    return away / abs(aim)
