"""What can be wrong with a quote in a text, and what to do; said in both languages at the doors."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from tracker.models import Evidence

from .loading import Found

#: code: (what is wrong, what to do). Parameters come from `Found`.
MISMATCHES: Final[dict[str, tuple[Any, Any]]] = {
    "quote_not_found": (
        _("“%(quote)s” does not stand in the text"),
        _("Correct the quote at the desk as it is printed, or load the file it was taken from."),
    ),
    "quote_ambiguous": (
        _("“%(quote)s” stands in %(times)s places, the first at character %(start)s"),
        _("Enter the offset of the right one at the desk, or quote more of the sentence."),
    ),
    "place_taken": (
        _("“%(quote)s” begins where another quote of the commitment does, at character %(start)s"),
        _("Keep one of the two at the desk."),
    ),
    "figure_not_found": (
        _("the figure “%(figure)s” does not stand in “%(quote)s” as it is printed"),
        _("Correct the figure as printed, or quote the clause that holds it."),
    ),
}
_SHOWN: Final = 60


def mismatch_text(found: Found) -> str:
    """Row, what is wrong, and the remedy, in the language of the moment."""
    wrong, remedy = MISMATCHES[found.outcome]
    words = {
        "quote": _short(found.row.quote),
        "figure": found.row.figure,
        "times": found.times,
        "start": found.place.start if found.place else "",
    }
    sentence = _("%(row)s: %(wrong)s. %(remedy)s")
    said = sentence % {"row": row_name(found), "wrong": str(wrong) % words, "remedy": remedy}
    if not found.nearest or found.place is None:
        return str(said)
    near = {"nearest": _short(found.nearest), "start": found.place.start}
    return str(said) + " " + str(_("Nearest, at character %(start)s: “%(nearest)s”.") % near)


def row_name(found: Found) -> str:
    """Which row it is, as somebody at the desk would look it up."""
    row = found.row
    if isinstance(row, Evidence):
        named = {"code": row.commitment.code, "number": row.pk}
        return str(_("commitment %(code)s (evidence %(number)s)") % named)
    words = {"series": row.series.code, "period": row.period, "number": row.pk}
    return str(_("figure %(series)s %(period)s (observation %(number)s)") % words)


def _short(text: str) -> str:
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"
