"""Short ways to write figures and targets; periods as documents print them, values as text."""

from datetime import date
from fractions import Fraction
from itertools import count

from tracker import assessment
from tracker.assessment import DEFAULT_RULES, Figure, Judgement, Target, Tolerance
from tracker.quantities import parse_period

_keys = count(1000)
INSTANT_KINDS = ("stock",)


def day(text: str) -> date:
    return date.fromisoformat(text)


def figure(period: str, value: str | int | Fraction, qualifier: str = "exact", **fields) -> Figure:
    """`..2020` has an unknown start; a trailing `!` makes it a level at the period's end (2021!)."""
    read = parse_period(period.rstrip("!"))
    start = read.end if period.endswith("!") else read.start
    fields.setdefault("key", next(_keys))
    return Figure(value=Fraction(value), start=start, end=read.end, qualifier=qualifier, **fields)


def target(
    kind: str,
    period: str,
    comparator: str = "at_least",
    value: str | int | Fraction | None = None,
    direction: str = "up",
    *,
    tolerance: tuple[str, str] | None = None,
    **fields,
) -> Target:
    """A stock's period is the moment it ends."""
    read = parse_period(period.rstrip("!"))
    instant = kind in INSTANT_KINDS or period.endswith("!")
    for name in ("value_to", "rounding"):
        if name in fields:
            fields[name] = Fraction(fields[name])
    return Target(
        **{"form": "level", "start": read.end if instant else read.start, "due": read.end, **fields},
        kind=kind,
        comparator=comparator,
        direction=direction,
        value=None if value is None else Fraction(value),
        tolerance=tolerance and Tolerance(kind=tolerance[0], value=Fraction(tolerance[1])),
    )


def judge(
    aim: Target,
    *observations: Figure,
    as_of: str,
    baseline: Figure | None = None,
    rules=DEFAULT_RULES,
    **more,
) -> Judgement:
    return assessment.assess(
        target=aim, baseline=baseline, observations=observations, as_of=day(as_of), rules=rules, **more
    )
