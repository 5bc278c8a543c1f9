"""Units in writing. English readers count in thousands, millions and billions, not in 万 and 亿."""

import re
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Final

from tracker.models import Unit
from tracker.reports.languages import in_english

_MULTIPLES: Final = {
    "10 thousand": 10**4, "10,000": 10**4, "10 000": 10**4, "ten thousand": 10**4, "100 thousand": 10**5,
    "million": 10**6, "10 million": 10**7, "100 million": 10**8, "hundred million": 10**8, "billion": 10**9,
    "trillion": 10**12, "thousand": 10**3, "100": 100, "hundred": 100,
}  # fmt: skip
_LEADING = re.compile(
    rf"(?P<multiple>{'|'.join(sorted(map(re.escape, _MULTIPLES), key=len, reverse=True))})\s+(?P<noun>.+)"
)
_SIGNS: Final = frozenset("%‰")
_DIGITS: Final = 100  # more than a stored figure and its multiple can have together
_SCALES: Final = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def unit_name(unit: Unit | None) -> str:
    """The unit in the language of the moment; empty for none."""
    if unit is None:
        return ""
    return _english_name(unit) if in_english() else unit.symbol


def in_english_units(value: Decimal | Fraction | int, unit: Unit) -> tuple[Decimal | Fraction | int, str]:
    """`value` and the words after it: 240 of `100 million yuan` become 24 and `billion yuan`.

    Exact: a Decimal of a unit without multiple keeps its digits. Of one there is one: `1 firm`.
    """
    name = _english_name(unit)
    found = _LEADING.fullmatch(name)
    if not found:
        return value, name.removesuffix("s") if abs(value) == 1 and not name.endswith("ss") else name
    amount = Fraction(value) * _MULTIPLES[found["multiple"]]
    for scale, word in _SCALES:
        if abs(amount) >= scale:
            return _shown(amount / scale, value), f"{word} {found['noun']}"
    return _shown(amount, value), found["noun"]


def _english_name(unit: Unit) -> str:
    """The name as it follows a number: `firms or bodies` and `items (matters)` lose their explanation."""
    if unit.symbol in _SIGNS:
        return unit.symbol
    return re.sub(r"\s+(?:or\s.*|\(.*\))$", "", unit.name_en) or unit.symbol


def _shown(amount: Fraction, published: Decimal | Fraction | int) -> Decimal | Fraction:
    """A published figure stays exact in another scale; a computed one stays a Fraction, to be rounded."""
    if isinstance(published, Fraction):
        return amount
    with localcontext(prec=_DIGITS):
        return (Decimal(amount.numerator) / Decimal(amount.denominator)).normalize()
