"""The value cell with its unit and qualifier: one published figure, its digits kept as written."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from tracker.exceptions import QuantityError
from tracker.models import Indicator, IndicatorForm, Qualifier, QuantityKind, Unit
from tracker.quantities import Quantity, format_number, parse_quantity, parse_unit

from .choices import QUALIFIERS
from .lookup import Known, normalised

#: Indicators of these names count a fall as a positive number (DESIGN §4.6).
_COUNTS_FALLS = re.compile(r"降幅|降低|下降|减少")
_DIGITS = re.compile(r"[0-9０-９][0-9０-９.．,，]*")

Report = Callable[..., None]


@dataclass(frozen=True)
class Figure:
    """A published value in the unit it was published in; `written` are its digits as in the table."""

    value: Decimal
    written: str
    unit: Unit
    qualifier: str
    estimated: bool


def read_figure(
    cells: dict[str, str], indicator: Indicator | None, known: Known, report: Report
) -> Figure | None:
    """Read value, unit and qualifier together; what is wrong is reported, and then there is no figure."""
    text = cells["value"]
    try:
        quantity = parse_quantity(text)
    except QuantityError as error:
        report("unknown_unit" if error.code == "unknown_unit" else "not_a_number", "value", text,
               nearest=known.nearest("unit", error.detail.get("part", text)))  # fmt: skip
        return None
    if quantity.high is not None:
        report("range_not_figure", "value", text)
        return None
    unit = _unit(quantity, cells, indicator, known, report)
    qualifier = _qualifier(quantity, cells, report)
    value = _signed(quantity, indicator, text, report)
    if unit is None or qualifier is None or value is None:
        return None
    digits = _DIGITS.search(text)
    return Figure(value, digits.group() if digits else text, unit, qualifier, quantity.estimated)


def _unit(
    quantity: Quantity, cells: dict[str, str], indicator: Indicator | None, known: Known, report: Report
) -> Unit | None:
    """The unit the figure was published in: the value's own, the column's, or the indicator's usual one."""
    printed = cells.get("unit", "")
    inside = quantity.unit.symbol if quantity.unit else ""
    if inside and printed and _canonical(printed) != inside:
        report("two_units", "unit", printed, found=inside, unit=printed)
        return None
    symbol = inside or printed or (indicator.unit.symbol if indicator else "")
    if quantity.low.multiplier != 1 and not inside:
        symbol = _multiplied(quantity, symbol)
    unit = known.units.get(normalised(symbol)) or known.units.get(normalised(_canonical(symbol)))
    if unit is None:
        if symbol:
            column = "unit" if printed else "value"
            report("unknown_unit", column, symbol, nearest=known.nearest("unit", symbol))
        return None
    if indicator is not None and unit.dimension != indicator.unit.dimension:
        report("other_dimension", "unit", printed or symbol, unit=unit.symbol, expected=indicator.unit.symbol)
        return None
    return unit


def _multiplied(quantity: Quantity, symbol: str) -> str:
    """万 before 人: 4.65万 in a column of 人 was published in 万人."""
    word = re.search(r"[十百千万亿]+$", format_number(quantity.low))
    return (word.group() if word else "") + symbol


def _canonical(symbol: str) -> str:
    try:
        return parse_unit(symbol).symbol
    except QuantityError:
        return symbol


def _qualifier(quantity: Quantity, cells: dict[str, str], report: Report) -> str | None:
    given = cells.get("qualifier", "")
    if given and given.casefold() not in QUALIFIERS:
        report("unknown_choice", "qualifier", given, choices=", ".join(Qualifier.values))
        return None
    inside = Qualifier(quantity.qualifier.value)
    stated = QUALIFIERS[given.casefold()] if given else None
    if stated is None or inside == stated:
        return inside
    if inside != Qualifier.EXACT:
        report("two_qualifiers", "qualifier", given, found=inside.value, given=given)
        return None
    return stated


def _signed(quantity: Quantity, indicator: Indicator | None, text: str, report: Report) -> Decimal | None:
    """The value by the rule of signs: a fall is negative, but positive where the indicator counts falls."""
    value = quantity.low.value
    counts_falls = indicator is not None and bool(_COUNTS_FALLS.search(indicator.name))
    if counts_falls and value < 0:
        report("negative_fall", "value", text)
    if not quantity.falls or counts_falls:
        return value
    moves = indicator is not None and (
        indicator.kind == QuantityKind.RATE or indicator.form != IndicatorForm.LEVEL
    )
    if moves or indicator is None:
        return -value
    report("unsigned_fall", "value", text)
    return None
