"""What a clause says, read for the commitment it may be entered as: proposals, no decisions."""

import re
from dataclasses import dataclass
from typing import Final

from django.db import models
from django.db.models import F, Q, Value

from tracker.exceptions import QuantityError
from tracker.models import Alias, Indicator, Modality, Plan, QuantityKind, Unit, Wording
from tracker.quantities import Number, Phrase, format_number, phrases_of, read_comparator

#: Words that promise an effort rather than a result.
_FIRMNESS: Final = {
    Modality.CONTEND: ("争创", "争当", "争进"),
    Modality.STRIVE: ("力争", "争取", "努力"),
}
#: 达到5家, 提高到65%: the words say a side, which one the indicator's direction tells.
_REACHED: Final = re.compile("[^0-9]*[达到至]")
_YEAR: Final = re.compile("(20[0-9]{2})年")
#: A longer clause is none.
LONGEST: Final = 500


@dataclass(frozen=True, kw_only=True)
class ReadFigure:
    """A figure of a clause as a target has it: `printed` with the words around it, `value` in `unit`."""

    printed: str
    value: str
    value_to: str
    unit: Unit | None
    comparator: str
    wording: str


@dataclass(frozen=True, kw_only=True)
class ReadClause:
    """What a clause says: by which indicator it may be measured, and its figures, the fitting ones first."""

    indicator: Indicator | None
    figures: list[ReadFigure]
    modality: str


def read_clause(quote: str, *, indicator: Indicator | None = None) -> ReadClause:
    """Read a clause. Without `indicator` one is looked for that it names, or that grows by what it says.

    A constant number of queries.
    """
    quote = quote[:LONGEST]
    phrases = phrases_of(quote)
    dimensions = {phrase.quantity.unit.dimension for phrase in phrases if phrase.quantity.unit}
    if indicator is None and quote.strip():
        indicator = _named_in(quote, dimensions)
    direction = indicator.direction if indicator else "none"
    units = {unit.symbol: unit for unit in Unit.objects.all()} if phrases else {}
    figures = [_figure(phrase, direction, units) for phrase in phrases]
    if indicator is not None:
        figures.sort(key=lambda each: not _fits(each, indicator))  # the order of the clause otherwise
    return ReadClause(indicator=indicator, figures=figures, modality=_modality(quote))


def likely_period(plan: Plan, indicator: Indicator | None, quote: str = "") -> str:
    """What a target of a plan is likeliest measured over.

    A year of the plan that the clause names, else the plan's only one; of several the last, of a flow all.
    """
    within = range(plan.period_start.year, plan.period_end.year + 1)
    if named := [year for year in map(int, _YEAR.findall(quote)) if year in within]:
        return str(named[-1])
    first, last = plan.period_start.year, plan.period_end.year
    if first == last or (indicator is not None and indicator.kind != QuantityKind.FLOW):
        return str(last)
    return f"{first}..{last}"


def _fits(figure: ReadFigure, indicator: Indicator) -> bool:
    return figure.unit is None or figure.unit.dimension == indicator.unit.dimension


def _figure(phrase: Phrase, direction: str, units: dict[str, Unit]) -> ReadFigure:
    said = phrase.quantity
    unit, times = _unit(phrase, units)
    try:
        comparator = str(read_comparator(phrase.text, direction=direction))
    except QuantityError:
        comparator = ""
    return ReadFigure(
        printed=phrase.text,
        value=_digits(said.low, times),
        value_to=_digits(said.high, times) if said.high else "",
        unit=unit,
        comparator=comparator,
        wording=comparator
        if phrase.wording == Wording.BARE and _REACHED.match(phrase.text)
        else phrase.wording,
    )


def _unit(phrase: Phrase, units: dict[str, Unit]) -> tuple[Unit | None, str]:
    """The unit as stored; of one stored without its multiplier (万家) that word goes to the number."""
    said = phrase.quantity.unit
    if said is None:
        return None, ""
    if said.symbol in units:
        return units[said.symbol], ""
    return units.get(said.base), said.symbol.removesuffix(said.base)


def _digits(number: Number, times: str) -> str:
    """The number as somebody types it: its digits, and the word that multiplies them."""
    return format_number(number) + times


def _modality(quote: str) -> str:
    for modality, words in _FIRMNESS.items():
        if any(word in quote for word in words):
            return modality
    return Modality.PLAIN


def _named_in(quote: str, dimensions: set[str]) -> Indicator | None:
    """The indicator a clause names at greatest length, first of those that its figures can be of.

    Of a level that is named, its growth or change may be what is meant: 地区生产总值增长7.5%.
    """
    named = _names_in(quote)
    related = Q(growth_of__in=named) | Q(change_of__in=named)
    found = Indicator.objects.filter(Q(pk__in=named) | related).select_related("unit", "topic")

    def rank(row: Indicator) -> tuple[bool, int, bool, str]:
        level = row.growth_of_id or row.change_of_id
        length = max(named.get(row.pk, 0), named.get(level, 0))
        return (
            bool(dimensions) and row.unit.dimension not in dimensions,
            -length,
            row.pk not in named,
            row.code,
        )

    return min(found, key=rank, default=None)


def _names_in(quote: str) -> dict[int | None, int]:
    """The indicators one of whose names a clause holds, with the length of the longest."""
    said = Value(quote, output_field=models.TextField())
    own = Indicator.objects.annotate(said=said).filter(said__contains=F("name")).values_list("pk", "name")
    others = Alias.objects.annotate(said=said).filter(said__contains=F("name"))
    lengths: dict[int | None, int] = {}
    for number, name in (*own, *others.values_list("indicator", "name")):
        lengths[number] = max(lengths.get(number, 0), len(name))
    return lengths
