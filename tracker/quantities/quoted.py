"""The numbers a quote prints, in digits or in words: to see whether a figure stands in it at all. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

_DIGITS = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_GAP = re.compile(r"(?<=[0-9]) +(?=[0-9]{3}(?![0-9]))")
_WORDS = re.compile("[零〇一二两三四五六七八九十百千万亿]+")
_FIGURES: Final = {word: place for place, word in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_STEPS: Final = {"十": 10, "百": 100, "千": 1000}
_MYRIADS: Final = {"万": 10**4, "亿": 10**8}
#: What 千, 万, 百万, 亿 and 万亿 in the text, in the value's unit, or in both can put between two numbers.
_SCALES: Final = tuple(Fraction(10) ** power for power in (0, 2, 3, 4, 6, 8, 12))
#: Words that say a number without one: nothing, all of it, the first.
_NOTHING = re.compile("零|没有|无|不再|持平|不变")
_WHOLE = re.compile("全|所有|均|都|各")
_FIRST = re.compile("首|最|冠")
_TIMES = re.compile("倍|番")
_FRACTION = re.compile("分之|/|成")


def names_number(quote: str, *, value: Fraction, base: Fraction, kind: str, percent: bool) -> bool:
    """Whether `quote` prints the number: as `value` (in its unit) or, in other units, as `base` (base units).

    Signs are left to the words (下降3.7%). Numerals in Chinese count, and so do words for nothing, all
    (100 %) and first (of a rank). A growth may be printed in 倍, a share as a
    fraction: then any number will do.
    """
    text = unicodedata.normalize("NFKC", quote)
    amount, whole = abs(value), abs(base)
    if _in_words(text, amount, kind, percent):
        return True
    numbers = set(_numbers(text))
    if percent and numbers and (_FRACTION.search(text) or (kind == "rate" and _TIMES.search(text))):
        return True
    return any(
        number == amount or number * scale in (amount, whole) for number in numbers for scale in _SCALES
    )


def _in_words(text: str, amount: Fraction, kind: str, percent: bool) -> bool:
    if amount == 0:
        return bool(_NOTHING.search(text))
    if kind == "rank" and amount == 1:
        return bool(_FIRST.search(text)) or "一" in text
    return percent and amount == 100 and bool(_WHOLE.search(text))


def _numbers(text: str) -> Iterator[Fraction]:
    for written in (text, _GAP.sub("", text)):
        for found in _DIGITS.findall(written):
            yield Fraction(found.replace(",", ""))
            if "," in found:
                yield from (Fraction(part) for part in found.split(","))
    for word in _WORDS.findall(text):
        yield Fraction(_in_figures(word))


def _in_figures(word: str) -> int:
    """A numeral in Chinese: 十二 is 12, 百万 1 000 000, 二〇二一 2021."""
    if len(word) > 1 and all(letter in _FIGURES for letter in word):
        return int("".join(str(_FIGURES[letter]) for letter in word))
    total = part = digit = 0
    for letter in word:
        if letter in _FIGURES:
            digit = _FIGURES[letter]
        elif letter in _STEPS:
            part, digit = part + (digit or 1) * _STEPS[letter], 0
        else:
            total = (total + part + digit or 1) * _MYRIADS[letter]
            part = digit = 0
    return total + part + digit
