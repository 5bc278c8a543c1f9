"""What should be there by a day if a target is to be reached on schedule, whether or not a figure exists."""

from datetime import date
from fractions import Fraction

from tracker.assessment.answers import without_figures
from tracker.assessment.cases import lay_out
from tracker.assessment.facts import Figure, Target
from tracker.assessment.measures import announced, course_of
from tracker.assessment.rules import Rules


def expected_by(*, target: Target, baseline: Figure | None, day: date, rules: Rules) -> Fraction | None:
    """The value expected by the end of `day`, in base units: on the announced path, else the straight line.

    A target to hold is expected to hold on every day, and any target from its due date on. None where no
    value can be told: nothing to rate, no baseline to start from, a reference, a range without direction.
    No judgement holds this number, because it changes every month while nothing is published.
    """
    if without_figures(target, day, method="", version="") is not None or target.is_milestone:
        return None
    case = lay_out(
        method="", version="", target=target, baseline=baseline, observations=(), as_of=day, rules=rules
    )
    aim = case.goal.aim if case.goal else None
    if aim is None or target.is_shared or case.is_hold or day >= target.due:
        return None if target.is_shared else aim
    course = course_of(case, day)
    if course is None or not (case.has_progress or case.is_cumulative):
        return announced(case, day)
    return course.origin + (aim - course.origin) * course.elapsed
