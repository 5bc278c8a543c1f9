"""What a method answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from operator import attrgetter
from typing import Final

#: The numbers of a judgement, in the order they are shown.
NUMBERS: Final = (
    "completion",
    "progress",
    "elapsed",
    "gap",
    "ratio",
    "required_pace",
    "actual_pace",
    "projected",
    "projected_low",
    "projected_high",
    "points",
    "expected",
)
_numbers_of: Final = attrgetter(*NUMBERS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """How a target stands, with unrounded numbers; an absent number is None, never zero.

    `completion`, `progress` and `elapsed` are shares (1 is all of it); `gap` is in percentage points; `ratio`
    is what a method other than `schedule` classes by. `required_pace` and `actual_pace` are base units per
    month; `projected` (at the due date, at the present pace) and `expected` (by `judged_at`, on schedule) are
    values in base units. `projected_low` and `projected_high` enclose what the due date would bring by the
    pace since the baseline or since the point before, linear or compound, told from `points` figures: a
    range of extrapolations, not of likelihood.

    `judged_at` ends the period of the figure judged by, whose row is `latest`. `used` holds the keys of all
    rows it rested on, baseline and reference included, and of a figure worked out from others theirs: given
    these rows alone, the method answers the same. `reasons` and `used` are sorted. `due` says whether the due
    date had passed.
    """

    status: str
    method: str
    version: str
    judged_at: date | None = None
    completion: Fraction | None = None
    progress: Fraction | None = None
    elapsed: Fraction | None = None
    gap: Fraction | None = None
    ratio: Fraction | None = None
    required_pace: Fraction | None = None
    actual_pace: Fraction | None = None
    projected: Fraction | None = None
    projected_low: Fraction | None = None
    projected_high: Fraction | None = None
    points: Fraction | None = None
    expected: Fraction | None = None
    reasons: tuple[str, ...] = ()
    latest: int | None = None
    used: tuple[int, ...] = ()
    due: bool = False

    def to_numbers(self) -> dict[str, str | None]:
        """The numbers as exact text: `"123/100"`, `"1"`, or None where absent."""
        return numbers_to_text(dict(zip(NUMBERS, _numbers_of(self), strict=True)))

    @classmethod
    def from_numbers(
        cls,
        numbers: Mapping[str, str | None],
        *,
        status: str,
        method: str,
        version: str,
        judged_at: date | None = None,
        reasons: tuple[str, ...] = (),
        latest: int | None = None,
        used: tuple[int, ...] = (),
        due: bool = False,
    ) -> "Judgement":
        """The inverse of `to_numbers`; what is no number is given beside."""
        return cls(
            status=status,
            method=method,
            version=version,
            judged_at=judged_at,
            reasons=reasons,
            latest=latest,
            used=used,
            due=due,
            **numbers_from_text(numbers),
        )


def numbers_to_text(numbers: Mapping[str, Fraction | None]) -> dict[str, str | None]:
    """Exact text of each number, absent ones kept as None."""
    return {name: None if number is None else str(number) for name, number in numbers.items()}


def numbers_from_text(numbers: Mapping[str, str | None]) -> dict[str, Fraction | None]:
    """The inverse; a missing name is an absent number. Raises ValueError for text that is no number."""
    read = {name: numbers.get(name) for name in NUMBERS}
    return {name: None if text is None else Fraction(text) for name, text in read.items()}
