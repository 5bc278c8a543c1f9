"""The words around a figure that say how firmly, and on which side, it is meant."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final, NamedTuple

from tracker.exceptions import QuantityError


class Qualifier(StrEnum):
    """How a published figure bounds what was measured."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"


class Mark(StrEnum):
    """What a word before or after a figure adds, other than a qualifier."""

    ESTIMATED = "estimated"
    FALLS = "falls"
    RISES = "rises"
    REACHES = "reaches"
    CEILING = "ceiling"
    NOTHING = "nothing"


_WORDS_BEFORE: Final[dict[Qualifier | Mark, str]] = {
    Qualifier.ABOUT: "约 约为 大约 近 接近 将近 大致 基本 ~",
    Qualifier.AT_LEAST: "不少于 不低于 不小于 至少 最少 >=",
    Qualifier.MORE_THAN: "超过 超 突破 大于 高于 多于 >",
    Qualifier.AT_MOST: "不超过 不高于 不多于 不大于 至多 最多 <=",
    Qualifier.LESS_THAN: "低于 不足 不到 小于 少于 <",
    Mark.ESTIMATED: "预计 预期 估计 预计可 初步预计",
    Mark.FALLS: "下降 减少 降低 回落 下跌 负增长",
    Mark.RISES: "增长 增加 上升 提高 新增",
    Mark.REACHES: "达 达到 达到了 增长到 增加到 增至 升至 提高到 提升到 "
    "下降到 降低到 减少到 降到 降至 压减到",
    Mark.CEILING: "控制在",
    Mark.NOTHING: "在 为 同比 比上年 保持在 稳定在 力争 争取 确保",
}

_WORDS_AFTER: Final[dict[Qualifier | Mark, str]] = {
    Qualifier.ABOUT: "左右 上下",
    Qualifier.AT_LEAST: "以上 及以上 或以上 之上",
    Qualifier.AT_MOST: "以内 之内 及以下",
    Qualifier.LESS_THAN: "以下 之下",
}

MORE: Final = "多余"  # 100多家, 20余万人: between the digits and what is counted


def _index(groups: dict[Qualifier | Mark, str]) -> dict[str, Qualifier | Mark]:
    return {word: mark for mark, words in groups.items() for word in words.split()}


_BEFORE: Final = _index(_WORDS_BEFORE)
_AFTER: Final = _index(_WORDS_AFTER)


def _alternatives(words: dict[str, Qualifier | Mark]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


BEFORE_PATTERN: Final = _alternatives(_BEFORE)
AFTER_PATTERN: Final = _alternatives(_AFTER)

_FIRST_BEFORE = re.compile(rf"({BEFORE_PATTERN})\s*")
_LAST_AFTER = re.compile(rf"\s*({AFTER_PATTERN})$")


class Peeled(NamedTuple):
    """A figure without the words around it, and what those words said."""

    core: str
    marks: frozenset[Qualifier | Mark]


def peel(text: str) -> Peeled:
    """Take the hedging words off both ends of `text` (in plain width)."""
    marks: set[Qualifier | Mark] = set()
    while match := _FIRST_BEFORE.match(text):
        marks.add(_BEFORE[match[1]])
        text = text[match.end() :]
    while match := _LAST_AFTER.search(text):
        marks.add(_AFTER[match[1]])
        text = text[: match.start()]
    return Peeled(text.strip(), frozenset(marks))


def qualifier_of(marks: frozenset[Qualifier | Mark], text: str) -> Qualifier:
    """The one qualifier the words amount to: a bound before 约, of two on one side the strict.

    控制在 alone is a ceiling, but 控制在3%左右 says about. Bounds on both sides raise `contradictory_bounds`
    naming `text`.
    """
    upper = marks & {Qualifier.AT_MOST, Qualifier.LESS_THAN}
    lower = marks & {Qualifier.AT_LEAST, Qualifier.MORE_THAN}
    if upper and lower:
        raise QuantityError("contradictory_bounds", text)
    for qualifier in (
        Qualifier.MORE_THAN,
        Qualifier.LESS_THAN,
        Qualifier.AT_LEAST,
        Qualifier.AT_MOST,
        Qualifier.ABOUT,
    ):
        if qualifier in marks:
            return qualifier
    return Qualifier.AT_MOST if Mark.CEILING in marks else Qualifier.EXACT
