"""What can be wrong with a table or a row, said in both languages with a remedy."""

import re
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tracker.exceptions import IngestError

from .file_messages import FILE_MESSAGES
from .sanity_messages import SANITY_MESSAGES

_SHOWN = 60
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")


def shown(text: str) -> str:
    """A text of the file as a message can repeat it: one short line, nothing that would steer a terminal."""
    line = _UNPRINTABLE.sub("\ufffd", " ".join(text[: 4 * _SHOWN].split()))
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"


#: code: (what is wrong, what to do). Parameters in %(…)s come from the problem's `params`.
MESSAGES: dict[str, tuple[Any, Any]] = {
    **FILE_MESSAGES,
    **SANITY_MESSAGES,
    # A row as a whole
    "too_many_cells": (
        _("the row has more cells than the header"),
        _("Put text with commas in quotation marks."),
    ),
    "duplicate_in_file": (
        _("the same series, period, source and date stand in row %(other)s, and the two rows differ"),
        _("Keep the right one; a revision carries its own publication date."),
    ),
    # Cells
    "empty": (_("nothing stands here"), _("Fill it in.")),
    "too_long": (_("the text is longer than %(limit)s characters"), _("Shorten it to one clause.")),
    "control_character": (_("the text holds a control character"), _("Type the text again.")),
    "unknown_indicator": (
        _("no indicator has this code, name or alias"),
        _("Use a known name (nearest: %(nearest)s), or have it added first."),
    ),
    "ambiguous_indicator": (
        _("several indicators have this name: %(candidates)s"),
        _("Use the code, or a unit that tells them apart."),
    ),
    "unknown_jurisdiction": (
        _("no jurisdiction has this code or name"),
        _("Use the six digits of GB/T 2260, or a known name (nearest: %(nearest)s)."),
    ),
    "ambiguous_jurisdiction": (
        _("several jurisdictions have this name: %(candidates)s"),
        _("Use the six digits of GB/T 2260."),
    ),
    "not_a_period": (
        _("not a period that can be read without guessing"),
        _("Write 2021, 2021-H1, 2021-Q1, 2021-06, 2021-01..06 or 2021年上半年."),
    ),
    "not_a_number": (
        _("not one number that can be read without guessing"),
        _("Write one number such as 1,282.9, 4.65万 or 74.5%%; leave the cell empty if there is none."),
    ),
    "unknown_unit": (
        _("not a known unit"),
        _("Use a known unit (nearest: %(nearest)s), or have it added first."),
    ),
    "other_dimension": (
        _("%(unit)s does not measure this indicator, which is counted in %(expected)s"),
        _("Check the unit, or choose the indicator that is counted in %(unit)s."),
    ),
    "two_units": (_("the value says %(found)s, the unit %(unit)s"), _("Keep one of the two.")),
    "two_qualifiers": (_("the value says %(found)s, the column %(given)s"), _("Keep one of the two.")),
    "range_not_figure": (_("a range, not one figure"), _("Enter the figure that was published.")),
    "unsigned_fall": (
        _("a fall, but the indicator is neither a change nor a rate"),
        _("Enter the level that was reached, or choose the indicator of the change."),
    ),
    "unknown_choice": (_("not one of the words that can stand here"), _("Use one of: %(choices)s.")),
    "not_a_date": (_("not a date"), _("Write 2022-01-26, or 2022-01 or 2022 when no more is known.")),
    "published_in_future": (_("a day that has not come yet"), _("Check the date of publication.")),
    "published_before_period": (
        _("published before the period %(period)s had begun"),
        _("Check the period and the date of publication."),
    ),
    "not_an_address": (
        _("not an http:// or https:// address"),
        _("Give the whole address, or leave it empty."),
    ),
    "not_an_offset": (_("not an offset"), _("Give a whole number from 0, or leave it empty.")),
    "no_source": (_("the figure has no source"), _("Give source_title and source_publisher.")),
    "ambiguous_source": (
        _("several known documents can be meant: %(candidates)s"),
        _("Give the publisher and the date of the right one, or its code as source_title."),
    ),
    # Warnings to accept
    "new_document": (
        _("this document is not known yet and would be added"),
        _("Accept it, or use a known title (nearest: %(nearest)s)."),
    ),
    "newer_document": (
        _("the known document of this title is older (%(known)s); a new one of this date would be added"),
        _("Accept it, or correct the date of publication."),
    ),
    "period_in_future": (_("the period has not ended yet"), _("Accept it if the figure is a published one.")),
    "negative_fall": (
        _("a negative value of a fall means a rise"),
        _("Accept it if that is meant; otherwise enter it without the sign."),
    ),
    "sign_turned": (
        _("this name and %(indicator)s give a fall opposite signs: it would be stored as %(stored)s"),
        _("Accept it if that is meant; otherwise use the indicator's own name and sign."),
    ),
    "other_reliability": (
        _("the document is known as “%(known)s”"),
        _("The known reliability stays; have the document corrected if it is wrong."),
    ),
    # What stands in the way of a correction
    "correction_needs_reason": (
        _("the same source, period and date, but another %(fields)s (so far %(old)s)"),
        _("If the stored figure is our mistake, give a reason (--reason); a revision carries its own date."),
    ),
}


class Report(Protocol):
    """Notes a problem of the row in hand."""

    def __call__(self, code: str, column: str = "", value: str = "", **params: str) -> None:
        """Note `code` for the field `column` and its cell `value`; `params` fill the message."""


#: Problems that a person may accept; all others make a row invalid.
WARNINGS = frozenset(
    {
        *SANITY_MESSAGES,
        "new_document",
        "newer_document",
        "period_in_future",
        "negative_fall",
        "sign_turned",
        "other_reliability",
    }
)


@dataclass(frozen=True)
class Problem:
    """One thing to mend: what is wrong, in which line of the file, under which printed header."""

    code: str
    row: int | None = None
    column: str = ""
    value: str = ""
    params: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def is_warning(self) -> bool:
        """Whether a person may accept it as it is."""
        return self.code in WARNINGS

    def text(self) -> str:
        """One sentence in the language of the moment: row, column, value, what is wrong, and the remedy."""
        wrong, remedy = MESSAGES[self.code]
        place = [
            _("row %(row)s") % {"row": self.row} if self.row is not None else "",
            _("column “%(column)s”") % {"column": self.column} if self.column else "",
            _("value “%(value)s”") % {"value": self.value} if self.value else "",
        ]
        where = str(_(", ")).join(str(part) for part in place if part)
        said, mend = str(wrong) % self.params, str(remedy) % self.params
        colon, stop = str(_(": ")), str(_(". "))
        return f"{where}{colon if where else ''}{said}{stop}{mend}"

    def texts(self) -> dict[str, str]:
        """The sentence in both languages."""
        said = {}
        for language in ("zh-hans", "en"):
            with translation.override(language):
                said[language] = self.text()
        return said


class FileProblems(IngestError):
    """A file that cannot be read as an outcome table; `problems` says all that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems[0].code, problems[0].params)
        self.problems = problems
