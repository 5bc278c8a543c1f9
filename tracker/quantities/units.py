"""Units with multiplier and dimension: 万家 is 10 000 家, 亿美元 never becomes 亿元, % is not 个百分点."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

from tracker.exceptions import QuantityError
from tracker.quantities.numbers import MULTIPLIER_PATTERN, MULTIPLIERS
from tracker.quantities.widths import plain

# dimension -> its units and how many base units are in one; the first of each is the base.
_MEASURES: Final[dict[str, dict[str, Fraction | int]]] = {
    "yuan": {"元": 1},
    "usd": {"美元": 1},
    "hkd": {"港元": 1},
    "euro": {"欧元": 1},
    # N倍 of growth is N times 100 %, as statistical writing uses it.
    "percent": {"%": 1, "‰": Fraction(1, 10), "倍": 100},
    "percentage_point": {"个百分点": 1},
    "persons": {"人": 1, "名": 1},
    "area": {"平方米": 1, "亩": Fraction(2000, 3), "公顷": 10_000, "平方公里": 1_000_000},
    "length": {"米": 1, "公里": 1_000, "厘米": Fraction(1, 100), "毫米": Fraction(1, 1000)},
    "mass": {"吨": 1, "公斤": Fraction(1, 1000), "斤": Fraction(1, 2000), "克": Fraction(1, 1_000_000)},
    "volume": {"立方米": 1, "升": Fraction(1, 1000)},
    "power": {"千瓦": 1, "兆瓦": 1_000, "吉瓦": 1_000_000},
    "energy": {"千瓦时": 1},
    "coal_equivalent": {"吨标准煤": 1},
    "concentration": {"微克/立方米": 1, "毫克/立方米": 1_000},
    "volume_per_day": {"立方米/日": 1},
    "mass_per_day": {"吨/日": 1},
    "hours": {"小时": 1, "分钟": Fraction(1, 60)},
    "days": {"天": 1},
    "working_days": {"个工作日": 1},
    "months": {"个月": 1},
    "years": {"年": 1},
    "age": {"岁": 1},
    "rank": {"位": 1},
}

# Counting words: each a dimension of its own, because 家 of firms and 户 of households are different counts.
_CLASSIFIERS: Final = (
    *"家户个项条所套处场班列件座台辆架艘部次起宗笔份支对门类种批届站间栋张册本棵头只强",
    *("人次", "标箱", "大类", "个部门", "吨公里", "人公里"),
)

_ALIASES: Final[dict[str, str]] = {
    "百分点": "个百分点",
    "人民币元": "元",
    "元人民币": "元",
    "千米": "公里",
    "km": "公里",
    "m": "米",
    "平方千米": "平方公里",
    "㎡": "平方米",
    "m²": "平方米",
    "m2": "平方米",
    "km²": "平方公里",
    "km2": "平方公里",
    "m³": "立方米",
    "m3": "立方米",
    "千克": "公斤",
    "kg": "公斤",
    "t": "吨",
    "度": "千瓦时",
    "kWh": "千瓦时",
    "kW": "千瓦",
    "MW": "兆瓦",
    "吨标煤": "吨标准煤",
    "立方米/天": "立方米/日",
    "吨/天": "吨/日",
    "微克每立方米": "微克/立方米",
    "毫克每立方米": "毫克/立方米",
    "μg/m³": "微克/立方米",
    "µg/m³": "微克/立方米",
    "μg/m3": "微克/立方米",
    "µg/m3": "微克/立方米",
    "ug/m3": "微克/立方米",
    "标准箱": "标箱",
    "TEU": "标箱",
    "工作日": "个工作日",
    "日": "天",
    "月": "个月",
    "部门": "个部门",
}

# 万% or 百倍 are not units anybody publishes in; reading them would hide a slip.
_WITHOUT_MULTIPLIER: Final = frozenset({"percent", "percentage_point", "rank", "age"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: `factor` says how many base units of its `dimension` are in one."""

    symbol: str
    dimension: str
    factor: Fraction
    base: str


def _base_units() -> dict[str, Unit]:
    table = {name: Unit(name, name, Fraction(1), name) for name in _CLASSIFIERS}
    for dimension, members in _MEASURES.items():
        base = next(iter(members))
        table |= {name: Unit(name, dimension, Fraction(size), base) for name, size in members.items()}
    return table


_BASE_UNITS: Final = _base_units()
_MULTIPLIED = re.compile(rf"({MULTIPLIER_PATTERN})\s*(.+)")

UNIT_PATTERN: Final = "|".join(map(re.escape, sorted((*_BASE_UNITS, *_ALIASES), key=len, reverse=True)))


@lru_cache(maxsize=4096)
def parse_unit(text: str) -> Unit:
    """Read a unit with an optional multiplier before it: 万家, 亿美元, 万平方米, ％.

    Raises QuantityError: `empty`, `too_long`, `unknown_unit`.
    """
    unit = find_unit(plain(text))
    if unit is None:
        raise QuantityError("unknown_unit", text)
    return unit


def convertible(a: Unit, b: Unit) -> bool:
    """Whether figures in the two units can be compared at all: only within one dimension."""
    return a.dimension == b.dimension


@lru_cache(maxsize=4096)
def find_unit(name: str) -> Unit | None:
    """The unit of a text in plain width, or None; a name in the table goes before a multiplier (千瓦)."""
    known = _named(name)
    if known is not None:
        return known
    match = _MULTIPLIED.fullmatch(name)
    unit = _named(match[2]) if match else None
    if match is None or unit is None or unit.dimension in _WITHOUT_MULTIPLIER:
        return None
    return Unit(match[1] + unit.symbol, unit.dimension, unit.factor * MULTIPLIERS[match[1]], unit.base)


def base_part(unit: Unit) -> tuple[int, Unit]:
    """The multiplier and the unit without it: 万家 is (10 000, 家); 千瓦 is (1, 千瓦)."""
    if unit.symbol in _BASE_UNITS:
        return 1, unit
    match = _MULTIPLIED.fullmatch(unit.symbol)
    if match is None:
        raise QuantityError("unknown_unit", unit.symbol)
    return MULTIPLIERS[match[1]], _BASE_UNITS[match[2]]


def _named(name: str) -> Unit | None:
    return _BASE_UNITS.get(_ALIASES.get(name, name))
