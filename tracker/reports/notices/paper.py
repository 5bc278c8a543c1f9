"""The paper of official letters after GB/T 9704-2012, for python-docx: margins, type, page numbers, tables.

Lengths are in millimetres, type in points: 2号 is 22, 3号 16, 4号 14, 小四 12, 五号 10.5, 小五 9.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from tracker.reports.languages import in_english

#: Fonts that Word has: for Chinese, and for letters and digits.
FANGSONG, HEITI, SONGTI, LATIN = "仿宋", "黑体", "宋体", "Times New Roman"
TITLE, BODY, FOOT, TABLE, SMALL = 22.0, 16.0, 14.0, 10.5, 9.0
#: Twenty-two lines a page.
LEADING: Final = 28.0
#: 297 × 210 mm; above, below, left and right of the type.
_LONG, _SHORT = 297, 210
_MARGINS: Final = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
_WIDE_MARGINS: Final = {"top_margin": 26, "bottom_margin": 24, "left_margin": 22, "right_margin": 22}
BODY_WIDTH, WIDE_WIDTH = _SHORT - 28 - 26, _LONG - 22 - 22
_INDENT_UNITS: Final = 100  # hundredths of a character
_TWIPS: Final = 20  # to a point


def new_letter(*, title: str, author: str) -> Any:
    """An empty letter on A4 with the styles used here, page numbers on odd and even pages."""
    letter = Document()
    _type(letter.styles["Normal"], FANGSONG, BODY, leading=LEADING)
    _type(letter.styles["Title"], SONGTI, TITLE, bold=True, leading=36)
    _type(letter.styles["Heading 1"], HEITI, BODY, leading=LEADING)
    _type(letter.styles["Caption"], HEITI, 12, leading=20)
    letter.styles["Heading 1"].paragraph_format.keep_with_next = True
    letter.core_properties.title, letter.core_properties.author = title, author
    letter.core_properties.language = "en" if in_english() else "zh-CN"
    letter.core_properties.comments = ""
    _language(letter)
    letter.settings.odd_and_even_pages_header_footer = True
    section = letter.sections[0]
    section.page_width, section.page_height = Mm(_SHORT), Mm(_LONG)
    _margins(section, _MARGINS)
    _page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)
    return letter


def wide_section(letter: Any) -> None:
    """Go on across the page, for a table with many columns."""
    section = letter.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_LONG), Mm(_SHORT)
    _margins(section, _WIDE_MARGINS)


def paragraph(
    letter: Any, text: str, *, style: str = "Normal", indent: bool = True, align: Any = None
) -> Paragraph:
    """A paragraph; `indent` by two characters, as Chinese letters do."""
    added = letter.add_paragraph(style=style)
    added.add_run(printable(text))
    added.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if align is None else align
    if indent:
        first_line(added, 2)
    return added


def resize(added: Paragraph, size: float) -> None:
    """Set a paragraph in another size, its lines as far apart as that asks for."""
    added.paragraph_format.line_spacing = Pt(size * 1.5)
    for run in added.runs:
        run.font.size = Pt(size)


def first_line(added: Paragraph, characters: float) -> None:
    """Indent the first line by so many characters of its own type."""
    _indent(added, "w:firstLine", characters)


def right_indent(added: Paragraph, characters: float) -> None:
    """Keep so many characters free at the right, as signatures do."""
    added.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _indent(added, "w:right", characters)


def gap(letter: Any) -> None:
    """A little room between a table and what follows."""
    added = letter.add_paragraph()
    added.paragraph_format.line_spacing = Pt(8)


def picture(letter: Any, image: Any, *, width: float, description: str) -> None:
    """An image in the middle, with words for those who cannot see it."""
    added = letter.add_paragraph()
    added.alignment = WD_ALIGN_PARAGRAPH.CENTER
    added.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    shape = added.add_run().add_picture(image, width=Mm(width))
    shape._inline.docPr.set("descr", printable(description))


def side_by_side(letter: Any, width: float) -> tuple[_Cell, _Cell]:
    """Two places beside each other, `width` each, without lines; what is put there begins a new paragraph."""
    made = letter.add_table(rows=1, cols=2)
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    left, right = made.rows[0].cells
    for cell in (left, right):
        cell.width = Mm(width)
        cell.paragraphs[0].paragraph_format.line_spacing = Pt(2)
    return left, right


def table(
    letter: Any,
    head: Sequence[str],
    widths: Sequence[float],
    *,
    size: float = TABLE,
    left: Iterable[int] = (0,),
) -> Table:
    """A table with its head, which is repeated on every page; columns in `left` are set flush left."""
    made = letter.add_table(rows=0, cols=len(head), style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    row(made, head, widths, size=size, left=(), bold=True)
    repeated = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(repeated)
    return made


def row(
    made: Table,
    texts: Sequence[str],
    widths: Sequence[float],
    *,
    size: float = TABLE,
    left: Iterable[int] = (0,),
    bold: bool = False,
) -> None:
    """A row that is never broken between pages."""
    added = made.add_row()
    added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    flush = set(left)
    for place, (cell, text, width) in enumerate(zip(added.cells, texts, widths, strict=True)):
        cell.width = Mm(width)
        _fill(cell, text, size, flush=place in flush, bold=bold)


def printable(text: str) -> str:
    """`text` without what XML cannot hold or a reader cannot see."""
    return "".join(char for char in text if char == "\n" or not unicodedata.category(char).startswith("C"))


def _fill(cell: _Cell, text: str, size: float, *, flush: bool, bold: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for place, line in enumerate(printable(text).split("\n")):
        added = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        added.alignment = WD_ALIGN_PARAGRAPH.LEFT if flush else WD_ALIGN_PARAGRAPH.CENTER
        added.paragraph_format.line_spacing = Pt(size * 1.35)
        run = added.add_run(line)
        run.font.size = Pt(size if place == 0 else SMALL)
        if bold:
            font(run, HEITI)


def font(run: Any, name: str) -> None:
    """Set a run's Chinese characters in a font; letters and digits stay what they are."""
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), name)


