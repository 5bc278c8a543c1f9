"""Which header means which field: the columns of an outcome table, in English and Chinese."""

from .problems import Problem

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

_FIELD_OF = {header: field for field, headers in HEADERS.items() for header in headers}


def recognise(
    header: list[str], *, supplied: frozenset[str] = frozenset()
) -> tuple[dict[int, str], list[str], list[Problem]]:
    """Which place holds which field, which headers mean nothing here, and what is wrong with the header."""
    columns: dict[int, str] = {}
    ignored: list[str] = []
    problems: list[Problem] = []
    for place, printed in enumerate(header):
        name = printed.strip().lstrip("\ufeff").lower()
        if not name:
            continue
        field = _FIELD_OF.get(name)
        if field is None:
            ignored.append(printed.strip())
        elif field in columns.values():
            problems.append(Problem("column_twice", row=1, column=printed.strip(), params={"column": field}))
        else:
            columns[place] = field
    problems += [
        _missing(field) for field in REQUIRED if field not in columns.values() and field not in supplied
    ]
    return columns, ignored, problems


def _missing(field: str) -> Problem:
    return Problem("missing_column", row=1, params={"column": field, "headers": ", ".join(HEADERS[field])})
