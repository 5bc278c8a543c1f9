"""Recomputes stored verdicts from the very rows they rested on, in batches of constant memory."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Value

from tracker import assessment
from tracker.exceptions import AssessmentError
from tracker.models import Commitment, Observation, PathPoint, RuleSet, Target, Verdict

from ..known.reading import Reading
from ..known.shelf import COMMITMENT, FIGURE, POINT, TARGET, Shelf, all_units
from ..known.terms import judge, sensitivities
from ..known.ties import ties_of_rows
from ..prepared import Among, Given, Prepared
from .content import content_sha256, target_content
from .recording import part, rests_on, sha256_of

BATCH = 500

_NUMBERS = Given("numbers")
_COMMITMENTS = Prepared(
    lambda: Commitment.objects.filter(Among("pk", _NUMBERS)).order_by().values_list(*COMMITMENT)
)
_TARGETS = Prepared(
    lambda: (
        Target.objects.filter(Among("pk", _NUMBERS))
        .annotate(has_path=Value(False))
        .order_by()
        .values_list(*TARGET)
    )
)
_POINTS = Prepared(
    lambda: (
        PathPoint.objects.filter(Among("pk", _NUMBERS))
        .order_by("by", "published_on", "id")
        .values_list(*POINT)
    )
)
_FIGURES = Prepared(
    lambda: (
        Observation.objects.filter(Among("pk", _NUMBERS))
        .annotate(vintage_place=Value(1))
        .order_by()
        .values_list(*FIGURE)
    )
)


@dataclass(frozen=True)
class Difference:
    """One thing that no longer is as the verdict recorded it."""

    verdict: int
    commitment: str
    field: str
    stored: str
    recomputed: str


def replay(verdict: Verdict) -> list[Difference]:
    """What comes out differently when the verdict is computed again from its own rows, method and rules.

    An empty list means: the rows still say what they said, and the same judgement follows from them.
    """
    [differences] = replay_all([verdict])
    return differences


def replay_all(verdicts: Iterable[Verdict]) -> Iterator[list[Difference]]:
    """What comes out differently for each verdict, in order; a constant number of queries for each batch."""
    stream = iter(verdicts)
    while batch := list(islice(stream, BATCH)):
        replayed = _Replayed(batch)
        yield from map(replayed.differences, batch)


class _Replayed:
    """The rows a batch of verdicts rested on, whatever has become of other rows since."""

    def __init__(self, verdicts: list[Verdict]) -> None:
        shelf = Shelf(all_units())
        commitments = _COMMITMENTS.rows(numbers={verdict.commitment_id for verdict in verdicts})
        targets = _TARGETS.rows(numbers={verdict.target_id for verdict in verdicts} - {None})
        figures = _FIGURES.rows(numbers={number for verdict in verdicts for number in rests_on(verdict)})
        points = _POINTS.rows(numbers={number for verdict in verdicts for number in part(verdict, "path")})
        shelf.fetch_series(row[1] for row in (*commitments, *figures))
        shelf.fetch_series(row[3] for row in targets)
        self._rule_sets = RuleSet.objects.in_bulk({verdict.rule_set_id for verdict in verdicts})
        self._commitments = {row[0]: shelf.commitment(row) for row in commitments}
        self._targets = {row[0]: shelf.target(row) for row in targets}
        self._figures = {row[0]: shelf.figure(row) for row in figures}
        self._points = {row[0]: shelf.point(row) for row in points}

    def differences(self, verdict: Verdict) -> list[Difference]:
        """Everything that comes out differently for one of the batch, in the order it is told."""
        commitment, rule_set = self._commitments[verdict.commitment_id], self._rule_sets[verdict.rule_set_id]
        said = sha256_of(verdict, commitment=commitment, rule_set=rule_set)
        found: dict[str, tuple[Any, Any]] = {"sha256": (verdict.sha256, said)}
        target = self._targets.get(verdict.target_id)
        if target is None:
            found["target"] = (verdict.target_id, None)
        else:
            reading = self._reading(verdict, commitment, target)
            content = target_content(commitment, target, reading.path)
            found["rows"] = (verdict.inputs_sha256, content_sha256(self._rows(rests_on(verdict)), content))
            found |= _judged_again(verdict, reading, rule_set)
        return [
            Difference(verdict.pk, commitment.code, field, str(stored), str(again))
            for field, (stored, again) in found.items()
            if stored != again
        ]

    def _rows(self, numbers: Iterable[int]) -> list[Observation]:
        """Those of these figures that are still there, the newest first."""
        rows = [self._figures[number] for number in numbers if number in self._figures]
        return sorted(rows, key=_newest, reverse=True)

    def _reading(self, verdict: Verdict, commitment: Commitment, target: Target) -> Reading:
        """The reading as the verdict's inputs name it."""
        inputs = verdict.inputs
        used = self._rows({*part(verdict, "observations"), *part(verdict, "others")})
        reference, tied = part(verdict, "reference"), part(verdict, "tied")
        apart = {inputs.get("baseline"), inputs.get("previous"), *reference, *tied}
        path = (self._points[number] for number in part(verdict, "path") if number in self._points)
        return Reading(
            commitment=commitment,
            as_of=verdict.as_of,
            targets=[target],
            paths={target.pk: list(path)},
            baseline=self._figures.get(inputs.get("baseline")),
            previous=self._figures.get(inputs.get("previous")),
            observations=[
                row for row in used if row.pk not in apart or row.series_id == commitment.series_id
            ],
            reference=self._rows(reference),
            vintages=self._rows(part(verdict, "vintages")),
            tied=ties_of_rows(commitment, self._rows(tied)),
        )


def _judged_again(verdict: Verdict, reading: Reading, rule_set: RuleSet) -> dict[str, tuple[Any, Any]]:
    """What the verdict says beside what follows from its rows now."""
    try:
        rules = assessment.Rules.from_json(rule_set.rules)
        judgement = judge(reading, rules=rules, method=verdict.method)
        sensitive = sensitivities(reading, judgement, rules=rules)
    except AssessmentError as error:  # edited into something no method can be asked about
        return {"judgement": (verdict.status, error)}
    found = {
        "status": (verdict.status, judgement.status),
        "method_version": (verdict.method_version, judgement.version),
        "reasons": (list(verdict.reasons), list(judgement.reasons)),
        "numbers": (verdict.numbers, judgement.to_numbers()),
        "judged_at": (verdict.judged_at, judgement.judged_at),
        "due": (verdict.due, judgement.due),
        "latest": (verdict.latest_id, judgement.latest),
    }
    if "others" in verdict.inputs:  # else it was recorded before it named what its flags rest on
        found["method_sensitive"] = (verdict.method_sensitive, sensitive[0])
        found["vintage_sensitive"] = (verdict.vintage_sensitive, sensitive[1])
    return found


def _newest(row: Observation) -> tuple[datetime.date, datetime.date]:
    return row.period_end, row.period_start or datetime.date.min
