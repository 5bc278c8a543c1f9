"""Which header means which field: the columns of an outcome table, in English and Chinese."""

import re
import unicodedata
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from tracker.exceptions import QuantityError
from tracker.quantities import parse_period, parse_unit

from ..problems import Problem, shown
from .names import normalised

#: field: the headers that mean it. The first is the documented English one, the second the Chinese one.
HEADERS: dict[str, tuple[str, ...]] = {
    "indicator": ("indicator", "指标", "指标名称", "指标代码"),
    "jurisdiction": ("jurisdiction", "地区", "行政区划", "地区代码"),
    "period": ("period", "时期", "年份", "期间"),
    "value": ("value", "完成值", "实际值", "数值"),
    "unit": ("unit", "单位", "计量单位"),
    "qualifier": ("qualifier", "限定"),
    "obs_status": ("obs_status", "数据状态", "状态"),
    "published_on": ("published_on", "发布日期"),
    "source_title": ("source_title", "来源", "来源标题", "文献"),
    "source_publisher": ("source_publisher", "来源机构", "来源单位", "发布机构", "发布单位"),
    "source_url": ("source_url", "来源网址", "网址"),
    "reliability": ("reliability", "来源可靠性", "可靠性"),
    "section": ("section", "章节"),
    "quote": ("quote", "原文"),
    "quote_start": ("quote_start", "原文位置"),
    "derivation": ("derivation", "推算"),
    "note": ("note", "备注"),
}

REQUIRED = ("indicator", "jurisdiction", "period", "value")

#: More columns than any table of outcomes has: such a file is something else.
MOST_COLUMNS = 1000

#: A header longer than this is a sentence, or a cell of a row of figures; it names no column.
LONGEST_HEADER = 200

_FIELD_OF = {normalised(header): field for field, headers in HEADERS.items() for header in headers}
_UNIT = re.compile(r"(.*\S)\s*[（(\[【](?:单位[：:])?([^（()）]+)[）)\]】]", re.DOTALL)
_VALUE_WORDS = re.compile(
    "实际完成值?|完成值|完成数|完成情况|完成|实际值|实际|数值|累计|actualvalue|actual|value"
)
_YEAR = re.compile("(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def field_name(field: str) -> str:
    """A field that no column of the file holds, by its documented headers: `来源 (source_title)`."""
    return f"{HEADERS[field][1]} ({field})" if field in HEADERS else field


@dataclass(frozen=True, slots=True)
class Heading:
    """What one header says: the field below it, or the period whose values stand below it, and their unit."""

    field: str = ""
    period: str = ""
    unit: str = ""


@dataclass
class Columns:
    """What a whole header says: by place the fields, the periods of a wide table, the units in headers.

    `ignored` are the headers passed over.
    """

    fields: dict[int, str] = field(default_factory=dict)
    periods: dict[int, str] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def recognised(self) -> int:
        """How many columns mean something."""
        return len(self.fields) + len(self.periods)


@lru_cache(maxsize=4096)
def read_heading(printed: str) -> Heading:
    """What a header says by itself: 完成值（亿元） is the value in 亿元, 2021年实际 the values of 2021.

    A unit nobody knows leaves a value column unread rather than read in the wrong unit.
    """
    if len(printed) > LONGEST_HEADER:
        return Heading()
    if known := _FIELD_OF.get(normalised(printed)):
        return Heading(field=known)
    rest, unit = printed, ""
    if match := _UNIT.fullmatch(printed.strip()):
        rest, unit = match[1], _unit(match[2])
        known = _FIELD_OF.get(normalised(rest), "")
        if known and (unit or known != "value"):
            return Heading(field=known, unit=unit if known == "value" else "")
        if not unit:
            return Heading()
    return Heading(period=period, unit=unit) if (period := _period(rest)) else Heading()


def _unit(text: str) -> str:
    try:
        return parse_unit(text).symbol
    except QuantityError:
        return ""


def _period(text: str) -> str:
    """The period a header of values names, in its canonical text; empty where it names anything else."""
    words = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    try:
        return parse_period(_VALUE_WORDS.sub("", words, count=1)).text
    except QuantityError:
        return ""


def recognise(header: list[str], *, line: int = 1, supplied: frozenset[str] = frozenset()) -> Columns:
    """What the columns hold, and what is wrong with the header.

    Headers are compared like names: in any width and case, with blanks passed over (单 位). Where no column
    holds the value or the period, columns named after periods make a wide table. `line` is where the header
    stands; `supplied` names required columns that come from elsewhere.
    """
    read = [read_heading(printed) for printed in header]
    wide = not any(each.field in ("value", "period") for each in read)
    found = Columns()
    for place, each in enumerate(read):
        if each.field:
            _take(found, place, each, header, line)
        elif each.period and wide:
            found.periods[place] = each.period
            found.units |= {place: each.unit} if each.unit else {}
        elif header[place].strip("\ufeff\u200b \t\r\n\u3000"):
            found.ignored.append(shown(header[place]))
    found.problems += missing(found, line, supplied)
    return found


def _take(found: Columns, place: int, heading: Heading, header: list[str], line: int) -> None:
    first = next((at for at, name in found.fields.items() if name == heading.field), None)
    if first is not None:
        found.problems.append(twice(heading.field, header[first], header[place], line))
        return
    found.fields[place] = heading.field
    if heading.unit:
        found.units[place] = heading.unit


def twice(name: str, first: str, second: str, line: int) -> Problem:
    """The problem of two columns, by their headers, that would both hold one field."""
    params = {"column": field_name(name), "other": shown(first)}
    return Problem("column_twice", row=line, column=shown(second), params=params)


def missing(found: Columns, line: int, supplied: frozenset[str]) -> list[Problem]:
    """A problem for every required column that is neither there nor `supplied`, and for far too many."""
    there = supplied.union(found.fields.values(), ("period", "value") if found.periods else ())
    return [_missing(name, line) for name in REQUIRED if name not in there]


def _missing(name: str, line: int) -> Problem:
    params = {"column": field_name(name), "headers": ", ".join(HEADERS[name])}
    return Problem("missing_column", row=line, params=params)


def nearest_fields(printed: str) -> list[str]:
    """Up to three fields a header may mean, the likeliest first; none where nothing is near."""
    name = normalised(printed[:LONGEST_HEADER])
    if not name:
        return []
    scores = {
        each: max(_likeness(name, normalised(word)) for word in words) for each, words in HEADERS.items()
    }
    likely = sorted((each for each in scores if scores[each] >= 0.5), key=lambda each: -scores[each])
    return likely[:3]


def _likeness(name: str, word: str) -> float:
    """From 0 to 1; a header that holds the whole word is likelier than one that shares letters with it."""
    inside = 0.7 + 0.3 * len(word) / len(name) if word in name else 0.0
    return max(inside, SequenceMatcher(None, name, word, autojunk=False).ratio())


def signature(headers: list[str]) -> list[str]:
    """Headers as next year's are compared with them: like names, their years left open."""
    return [_YEAR.sub("{year}", normalised(printed[:LONGEST_HEADER])) for printed in headers]
