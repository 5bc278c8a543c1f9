"""The value cell with its unit and qualifier: one published figure, its digits kept as written."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tracker.exceptions import QuantityError
from tracker.models import Indicator, IndicatorForm, Qualifier, QuantityKind, Unit
from tracker.quantities import Quantity, format_number, parse_quantity, parse_unit

from ..layout.names import normalised
from ..problems import Report
from .choices import QUALIFIERS
from .known import Known

#: Indicators of these names count a fall as a positive number (DESIGN §4.6).
_COUNTS_FALLS = re.compile(r"降幅|降低|下降|减少")
_DIGITS = re.compile(r"[0-9０-９.．][0-9０-９.．,，]*")
_MULTIPLIER = re.compile(r"[十百千万亿]+$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A published value in the unit it was published in.

    `written` are its digits as in the table, with a minus sign wherever the value is negative.
    """

    value: Decimal
    written: str
    unit: Unit
    qualifier: str
    estimated: bool

    @property
    def base(self) -> Fraction:
        """The value in base units, exactly."""
        return self.unit.to_base(self.value)


def read_figure(
    cells: dict[str, str], indicator: Indicator | None, known: Known, report: Report
) -> Figure | None:
    """Read value, unit and qualifier together; what is wrong is reported, and then there is no figure."""
    text = cells["value"]
    try:
        quantity = parse_quantity(text)
    except QuantityError as error:
        if error.code == "unknown_unit":
            nearest = known.nearest("unit", error.detail.get("part", text))
            report("unknown_unit", "value", text, nearest=nearest)
        else:
            report("not_a_number", "value", text)
        if (printed := cells.get("unit", "")) and known.unit(printed) is None:
            report("unknown_unit", "unit", printed, nearest=known.nearest("unit", printed))
        return None
    if quantity.high is not None:
        report("range_not_figure", "value", text)
        return None
    unit = _unit(quantity, cells, indicator, known, report)
    qualifier = _qualifier(quantity, cells, report)
    value = _signed(quantity, indicator, cells, report)
    if unit is None or qualifier is None or value is None:
        return None
    return Figure(value, _written(text, value), unit, qualifier, quantity.estimated)


def _written(text: str, value: Decimal) -> str:
    digits = _DIGITS.search(text)
    return ("-" if value < 0 else "") + (digits.group() if digits else text)


def _unit(
    quantity: Quantity, cells: dict[str, str], indicator: Indicator | None, known: Known, report: Report
) -> Unit | None:
    """The unit the figure was published in: the value's own, the column's, or the indicator's usual one."""
    printed = cells.get("unit", "")
    inside = quantity.unit.symbol if quantity.unit else ""
    if inside and printed and known.unit(printed) != known.unit(inside):
        report("two_units", "unit", printed, found=inside, unit=printed)
        return None
    symbol = inside or printed or (indicator.unit.symbol if indicator else "")
    multiplied = _multiplied(quantity, symbol)
    unit = known.unit(multiplied)
    column, cell = ("unit", printed) if printed else ("value", cells["value"])
    if unit is None:
        if symbol != multiplied and not _is_unit(multiplied):
            report("two_units", column, cell, found=multiplied.removesuffix(symbol), unit=symbol)
        elif symbol:
            report("unknown_unit", column, cell, nearest=known.nearest("unit", multiplied))
        return None
    if indicator is not None and unit.dimension != indicator.unit.dimension:
        report("other_dimension", column, cell, unit=unit.symbol, expected=indicator.unit.symbol)
        return None
    return unit


def _multiplied(quantity: Quantity, symbol: str) -> str:
    """万 before 人: 4.65万 in a column of 人 was published in 万人."""
    if quantity.low.multiplier == 1:
        return symbol
    word = _MULTIPLIER.search(format_number(quantity.low))
    return (word.group() if word else "") + symbol


def _is_unit(symbol: str) -> bool:
    try:
        parse_unit(symbol)
    except QuantityError:
        return False
    return True


def _qualifier(quantity: Quantity, cells: dict[str, str], report: Report) -> str | None:
    given = cells.get("qualifier", "")
    stated = QUALIFIERS.get(normalised(given))
    if given and stated is None:
        report("unknown_choice", "qualifier", given, choices=", ".join(Qualifier.values))
        return None
    inside = Qualifier(quantity.qualifier.value)
    if stated is None or inside == stated:
        return inside
    if inside != Qualifier.EXACT:
        report("two_qualifiers", "qualifier", given, found=inside.value, given=given)
        return None
    return stated


def _signed(
    quantity: Quantity, indicator: Indicator | None, cells: dict[str, str], report: Report
) -> Decimal | None:
    """The value by the rule of signs: a fall is negative, but positive where the indicator counts falls."""
    value, text = quantity.low.value, cells["value"]
    if value.is_zero():
        return value.copy_abs()
    if indicator is None:
        return value
    counts_falls = _COUNTS_FALLS.search(indicator.name) is not None
    if quantity.falls:
        return value if counts_falls else _fallen(value, indicator, text, report)
    if counts_falls != _promises_falls(indicator, cells) and (counts_falls or _moves(indicator)):
        value = value.copy_negate()
        report("sign_turned", "value", text, indicator=indicator.name, stored=f"{value:f}")
    elif counts_falls and value < 0:
        report("negative_fall", "value", text)
    return value


def _promises_falls(indicator: Indicator, cells: dict[str, str]) -> bool:
    """Whether the name used in the row counts falls; a code counts what the indicator's name counts."""
    printed = normalised(cells.get("indicator", ""))
    neutral = {normalised(name) for name in (indicator.code, indicator.name_en)}
    return _COUNTS_FALLS.search(indicator.name if printed in neutral else printed) is not None


def _moves(indicator: Indicator) -> bool:
    """Whether the indicator states a movement, so that a fall is a negative value of it."""
    return indicator.kind == QuantityKind.RATE or indicator.form != IndicatorForm.LEVEL


def _fallen(value: Decimal, indicator: Indicator, text: str, report: Report) -> Decimal | None:
    """下降3.7% of a rate or change is -3.7; of a level it is no level."""
    if _moves(indicator):
        return value.copy_negate()
    report("unsigned_fall", "value", text)
    return None
