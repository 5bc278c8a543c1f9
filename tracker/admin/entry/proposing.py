"""What the form of a commitment proposes from what was typed so far: a clause says most of it itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import QuerySet

from tracker.authority import visible_to
from tracker.entry import ReadClause, ReadFigure, likely_period, read_clause
from tracker.models import Comparator, Indicator, Jurisdiction, Observation, TargetForm, User, Wording

from .names import find, option

#: Fields whose rows are named.
NAMED: Final = frozenset({"plan", "document", "indicator", "jurisdiction", "topic"})


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """Texts for fields by name, the same for each figure of the clause, and what can be a baseline."""

    texts: dict[str, str] = field(default_factory=dict)
    figures: list[dict[str, str]] = field(default_factory=list)
    baselines: QuerySet[Observation]


def propose(typed: Mapping[str, str], *, by: User) -> Proposal:
    """Read what was typed. A constant number of queries."""
    rows = {kind: _named(kind, typed.get(kind, "")) for kind in NAMED}
    quote = typed.get("quote", "").strip()
    read = read_clause(quote, indicator=rows["indicator"])
    plan, place = rows["plan"], rows["jurisdiction"] or (rows["plan"] and rows["plan"].jurisdiction)
    texts = {kind: option(row) for kind, row in rows.items() if row is not None}
    if quote:
        texts |= _of_clause(read)
    if plan is not None:
        texts["period"] = likely_period(plan, read.indicator, quote)
    return Proposal(
        texts=texts,
        figures=[_of_figure(figure) | {"printed": figure.printed} for figure in read.figures],
        baselines=baselines_of(read.indicator, place, by=by),
    )


def _named(kind: str, text: str) -> Any:
    """The row a text names; None where it names none, or several."""
    found = find(kind, [text]).get(text, []) if text else []
    return found[0] if len(found) == 1 else None


def _of_clause(read: ReadClause) -> dict[str, str]:
    texts = {"modality": read.modality}
    if read.indicator is not None:
        texts["indicator"] = option(read.indicator)
    if read.figures:
        return texts | _of_figure(read.figures[0])
    return texts | _DELIVERABLE


#: What a clause without a figure promises: something that is there or not.
_DELIVERABLE: Final = {
    "form": TargetForm.MILESTONE, "wording": Wording.NONE, "comparator": Comparator.AT_LEAST,
    "value": "", "value_to": "", "unit": "",
}  # fmt: skip


def _of_figure(figure: ReadFigure) -> dict[str, str]:
    texts = {
        "form": TargetForm.LEVEL,
        "value": figure.value,
        "value_to": figure.value_to,
        "unit": figure.unit.symbol if figure.unit else "",
        "wording": figure.wording,
    }
    return texts | ({"comparator": figure.comparator} if figure.comparator else {})


def baselines_of(
    indicator: Indicator | None, place: Jurisdiction | None, *, by: User
) -> QuerySet[Observation]:
    """The figures a change can be counted from, the newest first: of the series, or of the level it moves."""
    rows = visible_to(Observation.objects.standing(), by)
    if indicator is None or place is None:
        return rows.none()
    measured = {indicator.pk, indicator.growth_of_id, indicator.change_of_id} - {None}
    rows = rows.filter(series__indicator__in=measured, series__jurisdiction=place, value__isnull=False)
    return rows.for_display().order_by("-period_end", "-published_on", "-pk")
