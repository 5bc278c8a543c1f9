"""A stored verdict with the rows it rested on, whatever has been published since."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.models import Observation, PathPoint, Target, Verdict

from ..known.reading import Reading
from ..known.ties import ties_of_rows
from ..standing import Standing, judgement_of
from .recording import part, rests_on


@dataclass(frozen=True, kw_only=True)
class Frozen:
    """A commitment as one of its verdicts found it.

    `figures` are those it rested on that the public may still see, the newest period first; `hidden` how
    many were withdrawn since, so that nothing may be told of them but that they are gone.
    """

    standing: Standing
    figures: list[Observation]
    hidden: int


def frozen(verdict: Verdict) -> Frozen | None:
    """What `verdict` recorded, in a constant number of queries; None for one without a target to tell of.

    Give it with its commitment as `for_list` has it. Its path is the one it was judged by, its target the
    one that held then, and no later figure is read.
    """
    numbers = rests_on(verdict)
    target = _target(verdict)
    if target is None:
        return None
    figures = {row.pk: row for row in Observation.objects.published().filter(pk__in=numbers).for_display()}
    reading = _reading(verdict, target, figures)
    standing = Standing(reading=reading, judgement=judgement_of(verdict), verdict=verdict, recorded=verdict)
    return Frozen(
        standing=standing, figures=_newest_first(figures.values()), hidden=len(numbers - figures.keys())
    )


def _target(verdict: Verdict) -> Target | None:
    rows = Target.objects.select_related("unit", "document", "reference__indicator")
    return rows.filter(pk=verdict.target_id).first()


def _reading(verdict: Verdict, target: Target, figures: dict[int, Observation]) -> Reading:
    """What the verdict was read from, by the part each row played in it."""
    inputs, series = verdict.inputs, verdict.commitment.series_id
    judged = {*part(verdict, "observations"), *part(verdict, "others")}
    points = PathPoint.objects.filter(pk__in=part(verdict, "path")).select_related("document")
    return Reading(
        commitment=verdict.commitment,
        as_of=verdict.as_of,
        targets=[target],
        paths={target.pk: list(points.order_by("by", "published_on", "id"))},
        baseline=figures.get(inputs.get("baseline")),
        previous=figures.get(inputs.get("previous")),
        observations=_newest_first(
            row for number, row in figures.items() if number in judged and row.series_id == series
        ),
        reference=_newest_first(_named(figures, part(verdict, "reference"))),
        vintages=_newest_first(_named(figures, part(verdict, "vintages"))),
        tied=ties_of_rows(verdict.commitment, _newest_first(_named(figures, part(verdict, "tied")))),
    )


def _named(figures: dict[int, Observation], numbers: Iterable[int]) -> list[Observation]:
    return [figures[number] for number in numbers if number in figures]


def _newest_first(rows: Iterable[Observation]) -> list[Observation]:
    return sorted(rows, key=lambda row: (row.period_end, row.published_on, row.pk), reverse=True)
