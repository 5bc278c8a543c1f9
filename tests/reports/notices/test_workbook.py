import datetime
import io

import pytest
from django.utils import translation
from openpyxl import load_workbook

from tests import factories
from tracker.models import Commitment, Plan
from tracker.progress import refresh
from tracker.reports.notices import department_notice, plan_notice, xlsx_file

pytestmark = pytest.mark.django_db

AS_OF = datetime.date(2023, 6, 30)


def read(notice):
    return load_workbook(io.BytesIO(xlsx_file(notice, address="https://duixian.example/")))


def values(sheet, line: int) -> list:
    return [cell.value for cell in sheet[line]]


def column(sheet, group: str, name: str) -> int:
    """The column under a head of two rows, whose first is merged."""
    found, over = 0, ""
    for place in range(1, sheet.max_column + 1):
        over = sheet.cell(3, place).value or over
        if (over, (sheet.cell(4, place).value or "").replace("\n", "")) == (group, name):
            found = place
    assert found, (group, name)
    return found


def test_the_sheets_and_their_titles(plan: Plan):
    book = read(plan_notice(plan, as_of=AS_OF))

    assert book.sheetnames == ["总体情况", "进展情况表", "全部数据", "数据说明"]
    assert [sheet["A1"].value for sheet in book] == [
        "关于2021年政府工作报告目标任务进展情况的通报",
        "2021年政府工作报告目标任务进展情况表",
        "2021年政府工作报告目标任务进展情况表",
        "数据说明",
    ]
    for sheet in book:
        assert any(str(merged).startswith("A1:") for merged in sheet.merged_cells.ranges)


def test_the_summary_counts_groups_and_draws_them(plan: Plan):
    sheet = read(plan_notice(plan, as_of=AS_OF)).worksheets[0]

    assert "其中可判定的3项" in sheet["A3"].value
    assert values(sheet, 6)[:6] == ["领域", "合计", "完成", "未完成", "未见公布", "不计入"]
    assert values(sheet, 8) == ["科技创新", 2, 1, 0, 1, 0, 0.5, 0.5]
    assert values(sheet, 9)[:3] == ["合计", 4, 1]
    assert len(sheet._charts) == 2


def test_lines_hold_numbers_to_reckon_with(plan: Plan):
    sheet = read(plan_notice(plan, as_of=AS_OF)).worksheets[2]

    def cell(group: str, name: str):
        return sheet.cell(6, column(sheet, group, name))

    assert cell("目标", "数值").value == 1000
    assert cell("判定所依据的数字", "数值").value == 1230
    assert cell("判定", "完成率").value == pytest.approx(1.23)
    assert cell("判定", "完成率").number_format == "0.0%"
    assert cell("目标", "到期日").value.date() == datetime.date(2021, 12, 31)
    assert cell("来源", "推算").value == "4130-2900"
    assert cell("来源", "可靠性").value == "媒体"


@pytest.mark.parametrize(("written", "form"), [("1230", "#,##0"), ("4.70", "#,##0.00"), ("-3.5", "#,##0.0")])
def test_a_value_keeps_its_published_decimals(plan: Plan, written: str, form: str):
    series = factories.make_series(kind="rate", unit="%")
    factories.make_commitment(series=series, number=9)
    factories.make_observation(series, written)
    refresh(as_of=AS_OF)

    sheet = read(plan_notice(plan, as_of=AS_OF)).worksheets[2]
    cell = sheet.cell(sheet.max_row, column(sheet, "判定所依据的数字", "数值"))

    assert cell.value == pytest.approx(float(written))
    assert cell.number_format == form


def test_a_share_shows_digits_enough_to_agree_with_the_verdict(plan: Plan):
    series = factories.make_series(kind="flow")
    factories.make_commitment(series=series, number=9, target={"value": "10000"})
    factories.make_observation(series, "9999")
    refresh(as_of=AS_OF)

    sheet = read(plan_notice(plan, as_of=AS_OF)).worksheets[1]
    cell = sheet.cell(sheet.max_row, column(sheet, "判定", "完成率(完成进度)"))

    assert cell.number_format == "0.00%"


def test_points_carry_their_sign(department):
    sheet = read(department_notice(department, as_of=AS_OF)).worksheets[1]
    cell = sheet.cell(6, column(sheet, "判定", "超(欠)进度(百分点)"))

    assert cell.value == pytest.approx(40)
    assert cell.number_format == "+0.0;-0.0;0.0"


@pytest.mark.either_engine
def test_lines_are_set_up_for_reading_and_printing(plan: Plan):
    book = read(plan_notice(plan, as_of=AS_OF))
    printed, data = book.worksheets[1:3]

    assert printed.freeze_panes == "C5"
    assert printed.auto_filter.ref == f"A4:{printed.cell(4, printed.max_column).column_letter}8"
    assert printed.print_title_rows == "$3:$4"
    assert (printed.page_setup.orientation, printed.page_setup.paperSize) == ("landscape", 9)
    assert (printed.page_setup.fitToWidth, printed.page_setup.fitToHeight) == (1, 0)
    assert data.page_setup.paperSize == 8
    assert printed.oddFooter.center.text == "第 &P 页，共 &N 页"
    assert printed.column_dimensions["B"].width == 42


@pytest.mark.parametrize("statement", ["=1+1", "@SUM(A1)", "#N/A", "+8613800000000"])
@pytest.mark.either_engine
def test_words_are_never_taken_for_a_formula(plan: Plan, statement: str):
    Commitment.objects.update(statement=statement)

    cell = read(plan_notice(plan, as_of=AS_OF)).worksheets[1]["B5"]

    assert (cell.value, cell.data_type) == (statement, "s")


def test_what_no_workbook_can_hold_is_left_out(plan: Plan):
    Commitment.objects.update(statement="钟\x07声\u202e")

    assert read(plan_notice(plan, as_of=AS_OF)).worksheets[1]["B5"].value == "钟声"


@pytest.mark.either_engine
def test_a_long_statement_gets_a_higher_row(plan: Plan):
    Commitment.objects.filter(number=1).update(statement="增长" * 100)

    sheet = read(plan_notice(plan, as_of=AS_OF)).worksheets[1]

    assert sheet.row_dimensions[5].height > 3 * sheet.row_dimensions[6].height


def test_what_the_statuses_mean_is_told(plan: Plan):
    sheet = read(plan_notice(plan, as_of=AS_OF)).worksheets[3]

    said = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=2) if row[1].value}
    assert set(said) == {"完成", "未完成", "未见公布", "无法判定"}
    assert "https://duixian.example/" in " ".join(str(cell.value) for cell in sheet["A"])


def test_an_english_workbook(plan: Plan):
    with translation.override("en"):
        book = read(plan_notice(plan, as_of=AS_OF))

    assert book.sheetnames == ["Summary", "Commitments", "Data", "About the data"]
    assert book.worksheets[1]["B5"].value == "GDP to grow by at least 7.5%"
