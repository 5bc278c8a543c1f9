"""The whole a commitment is part of and the parts it has, on its page."""

import datetime
from dataclasses import dataclass

from tracker.progress import Standing
from tracker.progress.parts import Family, Sum, family_of
from tracker.reports.explanations import indicator_of
from tracker.reports.periods import period_text
from tracker.reports.quantities import amount_text
from tracker.reports.totals import gap_text, sum_text
from tracker.web.shown import ShownCommitment, shown_commitment


@dataclass(frozen=True, kw_only=True)
class ShownSum:
    """A column of the family's table: what it adds up, and what it comes to."""

    period: str
    total: str
    parts: str
    gap: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ShownPart:
    """A part; `adds` whether its target goes into the sum, `figure` what it reported of the period shown."""

    shown: ShownCommitment
    adds: bool
    figure: str


@dataclass(frozen=True, kw_only=True)
class ShownFamily:
    """A family as the page shows it; sums are None where nothing can be added."""

    total: ShownCommitment
    whole: ShownCommitment | None
    parts: list[ShownPart]
    targets: ShownSum | None
    figures: ShownSum | None


def shown_family(standing: Standing, as_of: datetime.date | None) -> ShownFamily:
    """The family of a commitment for its page; a constant number of queries."""
    found = family_of(standing, as_of=as_of)
    return ShownFamily(
        total=shown_commitment(standing, as_of),
        whole=shown_commitment(found.whole, as_of) if found.whole else None,
        parts=[_part(found, part, as_of) for part in found.parts],
        targets=_sum(found.targets, standing),
        figures=_sum(found.figures, standing),
    )


def _part(found: Family, part: Standing, as_of: datetime.date | None) -> ShownPart:
    number, sums = part.commitment.pk, found.figures
    value = sums.each.get(number) if sums else None
    return ShownPart(
        shown=shown_commitment(part, as_of),
        adds=found.targets is not None and found.targets.each.get(number) is not None,
        figure="" if value is None or sums is None else amount_text(value, sums.unit),
    )


def _sum(found: Sum | None, total: Standing) -> ShownSum | None:
    if found is None:
        return None
    indicator, sums = indicator_of(total), found.decomposition
    return ShownSum(
        period=period_text(found.period, instant=indicator is not None and indicator.kind == "stock"),
        total="" if sums.total is None else amount_text(sums.total, found.unit),
        parts=amount_text(sums.parts, found.unit),
        gap=gap_text(found),
        text=sum_text(found),
    )
