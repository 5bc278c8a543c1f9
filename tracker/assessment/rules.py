"""Rule sets: the thresholds a judgement is made by, as data that can be stored beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Final

from tracker.exceptions import AssessmentError


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """The thresholds of one rule set; bounds belong to the better class.

    `nearly_met` is a share of the way (or of the target). `behind`, `far_behind` and `ahead` are percentage
    points of gap: on track from `behind` to `ahead`, both included; behind from `far_behind`, included.
    `unreported_after` is in days after due, `stale_after_months` in months, `about_tolerance` in percent of
    the target's value. Raises AssessmentError (`rules_out_of_order`) where far_behind ≤ behind ≤ ahead does
    not hold.
    """

    code: str
    nearly_met: Fraction = Fraction(9, 10)
    behind: Fraction = Fraction(-10)
    far_behind: Fraction = Fraction(-25)
    ahead: Fraction = Fraction(10)
    unreported_after: int = 180
    stale_after_months: int = 6
    about_tolerance: Fraction = Fraction(5)

    def __post_init__(self) -> None:
        if not self.far_behind <= self.behind <= self.ahead:
            raise AssessmentError("rules_out_of_order", {"code": self.code})

    def to_json(self) -> dict[str, str | int]:
        """The rule set as JSON holds it: fractions as exact text (`"9/10"`), counts as numbers."""
        plain = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: str(value) if isinstance(value, Fraction) else value for name, value in plain.items()}

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> "Rules":
        """The inverse of `to_json`.

        Raises AssessmentError: `rules_incomplete` or `rules_unknown` naming the fields, `rules_unreadable`
        for a value that is no exact number.
        """
        names = {field.name for field in fields(cls)}
        for code, wrong in (
            ("rules_incomplete", names - set(stored)),
            ("rules_unknown", set(stored) - names),
        ):
            if wrong:
                raise AssessmentError(code, {"fields": ", ".join(sorted(wrong))})
        return cls(
            code=str(stored["code"]),
            nearly_met=_exact("nearly_met", stored["nearly_met"]),
            behind=_exact("behind", stored["behind"]),
            far_behind=_exact("far_behind", stored["far_behind"]),
            ahead=_exact("ahead", stored["ahead"]),
            unreported_after=_count("unreported_after", stored["unreported_after"]),
            stale_after_months=_count("stale_after_months", stored["stale_after_months"]),
            about_tolerance=_exact("about_tolerance", stored["about_tolerance"]),
        )


def _exact(name: str, stored: object) -> Fraction:
    # A float would bring in digits nobody wrote.
    if isinstance(stored, str) or (isinstance(stored, int) and not isinstance(stored, bool)):
        try:
            return Fraction(stored)
        except (ValueError, ZeroDivisionError):
            pass
    raise AssessmentError("rules_unreadable", {"field": name, "value": repr(stored)})


def _count(name: str, stored: object) -> int:
    number = _exact(name, stored)
    if number.denominator != 1 or number < 0:
        raise AssessmentError("rules_unreadable", {"field": name, "value": repr(stored)})
    return int(number)


#: What the program judges by unless told otherwise.
DEFAULT_RULES: Final = Rules(code="standard-1")
