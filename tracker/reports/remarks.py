"""What is said in public beside a commitment, and by whom: the same for page and interface."""

import datetime
from dataclasses import dataclass

from django.utils.translation import get_language

from tracker.models import Commitment, Remark
from tracker.reports.citations import office_name
from tracker.reports.periods import day_text


@dataclass(frozen=True, kw_only=True)
class ShownRemark:
    """A remark as it is shown; `signed` says whose words it is: a department's, somebody's, the office's."""

    row: Remark
    text: str
    day: str
    signed: str

    @property
    def is_translated(self) -> bool:
        """Whether the words are not those it was made in."""
        return self.text != self.row.text


def remarks_on(commitment: Commitment, day: datetime.date) -> list[ShownRemark]:
    """The public remarks on a commitment that had been made by a day, the newest first; one query."""
    rows = commitment.remarks.published().filter(dated__lte=day).select_related("department", "author")
    return [
        ShownRemark(row=row, text=_text(row), day=day_text(row.dated), signed=_signed(row)) for row in rows
    ]


def _text(row: Remark) -> str:
    english = (get_language() or "").startswith("en")
    return row.text_en if english and row.text_en else row.text


def _signed(row: Remark) -> str:
    """The department where it is a reply, else the author's own name, else the office; never an account."""
    if row.department is not None:
        return str(row.department.label)
    return (row.author.get_full_name() if row.author else "") or office_name()
