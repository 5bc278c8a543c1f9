"""A commitment entered whole: what it says, the clause it stands on, what it aims at, and its baseline."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max, Q
from django.utils.functional import lazystr

from tracker.authority import ENTER, require
from tracker.exceptions import ActionError, DoubtError
from tracker.models import (
    AuditEntry,
    Commitment,
    Department,
    Document,
    Evidence,
    Indicator,
    Jurisdiction,
    Observation,
    Plan,
    ReviewState,
    Series,
    Target,
    TargetForm,
    ToleranceKind,
    Topic,
    Unit,
    User,
    Verb,
)
from tracker.models.snapshots import first
from tracker.quantities import names_number, phrases_of

from .rules import broken_by
from .stated import announced, number_stated, period_stated
from .targets import check_baseline

#: Units in which any fraction or multiple in the words may be meant.
_SHARES: Final = frozenset({"percent", "percentage_point"})


@dataclass(frozen=True, kw_only=True)
class Pledge:
    """What a commitment says, and where it belongs.

    It is measured by the series of `indicator` in the plan's place, or in `jurisdiction`; one that is not
    there yet is made. `topic` defaults to the indicator's, `number` to the next of the plan; `columns` are
    further ones of the commitment, by name.
    """

    plan: Plan
    statement: str
    indicator: Indicator | None = None
    jurisdiction: Jurisdiction | None = None
    topic: Topic | None = None
    departments: Sequence[Department] = ()
    number: int | None = None
    columns: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Clause:
    """The exact words a commitment stands on, where they are printed; `start` is their offset, if known."""

    document: Document
    quote: str
    section: str = ""
    start: int | None = None


@dataclass(frozen=True, kw_only=True)
class Aim:
    """What a commitment aims at, as the clause's document announced it.

    `value` and `value_to` hold numbers as written, `period` and `published` text (without the latter: the
    document's day); without `unit` the indicator's own. What the fields mean stands with `models.Target`.
    """

    period: str
    comparator: str
    wording: str
    form: str = TargetForm.LEVEL
    value: str = ""
    value_to: str = ""
    unit: Unit | None = None
    tolerance: Decimal | None = None
    tolerance_kind: str = ToleranceKind.DEFAULT
    published: str = ""
    baseline: Observation | None = None
    reference: Series | None = None
    reference_note: str = ""
    reading_note: str = ""


@transaction.atomic
def enter_commitment(
    *, pledge: Pledge, clause: Clause, aim: Aim, by: User | None, accepted: Collection[str] = ()
) -> Commitment:
    """Store a commitment with its evidence and target, all as drafts.

    Raises DoubtError for what has to be looked at and is stored once its code is `accepted`:
    `number_not_in_quote`, `entered_already` (that clause, as a commitment of the same plan, series and
    period). Raises ActionError: `no_right`, `outside_remit`, `not_readable`, `no_topic`, `no_series` (of what
    is to be measured), `part_of_other_plan`, `other_dimension`, `baseline_of_other_series`,
    `baseline_not_before_due`, `baseline_without_value`, `breaks_a_rule` (of a column or a named constraint;
    the detail says which).
    """
    require(by, ENTER, Commitment(plan=pledge.plan))
    # Two who enter into one plan wait for each other: for the number, and lest one clause be entered twice.
    Plan.objects.select_for_update(no_key=True).get(pk=pledge.plan.pk)
    commitment = _commitment(pledge)
    check_ties(commitment)
    target = target_of(commitment, clause.document, aim)
    for doubt in _doubts(commitment, clause, target):
        if doubt.code not in accepted:
            raise doubt
    store(commitment, by)
    target.commitment = commitment  # it has a number now
    for row in (evidence_of(commitment, clause, target), target):
        store(row, by)
    _assign(commitment, pledge.departments, by)
    return commitment


def _commitment(pledge: Pledge) -> Commitment:
    plan, indicator = pledge.plan, pledge.indicator
    topic = pledge.topic or (indicator.topic if indicator else None)
    if topic is None:
        raise ActionError("no_topic")
    number = pledge.number or _next_number(plan)
    return Commitment(
        plan=plan,
        jurisdiction=plan.jurisdiction,
        number=number,
        code=f"{plan.code}-{number:03d}",
        statement=pledge.statement.strip(),
        series=_series(indicator, pledge.jurisdiction or plan.jurisdiction) if indicator else None,
        topic=topic,
        state=ReviewState.DRAFT,
        **pledge.columns,
    )


def _next_number(plan: Plan) -> int:
    last: int | None = plan.commitments.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _series(indicator: Indicator, jurisdiction: Jurisdiction) -> Series:
    code = Series.code_for(jurisdiction.code, indicator.code)
    own = {"indicator": indicator, "jurisdiction": jurisdiction}
    return Series.objects.get_or_create(**own, defaults={"code": code})[0]


def target_of(commitment: Commitment, document: Document, aim: Aim) -> Target:
    """A target as it would be stored, looked at beside its series and its baseline.

    Raises ActionError as `enter_commitment` does.
    """
    series = commitment.series
    value, value_to = (number_stated(text) if text else None for text in (aim.value, aim.value_to))
    usual = series.indicator.unit if series and value is not None else None
    span = period_stated(aim.period, series)
    target = Target(
        commitment=commitment,
        document=document,
        value=value,
        value_to=value_to,
        unit=aim.unit or usual,
        written=aim.value.strip(),
        period=span["period"],
        period_start=span["period_start"],
        due=span["period_end"],
        state=ReviewState.DRAFT,
        **{name: getattr(aim, name) for name in _ALIKE},
        **announced(document, aim.published),
    )
    check_fit(target, commitment)
    return target


def check_fit(target: Target, commitment: Commitment) -> None:
    """Raise ActionError for a target that a commitment, as it is, cannot have: `no_series`,
    `other_dimension`, `baseline_of_other_series`, `baseline_not_before_due`, `baseline_without_value`.
    """
    series, unit = commitment.series, target.unit
    if series is None and commitment.checkable and target.form != TargetForm.MILESTONE:
        raise ActionError("no_series")
    usual = series.indicator.unit if series else None
    if unit and usual and target.form == TargetForm.LEVEL and unit.dimension != usual.dimension:
        raise ActionError("other_dimension", {"unit": str(unit), "expected": str(usual)})
    if target.baseline is not None:
        target.commitment = commitment
        check_baseline(target, target.baseline)


def check_ties(commitment: Commitment) -> None:
    """Raise ActionError `part_of_other_plan` for a part that has another plan than its whole."""
    whole = commitment.part_of
    if whole is not None and whole.plan_id != commitment.plan_id:
        raise ActionError("part_of_other_plan", {"whole": lazystr(whole)})


#: What a target has as its aim has it.
_ALIKE: Final = (
    "form", "comparator", "wording", "tolerance", "tolerance_kind", "baseline", "reference",
    "reference_note", "reading_note",
)  # fmt: skip


def evidence_of(commitment: Commitment, clause: Clause, target: Target | None) -> Evidence:
    """The clause with its figure marked, where that stands in it letter for letter."""
    figure = _figure(clause.quote, target) if target else ""
    place = None
    if figure and clause.start is not None:
        place = clause.start + clause.quote.index(figure)
    return Evidence(
        commitment=commitment,
        document=clause.document,
        section=clause.section,
        quote=clause.quote,
        start=clause.start,
        figure=figure,
        figure_start=place,
        known_from=announced(clause.document)["known_from"],
    )


def _figure(quote: str, target: Target) -> str:
    """The number of the target as the quote prints it with its unit; empty where that cannot be told."""
    if target.value is None:
        return ""
    aimed = target.unit.to_base(target.value)
    for phrase in phrases_of(quote):
        said = phrase.quantity
        if said.exact == aimed and (said.unit is None or said.unit.dimension == target.unit.dimension):
            return phrase.core if phrase.core in quote else ""
    return ""


def _doubts(commitment: Commitment, clause: Clause, target: Target) -> Iterator[DoubtError]:
    """What somebody should look at once more."""
    values = [value for value in (target.value, target.value_to) if value is not None]
    if target.unit and not all(_printed(value, clause.quote, target) for value in values):
        yield DoubtError("number_not_in_quote", {"number": f"{target.written} {target.unit}"})
    told = Q(series=commitment.series) if commitment.series else Q(statement=commitment.statement)
    beside = Commitment.objects.filter(
        told,
        plan=commitment.plan,
        evidence__document=clause.document,
        evidence__quote=clause.quote,
        targets__period=target.period,
    )
    if there := beside.order_by("number").first():
        yield DoubtError("entered_already", {"commitment": lazystr(there)})


def _printed(value: Decimal, quote: str, target: Target) -> bool:
    series = target.commitment.series
    return names_number(
        quote,
        value=Fraction(value),
        base=target.unit.to_base(value),
        kind=series.indicator.kind if series else "",
        percent=target.unit.dimension in _SHARES,
    )


def store(row: models.Model, by: User | None) -> None:
    """Store a new row that breaks no rule, and note it. Raises ActionError: `breaks_a_rule`."""
    check_row(row)
    row.save(force_insert=True)
    AuditEntry.objects.record(Verb.ENTERED, row, by=by, changes=first(row))


def check_row(row: models.Model) -> None:
    """Raise ActionError `breaks_a_rule` for a row that could not be stored as it is."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise broken_by(row, row.full_clean) from error


def _assign(commitment: Commitment, departments: Sequence[Department], by: User | None) -> None:
    if departments:
        commitment.departments.set(departments)
        names = "、".join(map(str, departments))
        AuditEntry.objects.record(Verb.ASSIGNED, commitment, by=by, changes={"departments": ["", names]})
