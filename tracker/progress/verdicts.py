"""Stores verdicts: a new record only when something changed, in batches of constant memory."""

import datetime
import hashlib
import json
from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from tracker import assessment
from tracker.models import ChangeSet, Commitment, Observation, RuleSet, Series, Target, Verdict

from .clock import today
from .content import content_sha256, target_content
from .reading import Reading, read
from .rules import current_rule_set
from .terms import judge, sensitivities
from .ties import tied_series

BATCH = 500


def affected_by(series_ids: Iterable[int]) -> QuerySet[Commitment]:
    """Published commitments whose verdict can change when figures of these series do.

    Those about the series or one tied to it, in step with it, or counted from one of its figures.
    """
    ids = list(series_ids)
    ids += _tied_to(ids)
    targets = Target.objects.published().order_by()
    about = Commitment.objects.filter(series__in=ids).order_by().values_list("pk")
    in_step = targets.filter(reference__in=ids).values_list("commitment_id")
    counted = targets.filter(baseline__series__in=ids).values_list("commitment_id")
    numbers = [number for (number,) in about.union(in_step, counted)]
    return Commitment.objects.published().filter(pk__in=numbers)


def _tied_to(series_ids: list[int]) -> list[int]:
    """The series a figure of which may be worked out from one of these."""
    changed = Series.objects.filter(pk__in=series_ids).select_related("indicator")
    return [tied.series.pk for found in tied_series(changed, both_ways=True).values() for tied in found]


@transaction.atomic
def refresh(
    commitments: QuerySet[Commitment] | None = None,
    *,
    as_of: datetime.date | None = None,
    change_set: ChangeSet | None = None,
) -> int:
    """Judge published `commitments` (default: all) as of a day (default: today) and store what changed.

    Returns how many new verdicts were stored. Runs in the transaction of its caller, so that figures and
    the verdicts that rest on them appear together.
    """
    queryset = (Commitment.objects.all() if commitments is None else commitments).published()
    rows = queryset.select_related("plan", "series__indicator__unit", "current_verdict").order_by("pk")
    rule_set = current_rule_set()
    stream = rows.iterator(chunk_size=BATCH)
    day = as_of or today()
    stored = 0
    while batch := list(islice(stream, BATCH)):
        stored += _refresh_batch(batch, rule_set, day, change_set)
    return stored


def _refresh_batch(
    batch: list[Commitment], rule_set: RuleSet, day: datetime.date, change_set: ChangeSet | None
) -> int:
    readings = read(batch, as_of=day)
    rules = assessment.Rules.from_json(rule_set.rules)
    verdicts = [_verdict(reading, rules, rule_set, change_set) for reading in readings]
    changed = [verdict for verdict in verdicts if _differs(verdict, verdict.commitment.current_verdict)]
    Verdict.objects.bulk_create(changed)
    _point_at_newest([verdict.commitment_id for verdict in changed])
    return len(changed)


def _point_at_newest(numbers: list[int]) -> None:
    """Let commitments show their newest verdict; one statement, whose length does not grow with them."""
    newest = Verdict.objects.filter(commitment=OuterRef("pk")).order_by("-pk")
    Commitment.objects.filter(pk__in=numbers).update(
        current_verdict=Subquery(newest.values("pk")[:1]),
        status=Subquery(newest.values("status")[:1]),
        figure_known_from=Subquery(newest.values("latest__known_from")[:1]),
    )


def _verdict(
    reading: Reading, rules: assessment.Rules, rule_set: RuleSet, change_set: ChangeSet | None
) -> Verdict:
    judgement = judge(reading, rules=rules, method=assessment.DEFAULT_METHOD)
    by_method, by_vintage = sensitivities(reading, judgement, rules=rules)
    used = set(judgement.used)
    rows = [row for row in _rows(reading) if row.pk in used]
    verdict = Verdict(
        commitment=reading.commitment,
        as_of=reading.as_of,
        status=judgement.status,
        reasons=list(judgement.reasons),
        numbers=judgement.to_numbers(),
        judged_at=judgement.judged_at,
        due=judgement.due,
        method_sensitive=by_method,
        vintage_sensitive=by_vintage,
        method=judgement.method,
        method_version=judgement.version,
        rule_set=rule_set,
        target=reading.target,
        latest_id=judgement.latest,
        inputs=_inputs(reading, used),
        inputs_sha256=content_sha256(rows, target_content(reading.commitment, reading.target, reading.path)),
        change_set=change_set,
    )
    verdict.sha256 = sha256_of(verdict)
    return verdict


def _rows(reading: Reading) -> list[Observation]:
    """Every row the judgement could use, each once."""
    extra = [row for row in (reading.baseline, reading.previous) if row is not None]
    tied = [row for other in reading.tied for row in other.observations]
    return list({row.pk: row for row in [*reading.observations, *reading.reference, *tied, *extra]}.values())


def _inputs(reading: Reading, used: set[int]) -> dict[str, Any]:
    """Which row played which part; ids of this database."""
    return {
        "target": reading.target.pk,
        "path": [point.pk for point in reading.path],
        "baseline": reading.baseline.pk if reading.baseline and reading.baseline.pk in used else None,
        "previous": reading.previous.pk if reading.previous and reading.previous.pk in used else None,
        "observations": sorted(used),
        "reference": sorted(row.pk for row in reading.reference if row.pk in used),
        "tied": sorted(row.pk for other in reading.tied for row in other.observations if row.pk in used),
    }


def sha256_of(verdict: Verdict) -> str:
    """The verdict's own hash: all it says and rests on, but for the numbers of rows in this database."""
    said = {
        "commitment": verdict.commitment.code,
        "as_of": verdict.as_of.isoformat(),
        **_said(verdict),
        "rule_set": verdict.rule_set.code,
        "rules": verdict.rule_set.rules,
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _said(verdict: Verdict) -> dict[str, Any]:
    return {
        "status": verdict.status,
        "reasons": list(verdict.reasons),
        "numbers": verdict.numbers,
        "judged_at": verdict.judged_at.isoformat() if verdict.judged_at else None,
        "due": verdict.due,
        "method_sensitive": verdict.method_sensitive,
        "vintage_sensitive": verdict.vintage_sensitive,
        "method": verdict.method,
        "method_version": verdict.method_version,
        "inputs_sha256": verdict.inputs_sha256,
    }


def _differs(new: Verdict, old: Verdict | None) -> bool:
    """Whether `new` says anything the current verdict does not; the day it was asked is no difference."""
    return old is None or _said(new) != _said(old) or new.rule_set_id != old.rule_set_id
