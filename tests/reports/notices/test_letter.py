import datetime
import io

import pytest
from django.utils import translation
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from tests import factories
from tracker.models import Commitment, Plan
from tracker.progress import refresh
from tracker.reports import raster
from tracker.reports.notices import department_notice, docx_file, plan_notice

pytestmark = pytest.mark.django_db

AS_OF = datetime.date(2023, 6, 30)
HOSTILE = "<w:t>&amp;=1+1\u202e\x07"


def read(notice):
    return Document(io.BytesIO(docx_file(notice, address="https://duixian.example/")))


def words(letter) -> list[str]:
    return [paragraph.text for paragraph in letter.paragraphs]


def millimetres(*lengths) -> tuple[int, ...]:
    return tuple(round(length.mm) for length in lengths)


@pytest.fixture(autouse=True)
def office(settings) -> None:
    settings.OFFICE = "郑州市人民政府督查室"


def test_the_letter_has_title_sections_signature_and_attachment(plan: Plan):
    letter = read(plan_notice(plan, as_of=AS_OF))

    said = words(letter)
    assert said[0] == "关于2021年政府工作报告\n目标任务进展情况的通报"
    headings = [row.text for row in letter.paragraphs if row.style.name == "Heading 1"]
    assert headings[:3] == ["一、总体情况", "二、分领域情况", "三、分部门情况"]
    assert headings[-1] == "附件"
    signed = said.index("郑州市人民政府督查室")
    assert said[signed - 2] == "附件：2021年政府工作报告目标任务进展情况表"
    assert said[signed + 1] == "2023年6月30日"


def test_without_an_office_the_day_stands_alone(plan: Plan, settings):
    settings.OFFICE = ""

    said = words(read(plan_notice(plan, as_of=AS_OF)))

    assert said[said.index("2023年6月30日") - 1] == ""


@pytest.mark.either_engine
def test_the_paper_is_that_of_official_letters(plan: Plan):
    letter = read(plan_notice(plan, as_of=AS_OF))

    upright, across = letter.sections
    assert millimetres(upright.page_width, upright.page_height) == (210, 297)
    margins = (upright.top_margin, upright.bottom_margin, upright.left_margin, upright.right_margin)
    assert millimetres(*margins) == (37, 35, 28, 26)
    assert millimetres(across.page_width, across.page_height) == (297, 210)
    assert letter.settings.odd_and_even_pages_header_footer


@pytest.mark.parametrize(
    ("style", "font", "size"), [("Normal", "仿宋", 16), ("Heading 1", "黑体", 16), ("Title", "宋体", 22)]
)
@pytest.mark.either_engine
def test_the_type_is_that_of_official_letters(plan: Plan, style: str, font: str, size: float):
    found = read(plan_notice(plan, as_of=AS_OF)).styles[style]

    assert found.element.rPr.rFonts.get(qn("w:eastAsia")) == font
    assert found.font.size.pt == size


@pytest.mark.parametrize("footer", ["footer", "even_page_footer"])
@pytest.mark.either_engine
def test_pages_are_numbered_between_dashes(plan: Plan, footer: str):
    section = read(plan_notice(plan, as_of=AS_OF)).sections[0]

    paragraph = getattr(section, footer).paragraphs[0]
    assert paragraph.text == "—  —"
    assert "PAGE" in paragraph._p.xml


@pytest.mark.either_engine
def test_a_line_before_a_long_address_is_not_stretched(plan: Plan):
    letter = Document(
        io.BytesIO(docx_file(plan_notice(plan), address="https://example.org/?plan=410100-2021"))
    )

    aligned = {each.text.partition("：")[0]: each.alignment for each in letter.paragraphs if each.text}

    assert aligned["逐项判定及原文出处见"] == WD_ALIGN_PARAGRAPH.LEFT
    assert set(aligned.values()) > {WD_ALIGN_PARAGRAPH.JUSTIFY}


