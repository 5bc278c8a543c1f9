"""Commitments as a list shows them: what their stored verdicts rest on and what was filed beside it.

One prepared question; nothing is judged and no row of a table is made. Where that does not tell all a list
shows (no verdict yet, a planned path, a figure worked out from another series or no longer in force) a
commitment is left out: `standings` knows.
"""

import datetime
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateField,
    F,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, NullIf
from django.db.models.lookups import Exact

from tracker.models import Commitment

from ..known.newest import in_force
from ..prepared import Among, Given, Joined, Prepared

_DAY = Given("day", DateField())
_NUMBERS = Given("numbers")


class Listed(NamedTuple):
    """A commitment as a list shows it. Numbers and days are the text they are stored as.

    `baseline_value` is empty where none is pinned or the public may not see it. `departments` are the codes
    of those that answer for it, a line each and in any order.
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
    previous_value: str | None
    previous_unit: str
    previous_period: str
    previous_status: str
    document: str | None
    section: str
    quote: str
    start: int | None
    departments: str | None
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


_VERDICT, _TARGET = "current_verdict", "current_verdict__target"
_LATEST, _PREVIOUS, _WORDS = (f"filed__{name}" for name in ("latest", "previous", "evidence"))
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
    alone = Q(Exact(played("tied"), Value("[]"))) & Q(Exact(played("path"), Value("[]")))
    filed = Q(current_verdict__isnull=False, filed__departments__isnull=False)
    rests_on = Q(**{f"{_VERDICT}__latest__isnull": True}) | Q(**{f"{_VERDICT}__latest": F(_LATEST)})
    words = Q(**{f"{_WORDS}__isnull": True}) | Q(**{f"{_WORDS}__known_from__lte": day})
    figures = _none_or_in_force(_LATEST, day) & _none_or_in_force(_PREVIOUS, day)
    return filed & alone & rests_on & figures & words


def _none_or_in_force(path: str, day: Any) -> Q:
    return Q(**{f"{path}__isnull": True}) | in_force(path, day)


def _baseline(column: str) -> Case:
    shown = When(in_force(_BASELINE, _DAY), then=_text(f"{_BASELINE}__{column}"))
    return Case(shown, default=Value(None), output_field=CharField(null=True))


def _departments() -> Case:
    """Of the only one the code is at hand; several are looked up."""
    through = Commitment.departments.through.objects.filter(commitment=OuterRef("pk")).order_by()
    codes = through.values("commitment").annotate(all=Joined("department__code")).values("all")
    several = When(filed__departments__gt=1, then=Subquery(codes))
    return Case(several, default="filed__department__code", output_field=TextField())


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
    "previous_value": _text(f"{_PREVIOUS}__value"),
    "previous_unit": f"{_PREVIOUS}__unit__symbol",
    "previous_period": f"{_PREVIOUS}__period",
    "previous_status": f"{_PREVIOUS}__obs_status",
    "document": f"{_WORDS}__document__code",
    **{name: f"{_WORDS}__{name}" for name in ("section", "quote", "start")},
    "departments": _departments(),
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


def listed(numbers: Collection[int], *, day: datetime.date) -> dict[int, Listed]:
    """Those of the commitments whose stored verdict tells all, by their numbers; `day` is today."""
    rows = _ROWS.rows(numbers=numbers, day=day)
    return {row[0]: Listed._make(row[:-1]) for row in rows if row[-1]}
