"""Numbers as documents and spreadsheets write them, exact and with their digits kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Final

from tracker.exceptions import QuantityError
from tracker.quantities.widths import plain

MULTIPLIERS: Final[dict[str, int]] = {
    "十": 10,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}
MULTIPLIER_WORDS: Final[dict[int, str]] = {value: word for word, value in MULTIPLIERS.items()} | {1: ""}
MULTIPLIER_PATTERN: Final = "|".join(sorted(MULTIPLIERS, key=len, reverse=True))

MOST_DIGITS: Final = 30  # more than any published figure has, and what storage can hold

PLAIN_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_NUMBER = re.compile(rf"(?P<sign>[-+\u2013]?)\s*(?P<digits>[0-9.,]+)\s*(?P<multiplier>{MULTIPLIER_PATTERN})?")
_DIGITS = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?|\.[0-9]+")
_LOOKS_NUMERIC = re.compile(r"[-+\u2013]?\s*[0-9]+(?:[, ]+[0-9]+)+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Number:
    """A numeral and the multiplier word after it, kept apart: 4.65万 is 4.65 times 10 000.

    `written` is the text as given, trimmed, and takes no part in equality; nor does the count of decimals
    (4.0 equals 4.00), which `rounding` does heed. A value that is not finite or a multiplier without a
    word is `not_a_number`.
    """

    value: Decimal
    multiplier: int = 1
    written: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.multiplier not in MULTIPLIER_WORDS or not self.value.is_finite():
            raise QuantityError("not_a_number", self.written or f"{self.value}×{self.multiplier}")

    @property
    def exact(self) -> Fraction:
        """The value with its multiplier, as a rational."""
        return Fraction(self.value) * self.multiplier

    @property
    def rounding(self) -> Fraction:
        """Half a unit of the last written digit: 1/20 for 1,282.9 and 50 for 4.65万."""
        exponent = int(self.value.as_tuple().exponent)
        return Fraction(10) ** exponent / 2 * self.multiplier


def parse_number(text: str) -> Number:
    """Read one number: full-width digits, thousands separators, a sign, one multiplier word.

    A percent sign is a unit, not part of a number: see `parse_quantity`. Raises QuantityError: `empty`,
    `too_long`, `ambiguous_number` (12,34 or 1 234: separators that do not form groups of three),
    `not_a_number` (also NaN, exponents, and more than `MOST_DIGITS` digits).
    """
    if PLAIN_NUMBER.fullmatch(text):
        return Number(Decimal(text), 1, text)
    written = plain(text)
    match = _NUMBER.fullmatch(written)
    if match is None:
        raise QuantityError("ambiguous_number" if _LOOKS_NUMERIC.fullmatch(written) else "not_a_number", text)
    value = _value(match["sign"], match["digits"], text)
    return Number(value, MULTIPLIERS.get(match["multiplier"], 1), text.strip())


def format_number(number: Number) -> str:
    """The canonical text: ASCII, no separators, the decimals as written, the multiplier word."""
    return f"{number.value:f}{MULTIPLIER_WORDS[number.multiplier]}"


def _value(sign: str, digits: str, text: str) -> Decimal:
    if not _DIGITS.fullmatch(digits):
        ambiguous = "," in digits and _LOOKS_NUMERIC.fullmatch(digits)
        raise QuantityError("ambiguous_number" if ambiguous else "not_a_number", text)
    if len(digits) > MOST_DIGITS + digits.count(",") + digits.count("."):
        raise QuantityError("not_a_number", text, {"digits": str(MOST_DIGITS)})
    value = Decimal(digits.replace(",", ""))
    return value.copy_negate() if sign in ("-", "\u2013") else value
