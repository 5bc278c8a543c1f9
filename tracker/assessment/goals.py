"""What exactly a target accepts, once a change or a growth is counted from its baseline."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from tracker.assessment.facts import Figure, Target
from tracker.assessment.ranges import Range
from tracker.assessment.reasons import Reason
from tracker.assessment.rules import Rules

_UPWARD: Final = frozenset({"at_least", "more_than"})
_DOWNWARD: Final = frozenset({"at_most", "less_than"})


@dataclass(frozen=True, slots=True)
class Goal:
    """The target as a level of its series, in base units.

    `side` is `up` or `down` where reaching one end is enough, else empty; `aim` is the value the way is
    measured to: the target's own, or of a range the end that is reached first; None for a range without
    direction. `accepted` holds the values that reach it.
    """

    accepted: Range
    aim: Fraction | None
    side: str


def side_of(target: Target) -> str:
    """Which way the target asks: `up`, `down`, or empty where it can be overshot."""
    if target.comparator in _UPWARD:
        return "up"
    if target.comparator in _DOWNWARD:
        return "down"
    one_sided = target.comparator != "exactly" and target.desired != "none"
    return target.desired if one_sided else ""


def goal_of(target: Target, baseline: Figure | None, rules: Rules) -> Goal | Reason:
    """The goal of a target that holds a number, or the reason why it cannot be told.

    A change adds to the baseline's value; a growth of g percent makes it 1 + g/100 times as large, over the
    whole time since the baseline.
    """
    side = side_of(target)
    accepted, aim = _accepted(target, side, rules), _aim(target, side)
    if target.form == "level":
        return Goal(accepted, aim, side)
    if target.form == "growth" and target.kind in ("rate", "rank"):
        return Reason.GROWTH_OF_RATE
    if baseline is None:
        return Reason.NO_BASELINE
    if baseline.is_bound:
        return Reason.BASELINE_IS_BOUND
    if target.form == "growth" and baseline.value <= 0:
        return Reason.BASELINE_NOT_POSITIVE
    factor = Fraction(1) if target.form == "change" else baseline.value / 100
    level = None if aim is None else aim * factor + baseline.value
    return Goal(accepted.scaled(factor, baseline.value), level, side)


def _value(target: Target) -> Fraction:
    """The first number; `flaw` has made sure that it is there."""
    assert target.value is not None
    return target.value


def _aim(target: Target, side: str) -> Fraction | None:
    if target.comparator != "between":
        return target.value
    return {"up": target.value, "down": target.value_to}.get(side)


def _accepted(target: Target, side: str, rules: Rules) -> Range:
    """The accepted values in the target's own terms (a change, a growth in percent, or a level)."""
    low = high = _value(target)
    match target.comparator:
        case "about":
            low, high = low - _slack(target, rules), high + _slack(target, rules)
        case "between":
            high = high if target.value_to is None else target.value_to
        case "exactly":
            low, high = low - target.rounding, high + target.rounding
    return Range(
        low=None if side == "down" else low,
        high=None if side == "up" else high,
        low_open=target.comparator == "more_than",
        high_open=target.comparator == "less_than",
    )


def _slack(target: Target, rules: Rules) -> Fraction:
    """How far off `about` may be, in the unit of the target's value."""
    tolerance = target.tolerance
    if tolerance is not None and tolerance.kind == "points":
        return abs(tolerance.value)
    percent = rules.about_tolerance if tolerance is None else tolerance.value
    return abs(_value(target) * percent / 100)


def flaw(target: Target) -> Reason | None:
    """What makes a checkable target impossible to rate: it contradicts itself or lacks its number."""
    if target.start is not None and target.start > target.due:
        return Reason.DUE_BEFORE_START
    if target.is_milestone or target.form == "reference":
        return None
    if target.value is None or (target.comparator == "between" and target.value_to is None):
        return Reason.NO_VALUE
    if target.value_to is not None and target.value_to < target.value:
        return Reason.RANGE_REVERSED
    return None
