"""The methods there are, and the one way to ask any of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, Protocol

from tracker.assessment import cagr, extrapolation, schedule, trend
from tracker.assessment.facts import Figure, Target
from tracker.assessment.judgement import Judgement
from tracker.assessment.ratios import Classes
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
    the quantity kinds it must not be used for, which it answers with `no_data` and `not_applicable`.
    `formula` is what it measures, in signs any reader knows: v₀ baseline, v latest, V target, at t₀, t, T;
    `classes` the statuses its ratio earns, each with its lowest; empty where the rule set holds the bounds.
    `experimental`: no published cases to check it against.
    """

    name: str
    version: str
    function: Assessor
    source: str
    formula: str
    never_for: tuple[str, ...] = ()
    classes: Classes = ()
    experimental: bool = False


DEFAULT_METHOD: Final = schedule.NAME

_ALL: Final = (
    Method(
        name=schedule.NAME,
        version=schedule.VERSION,
        function=schedule.schedule,
        source=(
            "时序进度 as Chinese offices publish it: completion less complete months ÷ all months; "
            "for stocks and ratios a linear extension of our own, from the baseline. "
            "Classes of the gap as PEPFAR sets them: ±10 and −25 points."
        ),
        formula="(v − v₀) ÷ (V − v₀) − (t − t₀) ÷ (T − t₀)",
    ),
    Method(
        name=cagr.NAME,
        version=cagr.VERSION,
        function=cagr.cagr,
        source=(
            "Eurostat, Sustainable development in the European Union, annex, "
            "as Open SDG 2.4 and Statistics Canada apply it."
        ),
        formula="((v ÷ v₀)^(1 ÷ (t − t₀)) − 1) ÷ |(V ÷ v₀)^(1 ÷ (T − t₀)) − 1|",
        never_for=cagr.NEVER_FOR,
        classes=cagr.CLASSES,
    ),
    Method(
        name=extrapolation.NAME,
        version=extrapolation.VERSION,
        function=extrapolation.extrapolation,
        source="United Nations Statistics Division, SDG Progress Chart 2023, technical note.",
        formula="(v · (v ÷ v₀)^((T − t) ÷ (t − t₀)) − v₀) ÷ (V − v₀)",
        never_for=extrapolation.NEVER_FOR,
        classes=extrapolation.CLASSES,
    ),
    Method(
        name=trend.NAME,
        version=trend.VERSION,
        function=trend.trend,
        source="Sustainable Development Solutions Network, Sustainable Development Report, trend arrows.",
        formula="((v − v₁) ÷ (t − t₁)) ÷ ((V − v₀) ÷ (T − t₀))",
        never_for=trend.NEVER_FOR,
        classes=trend.CLASSES,
        experimental=True,
    ),
)

#: All methods by name, the default first.
METHODS: Final[Mapping[str, Method]] = MappingProxyType({method.name: method for method in _ALL})


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
    A method that must not be used for the target answers `no_data` with the reason `not_applicable`. Data
    that decide nothing give a status and a reason, never an error; AssessmentError (`unknown_method`) is
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
