"""A figure as the rules of sanity see it, and what they say of one. Pure."""

import datetime
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple

from tracker.exceptions import QuantityError
from tracker.quantities import parse_number

PLAIN: Final = "exact"
#: Units in which a number is a share or a change of a hundred.
PERCENT: Final = frozenset({"%", "‰", "个百分点", "百分点"})


class Doubt(NamedTuple):
    """A question about a figure: a stable code and the parameters of its sentence."""

    code: str
    params: dict[str, str]


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a period: `base` in base units, `written` its digits in `unit`, of which one is `factor`.

    An instant starts when it ends; a sum since nobody knows when has no start.
    """

    start: datetime.date | None
    end: datetime.date
    base: Fraction
    written: str
    qualifier: str = PLAIN
    unit: str = ""
    factor: Fraction = Fraction(1)

    @property
    def said(self) -> str:
        """The figure as printed, with its unit."""
        return f"{self.written}{self.unit}"

    @property
    def half(self) -> Fraction:
        """Half a unit of the last digit written, in base units; 0 for digits that cannot be read."""
        try:
            return parse_number(self.written).rounding * self.factor
        except QuantityError:
            return Fraction(0)

    @property
    def is_bound(self) -> bool:
        """Whether it only says on which side of it the truth lies."""
        return self.qualifier not in (PLAIN, "about")
