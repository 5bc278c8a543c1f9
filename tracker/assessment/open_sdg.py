"""The progress measure of Eurostat's indicator method as Open SDG and Statistics Canada apply it.

Pure arithmetic on two values of a series, with or without a target, with the published classes and scores
(open-sdg 2.4, “progress methodology”; limits of classes: Eurostat, Sustainable development in the European
Union, annex). Left out on purpose is what is no measurement: a zero is not replaced by 0.001, and a missing
direction is not taken for “decrease”.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from tracker.assessment.compound import annual_growth, power

#: Lower bounds of R = observed ÷ required growth, each belonging to the better class.
WITH_TARGET: Final = (Fraction(95, 100), Fraction(60, 100), Fraction(0))
#: Lower bounds of the annual growth in the desired direction, where no target was set.
WITHOUT_TARGET: Final = (Fraction(15, 1000), Fraction(5, 1000), Fraction(0))
#: Names of the classes, the best first; the last one lies below all bounds.
CLASSES: Final = ("substantial_progress", "moderate_progress", "limited_progress", "deterioration")
ACHIEVED: Final = "target_achieved"
NOT_AVAILABLE: Final = "not_available"

_LIMIT_EXPONENT: Final = Fraction(444, 100)
_BEST: Final = Fraction(5)


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """What the measure says of a series: the class, the value it was classed by, and the score.

    `value` is R with a target, the annual growth in the desired direction without; `score` lies between −5
    and 5. Both are None where the class is `not_available`.
    """

    status: str
    value: Fraction | None = None
    score: Fraction | None = None


def progress_to_target(
    *,
    base: Fraction,
    latest: Fraction,
    target: Fraction,
    years: Fraction,
    years_to_target: Fraction,
    rising: bool,
) -> Progress:
    """Observed against required compound growth; `years` and `years_to_target` count from the base.

    A target is achieved by the latest value alone, whatever the base was. Otherwise `not_available` where a
    value is zero, the signs differ, no time lies between, or base and target are equal.
    """
    value = growth_ratio(
        base=base, latest=latest, target=target, years=years, years_to_target=years_to_target, rising=rising
    )
    if years > 0 and (latest >= target if rising else latest <= target):
        return Progress(status=ACHIEVED, value=value, score=_BEST)
    if value is None:
        return Progress(status=NOT_AVAILABLE)
    if value >= WITH_TARGET[1]:
        score = min(Fraction("7.1429") * value - Fraction("4.2857"), _BEST)
    else:
        score = max(Fraction("4.1667") * value - Fraction("2.5"), -_BEST)
    return Progress(status=_class(value, WITH_TARGET), value=value, score=score)


def growth_ratio(
    *,
    base: Fraction,
    latest: Fraction,
    target: Fraction,
    years: Fraction,
    years_to_target: Fraction,
    rising: bool,
) -> Fraction | None:
    """R = observed ÷ |required| annual growth, positive in the desired direction; None where undefined."""
    observed = annual_growth(base, latest, years)
    required = annual_growth(base, target, years_to_target)
    if observed is None or not required:
        return None
    return _towards(base, rising) * observed / abs(required)


def progress_without_target(
    *, base: Fraction, latest: Fraction, years: Fraction, rising: bool, limit: Fraction | None = None
) -> Progress:
    """Compound growth in the desired direction, where no target was set.

    `limit` is the value the series cannot pass (100 %): the nearer it lies, the less growth is asked for.
    """
    observed = annual_growth(base, latest, years)
    if observed is None:
        return Progress(status=NOT_AVAILABLE)
    value, ease = _towards(base, rising) * observed, limit_coefficient(base, limit)
    if ease == 0 and value >= 0:
        return Progress(status=CLASSES[0], value=value, score=_BEST)
    bounds = (WITHOUT_TARGET[0] * ease, WITHOUT_TARGET[1] * ease, WITHOUT_TARGET[2])
    return Progress(status=_class(value, bounds), value=value, score=_score_of_growth(value, ease))


def limit_coefficient(base: Fraction, limit: Fraction | None) -> Fraction:
    """C, which the bounds are multiplied by: 1 far from the limit or without one, 0 at it."""
    if not limit:
        return Fraction(1)
    start, end = abs(base), abs(limit)
    if start >= 2 * end:
        return Fraction(1)
    nearness = start / end if start <= end else (2 * end - start) / end
    return 1 - (power(nearness, _LIMIT_EXPONENT) or Fraction(0))


def _score_of_growth(value: Fraction, ease: Fraction) -> Fraction:
    if value < 0:
        return max(125 * value - Fraction("2.5"), -_BEST)
    if value >= WITHOUT_TARGET[0] * ease:
        return min(500 * value / ease - 5, _BEST)
    if value >= WITHOUT_TARGET[1] * ease:
        return 250 * value / ease - Fraction("1.25")
    return 500 * value / ease - Fraction("2.5")


def _towards(base: Fraction, rising: bool) -> int:
    """The sign that makes growth towards the desired side positive; below zero, growth is a fall."""
    return (1 if rising else -1) * (-1 if base < 0 else 1)


def _class(value: Fraction, bounds: tuple[Fraction, ...]) -> str:
    reached = (name for name, bound in zip(CLASSES, bounds, strict=False) if value >= bound)
    return next(reached, CLASSES[-1])
