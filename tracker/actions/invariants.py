"""The rules that span several tables and that no constraint can hold: what breaks them is named here."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from tracker.exceptions import QuantityError
from tracker.models import (
    Commitment,
    Evidence,
    Observation,
    PathPoint,
    QuantityKind,
    Series,
    Target,
    TargetForm,
    Unit,
)
from tracker.progress.counts.filing import out_of_step
from tracker.quantities import parse_unit

from .targets import baseline_belongs


@dataclass(frozen=True)
class Broken:
    """A rule and the row that breaks it."""

    rule: str
    row: str


def broken_invariants() -> Iterator[Broken]:
    """Every row that breaks a rule of `RULES`, in the order of the rules. An empty answer means all hold."""
    for rule, (_meaning, check) in RULES.items():
        for row in check():
            yield Broken(rule, row)


def _units_read_alike() -> Iterator[str]:
    for unit in Unit.objects.all():
        try:
            read = parse_unit(unit.symbol)
        except QuantityError:
            yield unit.symbol
            continue
        if (read.dimension, read.factor) != (unit.dimension, unit.to_base(1)):
            yield unit.symbol


def _figures_fit_their_indicator() -> Iterator[str]:
    rows = Observation.objects.filter(value__isnull=False)
    rows = rows.exclude(unit__dimension=F("series__indicator__unit__dimension"))
    yield from (str(row) for row in rows.for_display().iterator(chunk_size=2000))


def _targets_fit_their_indicator() -> Iterator[str]:
    rows = Target.objects.filter(form=TargetForm.LEVEL)
    rows = rows.exclude(unit__dimension=F("commitment__series__indicator__unit__dimension"))
    yield from rows.values_list("commitment__code", flat=True)


def _levels_are_instants() -> Iterator[str]:
    rows = Observation.objects.filter(series__indicator__kind=QuantityKind.STOCK)
    rows = rows.exclude(period_start=F("period_end"))
    yield from (str(row) for row in rows.for_display().iterator(chunk_size=2000))


def _codes_are_joined() -> Iterator[str]:
    for code, plan, number in Commitment.objects.values_list("code", "plan__code", "number").iterator():
        if code != f"{plan}-{number:03d}":
            yield code
    pairs = Series.objects.values_list("code", "jurisdiction__code", "indicator__code")
    for code, jurisdiction, indicator in pairs.iterator():
        if code != Series.code_for(jurisdiction, indicator):
            yield code


def _commitments_hold_where_their_plan_does() -> Iterator[str]:
    rows = Commitment.objects.exclude(jurisdiction=F("plan__jurisdiction"))
    yield from rows.values_list("code", flat=True)


def _published_commitments_are_whole() -> Iterator[str]:
    targets = Target.objects.published().filter(commitment=OuterRef("pk"))
    evidence = Evidence.objects.filter(commitment=OuterRef("pk"))
    rows = Commitment.objects.published().exclude(Exists(targets) & Exists(evidence))
    yield from rows.values_list("code", flat=True)


def _checkable_quantities_have_a_series() -> Iterator[str]:
    rows = Target.objects.exclude(form=TargetForm.MILESTONE).filter(
        commitment__checkable=True, commitment__series__isnull=True
    )
    yield from rows.values_list("commitment__code", flat=True)


def _current_verdicts_are_their_own() -> Iterator[str]:
    rows = Commitment.objects.filter(current_verdict__isnull=False)
    rows = rows.exclude(Q(current_verdict__commitment=F("pk")) & Q(status=F("current_verdict__status")))
    yield from rows.values_list("code", flat=True)


def _baselines_come_before() -> Iterator[str]:
    rows = Target.objects.filter(baseline__period_end__gte=F("due"))
    yield from rows.values_list("commitment__code", flat=True)


def _baselines_belong() -> Iterator[str]:
    rows = Target.objects.filter(baseline__isnull=False).select_related(
        "commitment__series__indicator", "baseline__series__indicator"
    )
    for row in rows.iterator(chunk_size=2000):
        if row.baseline and not baseline_belongs(row.commitment, row.baseline):
            yield row.commitment.code


def _milestones_are_yes_or_no() -> Iterator[str]:
    rows = Observation.objects.filter(series__indicator__kind=QuantityKind.MILESTONE, value__isnull=False)
    for row in rows.for_display().iterator(chunk_size=2000):
        if row.value not in (0, 1):
            yield str(row)


def _parts_share_their_plan() -> Iterator[str]:
    rows = Commitment.objects.filter(part_of__isnull=False).exclude(part_of__plan=F("plan"))
    yield from rows.values_list("code", flat=True)


def lies_on_the_way(target: Target, day: datetime.date) -> bool:
    """Whether a value can be planned for a day: after the baseline, else in the period, and up to due.

    A level at a date without a baseline has no beginning.
    """
    if day > target.due:
        return False
    if target.baseline is not None:
        return day > target.baseline.period_end
    start = target.period_start
    return start is None or start == target.due or day >= start


def _paths_lie_on_the_way() -> Iterator[str]:
    rows = PathPoint.objects.select_related("target__commitment", "target__baseline")
    for row in rows.iterator(chunk_size=2000):
        if not lies_on_the_way(row.target, row.by):
            yield f"{row.target.commitment.code} {row.by}"


def _paths_lead_to_a_number() -> Iterator[str]:
    rows = PathPoint.objects.filter(target__value__isnull=True)
    yield from rows.values_list("target__commitment__code", flat=True)


#: rule: what it demands, and the search for rows that break it.
RULES: dict[str, tuple[object, Callable[[], Iterator[str]]]] = {
    "unit_reads_alike": (_("a unit's factor is what reading its symbol gives"), _units_read_alike),
    "figure_fits_indicator": (_("a figure is in its indicator's dimension"), _figures_fit_their_indicator),
    "target_fits_indicator": (_("a target is in its indicator's dimension"), _targets_fit_their_indicator),
    "level_is_instant": (_("a stock's figure is of one day"), _levels_are_instants),
    "code_is_joined": (_("codes join what identifies the row"), _codes_are_joined),
    "commitment_holds_in_place": (
        _("a commitment is in its plan's jurisdiction"),
        _commitments_hold_where_their_plan_does,
    ),
    "commitment_is_whole": (
        _("a published commitment has a target and evidence"),
        _published_commitments_are_whole,
    ),
    "quantity_has_series": (_("a checkable quantity has a series"), _checkable_quantities_have_a_series),
    "verdict_is_own": (_("a current verdict is the commitment's own"), _current_verdicts_are_their_own),
    "counts_in_step": (_("what is searched, counted and listed is what there is"), out_of_step),
    "baseline_comes_before": (_("a baseline ends before the target is due"), _baselines_come_before),
    "baseline_belongs": (_("a baseline is of the target's series, or the level it moves"), _baselines_belong),
    "milestone_is_yes_or_no": (_("a milestone's figure is 0 or 1"), _milestones_are_yes_or_no),
    "parts_share_plan": (_("a part and its whole are of one plan"), _parts_share_their_plan),
    "path_lies_on_the_way": (
        _("a planned value is for a day after the baseline, in the target's period, and up to its due date"),
        _paths_lie_on_the_way,
    ),
    "path_leads_to_a_number": (_("a target with a planned path has a number"), _paths_lead_to_a_number),
}
