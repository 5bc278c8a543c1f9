"""Why a judgement is what it is, or why a measure is absent: stable codes, put into words by the doors."""

from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """A stable code; `meaning` is one English sentence for documentation, never shown to readers."""

    meaning: str

    def __new__(cls, code: str, meaning: str) -> "Reason":
        """A member whose value is `code` alone, so that it compares and stores as plain text."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member

    # About the figures it rests on
    DERIVED = "derived", "A figure it rests on is not printed but worked out from printed ones."
    HEDGED = "hedged", "A figure it rests on is printed as approximate and taken at its printed value."
    FIGURE_IS_BOUND = (
        "figure_is_bound",
        "A bound decides the target, but no measure is worked out from a bound.",
    )
    ONLY_BOUND = (
        "only_bound",
        "A figure that could decide is only a bound, and on the side that decides nothing.",
    )
    NEVER_REACHED_BEFORE = (
        "never_reached_before",
        "The pace the rest of the way requires exceeds every pace the series has had so far.",
    )
    STALE = "stale", "The newest figure lies longer before the day of judgement than the rules allow."

    # Nothing to judge by
    NO_OBSERVATION = "no_observation", "No figure ends after the baseline and inside the target's time."
    AWAITING_REPORT = (
        "awaiting_report",
        "Due only recently: the figure of the due period may still be published.",
    )
    NO_REFERENCE = "no_reference", "The series the target refers to has no figure of the same period."
    NO_MEASURE = "no_measure", "There is a figure, but the target's form gives no measure of the way to it."
    NO_DIRECTION = "no_direction", "Neither more nor less is better, so there is no way to go, only an end."
    NO_PERIOD = "no_period", "The period is unknown or shorter than a month: time gone cannot be told."

    ENTITIES_UNKNOWN = (
        "entities_unknown",
        "Each of several bodies is to reach the value: a figure of them all can refute that, not prove it.",
    )
    NOT_APPLICABLE = (
        "not_applicable",
        "The method must not be used for a target of this kind, or in this case.",
    )
    NO_COMPOUND_GROWTH = (
        "no_compound_growth",
        "Baseline, latest value and target are not all above or all below zero: no rate compounds to them.",
    )

    # About the baseline
    NO_BASELINE = "no_baseline", "No observation is pinned to count the change from."
    BASELINE_IS_BOUND = "baseline_is_bound", "The baseline is only a bound; no distance is counted from it."
    BASELINE_NOT_POSITIVE = "baseline_not_positive", "Growth over a baseline of zero or less has no meaning."
    BASELINE_NOT_COMPARABLE = "baseline_not_comparable", "No period like the baseline's ends at the due date."
    BASELINE_NOT_BEFORE_DUE = "baseline_not_before_due", "The baseline ends on or after the due date."
    ALREADY_MET = "already_met_at_baseline", "The baseline satisfied the target already: it is one to hold."
    BASELINE_EQUALS_TARGET = "baseline_equals_target", "Baseline and target are equal: it is one to hold."

    # About the target
    TARGET_AGAINST_DIRECTION = (
        "target_against_direction",
        "The target asks for the opposite of what the indicator calls better; judged by its words.",
    )
    TARGET_BELOW_PREVIOUS = (
        "target_below_previous",
        "The target asks for less than the period before reached.",
    )
    GROWTH_OF_RATE = "growth_of_rate", "A growth of a rate, a rank or a milestone is never worked out."
    NO_VALUE = "no_value", "The target holds no number, or a range only one."
    RANGE_REVERSED = "range_reversed", "The range ends below its beginning."
    DUE_BEFORE_START = "due_before_start", "The target is due before its period begins."


#: All codes a judgement may carry. The caller, who knows the period before, adds `target_below_previous`.
REASONS: Final[tuple[str, ...]] = tuple(reason.value for reason in Reason)
