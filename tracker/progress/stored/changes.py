"""Why a verdict was recorded: what is another than in the verdict before it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from tracker.models import Observation, ReviewState, Status, Verdict, VerdictChange

from ..known.reading import Reading
from ..prepared import Among, Given, Prepared
from .recording import part, rests_on, rows_of

#: The series of a figure and the days it is about.
Span = tuple[Any, ...]

_WITHDRAWN = Prepared(
    lambda: (
        Observation.objects.filter(
            Q(withdrawn_at__isnull=False) | ~Q(state=ReviewState.PUBLISHED), Among("pk", Given("numbers"))
        )
        .order_by()
        .values_list("id", "series_id", "period_start", "period_end")
    )
)


@dataclass(frozen=True, slots=True)
class Step:
    """From the current verdict of a commitment, if it has one, to what was read of it now."""

    old: Verdict | None
    reading: Reading


def recalled(steps: Iterable[Step]) -> dict[int, Span]:
    """Of the figures the current verdicts rest on those withdrawn since, by number; one query at most."""
    gone = {
        number
        for step in steps
        if step.old is not None
        for number in rests_on(step.old) - rows_of(step.reading).keys()
    }
    return {number: tuple(span) for number, *span in _WITHDRAWN.rows(numbers=gone)} if gone else {}


def changes(step: Step, new: Verdict, withdrawn: Mapping[int, Span]) -> list[str]:
    """The codes of all that led to the new verdict, in the order they are listed in."""
    if step.old is None:
        return [VerdictChange.FIRST.value]
    found = _changes(step, step.old, new, withdrawn)
    return [code.value for code in VerdictChange if code in found]


def _changes(step: Step, old: Verdict, new: Verdict, withdrawn: Mapping[int, Span]) -> set[VerdictChange]:
    terms = set(_of_terms(new, old))
    found = terms | set(_of_figures(step.reading, old, new, withdrawn, settled=not terms))
    if not found and new.inputs_sha256 != old.inputs_sha256:
        return {VerdictChange.CONTENT_CHANGED}
    return found or {VerdictChange.TIME_PASSED}


def _of_terms(new: Verdict, old: Verdict) -> Iterator[VerdictChange]:
    """What is another in all that is no figure to be judged by."""
    if new.status == Status.WITHDRAWN != old.status:
        yield VerdictChange.COMMITMENT_WITHDRAWN
    if new.target_id != old.target_id:
        yield VerdictChange.TARGET_CHANGED
    elif new.inputs["path"] != old.inputs["path"]:
        yield VerdictChange.PATH_CHANGED
    if new.inputs["baseline"] != old.inputs["baseline"]:
        yield VerdictChange.BASELINE_CHANGED
    if new.rule_set_id != old.rule_set_id:
        yield VerdictChange.RULES_CHANGED
    if (new.method, new.method_version) != (old.method, old.method_version):
        yield VerdictChange.METHOD_CHANGED
    if new.due and not old.due:
        yield VerdictChange.FELL_DUE


def _of_figures(
    reading: Reading, old: Verdict, new: Verdict, withdrawn: Mapping[int, Span], *, settled: bool
) -> Iterator[VerdictChange]:
    """What is another in the figures. With other terms (not `settled`) one that was known is not news."""
    rows, before, after = rows_of(reading), _judged_by(old), _judged_by(new)
    lost = before - after
    recalled = {withdrawn[number] for number in lost if number in withdrawn}
    replaced = {_span(rows[number]) for number in lost if number in rows}
    for row in (rows[number] for number in after - before):
        if _span(row) in replaced:
            yield VerdictChange.FIGURE_REVISED
        elif _span(row) not in recalled and (settled or row.known_from > old.as_of):
            yield VerdictChange.FIGURE_PUBLISHED
    if recalled or not withdrawn.keys().isdisjoint(rests_on(old)):
        yield VerdictChange.FIGURE_WITHDRAWN
    if new.inputs["previous"] != old.inputs["previous"]:
        yield VerdictChange.PREVIOUS_CHANGED
    if not {*part(new, "vintages")} <= {*part(old, "vintages"), *before}:
        yield VerdictChange.VINTAGE_PUBLISHED


def _judged_by(verdict: Verdict) -> set[int]:
    """The rows it was judged by but for baseline and previous, which have changes of their own."""
    apart = {verdict.inputs["baseline"], verdict.inputs["previous"]}
    return {*part(verdict, "observations"), *part(verdict, "others")} - apart


def _span(row: Observation) -> Span:
    return row.series_id, row.period_start, row.period_end