def test_groups_and_lines_stand_in_tables(plan: Plan):
    letter = read(plan_notice(plan, as_of=AS_OF))

    topics, lines = letter.tables[0], letter.tables[-1]
    assert [[cell.text for cell in row.cells] for row in topics.rows] == [
        ["领域", "合计", "完成", "未完成", "未见公布", "不计入", "完成÷\n全部", "完成÷\n可判定"],
        ["综合经济", "2", "—", "1", "—", "1", "0%", "0%"],
        ["科技创新", "2", "1", "—", "1", "—", "50%", "50%"],
        ["合计", "4", "1", "1", "1", "1", "25%", "33.3%"],
    ]
    assert [cell.text for cell in lines.rows[2].cells] == [
        "2", "新增高新技术企业1000家。", "市科技局", "1000家", "1230家\n2021年、媒体", "123%", "100%", "—",
        "完成",
    ]  # fmt: skip
    assert lines.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert len(lines.rows) == 5


def test_a_period_all_targets_share_stands_in_the_head(plan: Plan, department):
    alike, apart = (read(notice(row, as_of=AS_OF)).tables[-1] for notice, row in (
        (plan_notice, plan), (department_notice, department),
    ))  # fmt: skip

    assert alike.rows[0].cells[3].text == "目标\n2021年"
    assert [row.cells[2].text for row in apart.rows] == ["目标", "1000家\n2021年", "200家\n2025年末"]


def test_ahead_of_schedule_is_told_in_points(department):
    lines = read(department_notice(department, as_of=AS_OF)).tables[-1]

    assert [cell.text for cell in lines.rows[2].cells][4:] == ["80%", "40%", "+40", "超进度"]


@pytest.mark.skipif(not raster.has_chinese_font(), reason="no Chinese font on this machine")
def test_pictures_say_in_words_what_they_show(plan: Plan):
    letter = read(plan_notice(plan, as_of=AS_OF))

    told = [picture.get("descr") for picture in letter.element.body.iter(qn("wp:docPr"))]
    assert told[0] == "综合经济: 未完成1项、无法判定1项\n科技创新: 完成1项、未见公布1项"
    assert told[2] == "目标7.5%以上。已公布的数字：2020年：3%；2021年：4.7%。"
    captions = [row.text for row in letter.paragraphs if row.style.name == "Caption"]
    assert captions[:2] == ["表1　各领域目标任务进展情况", "图1　各领域目标任务进展"]


def test_without_a_font_the_letter_says_why_it_has_no_picture(plan: Plan, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(raster, "has_chinese_font", lambda: False)

    letter = read(plan_notice(plan, as_of=AS_OF))

    assert not letter.inline_shapes
    assert "（服务器未安装中文字体，图略。）" in words(letter)


@pytest.mark.either_engine
def test_hostile_words_are_only_words(plan: Plan):
    Commitment.objects.update(statement=HOSTILE)

    lines = read(plan_notice(plan, as_of=AS_OF)).tables[-1]

    assert lines.rows[1].cells[1].text == "<w:t>&amp;=1+1"


def test_an_english_letter(plan: Plan):
    with translation.override("en"):
        said = words(read(plan_notice(plan, as_of=AS_OF)))

    assert said[0] == "Progress notice: Work report 2021"
    assert "1. Overall" in said
    assert (
        "1. GDP to grow by at least 7.5%. "
        "Target at least 7.5%, actual 4.7%, 2.8 percentage points below: missed."
    ) in said


def test_figures_of_a_past_day_are_those_known_then(plan: Plan):
    before = read(plan_notice(plan, as_of=datetime.date(2022, 2, 1))).tables[-1]

    assert [row.cells[4].text for row in before.rows][1:3] == ["4.7%\n2021年、初步、官方", "—"]


def test_a_plan_of_one_group_needs_no_table_of_groups(plan: Plan):
    Commitment.objects.exclude(number=3).update(state="draft")
    refresh(as_of=AS_OF)

    assert len(read(plan_notice(plan, as_of=AS_OF)).tables) == 1


def test_four_main_targets_are_drawn_at_most(plan: Plan):
    for number in range(20, 26):
        row = factories.make_commitment(number=number, headline=True)
        factories.make_observation(row.series, "100")
    refresh(as_of=AS_OF)

    letter = read(plan_notice(plan, as_of=AS_OF))

    beside = [table for table in letter.tables if table.style is None or table.style.name != "Table Grid"]
    assert len(beside) == 2
