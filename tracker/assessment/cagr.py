"""Method `cagr`: observed against required compound growth, Eurostat's indicator method.

R = ((v ÷ v₀)^(1 ÷ years gone) − 1) ÷ |(V ÷ v₀)^(1 ÷ years to target) − 1|, positive in the desired direction.
Not for rates (a growth of a growth has no meaning), ranks and milestones, nor for what adds up within its
period; not defined where a value is zero or the signs differ.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from tracker.assessment.cases import Case
from tracker.assessment.facts import Figure, Target
from tracker.assessment.judgement import Judgement
from tracker.assessment.open_sdg import WITH_TARGET, growth_ratio
from tracker.assessment.ratios import Classes, Ratio, Scheme, Way, judge_by_ratio
from tracker.assessment.reasons import Reason
from tracker.assessment.rules import Rules
from tracker.assessment.statuses import Status

NAME: Final = "cagr"
VERSION: Final = "1"
NEVER_FOR: Final = ("rate", "rank", "milestone")
CLASSES: Final[Classes] = (
    (Status.ON_TRACK, WITH_TARGET[0]),
    (Status.BEHIND, WITH_TARGET[1]),
    (Status.FAR_BEHIND, WITH_TARGET[2]),
    (Status.REGRESSING, None),
)


def cagr(
    *,
    target: Target,
    baseline: Figure | None,
    observations: Sequence[Figure],
    as_of: date,
    rules: Rules,
    reference: Sequence[Figure] = (),
) -> Judgement:
    """Judge a target by compound growth. Arguments and answer: see `assess`."""
    return judge_by_ratio(
        _SCHEME,
        target=target,
        baseline=baseline,
        observations=observations,
        as_of=as_of,
        rules=rules,
        reference=reference,
    )


def _measure(case: Case, figure: Figure, way: Way) -> Ratio:
    ratio = growth_ratio(
        base=way.base,
        latest=way.latest,
        target=way.aim,
        years=way.years,
        years_to_target=way.years_to_target,
        rising=case.side == "up",
    )
    # Nothing is required of a baseline that equals the target; and no growth is a share of nothing.
    reason = case.off_course if way.base == way.aim else Reason.NO_COMPOUND_GROWTH
    return Ratio(ratio=ratio, reason=reason, numbers={})


_SCHEME: Final = Scheme(name=NAME, version=VERSION, never_for=NEVER_FOR, classes=CLASSES, measure=_measure)
