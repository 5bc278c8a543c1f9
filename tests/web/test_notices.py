import io
from urllib.parse import quote

import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from tests import factories
from tracker.models import Commitment, Plan
from tracker.progress import refresh
from tracker.web import notices

pytestmark = pytest.mark.django_db

LETTER = "/plans/410100-2021/notice.docx"


@pytest.fixture
def science(gdp: Commitment, firms: Commitment) -> str:
    """Where the notice of the science bureau is, which answers for the firms."""
    firms.departments.add(factories.make_department("science", name="市科技局"))
    return "/departments/science/notice"


def words(content: bytes) -> str:
    return "\n".join(row.text for row in Document(io.BytesIO(content)).paragraphs)


def test_a_plan_s_letter_is_one_click_from_its_page(client: Client, gdp: Commitment):
    page = client.get("/").content.decode()
    assert f'href="{LETTER}"' in page
    assert 'href="/plans/410100-2021/notice.xlsx"' in page

    response = client.get(LETTER)

    assert response.headers["Content-Type"].endswith("wordprocessingml.document")
    name = quote("通报-2021年政府工作报告-")
    assert response.headers["Content-Disposition"].startswith(f"attachment; filename*=utf-8''{name}")
    assert "一、总体情况" in words(response.content)
    assert "http://testserver/?plan=410100-2021" in words(response.content)


def test_a_plan_s_workbook(client: Client, gdp: Commitment):
    response = client.get("/plans/410100-2021/notice.xlsx")

    assert response.headers["Content-Type"].endswith("spreadsheetml.sheet")
    assert load_workbook(io.BytesIO(response.content)).sheetnames[0] == "总体情况"


def test_a_department_s_notice(client: Client, science: str):
    letter = words(client.get(f"{science}.docx").content)

    assert "现将市科技局承担的各项目标任务" in letter
    assert "地区生产总值" not in letter
    assert "http://testserver/?department=science" in letter


def test_a_notice_keeps_the_day(client: Client, gdp: Commitment):
    page = client.get("/?as_of=2021-06-30").content.decode()
    assert f'href="{LETTER}?as_of=2021-06-30"' in page

    letter = words(client.get(f"{LETTER}?as_of=2021-06-30").content)

    assert "截至2021年6月30日" in letter
    assert "时间进度50%" in letter
    assert "http://testserver/?plan=410100-2021&as_of=2021-06-30" in letter


def test_an_english_notice(client: Client, gdp: Commitment):
    letter = words(client.get(f"/en{LETTER}").content)

    assert "Progress notice: Work report 2021" in letter
    assert "http://testserver/en/?plan=410100-2021" in letter


@pytest.mark.parametrize(
    "path",
    [
        "/plans/410100-1999/notice.docx",
        "/plans/410100-2021/notice.pdf",
        "/departments/nobody/notice.docx",
        f"{LETTER}?as_of=2021-01-01",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, gdp: Commitment, path: str):
    assert client.get(path).status_code == 404


def test_a_draft_plan_has_no_notice(client: Client, gdp: Commitment):
    Plan.objects.update(state="draft")

    assert client.get(LETTER).status_code == 404


def test_a_notice_nobody_would_read_is_refused(
    client: Client, gdp: Commitment, firms: Commitment, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(notices, "MOST_LINES", 1)

    response = client.get(LETTER)

    assert response.status_code == 400
    assert "目标任务超过1项时不生成通报" in response.content.decode()


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_more_lines_take_no_more_queries(
    client: Client, gdp: Commitment, ending: str, django_assert_max_num_queries
):
    for number in range(30, 45):
        factories.make_observation(factories.make_commitment(number=number).series)
    refresh()

    with django_assert_max_num_queries(20):
        client.get(f"/plans/410100-2021/notice.{ending}")
