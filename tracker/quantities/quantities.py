"""Figures with their unit and hedges: 近2万亿, 30个工作日, 6%-6.5%, 预计1000家以上, 下降3.7%."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, NamedTuple

from tracker.exceptions import QuantityError
from tracker.quantities.hedges import MORE, Mark, Qualifier, peel, qualifier_of
from tracker.quantities.numbers import (
    MULTIPLIER_PATTERN,
    MULTIPLIER_WORDS,
    MULTIPLIERS,
    PLAIN_NUMBER,
    Number,
    parse_number,
)
from tracker.quantities.units import Unit, base_part, find_unit
from tracker.quantities.widths import plain

_NUMERAL: Final = r"[-+\u2013]?\s*[0-9.,]*[0-9]"
_ONE = re.compile(rf"(?P<digits>{_NUMERAL})(?P<tail>.*)", re.DOTALL)
_RANGE = re.compile(
    rf"(?P<low>{_NUMERAL})(?P<low_tail>[^0-9]*?)\s*(?:-|\u2013|\u2014|~|至|到)\s*(?P<high>{_NUMERAL})(?P<high_tail>.*)",
    re.DOTALL,
)
_TAIL = re.compile(
    rf"(?P<more>[{MORE}]?)\s*(?P<multiplier>{MULTIPLIER_PATTERN})?\s*(?P<more_after>[{MORE}]?)(?P<unit>.*)"
)

_NUMERIC: Final = frozenset("0123456789.,:-~")  # a rest that holds one of these is a bad number, not a unit

_WORDS: Final = {
    Qualifier.EXACT: "",
    Qualifier.ABOUT: "约",
    Qualifier.AT_LEAST: "不低于",
    Qualifier.MORE_THAN: "超过",
    Qualifier.AT_MOST: "不超过",
    Qualifier.LESS_THAN: "低于",
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """One published figure, or a range of two.

    The multiplier word belongs to the unit where there is one (4.65万家 is 4.65 of 万家) and to the number
    where there is none (4.65万). `falls` records 下降 or 减少 before a positive number; `signed` applies it.
    `written` is the text as given, trimmed, and takes no part in equality.
    """

    low: Number
    high: Number | None = None
    unit: Unit | None = None
    qualifier: Qualifier = Qualifier.EXACT
    estimated: bool = False
    falls: bool = False
    written: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.high is not None and self.low.exact >= self.high.exact:
            raise QuantityError("reversed_range", self.written or format_quantity(self))
        if self.falls and self.low.value < 0:
            # 下降-3.7% is written for a fall and for a rise alike.
            raise QuantityError("ambiguous_number", self.written or format_quantity(self))

    @property
    def exact(self) -> Fraction:
        """The figure, or the lower end of the range, in base units, without the sign of a fall."""
        return self.low.exact * self._factor

    @property
    def exact_high(self) -> Fraction | None:
        """The upper end of a range in base units; None for a single figure."""
        return None if self.high is None else self.high.exact * self._factor

    @property
    def signed(self) -> Fraction:
        """`exact` as a change: negative for a fall."""
        return -self.exact if self.falls else self.exact

    @property
    def rounding(self) -> Fraction:
        """Half a unit of the last digit written, in base units; of a range, the coarser end's."""
        ends = (self.low,) if self.high is None else (self.low, self.high)
        return max(end.rounding for end in ends) * self._factor

    @property
    def _factor(self) -> Fraction:
        return self.unit.factor if self.unit else Fraction(1)


def parse_quantity(text: str) -> Quantity:
    """Read a figure or range with its unit and the hedges before and after it.

    达到 before a figure adds nothing here: what was reached is exact (what it means for a commitment, see
    `read_comparator`). Of two hedges (约60%以上) the bound wins. Raises QuantityError: `empty`, `too_long`,
    `not_a_number`, `ambiguous_number`, `unknown_unit`, `mixed_units`, `reversed_range`,
    `contradictory_bounds`.
    """
    if PLAIN_NUMBER.fullmatch(text):
        return Quantity(parse_number(text), written=text)
    core, marks = peel(plain(text))
    figure = _read_core(core, text)
    if figure.more:
        marks |= {Qualifier.MORE_THAN}
    try:
        return Quantity(
            low=figure.low,
            high=figure.high,
            unit=figure.unit,
            qualifier=qualifier_of(marks, text),
            estimated=Mark.ESTIMATED in marks,
            falls=Mark.FALLS in marks,
            written=text.strip(),
        )
    except QuantityError as error:
        raise QuantityError(error.code, text) from None  # a quantity knows its text only as trimmed


