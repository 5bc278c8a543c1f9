"""What can be wrong with a table or a row, said in both languages with a remedy."""

import re
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tracker.exceptions import IngestError

from .file_messages import FILE_MESSAGES
from .row_messages import NOTHING_NEAR, ROW_MESSAGES
from .sanity_messages import SANITY_MESSAGES

_SHOWN = 60
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")


def shown(text: str) -> str:
    """A text of the file as a message can repeat it: one short line, nothing that would steer a terminal."""
    line = _UNPRINTABLE.sub("\ufffd", " ".join(text[: 4 * _SHOWN].split()))
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"


#: code: (what is wrong, what to do). Parameters in %(…)s come from the problem's `params`.
MESSAGES: dict[str, tuple[Any, Any]] = {**FILE_MESSAGES, **ROW_MESSAGES, **SANITY_MESSAGES}
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


class Report(Protocol):
    """Notes a problem of the row in hand."""

    def __call__(self, code: str, column: str = "", value: str = "", **params: str) -> None:
        """Note `code` for the field `column` and its cell `value`; `params` fill the message."""


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
        if self.params.get("nearest") == "":
            remedy = NOTHING_NEAR[self.code]
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
