"""Last year's plan copied into this year's, as drafts to be checked against the new document."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.utils.functional import lazystr

from tracker.authority import ENTER, require, within
from tracker.exceptions import ActionError
from tracker.models import (
    AuditEntry,
    Commitment,
    Plan,
    QuantityKind,
    ReviewState,
    Target,
    User,
    Verb,
)
from tracker.models.commitments import CommitmentQuerySet
from tracker.quantities import Period, as_instant, parse_period

from .stated import announced

#: What a copy keeps of the commitment it continues.
_KEPT: Final = (
    "statement", "statement_en", "series_id", "topic_id", "headline", "modality", "binding", "checkable",
    "unrateable_reason", "entity", "entity_count", "threshold_of", "threshold", "threshold_unit_id",
    "printed_as",
)  # fmt: skip
#: And of its target. The baseline is of the year before, and is chosen anew.
_AIM: Final = (
    "form", "comparator", "wording", "value", "value_to", "unit_id", "written", "tolerance", "tolerance_kind",
    "reference_id", "reference_note",
)  # fmt: skip


@dataclass(frozen=True)
class Copied:
    """How many commitments were copied, and how many had been before."""

    commitments: int
    before: int


def copyable(source: Plan, *, by: User | None) -> CommitmentQuerySet:
    """The commitments of a plan that can be copied: within the remits of `by`, and not withdrawn."""
    rows: CommitmentQuerySet = within(Commitment.objects.filter(plan=source), by)
    return rows.filter(withdrawn_on__isnull=True).select_related("series__indicator").order_by("number")


def later_period(target: Target, source: Plan, years: int) -> Period:
    """The period of a copied target: as many years later, unless it is due beyond the old plan anyway."""
    moved = years if target.due <= source.period_end else 0
    text = re.sub("[0-9]{4}", lambda year: str(int(year[0]) + moved), target.period)
    period = parse_period(text.replace("-02-29", "-02-28"))
    series = target.commitment.series
    return as_instant(period) if series and series.indicator.kind == QuantityKind.STOCK else period


def years_between(source: Plan, plan: Plan) -> int:
    """How many years later a plan begins. Raises ActionError `not_a_later_plan`."""
    years: int = plan.period_start.year - source.period_start.year
    if years < 1 or plan.jurisdiction_id != source.jurisdiction_id:
        raise ActionError("not_a_later_plan", {"plan": lazystr(plan), "source": lazystr(source)})
    return years


@transaction.atomic
def copy_plan(*, source: Plan, plan: Plan, by: User | None, left_out: Collection[int] = ()) -> Copied:
    """Copy the commitments of `source` but those of the numbers `left_out` into `plan`, as drafts.

    Each continues the one it was copied from, and is copied once however often this is asked for. Its target
    keeps the old value and says in its reading note that it has to be checked; without evidence, which is
    not copied, no copy can be published. Raises ActionError: `not_a_later_plan`, `no_right`, `outside_remit`.
    """
    require(by, ENTER, Commitment(plan=plan))
    years = years_between(source, plan)
    # Two who copy at once wait for each other.
    Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    wanted = [row for row in copyable(source, by=by) if row.pk not in set(left_out)]
    there = dict(Commitment.objects.filter(plan=plan, continues__in=wanted).values_list("continues", "pk"))
    rows = [row for row in wanted if row.pk not in there]
    copies = Commitment.objects.bulk_create(_copies(rows, plan))
    new = {copy.continues_id: copy for copy in copies}
    _tie_parts(rows, new, there)
    _copy_departments(new)
    _copy_targets(new, source, plan, years)
    AuditEntry.objects.record_each(Verb.ENTERED, copies, by=by, reason=source.code)
    return Copied(len(copies), len(there))


def _copies(rows: list[Commitment], plan: Plan) -> Iterable[Commitment]:
    """Under the old numbers where those are free, else under the next ones."""
    taken = set(Commitment.objects.filter(plan=plan).values_list("number", flat=True))
    following = max(taken | {row.number for row in rows}, default=0)
    for row in rows:
        number = row.number
        if number in taken:
            number = following = following + 1
        taken.add(number)
        kept = {name: getattr(row, name) for name in _KEPT}
        code = f"{plan.code}-{number:03d}"
        place = plan.jurisdiction
        own = {"plan": plan, "jurisdiction": place, "number": number, "code": code, "continues": row}
        yield Commitment(**own, state=ReviewState.DRAFT, **kept)


def _tie_parts(rows: list[Commitment], new: dict[int, Commitment], there: dict[int, int]) -> None:
    """Copies of parts are parts of the copies of their wholes."""
    known = {**there, **{old: copy.pk for old, copy in new.items()}}
    parts = [row for row in rows if row.part_of_id in known]
    for row in parts:
        new[row.pk].part_of_id = known[row.part_of_id]
    Commitment.objects.bulk_update([new[row.pk] for row in parts], ["part_of"])


def _copy_departments(new: dict[int, Commitment]) -> None:
    through = Commitment.departments.through
    pairs = through.objects.filter(commitment__in=new).values_list("commitment", "department")
    through.objects.bulk_create(
        [through(commitment_id=new[old].pk, department_id=department) for old, department in pairs]
    )


def _copy_targets(new: dict[int, Commitment], source: Plan, plan: Plan, years: int) -> None:
    """The target announced last, of each, as the new document's."""
    rows = Target.objects.filter(commitment__in=new).select_related("commitment__series__indicator")
    current = {row.commitment_id: row for row in rows.order_by("published_on", "pk")}
    dated = announced(plan.document)
    Target.objects.bulk_create(
        _target(row, new[old], later_period(row, source, years), plan, dated) for old, row in current.items()
    )


def _target(row: Target, copy: Commitment, period: Period, plan: Plan, dated: dict[str, Any]) -> Target:
    return Target(
        commitment=copy,
        document=plan.document,
        period=period.text,
        period_start=period.start,
        due=period.end,
        reading_note=f"照录自{row.commitment.code}，数值待与新文件核对",
        state=ReviewState.DRAFT,
        **{name: getattr(row, name) for name in _AIM},
        **dated,
    )
