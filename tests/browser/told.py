"""Gives the report of the throw-away demo a text to be pictured: `python -m tests.browser.told`.

No document's text comes with the program: this one is made of the words the demo quotes, in their order,
where an office would load the whole.
"""

import os
import tempfile
from itertools import groupby
from pathlib import Path

import django

DOCUMENT = "zhengzhou-2021-work-report"
#: Quotes of a paragraph.
IN_PARAGRAPH = 8


def main() -> None:
    """Load the text into the database of the environment."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    from tracker.ingest.texts import load_text
    from tracker.models import Document, Evidence, Observation

    document = Document.objects.get(code=DOCUMENT)
    promised = Evidence.objects.filter(document=document).values_list("start", "section", "quote")
    reported = Observation.objects.filter(document=document).values_list("start", "section", "quote")
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(in_order([*promised, *reported]))
        file.flush()
        load_text(document=document, path=Path(file.name), by=None, replace=True)


def in_order(places: list[tuple[int, str, str]]) -> str:
    """The quotes under their sections, a paragraph each, as they follow one another; none within another."""
    lines, sections = [], groupby(sorted(places), key=lambda place: place[1])
    for section, found in sections:
        quotes = [quote for _start, _section, quote in found]
        apart = [each for each in dict.fromkeys(quotes) if not any(each in other != each for other in quotes)]
        paragraphs = ("……".join(apart[at : at + IN_PARAGRAPH]) for at in range(0, len(apart), IN_PARAGRAPH))
        lines += [section, *(f"{paragraph}。" for paragraph in paragraphs)]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
