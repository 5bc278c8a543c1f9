"""A total and its parts: what they leave over, recorded and not repaired."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, kw_only=True, slots=True)
class Decomposition:
    """A total beside the sum of its parts, in base units.

    `gap` is the sum less the total: above zero where the parts promise more than the whole. It is None where
    the total or a part is missing, since a missing number is not zero; `missing` counts such parts.
    """

    total: Fraction | None
    parts: Fraction
    missing: int
    gap: Fraction | None

    @property
    def adds_up(self) -> bool | None:
        """Whether the parts make the total; None where that cannot be told."""
        return None if self.gap is None else self.gap == 0


def decomposition(total: Fraction | None, parts: Sequence[Fraction | None]) -> Decomposition:
    """Hold a total against its parts. A total without parts has none to add up: its gap is None."""
    known = [part for part in parts if part is not None]
    added = sum(known, Fraction(0))
    complete = total is not None and bool(parts) and len(known) == len(parts)
    return Decomposition(
        total=total,
        parts=added,
        missing=len(parts) - len(known),
        gap=added - total if complete and total is not None else None,
    )
