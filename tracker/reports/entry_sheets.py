"""Entry sheets: an XLSX with the figures a year is expected to bring, ready to be filled in and brought back.

A row for each series and period that a published commitment asks about in the year. The headers are those
of outcome tables, so that the file comes in again without any mapping; columns in brackets are passed over.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tracker.exceptions import DuixianError
from tracker.ingest import HEADERS
from tracker.models import (
    Commitment,
    Department,
    Jurisdiction,
    Observation,
    Series,
    Target,
)
from tracker.progress import asked_period, today

from .languages import in_english
from .quantities import figure_text, target_text
from .tables import spreadsheet_safe

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: More rows than this nobody fills in by hand; a department's or a jurisdiction's sheet is shorter.
MOST_ROWS: Final = 5000
#: Lines below the prefilled ones that still offer the choices.
SPARE_ROWS: Final = 100

#: Columns that tell the reader what is asked, under headers no field has: what is read passes over them.
_REFERENCE: Final = {
    "name": gettext_lazy("(name)"),
    "last": gettext_lazy("(last figure)"),
    "last_period": gettext_lazy("(its period)"),
    "target": gettext_lazy("(target)"),
}
#: Every column of the sheet in order, with its width in characters.
_WIDTHS: Final = {
    "indicator": 26,
    "name": 30,
    "jurisdiction": 14,
    "period": 14,
    "unit": 10,
    "last": 16,
    "last_period": 14,
    "target": 18,
    "value": 16,
    "qualifier": 14,
    "obs_status": 14,
    "published_on": 16,
    "source_title": 34,
    "source_publisher": 20,
    "source_url": 28,
    "reliability": 14,
    "section": 14,
    "quote": 40,
    "derivation": 20,
    "note": 24,
}
#: Words a cell may hold, in Chinese and English; each is one that the checker knows.
CHOICES: Final = {
    "qualifier": (
        ("精确", "约", "不低于", "超过", "不超过", "低于"),
        ("exact", "about", "at_least", "more_than", "at_most", "less_than"),
    ),
    "obs_status": (("最终", "初步", "预计"), ("final", "provisional", "estimated")),
    "reliability": (("官方", "媒体", "其他"), ("official", "press", "other")),
}
_NOTES: Final = (
    gettext_lazy(
        "Fill in the column “value” and say where the figure was published; then bring the file in."
    ),
    gettext_lazy("A row whose value is left empty is skipped. “—” records that no figure was published."),
    gettext_lazy("Write the number as printed, such as 1,282.9, 4.65万 or 74.5%; the unit stands beside it."),
    gettext_lazy("“period” is what the figure is about: 2021, 2021-H1, 2021-06, 2021..2023."),
    gettext_lazy("“published_on” is the day the document came out: 2022-01-26, or 2022-01 or 2022."),
    gettext_lazy("Every figure needs a document: its title, and its publisher where it is a new one."),
    gettext_lazy("“quote” holds the exact words of the document that state the figure."),
    gettext_lazy("Columns in brackets are for reference and are passed over. Rows may be added or removed."),
)


class SheetTooLong(DuixianError):
    """More rows than a person fills in: `too_many_rows`, with `limit`."""


@dataclass(frozen=True, kw_only=True)
class ExpectedRow:
    """A figure that is wanted: of which series, for which period; `last` is the newest on record."""

    series: Series
    period: str
    targets: list[Target]
    last: Observation | None


def expected_rows(
    year: int, *, jurisdiction: Jurisdiction | None = None, department: Department | None = None
) -> list[ExpectedRow]:
    """The figures that published commitments ask about in `year`, in the order of their series and period.

    A commitment asks about a year from the beginning of its plan, or of its target's period, to the due date
    of its current target. Raises SheetTooLong.
    """
    wanted: dict[tuple[str, str], list[Target]] = {}
    for target in _targets(year, jurisdiction, department):
        key = (target.commitment.series.code, asked_period(target, year))
        wanted.setdefault(key, []).append(target)
        if len(wanted) > MOST_ROWS:
            raise SheetTooLong("too_many_rows", {"limit": str(MOST_ROWS)})
    series = {targets[0].commitment.series_id: targets[0].commitment.series for targets in wanted.values()}
    newest = _newest(series)
    return [
        ExpectedRow(
            series=targets[0].commitment.series,
            period=period,
            targets=targets,
            last=newest.get(targets[0].commitment.series_id),
        )
        for (_code, period), targets in sorted(wanted.items())
    ]


def _targets(year: int, jurisdiction: Jurisdiction | None, department: Department | None) -> Iterable[Target]:
    """The current targets of commitments that ask about the year."""
    commitments = Commitment.objects.published().filter(
        series__isnull=False, checkable=True, withdrawn_on__isnull=True, plan__period_start__year__lte=year
    )
    if jurisdiction is not None:
        commitments = commitments.filter(series__jurisdiction=jurisdiction)
    if department is not None:
        commitments = commitments.filter(departments=department)
    rows = Target.objects.known(today()).filter(commitment__in=commitments)
    current = {row["commitment_id"]: row for row in rows.values("commitment_id", "id", "due")}
    numbers = [row["id"] for row in current.values() if row["due"].year >= year]
    # No more than can be told apart from a list that is too long.
    for start in range(0, len(numbers), 500):
        found = Target.objects.filter(pk__in=numbers[start : start + 500])
        yield from found.select_related(
            "commitment__series__indicator__unit", "commitment__series__jurisdiction", "unit", "reference"
        ).order_by("commitment__code")


def _newest(series: Iterable[int]) -> dict[int, Observation]:
    """The counting figure of the latest period of each series."""
    found: dict[int, Observation] = {}
    numbers = list(series)
    for start in range(0, len(numbers), 500):
        rows = Observation.objects.filter(series__in=numbers[start : start + 500]).counting(today())
        for row in rows.select_related("unit").order_by("period_end", "-period_start"):
            found[row.series_id] = row
    return found


def header_of(name: str) -> str:
    """What stands above a column: 指标 (indicator), in both languages.

    The value's header would read its bracket as a unit: it is in the language of the moment alone.
    """
    if name == "value":
        return HEADERS[name][0 if in_english() else 1]
    if name in HEADERS:
        english, chinese = HEADERS[name][:2]
        return f"{chinese} ({english})"
    with translation.override("zh-hans"):
        chinese = str(_REFERENCE[name])
    with translation.override("en"):
        return f"{chinese} {_REFERENCE[name]}"


def entry_sheet(rows: list[ExpectedRow]) -> bytes:
    """The workbook: the table, then how to fill it in. Words of choice are in the language of the moment."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("Figures")
    columns = list(_WIDTHS)
    sheet.append([header_of(name) for name in columns])
    for row in rows:
        cells = _cells(row)
        sheet.append([spreadsheet_safe(cells.get(name, "")) or None for name in columns])
    _dress(sheet, columns)
    _guard(sheet, columns, len(rows) + 1 + SPARE_ROWS)
    _explain(book.create_sheet(_("How to fill it in")))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _cells(row: ExpectedRow) -> dict[str, str]:
    indicator = row.series.indicator
    targets = list(dict.fromkeys(target_text(target, indicator) for target in row.targets))
    return {
        "indicator": indicator.code,
        "name": indicator.label,
        "jurisdiction": row.series.jurisdiction.code,
        "period": row.period,
        "unit": indicator.unit.symbol,
        "last": figure_text(row.last, indicator) if row.last else "",
        "last_period": row.last.period if row.last else "",
        "target": "; ".join(targets),
    }


