"""The notice as a letter in DOCX: sections with tables and pictures, and the table of all lines attached."""

import io
import re
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from docx.enum.text import WD_ALIGN_PARAGRAPH

from tracker.reports.citations import named_office, office_name
from tracker.reports.languages import in_english
from tracker.reports.periods import day_text

from . import paper, wording
from .exhibits import Exhibits
from .facts import Notice
from .lines import Line, lines

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: Shares of the width of the table attached, by column; who answers is told only where anybody is named.
_WIDTHS: Final = {
    "place": 11, "commitment": 66, "departments": 28, "target": 33, "actual": 42, "done": 19, "elapsed": 17,
    "gap": 19, "status": 18,
}  # fmt: skip
_FLUSH: Final = ("commitment", "departments")
#: What no line can be broken within.
_ADDRESS: Final = re.compile(r"https?://\S+")


def docx_file(notice: Notice, *, address: str = "") -> bytes:
    """The letter as a DOCX file in the language of the moment; `address` is where its lines can be read."""
    letter = paper.new_letter(title=wording.title(notice), author=office_name())
    _heading(letter, wording.title_lines(notice))
    paper.paragraph(letter, wording.opening(notice))
    exhibits = Exhibits(letter)
    for place, section in enumerate(wording.sections(notice, address=address), start=1):
        _section(letter, place, section, exhibits, notice)
    _signed(letter, notice)
    _attached(letter, notice)
    written = io.BytesIO()
    letter.save(written)
    return written.getvalue()


def _heading(letter: Any, texts: list[str]) -> None:
    text = "\n".join(texts)
    paper.paragraph(letter, text, style="Title", indent=False, align=WD_ALIGN_PARAGRAPH.CENTER)
    paper.paragraph(letter, "", indent=False)


def _section(letter: Any, place: int, section: wording.Section, exhibits: Exhibits, notice: Notice) -> None:
    heading = wording.numbered(place, section.heading)
    paper.paragraph(
        letter, heading, style="Heading 1", indent=not in_english(), align=WD_ALIGN_PARAGRAPH.LEFT
    )
    for text in section.paragraphs:
        # A line that ends before a long address is not stretched.
        paper.paragraph(letter, text, align=WD_ALIGN_PARAGRAPH.LEFT if _ADDRESS.search(text) else None)
    for place, item in enumerate(section.items, start=1):
        paper.paragraph(letter, _("%(place)s. %(item)s") % {"place": place, "item": item})
    if section.grouping is not None:
        exhibits.grouping(section.grouping, notice.total)
    exhibits.charts(section.charts)


def _signed(letter: Any, notice: Notice) -> None:
    """What is attached, in whose name, and the day."""
    paper.paragraph(letter, "", indent=False)
    paper.paragraph(letter, _("Attached: %(title)s") % {"title": wording.table_title(notice)})
    paper.paragraph(letter, "", indent=False)
    if office := named_office():
        paper.right_indent(paper.paragraph(letter, office, indent=False), 3)
    paper.right_indent(paper.paragraph(letter, day_text(notice.as_of), indent=False), 4)


def _attached(letter: Any, notice: Notice) -> None:
    """The table of all lines across the page, and what its words mean."""
    paper.wide_section(letter)
    paper.paragraph(letter, _("Attachment"), style="Heading 1", indent=False)
    title = paper.paragraph(
        letter, wording.table_title(notice), style="Title", indent=False, align=WD_ALIGN_PARAGRAPH.CENTER
    )
    paper.resize(title, 18)
    _lines_table(letter, lines(notice), departments=notice.names_departments)
    for name, meaning in wording.meanings(notice):
        told = _("%(status)s: %(meaning)s") % {"status": name, "meaning": meaning}
        paper.resize(paper.paragraph(letter, told, indent=False), paper.TABLE)


def _lines_table(letter: Any, rows: list[Line], *, departments: bool) -> None:
    """The table; a period that all targets share stands in its head."""
    periods = {line.target_period for line in rows}
    shared = periods.pop() if len(periods) == 1 else ""
    names = [name for name in _WIDTHS if name != "departments" or departments]
    share = paper.WIDE_WIDTH / sum(_WIDTHS[name] for name in names)
    widths = [_WIDTHS[name] * share for name in names]
    left = [place for place, name in enumerate(names) if name in _FLUSH]
    heads = _heads(shared)
    made = paper.table(letter, [heads[name] for name in names], widths)
    for line in rows:
        cells = _cells(line, period="" if shared else line.target_period)
        paper.row(made, [cells[name] for name in names], widths, left=left)


def _heads(period: str) -> dict[str, str]:
    return {
        "place": pgettext("column of a notice", "No."),
        "commitment": pgettext("column of a notice", "Commitment"),
        "departments": pgettext("column of a notice", "Responsible"),
        "target": f"{_('Target')}\n{period}".strip(),
        "actual": pgettext("column of a notice", "Figure judged by"),
        "done": pgettext("column of a notice", "Done"),
        "elapsed": pgettext("column of a notice", "Time gone"),
        "gap": pgettext("column of a notice", "Ahead or behind (points)"),
        "status": _("Status"),
    }


def _cells(line: Line, *, period: str) -> dict[str, str]:
    actual = line.actual
    return {
        "place": str(line.place),
        "commitment": line.commitment,
        "departments": line.departments,
        "target": f"{line.target}\n{period}".strip(),
        "actual": f"{actual.text}\n{actual.standing}" if actual else "—",
        "done": line.done_text or "—",
        "elapsed": line.elapsed_text or "—",
        "gap": line.gap_text or "—",
        "status": f"{line.status_name}\n{line.notes}".strip(),
    }
