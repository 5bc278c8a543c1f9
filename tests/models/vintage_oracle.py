"""The vintage rule a second time: plain Python, one vintage against another, slow and obvious.

It shares nothing with the queryset it checks: neither its order nor its reading of partial dates.
"""

import calendar
import datetime
from dataclasses import dataclass

STATUSES = ["final", "provisional", "estimated"]
RELIABILITIES = ["official", "press", "other"]
SIDED = {"at_least", "more_than", "at_most", "less_than"}


@dataclass(frozen=True)
class Vintage:
    """What one document said of one period; `published` is a day, a month or a year."""

    period: str
    document: str
    reliability: str
    published: str
    value: str | None = "1"
    obs_status: str = "final"
    qualifier: str = "exact"
    derivation: str = ""
    preferred: bool = False
    state: str = "published"
    withdrawn: bool = False

    @property
    def first_day(self) -> datetime.date:
        numbers = [int(part) for part in self.published.split("-")]
        return datetime.date(*[*numbers, 1, 1][:3])

    @property
    def last_day(self) -> datetime.date:
        numbers = [int(part) for part in self.published.split("-")]
        if len(numbers) == 1:
            return datetime.date(numbers[0], 12, 31)
        if len(numbers) == 2:
            return datetime.date(*numbers, calendar.monthrange(*numbers)[1])
        return datetime.date(*numbers)


def beats(one: Vintage, other: Vintage) -> bool:
    """Whether `one` counts rather than `other` (DESIGN §4.4), question by question."""
    if one.preferred != other.preferred:
        return one.preferred
    if one.first_day != other.first_day:
        return one.first_day > other.first_day
    if one.obs_status != other.obs_status:
        return STATUSES.index(one.obs_status) < STATUSES.index(other.obs_status)
    if (one.qualifier in SIDED) != (other.qualifier in SIDED):
        return other.qualifier in SIDED
    if bool(one.derivation) != bool(other.derivation):
        return not one.derivation
    if one.reliability != other.reliability:
        return RELIABILITIES.index(one.reliability) < RELIABILITIES.index(other.reliability)
    return one.document < other.document


def public(vintage: Vintage, as_of: datetime.date) -> bool:
    """Whether anybody could know of it at the end of the day, and whether there is a value to know."""
    return (
        vintage.state == "published"
        and not vintage.withdrawn
        and vintage.last_day <= as_of
        and vintage.value is not None
    )


def counting(vintages: list[Vintage], as_of: datetime.date) -> set[Vintage]:
    """The vintage of each period that no other public one of that period beats."""
    known = [vintage for vintage in vintages if public(vintage, as_of)]
    return {
        one
        for one in known
        if not any(beats(other, one) for other in known if other != one and other.period == one.period)
    }
