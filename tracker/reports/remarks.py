"""Remarks beside a commitment: what somebody added in public, with day and name."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.models import Commitment, Remark

from .citations import office_name
from .periods import day_text


@dataclass(frozen=True, kw_only=True)
class ShownRemark:
    """A remark for a reader; `is_original` says that it is in the language it was written in."""

    text: str
    day: str
    by: str
    is_original: bool


def shown_remarks(commitment: Commitment, *, as_of: datetime.date) -> list[ShownRemark]:
    """The public remarks dated by a day, the newest first. One query."""
    return [
        ShownRemark(
            text=row.label, day=day_text(row.dated), by=signature(row), is_original=row.label == row.text
        )
        for row in commitment.remarks.known(as_of).for_display()
    ]


def signature(remark: Remark) -> str:
    """Whose remark it is: a department's reply, else its author's by their own name, else the office's.

    An account's name is nobody's business outside.
    """
    if remark.department is not None:
        return _("reply of %(department)s") % {"department": remark.department.label}
    author = remark.author.get_full_name().strip() if remark.author else ""
    return author or office_name()
