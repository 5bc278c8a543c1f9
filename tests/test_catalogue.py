"""The Chinese catalogue, as a whole: written as Chinese is printed."""

import re
from pathlib import Path

from babel.messages.pofile import read_po
from django.conf import settings

CATALOGUE = Path(settings.BASE_DIR) / "tracker" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
#: A mark of English beside a Chinese character: it stands too close, and too low.
FOREIGN = re.compile(r"[\u4e00-\u9fff][,;:!?]|[,;:!?][\u4e00-\u9fff]")
#: What is to be typed as it stands.
TYPED = re.compile(r"<code.*?</code>")


def test_chinese_sentences_have_chinese_marks():
    with CATALOGUE.open("rb") as file:
        entries = [entry for entry in read_po(file) if entry.id]
    texts = [
        text
        for entry in entries
        for text in (entry.string if isinstance(entry.string, tuple) else (entry.string,))
    ]

    assert texts
    assert [text for text in texts if FOREIGN.search(TYPED.sub("", text))] == []
