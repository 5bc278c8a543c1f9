"""The methods there are, and the one way to ask any of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, Protocol

from tracker.assessment import schedule
from tracker.assessment.facts import Figure, Target
from tracker.assessment.judgement import Judgement
from tracker.assessment.rules import Rules
from tracker.exceptions import AssessmentError


class Assessor(Protocol):
    """What a method is: a pure function of its arguments."""

    def __call__(
        self,
        *,
        target: Target,
        baseline: Figure | None,
        observations: Sequence[Figure],
        as_of: date,
        rules: Rules,
        reference: Sequence[Figure] = (),
    ) -> Judgement:
        """See `assess`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Method:
    """One published way of judging.

    `version` changes whenever an answer could; `source` says where the formula comes from; `never_for` lists
    the quantity kinds it must not be used for.
    """

    name: str
    version: str
    function: Assessor
    source: str
    never_for: tuple[str, ...] = ()


DEFAULT_METHOD: Final = schedule.NAME

METHODS: Final[Mapping[str, Method]] = MappingProxyType(
    {
        schedule.NAME: Method(
            name=schedule.NAME,
            version=schedule.VERSION,
            function=schedule.schedule,
            source=(
                "时序进度 as Chinese offices publish it: completion less complete months ÷ all months; "
                "for stocks and ratios a linear extension of our own, from the baseline. "
                "Classes of the gap as PEPFAR sets them: ±10 and −25 points."
            ),
        )
    }
)


def assess(
    *,
    target: Target,
    baseline: Figure | None,
    observations: Sequence[Figure],
    as_of: date,
    rules: Rules,
    reference: Sequence[Figure] = (),
    method: str = DEFAULT_METHOD,
) -> Judgement:
    """Judge how a target stands on the day `as_of`.

    `observations` and `reference` (the series a reference target is in step with) hold the one figure that
    counts of each period, as known on that day, in any order; figures that end after the due date are
    ignored. `baseline` is the pinned figure a change is counted from. All values are exact and in base units.
    Data that decide nothing give a status and a reason, never an error; AssessmentError (`unknown_method`) is
    raised for a method there is not.
    """
    chosen = METHODS.get(method)
    if chosen is None:
        raise AssessmentError("unknown_method", {"method": method, "known": ", ".join(METHODS)})
    return chosen.function(
        target=target,
        baseline=baseline,
        observations=observations,
        as_of=as_of,
        rules=rules,
        reference=reference,
    )
