"""Makes the record of a judgement: what is said, the rows it rests on, and a hash of both."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson

from tracker import assessment
from tracker.models import ChangeSet, Commitment, Observation, RuleSet, Verdict

from ..known.reading import Reading
from ..known.terms import Sensitivity, distance_of, judge, previous_of, sensitivity_of, terms_of
from ..prepared import Among, Given, Prepared, row_of
from .content import content_sha256, target_content

_SAID = (
    "status", "reasons", "numbers", "judged_at", "due", "method_sensitive", "vintage_sensitive", "method",
    "method_version", "inputs_sha256",
)  # fmt: skip
_CURRENT = ("id", *_SAID, "as_of", "rule_set_id", "target_id", "inputs")

#: How many readings take a step together.
_TOGETHER = 50
#: Columns of a new verdict that are filled in when it is stored.
_BLANK = dict.fromkeys(("id", "sha256", "changes", "recorded_at"))

BY_NUMBER = Prepared(
    lambda: Verdict.objects.filter(Among("pk", Given("numbers"))).order_by().values_list(*_CURRENT)
)


def encode(value: Any) -> bytes:
    """JSON of one spelling: keys in order, nothing between them, letters as they are."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def verdicts_of(
    readings: Sequence[Reading],
    rules: assessment.Rules,
    rule_set: RuleSet,
    change_set: ChangeSet | None = None,
) -> Iterator[Verdict]:
    """The verdicts on readings by the default method, not stored, and without what led to them.

    A few dozen go through each step together: a processor that has a step at hand is quicker than one that
    fetches all of them anew for each reading.
    """
    for start in range(0, len(readings), _TOGETHER):
        few = readings[start : start + _TOGETHER]
        terms = [terms_of(reading) for reading in few]
        judgements = [
            judge(reading, rules=rules, method=assessment.DEFAULT_METHOD, terms=its)
            for reading, its in zip(few, terms, strict=True)
        ]
        sensitivities = [
            sensitivity_of(reading, judgement, rules=rules, terms=its)
            for reading, judgement, its in zip(few, judgements, terms, strict=True)
        ]
        distances = [distance_of(its, judgement) for its, judgement in zip(terms, judgements, strict=True)]
        for reading, judgement, sensitivity, distance in zip(
            few, judgements, sensitivities, distances, strict=True
        ):
            yield _verdict(reading, judgement, sensitivity, distance, rule_set, change_set)


def _verdict(
    reading: Reading,
    judgement: assessment.Judgement,
    sensitivity: Sensitivity,
    distance: float | None,
    rule_set: RuleSet,
    change_set: ChangeSet | None,
) -> Verdict:
    rows = _rows(reading, {*judgement.used, *sensitivity.others, *sensitivity.rivals})
    return row_of(
        Verdict,
        {
            **_BLANK,
            "commitment_id": reading.commitment.pk,
            "as_of": reading.as_of,
            "status": judgement.status,
            "reasons": list(judgement.reasons),
            "numbers": judgement.to_numbers(),
            "judged_at": judgement.judged_at,
            "due": judgement.due,
            "method_sensitive": sensitivity.by_method,
            "vintage_sensitive": sensitivity.by_vintage,
            "distance": distance,
            "method": judgement.method,
            "method_version": judgement.version,
            "rule_set_id": rule_set.pk,
            "target_id": reading.target.pk,
            "latest_id": judgement.latest,
            "inputs": _inputs(reading, judgement, sensitivity),
            "inputs_sha256": content_sha256(
                rows, target_content(reading.commitment, reading.target, reading.path)
            ),
            "change_set_id": change_set.pk if change_set else None,
        },
    )


def current_verdicts(numbers: Iterable[int | None]) -> dict[int | None, Verdict]:
    """Verdicts by their numbers, with what is needed to tell whether another says something else."""
    given = {number for number in numbers if number is not None}
    rows = BY_NUMBER.rows(numbers=given) if given else []
    return {values[0]: row_of(Verdict, zip(_CURRENT, values, strict=True)) for values in rows}


def rows_of(reading: Reading) -> dict[int, Observation]:
    """Every row a judgement of the reading could use, by its number."""
    extra = [row for row in (reading.baseline, previous_of(reading)) if row is not None]
    tied = [row for other in reading.tied for row in other.observations]
    every = [*reading.observations, *reading.vintages, *reading.reference, *tied, *extra]
    return {row.pk: row for row in every}


def _rows(reading: Reading, numbers: set[int]) -> list[Observation]:
    own = [row for row in reading.observations if row.pk in numbers]
    if len(own) == len(numbers):  # as is the rule
        return own
    return [row for number, row in rows_of(reading).items() if number in numbers]


def _inputs(reading: Reading, judgement: assessment.Judgement, sensitivity: Sensitivity) -> dict[str, Any]:
    """Which row played which part; ids of this database."""
    used = {*judgement.used, *sensitivity.others}
    return {
        "target": reading.target.pk,
        "path": [point.pk for point in reading.path],
        "baseline": _used(reading.baseline, used),
        "previous": _used(previous_of(reading), used),
        "observations": list(judgement.used),
        "reference": sorted([row.pk for row in reading.reference if row.pk in used]),
        "tied": sorted([row.pk for other in reading.tied for row in other.observations if row.pk in used]),
        "others": sorted(sensitivity.others),
        "vintages": sorted(sensitivity.rivals),
    }


def rests_on(verdict: Verdict) -> set[int]:
    """The numbers of all figures a verdict rests on, its flags included."""
    return {number for name in ("observations", "others", "vintages") for number in part(verdict, name)}


def part(verdict: Verdict, name: str) -> list[int]:
    """The numbers of the rows that played one part; none where that is not recorded."""
    return [number for number in verdict.inputs.get(name) or () if isinstance(number, int)]


def _used(row: Observation | None, used: set[int]) -> int | None:
    return row.pk if row is not None and row.pk in used else None


def sha256_of(verdict: Verdict, *, commitment: Commitment, rule_set: RuleSet) -> str:
    """The verdict's own hash: all it says and rests on, but for the numbers of rows in this database."""
    said = {
        "commitment": commitment.code,
        "as_of": verdict.as_of.isoformat(),
        **_said(verdict),
        "rule_set": rule_set.code,
        "rules": rule_set.rules,
    }
    if verdict.changes:  # those recorded before it was said say nothing
        said["changes"] = verdict.changes
    return hashlib.sha256(encode(said)).hexdigest()


def _said(verdict: Verdict) -> dict[str, Any]:
    said = {name: getattr(verdict, name) for name in _SAID}
    return said | {"judged_at": verdict.judged_at and verdict.judged_at.isoformat()}


def differs(new: Verdict, old: Verdict | None) -> bool:
    """Whether `new` says anything the current verdict does not; the day it was asked is no difference."""
    return old is None or _said(new) != _said(old) or new.rule_set_id != old.rule_set_id
