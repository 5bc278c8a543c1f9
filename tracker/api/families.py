"""A total with its parts, and a target with its planned path, as answers."""

from collections.abc import Iterable

from tracker.models import PathPoint, Target
from tracker.progress.parts import Family, Sum

from .bodies import Body, amount, decimal, iso, symbol


def parts(found: Family | None) -> Body | None:
    """The parts of a commitment and what they come to; None for one without parts."""
    if found is None or not found.parts:
        return None
    return {
        "targets": _sum(found.targets),
        "figures": _sum(found.figures),
        "commitments": [
            {
                "code": part.commitment.code,
                "statement": part.commitment.label,
                "status": part.status,
                "target": _added(found.targets, part.commitment.pk),
                "figure": _added(found.figures, part.commitment.pk),
            }
            for part in found.parts
        ],
    }


def _sum(found: Sum | None) -> Body | None:
    if found is None:
        return None
    sums = found.decomposition
    return {
        "period": found.period,
        "unit": symbol(found.unit),
        "total": amount(sums.total, found.unit),
        "parts": amount(sums.parts, found.unit),
        "missing": sums.missing,
        "gap": amount(sums.gap, found.unit),
    }


def _added(found: Sum | None, number: int) -> str | None:
    return amount(found.each.get(number), found.unit) if found else None


def path(target: Target, points: Iterable[PathPoint]) -> list[Body]:
    """The planned path of a target as it was known: of several values for a day the last announced counts."""
    known = list(points)
    counting = {point.by: point.pk for point in known}
    return [
        {
            "by": iso(point.by),
            "value": decimal(point.value),
            "unit": symbol(target.unit),
            "written": point.written or None,
            "counts": counting[point.by] == point.pk,
            "document": point.document.code,
            "published_on": point.published,
        }
        for point in known
    ]
