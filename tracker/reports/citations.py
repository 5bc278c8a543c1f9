"""References to a stored verdict, to be pasted into a report or a bibliography.

A verdict's rows and numbers are fixed by its hash, and its address holds the hash: what is cited stays what
it was, however the commitment stands later.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.models import Verdict
from tracker.reports.languages import in_english
from tracker.reports.periods import day_text
from tracker.reports.statuses import status_name

#: What TeX reads as commands. BibTeX counts braces even behind a backslash, so they get names.
_TEX: Final = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\$",
    "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_SHORT_HASH: Final = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """What a reference names. `recorded` is the day the verdict was stored, `accessed` the day it was read.

    `key` names it in a bibliography and in the name of a file; `url` is the address that shows it for ever.
    """

    key: str
    author: str
    title: str
    subtitle: str
    recorded: date
    accessed: date
    url: str
    sha256: str


def citation(verdict: Verdict, *, url: str, accessed: date) -> Citation:
    """The reference to `verdict`, shown at `url` and read on a day, in the language of the moment."""
    commitment = verdict.commitment
    words = {"status": status_name(verdict.status), "day": day_text(verdict.as_of)}
    return Citation(
        key=f"duixian-{commitment.code}-{verdict.sha256[:_SHORT_HASH]}",
        author=office_name(),
        title=_("Verdict on the commitment “%(statement)s”") % {"statement": _one_line(commitment.label)},
        subtitle=_("%(status)s, as of %(day)s") % words,
        recorded=timezone.localdate(verdict.recorded_at),
        accessed=accessed,
        url=url,
        sha256=verdict.sha256,
    )


def named_office() -> str:
    """The office of the setting OFFICE; empty where none is named."""
    return settings.OFFICE


def office_name() -> str:
    """Who answers for what is published here: the office, else the program."""
    return named_office() or _("Duixian")


def gb_t_7714(cited: Citation) -> str:
    """The reference after GB/T 7714-2015, 4.6 (electronic resources), as an online announcement [EB/OL].

    Its order and punctuation are the standard's: responsible body, title and other title information, type
    and carrier, the day it was published, the day it was read, the address. No DOI is given: there is none.
    """
    days = f"({cited.recorded.isoformat()})[{cited.accessed.isoformat()}]"
    return f"{cited.author}. {cited.title}: {cited.subtitle}[EB/OL]. {days}. {cited.url}."


def bibtex(cited: Citation) -> str:
    """The reference as a BibTeX entry, in UTF-8.

    `@online` is what biblatex and the styles for GB/T 7714 set as [EB/OL]; older styles take it as `@misc`,
    and print `howpublished` and `note`.
    """
    note = _("SHA-256 of the verdict: %(hash)s; read on %(day)s") % {
        "hash": cited.sha256,
        "day": cited.accessed.isoformat(),
    }
    fields = {
        "author": f"{{{_tex(cited.author)}}}",  # twice in braces: a body has no family name
        "title": f"{{{_tex(cited.title)}}}: {_tex(cited.subtitle)}",
        "year": f"{cited.recorded:%Y}",
        "date": cited.recorded.isoformat(),
        "url": cited.url,
        "urldate": cited.accessed.isoformat(),
        "howpublished": rf"\url{{{cited.url}}}",
        "note": _tex(note),
        "langid": "english" if in_english() else "chinese",
    }
    width = max(map(len, fields))
    lines = [f"  {name:<{width}} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@online{{{cited.key},", *lines, "}", ""])


def _tex(text: str) -> str:
    return re.sub(r"[\\{}$&#%_~^]", lambda found: _TEX[found[0]], text)


def _one_line(text: str) -> str:
    """A statement as a title: in one line, without control characters and without a full stop at its end."""
    printable = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(printable.split()).rstrip("。.")
