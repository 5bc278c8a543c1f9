"""The notices opened in LibreOffice: as an office opens them, and as it prints them."""

import csv
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tracker.models import Commitment

pytestmark = pytest.mark.browser

OFFICE = shutil.which("soffice")
FORMS = ["docx", "xlsx"]
TONGUES = {"zh": "", "en": "/en"}
PLAIN = "txt:Text (encoded):UTF8"
SECOND_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """LibreOffice's settings, which it takes long to make."""
    return f"-env:UserInstallation={tmp_path_factory.mktemp('profile').as_uri()}"


@pytest.fixture
def convert(tmp_path: Path, profile: str) -> Callable[..., Path]:
    """Call with a format and the files at hand, for the folder of what LibreOffice makes of all of them."""

    def convert(form: str, files: dict[str, bytes]) -> Path:
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
        command = [OFFICE, profile, "--headless", "--convert-to", form, "--outdir", tmp_path]
        paths = [tmp_path / name for name in files]
        done = subprocess.run([*command, *paths], capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return tmp_path

    return convert


@pytest.fixture
def notice(client: Client, data: Commitment) -> Callable[[str, str], bytes]:
    """Call with a language and a form for the notice of the plan."""

    def notice(tongue: str, form: str) -> bytes:
        response = client.get(f"{TONGUES[tongue]}/plans/410100-2021/notice.{form}")
        assert response.status_code == 200
        return response.content

    return notice


def test_notices_open_and_print_on_a_few_pages(convert, notice):
    made = convert(
        "pdf", {f"{form}-{tongue}.{form}": notice(tongue, form) for form in FORMS for tongue in TONGUES}
    )

    for form in FORMS:
        for tongue in TONGUES:
            printed = (made / f"{form}-{tongue}.pdf").read_bytes()
            assert 3 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 8, (form, tongue)
            assert (b"/Subtype/Image" in printed) == (form == "docx"), (form, tongue)


def test_a_letter_is_read_as_it_was_written(convert, notice):
    made = convert(PLAIN, {"notice.docx": notice("zh", "docx")})

    text = (made / "notice.txt").read_text("utf-8-sig")
    assert "目标任务进展情况的通报" in text
    assert "一、总体情况" in text
    assert "目标7.5%以上，实际4.8%，低2.7个百分点：未完成。" in text


def test_a_workbook_is_read_as_it_was_written(convert, notice):
    made = convert(SECOND_SHEET, {"notice.xlsx": notice("zh", "xlsx")})

    [sheet] = made.glob("notice-*.csv")
    rows = list(csv.reader(sheet.read_text(encoding="utf-8").splitlines()))
    assert rows[0][0] == "2021年政府工作报告目标任务进展情况表"
    growth = next(row for row in rows if "地区生产总值增长7.5%以上" in row)
    assert "4.8%" in growth
    assert "未完成" in growth
