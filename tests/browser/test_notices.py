"""The notices opened in LibreOffice: as an office opens them, and as it prints them."""

import csv
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from tracker.models import Commitment

pytestmark = pytest.mark.browser

OFFICE = shutil.which("soffice")


@pytest.fixture
def converted(tmp_path: Path, data: Commitment):
    """Call with an address and a format for what LibreOffice makes of the file there."""

    def convert(address: str, form: str, client: Client) -> Path:
        response = client.get(address)
        assert response.status_code == 200
        source = tmp_path / address.rpartition("/")[2].partition("?")[0]
        source.write_bytes(response.content)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [
            OFFICE,
            profile,
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            str(tmp_path),
            str(source),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return source.with_suffix("." + form.partition(":")[0])

    return convert


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_a_notice_opens_and_prints_on_a_few_pages(converted, client: Client, language: str, ending: str):
    printed = converted(f"{language}/plans/410100-2021/notice.{ending}", "pdf", client).read_bytes()

    assert printed.startswith(b"%PDF-")
    pages = re.findall(rb"/Type\s*/Page\b", printed)
    assert 3 <= len(pages) <= 8
    assert (b"/Subtype/Image" in printed) == (ending == "docx")


def test_a_letter_is_read_as_it_was_written(converted, client: Client):
    text = converted("/plans/410100-2021/notice.docx", "txt:Text (encoded):UTF8", client).read_text(
        "utf-8-sig"
    )

    assert "目标任务进展情况的通报" in text
    assert "一、总体情况" in text
    assert "目标7.5%以上，实际4.8%，低2.7个百分点：未完成。" in text


def test_a_workbook_is_read_as_it_was_written(converted, client: Client):
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
    [sheet] = converted("/plans/410100-2021/notice.xlsx", form, client).parent.glob("notice-*.csv")

    rows = list(csv.reader(sheet.read_text(encoding="utf-8").splitlines()))
    assert rows[0][0] == "2021年政府工作报告目标任务进展情况表"
    growth = next(row for row in rows if "地区生产总值增长7.5%以上" in row)
    assert "4.8%" in growth
    assert "未完成" in growth
