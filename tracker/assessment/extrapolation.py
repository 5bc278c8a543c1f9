"""Method `extrapolation`: where the present growth would end, as the UN Progress Chart of 2023 asks.

The compound growth since the baseline is carried on to the due date; R is the share of the way from baseline
to target the value then reached would cover. Not for rates, ranks and milestones, nor for what adds up within
its period; not defined where growth is not (zero, change of sign), nor from a baseline beyond the target,
from which falling back would pass for progress.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from tracker.assessment.cases import Case
from tracker.assessment.facts import Figure, Target
from tracker.assessment.judgement import Judgement
from tracker.assessment.ratios import Classes, Ratio, Scheme, Way, judge_by_ratio
from tracker.assessment.reasons import Reason
from tracker.assessment.rules import Rules
from tracker.assessment.statuses import Status
from tracker.assessment.un_chart import WITH_TARGET, expected_share, extrapolated, near_the_end

NAME: Final = "extrapolation"
VERSION: Final = "1"
NEVER_FOR: Final = ("rate", "rank", "milestone")
CLASSES: Final[Classes] = (
    (Status.ON_TRACK, WITH_TARGET[0]),
    (Status.BEHIND, WITH_TARGET[1]),
    (Status.FAR_BEHIND, None),
)


def extrapolation(
    *,
    target: Target,
    baseline: Figure | None,
    observations: Sequence[Figure],
    as_of: date,
    rules: Rules,
    reference: Sequence[Figure] = (),
) -> Judgement:
    """Judge a target by where its present growth leads. Arguments and answer: see `assess`."""
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
    if not case.has_progress:
        return Ratio(ratio=None, reason=case.off_course, numbers={})
    points = {"base": way.base, "latest": way.latest, "years": way.years, "years_left": way.years_left}
    ends_near = case.target.percent and near_the_end(way.latest, way.aim)
    return Ratio(
        ratio=expected_share(**points, target=way.aim),
        reason=Reason.NO_COMPOUND_GROWTH,
        numbers={"projected": extrapolated(**points)},
        status=Status.ON_TRACK if ends_near else None,
    )


_SCHEME: Final = Scheme(name=NAME, version=VERSION, never_for=NEVER_FOR, classes=CLASSES, measure=_measure)
