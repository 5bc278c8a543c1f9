"""What each status means, and how good or bad the news is."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from tracker.models import Status
from tracker.reports.languages import kept


class Tone(StrEnum):
    """How a status reads at a glance; colour, shading and shape follow from it."""

    GOOD = "good"
    CLOSE = "close"
    SHORT = "short"
    BAD = "bad"
    SILENT = "silent"
    OPEN = "open"
    OUT = "out"


TONES: Final[dict[Any, Tone]] = {
    Status.MET: Tone.GOOD,
    Status.ACHIEVED: Tone.GOOD,
    Status.AHEAD: Tone.GOOD,
    Status.ON_TRACK: Tone.GOOD,
    Status.NEARLY_MET: Tone.CLOSE,
    Status.BEHIND: Tone.SHORT,
    Status.FAR_BEHIND: Tone.BAD,
    Status.REGRESSING: Tone.BAD,
    Status.MISSED: Tone.BAD,
    Status.UNREPORTED: Tone.SILENT,
    Status.NO_DATA: Tone.OPEN,
    Status.NOT_RATEABLE: Tone.OUT,
    Status.WITHDRAWN: Tone.OUT,
}

#: The order in which a bar and its legend show them: from good news to none.
SHOWN_ORDER: Final[tuple[Any, ...]] = (
    Status.MET, Status.ACHIEVED, Status.AHEAD, Status.ON_TRACK, Status.NEARLY_MET, Status.BEHIND,
    Status.FAR_BEHIND, Status.REGRESSING, Status.MISSED, Status.UNREPORTED, Status.NO_DATA,
    Status.NOT_RATEABLE, Status.WITHDRAWN,
)  # fmt: skip

_MEANINGS: Final[dict[Any, Promise]] = {
    Status.WITHDRAWN: _("The commitment was withdrawn or superseded."),
    Status.NOT_RATEABLE: _("The wording gives nothing that could be checked."),
    Status.MET: _(
        "Due, and the target was reached; for additions within a year also by an earlier cumulative figure."
    ),
    Status.NEARLY_MET: _("Due and not reached, but at least nine tenths of it were done."),
    Status.MISSED: _("Due, and a figure of the due period shows that it was not reached."),
    Status.UNREPORTED: _("Due for more than 180 days without a published figure that decides it."),
    Status.NO_DATA: _("Nothing to judge by yet; the reason is given beside it."),
    Status.ACHIEVED: _("Not due yet and reached already; a later figure may take it back."),
    Status.REGRESSING: _("Not due yet, and further from the target than at the start."),
    Status.FAR_BEHIND: _("Not due yet, and more than 25 points behind the time gone."),
    Status.BEHIND: _("Not due yet, and more than 10 and up to 25 points behind the time gone."),
    Status.AHEAD: _("Not due yet, and more than 10 points ahead of the time gone."),
    Status.ON_TRACK: _("Not due yet, and within 10 points of the time gone, or holding."),
}


@kept
def status_name(status: str) -> str:
    """The status in the language of the moment; an unknown code comes back as it is."""
    return str(Status(status).label) if status in Status.values else status


@kept
def status_meaning(status: str) -> str:
    """When a commitment has this status (DESIGN §5), in one sentence."""
    return str(_MEANINGS.get(status, ""))


def tone(status: str) -> Tone:
    """How good or bad the news is."""
    return TONES.get(status, Tone.OPEN)


def in_shown_order(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Statuses that occur with their counts, good news first."""
    return [(status, counts[status]) for status in SHOWN_ORDER if counts.get(status)]


def counts_text(counts: Mapping[str, int]) -> str:
    """Counts by status as words: 完成 3、未完成 1."""
    said = [
        gettext("%(status)s %(count)s") % {"status": status_name(status), "count": count}
        for status, count in in_shown_order(counts)
    ]
    return pgettext("between items of a list", ", ").join(said) if said else gettext("none")
