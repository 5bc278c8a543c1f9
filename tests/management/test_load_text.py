"""Loading a text as an office meets it: a file, a command, and what it says in both languages."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tracker.models import Document, DocumentText, Observation

pytestmark = pytest.mark.django_db

TEXT = "新增高新技术企业1000家。增长5%。投资增长5%。"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="gb18030")
    return path


@pytest.fixture
def document() -> Document:
    """Of its three quotes one stands in the text, one twice, and one not at all."""
    found = factories.make_document("report")
    for quote, period in (
        ("新增高新技术企业1000家", "2019"),
        ("增长5%", "2020"),
        ("新增高新技术企业900家", "2021"),
    ):
        factories.make_observation(document=found, quote=quote, period=period)
    return found


def run(*arguments: object) -> tuple[str, str]:
    said, warned = io.StringIO(), io.StringIO()
    call_command("load_text", *arguments, stdout=said, stderr=warned)
    return said.getvalue(), warned.getvalue()


def test_what_became_of_the_quotes_is_said_in_both_languages(document: Document, file: Path):
    said, _warned = run("report", file)

    assert "report：26字 [gb18030]" in said
    assert "引文3条：位置与记录一致0条，位置改变0条，首次定位1条，需核对2条。" in said
    assert "Quotes: 3; where recorded 0, elsewhere 0, for the first time 1, to be looked at 2." in said


def test_mismatches_are_listed_with_row_and_remedy(document: Document, file: Path):
    _said, warned = run("report", file)

    row = Observation.objects.get(quote="新增高新技术企业900家")
    assert f"数字{row.series.code} 2021（观测值{row.pk}）：文中没有“新增高新技术企业900家”。" in warned
    assert (
        "请在后台按原文更正引文，或载入引文所出自的文件。 最接近的一处在第0字：“新增高新技术企业”。" in warned
    )
    assert (
        "“增长5%” stands in 2 places, the first at character 14. Enter the offset of the right one" in warned
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nothing", "report.txt"), "没有编码为“nothing”的文献。"),
        (("report", "nowhere.txt"), "nowhere.txt"),
    ],
)
def test_what_is_not_there_is_named(document: Document, file: Path, arguments: tuple[str, str], said: str):
    code, name = arguments

    with pytest.raises(CommandError, match=said):
        run(code, file.parent / name)


def test_another_file_is_refused_with_both_hashes(document: Document, file: Path):
    Document.objects.update(file_sha256="ab" * 32)

    with pytest.raises(CommandError, match="ab" * 32):
        run("report", file)
    run("report", file, "--replace")

    assert DocumentText.objects.count() == 1


def test_an_unreadable_file_is_refused_with_a_remedy(document: Document, file: Path):
    file.write_bytes(b"")

    with pytest.raises(CommandError) as refusal:
        run("report", file)

    assert len(str(refusal.value).splitlines()) == 2


def test_a_preview_says_so(document: Document, file: Path):
    said, _warned = run("report", file, "--dry-run")

    assert "以上为预览，没有入库。" in said
    assert not DocumentText.objects.exists()


def test_hostile_words_do_not_steer_a_terminal(document: Document, file: Path):
    Observation.objects.filter(period="2021").update(quote="\x1b[2J新增\u202e")

    _said, warned = run("report", file)

    assert "\x1b" not in warned
    assert "\u202e" not in warned