def _type(style: ParagraphStyle, name: str, size: float, *, leading: float, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = LATIN, Pt(size), bold
    style.font.italic, style.font.color.rgb = False, RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(kind), None)
    for kind, used in (("w:ascii", LATIN), ("w:hAnsi", LATIN), ("w:cs", LATIN), ("w:eastAsia", name)):
        fonts.set(qn(kind), used)
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(leading)
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _language(letter: Any) -> None:
    """Chinese characters as they are written on the mainland: programs choose their shapes by this."""
    for language in letter.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
        language.set(qn("w:val"), "en-GB")


def _margins(section: Section, margins: dict[str, int]) -> None:
    for name, width in margins.items():
        setattr(section, name, Mm(width))
    section.footer_distance = Mm(min(margins["bottom_margin"] - 7 - 5, 24))


def _page_number(added: Paragraph, align: Any) -> None:
    """— 1 —, one character away from the edge."""
    added.alignment = align
    _indent(added, "w:left", 1)
    _indent(added, "w:right", 1)
    for text, kind in (("— ", ""), ("PAGE", "begin"), (" —", "")):
        run = added.add_run("" if kind else text)
        run.font.size = Pt(FOOT)
        font(run, SONGTI)
        if kind:
            _field(run, text)


def _indent(added: Paragraph, side: str, characters: float) -> None:
    """Indent by characters of the body's type, and by their width for programs that count none."""
    indent = added._p.get_or_add_pPr().get_or_add_ind()
    indent.set(qn(f"{side}Chars"), str(round(characters * _INDENT_UNITS)))
    indent.set(qn(side), str(round(characters * BODY * _TWIPS)))


def _field(run: Any, code: str) -> None:
    """A field that the reader's program works out, such as PAGE."""
    for part in ("begin", "", "end"):
        if part:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), part)
        else:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = f" {code} "
        run._r.append(element)
