"""Commitments as a list shows them: what their stored verdicts rest on, in a few prepared questions.

Nothing is judged and no row of a table is made. Where the stored verdict does not tell all a list shows (no
verdict yet, a planned path, a figure worked out from another series) a commitment is left out: `standings`
knows.
"""

import datetime
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import BooleanField, Case, CharField, DateField, Q, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, NullIf
from django.db.models.lookups import Exact

from tracker.models import Commitment, Evidence, Observation

from .newest import in_force, newest_within
from .prepared import Among, AmongDays, Given, Prepared
from .reading import WITH_PREVIOUS, span_before

_DAY = Given("day", DateField())
_NUMBERS = Given("numbers")


class Shown(NamedTuple):
    """A figure as a list shows it."""

    value: str
    unit: str
    period: str
    obs_status: str
    reliability: str
    derivation: str


class Listed(NamedTuple):
    """A commitment as a list shows it. Numbers and days are the text they are stored as.

    `latest_value` is empty where the verdict rests on no figure; `baseline_value` where none is pinned or the
    public may not see it.
    """

    pk: int
    code: str
    statement: str
    statement_en: str
    plan: str
    jurisdiction: str
    topic: str
    binding: str
    checkable: bool
    entity: str
    entity_count: int | None
    withdrawn_on: str | None
    series: int | None
    indicator: str | None
    indicator_name: str
    indicator_name_en: str
    kind: str
    direction: str
    counted_from: str
    indicator_unit: str | None
    indicator_dimension: str
    indicator_factor: str
    form: str
    comparator: str
    value: str | None
    value_to: str | None
    unit: str | None
    dimension: str
    factor: str
    tolerance: str | None
    tolerance_kind: str
    period: str
    period_start: str | None
    due: str
    baseline_value: str | None
    baseline_unit: str
    baseline_factor: str
    baseline_period: str
    baseline_status: str
    baseline_start: str | None
    baseline_end: str
    baseline_qualifier: str
    baseline_derivation: str
    baseline_series: int
    latest_value: str | None
    latest_unit: str
    latest_period: str
    latest_status: str
    latest_reliability: str
    latest_derivation: str
    status: str
    method: str
    as_of: str
    judged_at: str | None
    completion: str | None
    progress: str | None
    elapsed: str | None
    gap: str | None
    projected: str | None
    method_sensitive: bool
    vintage_sensitive: bool
    reasons: str


_VERDICT, _TARGET, _LATEST = "current_verdict", "current_verdict__target", "current_verdict__latest"
_INDICATOR, _BASELINE = "series__indicator", "current_verdict__target__baseline"


def _text(path: str) -> Cast:
    return Cast(path, TextField())


def played(name: str) -> Cast:
    """The numbers of the rows that played a part in the verdict, as the text of a list."""
    return Cast(KeyTextTransform(name, f"{_VERDICT}__inputs"), TextField())


def share(name: str) -> NullIf:
    """A number of the verdict, as text; SQLite has the word where PostgreSQL has nothing."""
    return NullIf(KeyTextTransform(name, f"{_VERDICT}__numbers"), Value("null", TextField()))


def tells(day: Any) -> Q:
    """Whether the stored verdict tells, on a day, all a list shows."""
    rests = Q(**{f"{_LATEST}__isnull": True}) | in_force(_LATEST, day)
    alone = Q(Exact(played("tied"), Value("[]"))) & Q(Exact(played("path"), Value("[]")))
    return Q(current_verdict__isnull=False) & alone & rests


def _baseline(column: str) -> Case:
    shown = When(in_force(_BASELINE, _DAY), then=_text(f"{_BASELINE}__{column}"))
    return Case(shown, default=Value(None), output_field=CharField(null=True))


#: What is shown under which name: a path, or what is made of one.
_SHOWN = {
    "plan": "plan__code",
    "jurisdiction": "jurisdiction__code",
    "topic": "topic__code",
    "withdrawn_on": _text("withdrawn_on"),
    "series": "series_id",
    "indicator": f"{_INDICATOR}__code",
    "indicator_name": f"{_INDICATOR}__name",
    "indicator_name_en": f"{_INDICATOR}__name_en",
    "kind": f"{_INDICATOR}__kind",
    "direction": f"{_INDICATOR}__direction",
    "counted_from": f"{_INDICATOR}__counted_from",
    "indicator_unit": f"{_INDICATOR}__unit__symbol",
    "indicator_dimension": f"{_INDICATOR}__unit__dimension",
    "indicator_factor": _text(f"{_INDICATOR}__unit__factor"),
    **{name: f"{_TARGET}__{name}" for name in ("form", "comparator", "tolerance_kind", "period")},
    **{
        name: _text(f"{_TARGET}__{name}")
        for name in ("value", "value_to", "tolerance", "period_start", "due")
    },
    "unit": f"{_TARGET}__unit__symbol",
    "dimension": f"{_TARGET}__unit__dimension",
    "factor": _text(f"{_TARGET}__unit__factor"),
    "baseline_value": _baseline("value"),
    "baseline_unit": f"{_BASELINE}__unit__symbol",
    "baseline_factor": _text(f"{_BASELINE}__unit__factor"),
    "baseline_period": f"{_BASELINE}__period",
    "baseline_status": f"{_BASELINE}__obs_status",
    "baseline_start": _text(f"{_BASELINE}__period_start"),
    "baseline_end": _text(f"{_BASELINE}__period_end"),
    "baseline_qualifier": f"{_BASELINE}__qualifier",
    "baseline_derivation": f"{_BASELINE}__derivation",
    "baseline_series": f"{_BASELINE}__series_id",
    "latest_value": _text(f"{_LATEST}__value"),
    "latest_unit": f"{_LATEST}__unit__symbol",
    "latest_period": f"{_LATEST}__period",
    "latest_status": f"{_LATEST}__obs_status",
    "latest_reliability": f"{_LATEST}__document__reliability",
    "latest_derivation": f"{_LATEST}__derivation",
    "status": f"{_VERDICT}__status",
    "method": f"{_VERDICT}__method",
    "as_of": _text(f"{_VERDICT}__as_of"),
    "judged_at": _text(f"{_VERDICT}__judged_at"),
    **{name: share(name) for name in ("completion", "progress", "elapsed", "gap", "projected")},
    "method_sensitive": f"{_VERDICT}__method_sensitive",
    "vintage_sensitive": f"{_VERDICT}__vintage_sensitive",
    "reasons": _text(f"{_VERDICT}__reasons"),
}

