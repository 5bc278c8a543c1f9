"""Method `trend`, experimental: recent against needed linear change, after the arrows of the SDSN reports.

R = average annual change over the recent period ÷ linear annual change needed from baseline to target. The
reports compare scores; a score is the value on another scale, so the ratio is the same. They leave open how
long “recent” is and publish no cases to check against: here it reaches back to the newest comparable figure
of at least three years before, or to the baseline. Not for rates, ranks and milestones, nor for what adds up
within its period.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from tracker.assessment.cases import Case
from tracker.assessment.facts import Figure, Target
from tracker.assessment.judgement import Judgement
from tracker.assessment.points import points_on_the_way
from tracker.assessment.ratios import Classes, Ratio, Scheme, Way, judge_by_ratio
from tracker.assessment.rules import Rules
from tracker.assessment.statuses import Status
from tracker.quantities import complete_months

NAME: Final = "trend"
VERSION: Final = "1"
NEVER_FOR: Final = ("rate", "rank", "milestone")
RECENT_MONTHS: Final = 36
CLASSES: Final[Classes] = (
    (Status.ON_TRACK, Fraction(1)),
    (Status.BEHIND, Fraction(1, 2)),
    (Status.FAR_BEHIND, Fraction(0)),
    (Status.REGRESSING, None),
)


def trend(
    *,
    target: Target,
    baseline: Figure | None,
    observations: Sequence[Figure],
    as_of: date,
    rules: Rules,
    reference: Sequence[Figure] = (),
) -> Judgement:
    """Judge a target by its recent linear change. Arguments and answer: see `assess`."""
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
    since, months = _recent(case, figure, way)
    needed = (way.aim - way.base) / way.years_to_target
    actual = (way.latest - since.value) / Fraction(months, 12)
    return Ratio(ratio=actual / needed, numbers={"actual_pace": actual / 12}, rows=(since,))


def _recent(case: Case, figure: Figure, way: Way) -> tuple[Figure, int]:
    """The figure the recent period begins with, and its months up to `figure`."""
    assert case.baseline is not None
    for point in reversed(points_on_the_way(case, figure)):
        months = complete_months(point.end, figure.end)
        if months >= RECENT_MONTHS:
            return point, months
    return case.baseline, complete_months(case.baseline.end, figure.end)


_SCHEME: Final = Scheme(name=NAME, version=VERSION, never_for=NEVER_FOR, classes=CLASSES, measure=_measure)
