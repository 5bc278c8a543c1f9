"""Targets set for each of several bodies, held against figures of all of them together.

“At least two in every development zone” says nothing of how many zones there are, and a total nothing of how
it is spread. So a figure of the whole can only refute such a target: when n ≥ 1 bodies reached k each, their
sum would be n·k or more, and their mean k or more.
"""

from fractions import Fraction
from typing import Final

from tracker.assessment.facts import Target
from tracker.assessment.goals import Goal
from tracker.assessment.ranges import Range, decide

_SUMS: Final = frozenset({"flow", "stock"})
_MEANS: Final = frozenset({"ratio", "rate"})


def decide_each(values: Range, goal: Goal, target: Target) -> bool | None:
    """False where no spread over the bodies lets each reach the target, None where some spread may.

    With the number of bodies unknown a sum refutes a minimum only by lying below that minimum itself, and
    refutes no maximum. Ranks, and changes or growth counted from a baseline of the whole, refute nothing.
    """
    if target.form != "level":
        return None
    if target.kind in _MEANS:
        allowed = goal.accepted
    elif target.kind in _SUMS:
        allowed = _sums_allowed(goal.accepted, target.entity_count)
    else:
        return None
    return False if decide(values, allowed) is False else None


def _sums_allowed(accepted: Range, count: int | None) -> Range:
    """The sums that bodies which each lie in `accepted` can have."""
    if count is not None and count >= 1:
        return accepted.scaled(Fraction(count), Fraction(0))
    # Below zero more bodies make a smaller sum; above it one body alone makes the smallest.
    low = accepted.low if accepted.low is not None and accepted.low >= 0 else None
    return Range(low=low, low_open=accepted.low_open)
