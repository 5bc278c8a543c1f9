"""The rule of the United Nations' SDG Progress Chart of 2023 (technical note), as pure arithmetic.

The present compound growth is carried on to the target date; what share of the distance from the base to the
target would then be covered? Without a target the growth itself is classed. Scores: 3 on track or met, 2 fair
progress, 1 stagnation or regression.
"""

from fractions import Fraction
from typing import Final

from tracker.assessment.compound import annual_growth, power

#: Lower bounds of the share covered by the target date, each belonging to the better class.
WITH_TARGET: Final = (Fraction(95, 100), Fraction(10, 100))
#: Lower bounds of the annual growth in the desired direction, where no target was set.
WITHOUT_TARGET: Final = (Fraction(2, 100), Fraction(5, 1000))
#: A share in percent this near a target of 0 or 100 counts as on track.
NEAR_THE_END: Final = Fraction(1)


def extrapolated(
    *, base: Fraction, latest: Fraction, years: Fraction, years_left: Fraction
) -> Fraction | None:
    """The value at the target date at the compound growth since the base: v·(v ÷ v₀)^(years left ÷ years).

    None where that growth is not defined: a zero, a change of sign, or no time between.
    """
    if base == 0 or years <= 0:
        return None
    factor = power(latest / base, years_left / years)
    return None if factor is None else latest * factor


def expected_share(
    *, base: Fraction, latest: Fraction, target: Fraction, years: Fraction, years_left: Fraction
) -> Fraction | None:
    """R: the share of the way from base to target the extrapolated value covers; None where undefined.

    Undefined too where base and target are equal. Only to be asked of a base that has the target before it.
    """
    value = extrapolated(base=base, latest=latest, years=years, years_left=years_left)
    return None if value is None or base == target else (value - base) / (target - base)


def score_to_target(
    *,
    base: Fraction,
    latest: Fraction,
    target: Fraction,
    years: Fraction,
    years_left: Fraction,
    rising: bool,
    percent: bool = False,
) -> int | None:
    """3, 2 or 1; None where the latest value does not meet the target and R is undefined or meaningless.

    `percent`: the series is a share in percent, which cannot be expected to end at the very 0 or 100.
    """
    if latest >= target if rising else latest <= target:
        return 3
    if percent and near_the_end(latest, target):
        return 3
    ahead = target > base if rising else target < base
    share = expected_share(base=base, latest=latest, target=target, years=years, years_left=years_left)
    return _score(share, WITH_TARGET) if ahead else None


def score_without_target(*, base: Fraction, latest: Fraction, years: Fraction, rising: bool) -> int | None:
    """3, 2 or 1 by the annual growth in the desired direction; None where it is not defined."""
    growth = annual_growth(base, latest, years)
    if growth is None:
        return None
    return _score(growth if rising == (base > 0) else -growth, WITHOUT_TARGET)


def near_the_end(latest: Fraction, target: Fraction) -> bool:
    """Whether a share in percent lies within a point of a target of 0 or 100."""
    return target in (0, 100) and abs(latest - target) <= NEAR_THE_END


def _score(value: Fraction | None, bounds: tuple[Fraction, Fraction]) -> int | None:
    if value is None:
        return None
    return 3 if value >= bounds[0] else 2 if value >= bounds[1] else 1
