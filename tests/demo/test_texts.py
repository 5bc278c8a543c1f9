"""The texts the demo was read from, where they lie beside the checkout: every quote stands where it says."""

import hashlib
from pathlib import Path

import pytest

from tracker.ingest.texts import load_text
from tracker.models import Document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

BESIDE = Path(__file__).parents[3]
FOLDERS = [BESIDE / "shared" / "seeds", BESIDE.parent / "shared" / "seeds"]


def text_of(document: Document) -> Path:
    """The file of the document's hash. Skips where nobody has it: no text comes with the program."""
    for folder in FOLDERS:
        for path in sorted(folder.glob("*.txt")):
            if hashlib.sha256(path.read_bytes()).hexdigest() == document.file_sha256:
                return path
    pytest.skip("the documents' texts are not beside the checkout")


@pytest.mark.parametrize(
    ("code", "quotes"), [("zhengzhou-2021-work-report", 253), ("zhengzhou-2020-plenum-digest", 80)]
)
def test_every_quote_of_the_demo_stands_where_it_is_recorded(code: str, quotes: int):
    document = Document.objects.get(code=code)

    loaded = load_text(document=document, path=text_of(document), by=None)

    assert dict(loaded.counts) == {"as_recorded": quotes}


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_another_copy_with_other_spaces_widths_and_line_breaks_holds_them_all(tmp_path: Path, encoding: str):
    document = Document.objects.get(code="zhengzhou-2021-work-report")
    text = text_of(document).read_text(encoding="utf-8")
    text = text.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"} | {ord("，"): ", "})
    copy = tmp_path / "copy.txt"
    copy.write_bytes("\r\n".join(text[at : at + 23] for at in range(0, len(text), 23)).encode(encoding))

    loaded = load_text(document=document, path=copy, by=None, replace=True, dry_run=True)

    assert loaded.mismatches == []
    assert len(loaded.found) == 253
