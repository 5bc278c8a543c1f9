"""What stands between the paragraphs of a letter: numbered tables of groups, and numbered pictures."""

import io
from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from docx.enum.text import WD_ALIGN_PARAGRAPH

from tracker.progress import Standing, SummaryRow
from tracker.reports.charts import Chart
from tracker.reports.explanations import explain
from tracker.reports.figures import percent
from tracker.reports.raster import NoChineseFont, png
from tracker.reports.status_bars import bars_svg, status_bars
from tracker.reports.svg import chart_svg

from . import paper, wording
from .facts import Grouping
from .groups import GroupTable, group_table

_NAME_WIDTH: Final = 28


class Exhibits:
    """Adds tables and pictures to a letter, each kind with its own running number."""

    def __init__(self, letter: Any) -> None:
        self._letter = letter
        self._tables = self._pictures = 0

    def grouping(self, grouping: Grouping, total: SummaryRow) -> None:
        """The groups counted by status as a table, and as bars."""
        self._tables += 1
        caption = _("Table %(number)s. Commitments %(grouping)s")
        words = {"number": self._tables, "grouping": _in_a_caption(grouping)}
        self._caption(self._letter, caption % words, above=True)
        _group_table(self._letter, group_table(grouping, total))
        chart = status_bars(_in_a_caption(grouping), grouping.rows, nameless=wording.nameless(grouping))
        if chart is None:
            return
        paper.gap(self._letter)
        if self._picture(self._letter, bars_svg(chart), chart.description, paper.BODY_WIDTH):
            told = _("Figure %(number)s. Commitments %(grouping)s")
            words = {"number": self._pictures, "grouping": _in_a_caption(grouping)}
            self._caption(self._letter, told % words)

    def charts(self, drawn: Sequence[tuple[Standing, Chart]]) -> None:
        """Target against actual, two beside each other."""
        for place in range(0, len(drawn), 2):
            cells = paper.side_by_side(self._letter, paper.BODY_WIDTH / 2)
            for cell, (row, chart) in zip(cells, drawn[place : place + 2], strict=False):
                self._charted(cell, row, chart)

    def _charted(self, cell: Any, row: Standing, chart: Chart) -> None:
        if self._picture(cell, chart_svg(chart, width=420), chart.description, paper.BODY_WIDTH / 2 - 5):
            explanation = explain(row).rstrip("。.")
            words = {"number": self._pictures, "name": chart.title, "explanation": explanation}
            self._caption(cell, _("Figure %(number)s. %(name)s (%(explanation)s)") % words)

    def _picture(self, place: Any, svg: str, description: str, width: float) -> bool:
        """Add a drawing; on a machine without a Chinese font, say so and add nothing."""
        try:
            image = png(svg, zoom=3)
        except NoChineseFont:
            paper.paragraph(place, _("(No picture: the server has no Chinese font.)"), indent=False)
            return False
        self._pictures += 1
        paper.picture(place, io.BytesIO(image), width=width, description=description)
        return True

    def _caption(self, place: Any, text: str, *, above: bool = False) -> None:
        added = paper.paragraph(place, text, style="Caption", indent=False, align=WD_ALIGN_PARAGRAPH.CENTER)
        added.paragraph_format.keep_with_next = above


def _in_a_caption(grouping: Grouping) -> str:
    return {"topic": _("by topic"), "department": _("by department"), "plan": _("by plan")}[grouping.by]


def _group_table(letter: Any, counted: GroupTable) -> None:
    rest = (paper.BODY_WIDTH - _NAME_WIDTH) / (len(counted.head) - 1)
    widths = [_NAME_WIDTH, *[rest] * (len(counted.head) - 1)]
    made = paper.table(letter, counted.head, widths, size=paper.SMALL)
    for row in counted.rows:
        shares = ("—" if share is None else percent(share) for share in row.shares)
        cells = [row.name, *(str(count or "—") for count in row.counts), *shares]
        paper.row(made, cells, widths, size=paper.SMALL)
