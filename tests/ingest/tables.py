"""What the tests of the import share: reference data with and without a database, and tables of text."""

import csv
import datetime
import io
from pathlib import Path
from typing import Any

from tests.factories import make_document, make_indicator, make_jurisdiction, make_unit
from tracker.ingest import Table, open_change_set, read_table, stage
from tracker.ingest.checking.known import Known
from tracker.ingest.layout.names import normalised
from tracker.ingest.problems import Problem
from tracker.models import ChangeSet, Document, Door, Indicator, Jurisdiction, StagedRow, Unit, User
from tracker.quantities import parse_partial_date, parse_unit

TODAY = datetime.date(2022, 12, 31)
COLUMNS = ("indicator", "jurisdiction", "period", "value", "source_title", "source_publisher")
ROW = {
    "indicator": "new-firms",
    "jurisdiction": "410100",
    "period": "2021",
    "value": "1230",
    "source_title": "统计公报",
    "source_publisher": "郑州市统计局",
}

UNITS = ("家", "万家", "人", "名", "万人", "元", "亿元", "美元", "亿美元", "%", "个百分点", "平方公里", "位")
#: code: name, unit, kind, form, aliases
INDICATORS: dict[str, tuple[str, str, str, str, tuple[str, ...]]] = {
    "new-firms": ("新增企业", "家", "flow", "level", ("新登记企业",)),
    "firms": ("企业总数", "家", "stock", "level", ()),
    "jobs": ("新增就业", "人", "flow", "level", ()),
    "jobs-in-ten-thousands": ("新增城镇就业", "万人", "flow", "level", ()),
    "gdp": ("地区生产总值", "亿元", "flow", "level", ("GDP",)),
    "gdp-growth": ("地区生产总值增速", "%", "rate", "level", ("GDP增速",)),
    "firms-change": ("企业增减", "家", "flow", "change", ()),
    "energy-growth": ("单位能耗增速", "%", "rate", "level", ("单位能耗降低率",)),
    "dust-fall": ("PM2.5浓度降幅", "%", "rate", "level", ("PM2.5浓度变化",)),
    "trade-cny": ("跨境电商交易额（人民币）", "亿元", "flow", "level", ("跨境电商交易额",)),
    "trade-usd": ("跨境电商交易额（美元）", "亿美元", "flow", "level", ("跨境电商交易额",)),
    "area": ("建成区面积", "平方公里", "stock", "level", ()),
}
JURISDICTIONS = (("410100", "郑州市"), ("410102", "中原区"), ("320106", "鼓楼区"), ("410204", "鼓楼区"))


def unit_in_memory(number: int, symbol: str) -> Unit:
    read = parse_unit(symbol)
    return Unit(pk=number, symbol=symbol, dimension=read.dimension, factor=read.factor)


def document_in_memory(number: int, title: str = "统计公报", published: str = "2022-04-18", **fields: Any):
    """A document nobody stored; without a date one seen in mid-2022."""
    dated: dict[str, Any] = {"published_precision": "unknown", "seen_on": datetime.date(2022, 6, 1)}
    if published:
        day = parse_partial_date(published)
        dated = {"published_on": day.first, "published_precision": day.precision.value}
    defaults = {"publisher": "郑州市统计局", "reliability": "official", "code": f"document-{number}"}
    return Document(pk=number, title=title, **{**defaults, **dated, **fields})


def known_in_memory(*documents: Document) -> Known:
    """Reference data of the tables of cases, without a database."""
    units = {symbol: unit_in_memory(number, symbol) for number, symbol in enumerate(UNITS, 1)}
    known = Known(units={normalised(symbol): unit for symbol, unit in units.items()})
    for number, (code, (name, symbol, kind, form, aliases)) in enumerate(INDICATORS.items(), 1):
        row = Indicator(pk=number, code=code, name=name, unit=units[symbol], kind=kind, form=form)
        for each in {normalised(each) for each in (code, name, *aliases)}:
            known.indicators.setdefault(each, []).append(row)
    for number, (code, name) in enumerate(JURISDICTIONS, 1):
        row = Jurisdiction(pk=number, code=code, name=name)
        for each in (code, name):
            known.jurisdictions.setdefault(normalised(each), []).append(row)
    for row in documents or (document_in_memory(1),):
        for each in (row.code, row.title):
            known.documents.setdefault(normalised(each), []).append(row)
    return known


def store_reference() -> None:
    """The same reference data in the database, with the document every row of these tests cites."""
    for symbol in UNITS:
        make_unit(symbol)
    for code, (name, symbol, kind, form, aliases) in INDICATORS.items():
        make_indicator(code, name=name, unit=symbol, kind=kind, form=form, aliases=aliases)
    make_jurisdiction("410100")
    make_jurisdiction("410102", name="中原区", name_en="Zhongyuan")
    make_document("bulletin", "2022-04-18", title="统计公报", publisher="郑州市统计局")


def text_of(*rows: dict[str, str], delimiter: str = ",") -> str:
    """A table of `rows`, each filled up from `ROW`; the columns are those of all rows together."""
    columns = list(dict.fromkeys([*COLUMNS, *(name for row in rows for name in row)]))
    lines = io.StringIO()
    writer = csv.DictWriter(lines, columns, delimiter=delimiter, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({**ROW, **row} for row in rows)
    return lines.getvalue()


def table_of(folder: Path, *rows: dict[str, str], name: str = "outcomes.csv") -> Table:
    path = folder / name
    path.write_text(text_of(*rows), encoding="utf-8", newline="")
    return read_table(path)


def opened(
    folder: Path, *rows: dict[str, str], by: User | None = None, name: str = "outcomes.csv", **options: Any
) -> ChangeSet:
    """A draft of a table of `rows`."""
    path = folder / name
    path.write_text(text_of(*rows), encoding="utf-8", newline="")
    return open_change_set(file=path, by=by, door=Door.COMMAND, options=options)


def staged(folder: Path, *rows: dict[str, str], today: datetime.date = TODAY, **options: Any) -> ChangeSet:
    """The change set of a table of `rows`, checked and compared on a day."""
    return stage(opened(folder, *rows, **options), today=today)


def staged_rows(change_set: ChangeSet) -> list[StagedRow]:
    """Its rows in the order of the file."""
    return list(change_set.staged_rows.order_by("position"))


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


class Notes(list):
    """Collects what a reader of cells reports, as (code, column, parameters)."""

    def __call__(self, code: str, column: str = "", value: str = "", **params: str) -> None:
        self.append((code, column, params))

    @property
    def codes(self) -> list[str]:
        return [code for code, _column, _params in self]
