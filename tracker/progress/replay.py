"""Recomputes a stored verdict from the very rows it rested on."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from tracker import assessment
from tracker.models import Observation, PathPoint, Target, Verdict

from .content import content_sha256, target_content
from .reading import Reading
from .terms import judge
from .ties import Tied, tie_between
from .verdicts import sha256_of


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
    reading = _reading_of(verdict)
    rows = Observation.objects.filter(pk__in=verdict.inputs["observations"])
    rows = rows.select_related("series", "document", "unit")
    judgement = judge(
        reading, rules=assessment.Rules.from_json(verdict.rule_set.rules), method=verdict.method
    )
    pairs = {
        "rows": (
            verdict.inputs_sha256,
            content_sha256(rows, target_content(verdict.commitment, reading.target, reading.path)),
        ),
        "sha256": (
            verdict.sha256,
            sha256_of(verdict, commitment=verdict.commitment, rule_set=verdict.rule_set),
        ),
        "status": (verdict.status, judgement.status),
        "method_version": (verdict.method_version, judgement.version),
        "reasons": (list(verdict.reasons), list(judgement.reasons)),
        "numbers": (verdict.numbers, judgement.to_numbers()),
        "judged_at": (verdict.judged_at, judgement.judged_at),
    }
    return [
        Difference(verdict.pk, verdict.commitment.code, field, str(stored), str(again))
        for field, (stored, again) in pairs.items()
        if stored != again
    ]


def _reading_of(verdict: Verdict) -> Reading:
    """The reading as the verdict's inputs name it, whatever has become of other rows since."""
    inputs = verdict.inputs
    target = Target.objects.select_related("unit", "document", "reference").get(pk=inputs["target"])
    path = PathPoint.objects.filter(pk__in=inputs["path"]).order_by("by", "published_on", "id")
    rows = {
        row.pk: row
        for row in Observation.objects.filter(pk__in=inputs["observations"]).select_related(
            "unit", "document", "series__indicator"
        )
    }
    tied = set(inputs["tied"])
    apart = {inputs["baseline"], inputs["previous"], *inputs["reference"], *tied}
    own = [
        row for pk, row in rows.items() if pk not in apart or row.series_id == verdict.commitment.series_id
    ]
    return Reading(
        commitment=verdict.commitment,
        as_of=verdict.as_of,
        targets=[target],
        paths={target.pk: list(path)},
        baseline=rows.get(inputs["baseline"]),
        previous=rows.get(inputs["previous"]),
        observations=sorted(own, key=_newest, reverse=True),
        reference=[rows[pk] for pk in inputs["reference"] if pk in rows],
        tied=_tied(verdict, [rows[pk] for pk in tied if pk in rows]),
    )


def _tied(verdict: Verdict, rows: list[Observation]) -> list[Tied]:
    """The rows of tied series as they were used, by series."""
    grouped: dict[int, list[Observation]] = defaultdict(list)
    for row in sorted(rows, key=_newest, reverse=True):
        grouped[row.series_id].append(row)
    series = verdict.commitment.series
    found = [(tie_between(series.indicator, group[0].series.indicator), group) for group in grouped.values()]
    return [Tied(tie, group[0].series, group) for tie, group in found if tie]


def _newest(row: Observation) -> tuple[datetime.date, datetime.date]:
    return row.period_end, row.period_start or datetime.date.min