def _dress(sheet: Worksheet, columns: list[str]) -> None:
    """Widths, a header that stays in sight, and text cells that a spreadsheet does not turn into dates."""
    sheet.freeze_panes = sheet.cell(2, columns.index("jurisdiction") + 1)
    for place, name in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS[name]
        head = sheet.cell(1, place)
        head.font = Font(bold=True)
        head.alignment = Alignment(wrap_text=True, vertical="top")
        colour = "EEEEEE" if name in _REFERENCE else "F6E3A8" if name == "value" else "E8EFF4"
        head.fill = PatternFill("solid", fgColor=colour)
    texts = [place for place, name in enumerate(columns, start=1) if name != "value"]
    for line in range(2, sheet.max_row + 1 + SPARE_ROWS):
        for place in texts:
            sheet.cell(line, place).number_format = "@"


def _guard(sheet: Worksheet, columns: list[str], last: int) -> None:
    """Offer the words that can stand in a cell, and ask back where the value is no number."""
    language = 1 if in_english() else 0
    rules = {
        name: DataValidation(type="list", formula1=f'"{",".join(words[language])}"', allow_blank=True)
        for name, words in CHOICES.items()
    }
    # A warning, no stop: “—” and 4.65万 can stand there, too.
    rules["value"] = DataValidation(
        type="decimal",
        operator="between",
        formula1="-1E+15",
        formula2="1E+15",
        allow_blank=True,
        errorStyle="warning",
        error=_("This is not a plain number. Keep it if it is meant so."),
    )
    for name, rule in rules.items():
        letter = get_column_letter(columns.index(name) + 1)
        rule.showErrorMessage = True
        rule.add(f"{letter}2:{letter}{last}")
        sheet.add_data_validation(rule)


def _explain(sheet: Worksheet) -> None:
    """A line for each thing to know, in Chinese and in English."""
    for language in ("zh-hans", "en"):
        with translation.override(language):
            for note in _NOTES:
                sheet.append([str(note)])
        sheet.append([])
    sheet.column_dimensions["A"].width = 110
    for cell in sheet["A"]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def file_name(year: int, scope: Iterable[str] = ()) -> str:
    """The name the file is handed out under; `scope` are codes, which need no quoting."""
    return "-".join(("duixian", *scope, str(year))) + ".xlsx"


def last_year() -> int:
    """The year whose figures are likeliest wanted: the last that is over."""
    return today().year - 1
