"""What a judgement is made of: figures and the target. Values in base units, dates inclusive."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from tracker.exceptions import AssessmentError

FORMS: Final = frozenset({"level", "change", "growth", "reference", "milestone"})
COMPARATORS: Final = frozenset(
    {"at_least", "more_than", "at_most", "less_than", "about", "between", "exactly"}
)
KINDS: Final = frozenset({"flow", "stock", "ratio", "rate", "rank", "milestone"})
DIRECTIONS: Final = frozenset({"up", "down", "none"})
COUNTED_FROM: Final = frozenset({"", "top", "bottom"})
TOLERANCE_KINDS: Final = frozenset({"percent", "points"})
BOUNDS: Final = frozenset({"at_least", "more_than", "at_most", "less_than"})
QUALIFIERS: Final = BOUNDS | {"exact", "about"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A published actual value for a period, as it counts on the day of judgement.

    `key` names the row; `value` is in base units; `start` is None where a sum's beginning is unknown and
    equals `end` for an instant. `obs_status` is carried for the reader and decides nothing here. A figure
    worked out from others has `derived` set, a negative `key`, and in `rests_on` the rows it was worked out
    from, the latest first. Raises AssessmentError (`unknown_word`) for a qualifier that is none.
    """

    key: int
    value: Fraction
    start: date | None
    end: date
    qualifier: str = "exact"
    obs_status: str = "final"
    derived: bool = False
    rests_on: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        _known("qualifier", self.qualifier, QUALIFIERS)

    @property
    def rows(self) -> tuple[int, ...]:
        """The published rows behind it: itself, or those it was worked out from."""
        return self.rests_on or (self.key,)

    @property
    def row(self) -> int:
        """The row a reader is shown for it: itself, or the latest of those it was worked out from."""
        return self.rows[0]

    @property
    def is_bound(self) -> bool:
        """Whether it only says on which side of `value` the truth lies."""
        return self.qualifier in BOUNDS

    @property
    def is_instant(self) -> bool:
        """Whether it is a level at a date."""
        return self.start == self.end


@dataclass(frozen=True, kw_only=True, slots=True)
class Tolerance:
    """How far off `about` may be: `percent` of the target's value (5 is 5 %), or `points`, in base units."""

    kind: str
    value: Fraction

    def __post_init__(self) -> None:
        _known("tolerance", self.kind, TOLERANCE_KINDS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """What is aimed at, with what the indicator says of it.

    `value` and `value_to` (the second end of a range) are in base units of the series; of form `change` they
    are the change itself, of form `growth` the growth in percent. `start` and `due` enclose the period the
    number is measured over; for a level at a date they are equal. `rounding` is half a unit of the last
    written digit. `counted_from` belongs to ranks. `percent`: the series is a share in percent.

    `path` is the plan announced along the way (季度序时): by the end of a month or quarter the value expected
    by then, in the same terms as `value`. `per_entity`: every one of `entity_count` bodies is to reach the
    value for itself, while figures are of them all together; a count below one counts as unknown. Raises
    AssessmentError (`unknown_word`) for a word outside the lists above; targets that contradict themselves
    are judged `not_rateable` instead.
    """

    form: str
    comparator: str
    kind: str
    direction: str
    counted_from: str = ""
    value: Fraction | None
    value_to: Fraction | None = None
    start: date | None
    due: date
    rounding: Fraction = Fraction(0)
    tolerance: Tolerance | None = None
    checkable: bool = True
    withdrawn: bool = False
    percent: bool = False
    path: tuple[tuple[date, Fraction], ...] = ()
    per_entity: bool = False
    entity_count: int | None = None

    def __post_init__(self) -> None:
        _known("form", self.form, FORMS)
        _known("comparator", self.comparator, COMPARATORS)
        _known("kind", self.kind, KINDS)
        _known("direction", self.direction, DIRECTIONS)
        _known("counted_from", self.counted_from, COUNTED_FROM)

    @property
    def is_milestone(self) -> bool:
        """Whether it is reached by a figure of one, and has no number of its own."""
        return self.form == "milestone" or (self.kind == "milestone" and self.form != "reference")

    @property
    def is_shared(self) -> bool:
        """Whether several bodies, or nobody knows how many, are each to reach the value for themselves."""
        return self.per_entity and self.entity_count != 1 and not self.is_milestone

    @property
    def desired(self) -> str:
        """Which way is better: for a rank the end it is counted from says so, not the indicator."""
        if self.kind == "rank":
            return "up" if self.counted_from == "bottom" else "down"
        return self.direction


def _known(field: str, word: str, words: frozenset[str]) -> None:
    if word not in words:
        raise AssessmentError(
            "unknown_word", {"field": field, "word": word, "known": ", ".join(sorted(words))}
        )
