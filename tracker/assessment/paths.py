"""Announced paths (季度序时): what was to be there by the end of a month or quarter."""

from datetime import date
from fractions import Fraction

from tracker.assessment.facts import Target
from tracker.quantities import complete_months

#: A moment and the value expected by its end, in base units.
Point = tuple[date, Fraction]
Path = tuple[Point, ...]


def levels(target: Target, baseline: Fraction | None) -> Path:
    """The target's path as levels of its series, in order of time; the last word on a day counts.

    A change is counted from the baseline, a growth in percent from it too; without one there is no path.
    """
    points = sorted(dict(target.path).items())
    if target.form == "level":
        return tuple(points)
    if baseline is None or target.form not in ("change", "growth"):
        return ()
    factor = Fraction(1) if target.form == "change" else baseline / 100
    return tuple((day, baseline + value * factor) for day, value in points)


def planned(path: Path, origin: Point, aim: Point, at: date) -> Fraction:
    """The value to be reached by `at` on the way from `origin` to `aim` through the points between them.

    Announced points are checkpoints: between two of them the plan is taken as a straight line, in complete
    months. Points on or before the origin, and on or after the aim, are left out: baseline and target hold.
    """
    between = [point for point in path if origin[0] < point[0] < aim[0]]
    stops = [origin, *between, aim]
    earlier = [stop for stop in stops if stop[0] <= at]
    last = earlier[-1] if earlier else origin
    following = next((stop for stop in stops if stop[0] > at), aim)
    months = complete_months(last[0], following[0])
    if not months:
        return last[1]
    return last[1] + (following[1] - last[1]) * complete_months(last[0], at) / months
