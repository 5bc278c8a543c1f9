"""Which header means which field: the columns of an outcome table, in English and Chinese."""

from .lookup import normalised
from .problems import Problem, shown

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
    "source_publisher": ("source_publisher", "来源机构", "发布机构"),
    "source_url": ("source_url", "来源网址", "网址"),
    "reliability": ("reliability", "来源可靠性", "可靠性"),
    "section": ("section", "章节"),
    "quote": ("quote", "原文"),
    "quote_start": ("quote_start", "原文位置"),
    "derivation": ("derivation", "推算"),
    "note": ("note", "备注"),
}

REQUIRED = ("indicator", "jurisdiction", "period", "value")

_FIELD_OF = {normalised(header): field for field, headers in HEADERS.items() for header in headers}


def recognise(
    header: list[str], *, line: int = 1, supplied: frozenset[str] = frozenset()
) -> tuple[dict[int, str], list[str], list[Problem]]:
    """Which place holds which field, which headers mean nothing here, and what is wrong with the header.

    Headers are compared like names: in any width and case, with blanks passed over (单 位). `line` is where
    the header stands; `supplied` names required columns that come from elsewhere.
    """
    columns: dict[int, str] = {}
    ignored: list[str] = []
    problems: list[Problem] = []
    for place, printed in enumerate(header):
        name = normalised(printed)
        field = _FIELD_OF.get(name)
        if field is None:
            ignored += [shown(printed)] if name else []
        elif field in columns.values():
            params = {"column": field}
            problems.append(Problem("column_twice", row=line, column=shown(printed), params=params))
        else:
            columns[place] = field
    found = supplied.union(columns.values())
    problems += [_missing(field, line) for field in REQUIRED if field not in found]
    return columns, ignored, problems


def _missing(field: str, line: int) -> Problem:
    params = {"column": field, "headers": ", ".join(HEADERS[field])}
    return Problem("missing_column", row=line, params=params)