_TOLD = Case(When(tells(_DAY), then=Value(True)), default=Value(False), output_field=BooleanField())
#: A question takes each number, and answers `Listed` and whether that is all there is to tell.
_ROWS = Prepared(
    lambda: (
        Commitment.objects.filter(Among("pk", _NUMBERS))
        .order_by()
        .values_list(*(_SHOWN.get(name, name) for name in Listed._fields), _TOLD)
    ),
    kept=True,
)
_EVIDENCE = Prepared(
    lambda: (
        Evidence.objects.filter(Among("commitment_id", _NUMBERS), known_from__lte=_DAY)
        .order_by("commitment_id", "known_from", "start", "id")
        .values_list("commitment_id", "document__code", "section", "quote", "start")
    ),
    kept=True,
)
_DEPARTMENTS = Prepared(
    lambda: (
        Commitment.departments.through.objects.filter(Among("commitment_id", _NUMBERS))
        .order_by("department__code")
        .values_list("commitment_id", "department__code")
    ),
    kept=True,
)
_FIGURE = (
    _text("value"),
    "unit__symbol",
    "period",
    "obs_status",
    "document__reliability",
    "derivation",
)
_PERIODS = Prepared(
    lambda: (
        Observation.objects.filter(Among("series_id", _NUMBERS), AmongDays("period_end", Given("ends")))
        .placed(_DAY)
        .order_by()
        .values_list("vintage_place", "series_id", _text("period_start"), _text("period_end"), *_FIGURE)
    ),
    kept=True,
)
_FIGURES = Prepared(
    lambda: Observation.objects.filter(Among("pk", _NUMBERS)).order_by().values_list("pk", *_FIGURE),
    kept=True,
)


def listed(numbers: Collection[int], *, day: datetime.date) -> dict[int, Listed]:
    """Those of the commitments whose stored verdict tells all, by their numbers; `day` is today."""
    rows = _ROWS.rows(numbers=numbers, day=day)
    return {row[0]: Listed._make(row[:-1]) for row in rows if row[-1]}


def evidence_of(numbers: Collection[int], *, day: datetime.date) -> dict[int, Sequence]:
    """The first words each commitment stands on: document, section, quote and start."""
    first: dict[int, Sequence] = {}
    for number, *words in _EVIDENCE.rows(numbers=numbers, day=day):
        first.setdefault(number, words)
    return first


def departments_of(numbers: Collection[int]) -> dict[int, list[str]]:
    """The codes of the departments responsible for each commitment that has any."""
    found: dict[int, list[str]] = {}
    for number, code in _DEPARTMENTS.rows(numbers=numbers):
        found.setdefault(number, []).append(code)
    return found


def previous_of(rows: Collection[Listed], *, day: datetime.date) -> dict[int, Shown]:
    """The same flow or rate one period earlier, by the commitment's number."""
    wanted = {
        row.pk: (row.series, *span)
        for row in rows
        if row.series and row.kind in WITH_PREVIOUS and (span := _before(row.period))
    }
    if not wanted:
        return {}
    series, _starts, ends = map(set, zip(*wanted.values(), strict=True))
    found = _PERIODS.rows(numbers=series, ends=ends, day=day)
    figures = {tuple(row[1:4]): Shown._make(row[4:]) for row in found if row[0] == 1}
    return {number: figures[key] for number, key in wanted.items() if key in figures}


def newest_of(numbers: Collection[int], *, day: datetime.date) -> dict[int, Shown]:
    """The newest figure inside the target's time, where the verdict rests on none, by commitment."""
    if not numbers:
        return {}
    newest = newest_within(numbers, day=day)
    figures = {row[0]: Shown._make(row[1:]) for row in _FIGURES.rows(numbers=set(newest.values()))}
    return {number: figures[figure] for number, figure in newest.items()}


@lru_cache(maxsize=1024)
def _before(period: str) -> tuple[str | None, str] | None:
    """The days of the period before, see `span_before`, as text."""
    span = span_before(period)
    if span is None:
        return None
    first, last = span
    return first.isoformat() if first else None, last.isoformat()
