"""The groups of a workbook's summary as a chart of its own, which a reader can go on working with."""

from typing import Final

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.text import RichText
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RichTextProperties,
)
from openpyxl.worksheet.worksheet import Worksheet

_LIGHT, _DARK = "FFFFFF", "17191C"
#: The shade of each column of a table of groups, as the pages have it, and of the number in it.
_SHADES: Final = {
    "met": ("1D6F68", _LIGHT), "nearly_met": ("6B7A16", _LIGHT), "ahead": ("8FC1BB", _DARK),
    "behind": ("E9B876", _DARK), "missed": ("A12F2A", _LIGHT), "unreported": ("5A4F73", _LIGHT),
    "no_data": ("C3C8CD", _DARK), "not_rateable": ("E4E0D7", _DARK),
}  # fmt: skip


def add_bars(sheet: Worksheet, at: str, *, title: str, head: int, rows: int, statuses: list[str]) -> None:
    """Put bars at a cell: one for each of the `rows` under the line `head`, a part for each status.

    The names stand in the first column, all commitments in the second, the statuses from the third on.
    """
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 60
    chart.title, chart.legend.position = title, "b"
    last = 2 + len(statuses)
    chart.add_data(
        Reference(sheet, min_col=3, max_col=last, min_row=head, max_row=head + rows), titles_from_data=True
    )
    chart.set_categories(Reference(sheet, min_col=1, min_row=head + 1, max_row=head + rows))
    for series, status in zip(chart.series, statuses, strict=True):
        shade, ink = _SHADES[status]
        series.graphicalProperties.solidFill = shade
        series.graphicalProperties.line.solidFill = "FFFFFF"
        series.dLbls = _numbers(ink)
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.crosses = "max"  # the groups run down: their last line is the bottom
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorGridlines = None
    chart.width, chart.height = 22, 4 + 0.9 * rows
    sheet.add_chart(chart, at)


def _numbers(ink: str) -> DataLabelList:
    """The number in each part, and nothing besides."""
    others = dict.fromkeys(("showSerName", "showCatName", "showLegendKey", "showPercent"), False)
    properties = ParagraphProperties(defRPr=CharacterProperties(solidFill=ink, sz=900))
    text = RichText(
        bodyPr=RichTextProperties(), p=[Paragraph(pPr=properties, endParaRPr=CharacterProperties())]
    )
    return DataLabelList(showVal=True, txPr=text, **others)
