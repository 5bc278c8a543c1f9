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
    the judgeable ones, the newest first; `series` all there are. `method` and `version` name who asks.

    `side` is the way the target asks: `up`, `down`, or empty where it can be overshot. `is_contrary`: it asks
    for what its indicator calls worse. `moves`: it is a place to get to from a baseline, pinned or not;
    `has_progress`: the way there from its baseline is measured; `is_hold`: it is to be held rather than
    reached, and each figure either holds or does not.
    """

    method: str
    version: str
    target: Target
    baseline: Figure | None
    goal: Goal | None
    side: str
    obstacle: Reason | None
    off_course: Reason | None
    figures: Sequence[Figure]
    series: Sequence[Figure]
    reference: dict[tuple[date | None, date], Figure]
    as_of: date
    rules: Rules
    is_due: bool
    is_cumulative: bool
    is_contrary: bool
    moves: bool
    has_progress: bool
    is_hold: bool

    @property
    def path(self) -> Path:
        """The levels announced along the way, the earliest first; empty where none was."""
        baseline = None if self.baseline is None else self.baseline.value
        return levels(self.target, baseline) if self.target.path else ()

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
    off_course = None if apart or goal is None else _off_course(target, pinned, goal)
    moves = not cumulative and not target.is_milestone and target.kind in _MOVING
    has_progress = moves and pinned is not None and goal is not None and off_course is None
    return Case(
        method=method,
        version=version,
        target=target,
        baseline=pinned,
        goal=goal,
        side=goal.side if goal else "up",
        obstacle=obstacle,
        off_course=off_course,
        figures=_countable(target, pinned, goal, selection.judgeable(target, pinned, observations)),
        series=observations,
        reference={(figure.start, figure.end): figure for figure in sorted(reference, key=firmness)},
        as_of=as_of,
        rules=rules,
        is_due=as_of > target.due,
        is_cumulative=cumulative,
        is_contrary=goal is not None and _is_contrary(target, goal),
        moves=moves,
        has_progress=has_progress,
        is_hold=_is_hold(target, goal, off_course, has_progress),
    )


def _is_hold(target: Target, goal: Goal | None, off_course: Reason | None, has_progress: bool) -> bool:
    if target.is_milestone:
        return False
    if target.form == "reference" or target.kind in ("rate", "rank") or off_course in _HOLDING:
        return True
    return goal is not None and goal.side == "down" and not has_progress


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
