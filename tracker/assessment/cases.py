"""A target laid out for judging: its goal, the figures that may decide, and what its baseline allows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from tracker.assessment import selection
from tracker.assessment.entities import decide_each
from tracker.assessment.facts import Figure, Target
from tracker.assessment.goals import Goal, goal_of
from tracker.assessment.paths import Path, levels
from tracker.assessment.ranges import Range, decide, decide_at_least, possible
from tracker.assessment.reasons import Reason
from tracker.assessment.rules import Rules

_DONE: Final = Goal(Range(low=Fraction(1)), None, "up")  # a milestone is reached by a figure of one
_MOVING: Final = frozenset({"flow", "stock", "ratio"})  # kinds that travel a distance; rates and ranks do not
_HOLDING: Final = frozenset({Reason.ALREADY_MET, Reason.BASELINE_EQUALS_TARGET})


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """What a method needs to know of a rateable target.

    `baseline` is None where it plays no part (cumulative flows, milestones, references); `off_course` says
    why no way is measured from it. `goal` is None for references and where `obstacle` says why. `figures` are
    the judgeable ones, the newest first; `series` all there are. `is_contrary`: the target asks for what its
    indicator calls worse. `method` and `version` name who asks.
    """

    method: str
    version: str
    target: Target
    baseline: Figure | None
    goal: Goal | None
    obstacle: Reason | None
    off_course: Reason | None
    figures: Sequence[Figure]
    series: Sequence[Figure]
    reference: dict[tuple[date | None, date], Figure]
    as_of: date
    rules: Rules
    is_cumulative: bool
    is_contrary: bool

    @property
    def is_due(self) -> bool:
        """Whether the due date has passed."""
        return self.as_of > self.target.due

    @property
    def side(self) -> str:
        """Which way the target asks: `up`, `down`, or empty where it can be overshot."""
        return self.goal.side if self.goal else "up"

    @property
    def has_progress(self) -> bool:
        """Whether the way from the baseline to the goal is measured."""
        return self.baseline is not None and self.goal is not None and self.moves and self.off_course is None

    @property
    def path(self) -> Path:
        """The levels announced along the way, the earliest first; empty where none was."""
        baseline = None if self.baseline is None else self.baseline.value
        return levels(self.target, baseline) if self.target.path else ()

    @property
    def moves(self) -> bool:
        """Whether the target is a place to get to from a baseline, pinned or not."""
        return not self.is_cumulative and not self.target.is_milestone and self.target.kind in _MOVING

    @property
    def is_hold(self) -> bool:
        """Whether the target is to be held rather than reached: each figure either holds or does not."""
        target = self.target
        if target.is_milestone:
            return False
        if target.form == "reference" or target.kind in ("rate", "rank") or self.off_course in _HOLDING:
            return True
        return self.side == "down" and not self.has_progress

    def counterpart(self, figure: Figure) -> Figure | None:
        """The figure of the same period of the series a target refers to."""
        return self.reference.get((figure.start, figure.end))

    def reached(self, figure: Figure) -> bool | None:
        """Whether this figure reaches the target; None where a bound or no counterpart leaves it open."""
        if self.target.form == "reference":
            other = self.counterpart(figure)
            return None if other is None else decide_at_least(possible(figure), possible(other))
        if self.goal is None:
            return None
        if self.target.is_shared:
            return decide_each(possible(figure), self.goal, self.target)
        return decide(possible(figure), self.goal.accepted)


def lay_out(
    *,
    method: str,
    version: str,
    target: Target,
    baseline: Figure | None,
    observations: Sequence[Figure],
    as_of: date,
    rules: Rules,
    reference: Sequence[Figure] = (),
) -> Case:
    """The case of a target that is neither withdrawn nor unrateable."""
    cumulative = selection.is_cumulative(target, baseline)
    apart = cumulative or target.is_milestone or target.form == "reference"
    pinned = None if apart else baseline
    goal, obstacle = _goal(target, pinned, rules)
    return Case(
        method=method,
        version=version,
        target=target,
        baseline=pinned,
        goal=goal,
        obstacle=obstacle,
        off_course=None if apart or goal is None else _off_course(target, pinned, goal),
        figures=_countable(target, pinned, goal, selection.judgeable(target, pinned, observations)),
        series=observations,
        reference={(figure.start, figure.end): figure for figure in sorted(reference, key=firmness)},
        as_of=as_of,
        rules=rules,
        is_cumulative=cumulative,
        is_contrary=goal is not None and _is_contrary(target, goal),
    )


def _goal(target: Target, baseline: Figure | None, rules: Rules) -> tuple[Goal | None, Reason | None]:
    if target.is_milestone:
        return _DONE, None
    if target.form == "reference":
        return None, None
    found = goal_of(target, baseline, rules)
    return (None, found) if isinstance(found, Reason) else (found, None)


def _is_contrary(target: Target, goal: Goal) -> bool:
    return not target.is_milestone and {goal.side, target.desired} == {"up", "down"}


def _off_course(target: Target, baseline: Figure | None, goal: Goal) -> Reason | None:
    """Why the way from the baseline to the goal is not measured; None for a kind that has no way."""
    moving = target.kind in _MOVING
    if target.is_shared:
        return Reason.ENTITIES_UNKNOWN if moving else None
    if baseline is None:
        reason = Reason.NO_BASELINE if goal.side else Reason.NO_DIRECTION
        return reason if moving else None
    if baseline.end >= target.due:
        return Reason.BASELINE_NOT_BEFORE_DUE
    if target.kind == "flow" and not selection.is_comparable(baseline, target):
        return Reason.BASELINE_NOT_COMPARABLE
    if decide(possible(baseline), goal.accepted):
        return Reason.ALREADY_MET
    if baseline.value == goal.aim and not baseline.is_bound:
        return Reason.BASELINE_EQUALS_TARGET
    return _no_way(target, baseline, goal) if moving else None


def _no_way(target: Target, baseline: Figure, goal: Goal) -> Reason | None:
    if not goal.side:
        return Reason.NO_DIRECTION
    if baseline.is_bound:
        return Reason.BASELINE_IS_BOUND
    if _is_contrary(target, goal):
        return Reason.TARGET_AGAINST_DIRECTION
    return None


def _countable(
    target: Target, baseline: Figure | None, goal: Goal | None, figures: Sequence[Figure]
) -> Sequence[Figure]:
    """Without the parts of a year compared with whole years, unless a part alone reaches the goal already."""
    if target.kind != "flow" or target.form != "level" or baseline is None or goal is None:
        return figures
    early = goal.side == "up"
    return [
        figure
        for figure in figures
        if selection.has_compared_shape(figure, target, baseline)
        or (early and decide(possible(figure), goal.accepted))
    ]


def firmness(figure: Figure) -> tuple[bool, bool, int]:
    """Orders figures of one period: the firmer comes last, of equally firm ones the row entered later."""
    return not figure.is_bound, not figure.derived, figure.key