def format_quantity(quantity: Quantity) -> str:
    """The canonical text, hedges first: 预计下降不超过3.7%, 6~6.5%, 4.65万家."""
    words = (
        ("预计" if quantity.estimated else "")
        + ("下降" if quantity.falls else "")
        + _WORDS[quantity.qualifier]
    )
    unit = quantity.unit.symbol if quantity.unit else ""
    low, high = quantity.low, quantity.high
    if high is None:
        return words + _figure(low) + unit
    if low.multiplier == high.multiplier:
        return f"{words}{low.value:f}~{_figure(high)}{unit}"
    return f"{words}{_figure(low)}{unit}~{_figure(high)}{unit}"


class _Figure(NamedTuple):
    """What stands between the hedges, with 多 or 余 noticed."""

    low: Number
    high: Number | None
    unit: Unit | None
    more: bool


class _End(NamedTuple):
    """One figure as read, before a range has settled which unit both of its ends share."""

    number: Number
    unit: Unit | None
    more: bool

    @property
    def bare(self) -> bool:
        return self.unit is None and self.number.multiplier == 1


def _figure(number: Number) -> str:
    return f"{number.value:f}{MULTIPLIER_WORDS[number.multiplier]}"


def _read_core(core: str, text: str) -> _Figure:
    if span := _RANGE.fullmatch(core):
        low = _read_end(span["low"], span["low_tail"], text)
        high = _read_end(span["high"], span["high_tail"], text)
        unit, first, second = _join(low, high, text)
        return _Figure(first, second, unit, low.more or high.more)
    if match := _ONE.fullmatch(core):
        end = _read_end(match["digits"], match["tail"], text)
        return _Figure(end.number, None, end.unit, end.more)
    raise QuantityError("not_a_number", text)


def _read_end(digits: str, tail: str, text: str) -> _End:
    try:
        number = parse_number(digits)
    except QuantityError as error:
        raise QuantityError(error.code, text, error.detail) from None
    tail = tail.strip()
    unit = find_unit(tail)
    if unit is not None or not tail:
        return _End(number, unit, more=False)
    return _read_tail(number, tail, text)


def _read_tail(number: Number, tail: str, text: str) -> _End:
    """The tails a unit alone does not explain: 万, 多家, 余万, 万多户."""
    match = _TAIL.fullmatch(tail)
    if match is None:
        raise QuantityError("not_a_number", text)
    more = bool(match["more"] or match["more_after"])
    multiplier, name = match["multiplier"] or "", match["unit"].strip()
    if not name:
        return _End(Number(number.value, MULTIPLIERS.get(multiplier, 1), text.strip()), None, more)
    unit = find_unit(multiplier + name)
    if unit is None:
        code = "not_a_number" if set(name) & _NUMERIC else "unknown_unit"
        raise QuantityError(code, text, {"part": name})
    return _End(number, unit, more)


def _join(low: _End, high: _End, text: str) -> tuple[Unit | None, Number, Number]:
    """Settle the unit of a range: what stands after the upper end covers a bare lower end (6-6.5万家).

    Not where that would turn the range round: 8000-1万 is 8000 to 10 000.
    """
    if low.bare and not high.bare:
        shared = Number(low.number.value, high.number.multiplier, low.number.written)
        if shared.exact < high.number.exact:
            return high.unit, shared, high.number
    if low.unit is None and high.unit is not None:
        low = _with_base(low, high.unit, text)
    if low.unit == high.unit:
        return low.unit, low.number, high.number
    if low.unit is None or high.unit is None:
        raise QuantityError("mixed_units", text)
    (low_times, low_base), (high_times, high_base) = base_part(low.unit), base_part(high.unit)
    if low_base != high_base:
        raise QuantityError("mixed_units", text)
    first = Number(low.number.value, low_times, low.number.written)
    second = Number(high.number.value, high_times, high.number.written)
    return low_base, first, second


def _with_base(end: _End, unit: Unit, text: str) -> _End:
    """1万 before 2万家 is 1万家: the multiplier is its own, what is counted is the other's."""
    named = find_unit(MULTIPLIER_WORDS[end.number.multiplier] + base_part(unit)[1].symbol)
    if named is None:
        raise QuantityError("mixed_units", text)
    return _End(Number(end.number.value, 1, end.number.written), named, end.more)
