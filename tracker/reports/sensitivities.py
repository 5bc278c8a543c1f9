"""What a status hangs on besides the figures that count, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.progress import Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A stable `code`, its name in a list, what it means, and the part of the page that shows it."""

    code: str
    name: str
    text: str
    section: str


def sensitivity_notes(standing: Standing) -> list[Note]:
    """What a reader should know before relying on the status; empty for most commitments."""
    notes = []
    if standing.method_sensitive:
        notes.append(
            Note(
                code="method_sensitive",
                name=_("hangs on the method"),
                text=_(
                    "Methods disagree on these figures: one says it stands well, another that it does not."
                ),
                section="methods",
            )
        )
    if standing.vintage_sensitive:
        notes.append(
            Note(
                code="vintage_sensitive",
                name=_("hangs on the vintage"),
                text=_("Another published figure of the same period would give another status."),
                section="figures",
            )
        )
    return notes
