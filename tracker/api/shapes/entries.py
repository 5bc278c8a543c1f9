"""The shapes of figures sent one by one or many at a time, and what is answered to them."""

from typing import Any

from rest_framework import serializers

from tracker.ingest import LONGEST_REASON
from tracker.models import ChangeSet, ObservationStatus, Qualifier, Reliability

from .fields import Flag, Shape, Words, count, flag
from .imports import Import, ImportRow

#: Rows taken at a time: as many as are stored while somebody waits.
MOST_ROWS = 1000
#: No cell is longer than this; most columns hold much less, and the checker says how much.
_LONGEST = 5000


def _cell(says: str, *, needed: bool = False) -> serializers.CharField:
    options = {} if needed else {"default": "", "allow_blank": True}
    return serializers.CharField(help_text=says, max_length=_LONGEST, **options)


def _words(choices: Any) -> str:
    return ", ".join(f"`{value}`" for value in choices.values)


class NewObservation(serializers.Serializer):
    """A figure as a row of an outcome table states it: texts, read as its cells are."""

    indicator = _cell("Code, name or alias.", needed=True)
    jurisdiction = _cell("GB/T 2260 code or name.", needed=True)
    period = _cell("As documents write it: `2021`, `2021-H1`, `2021-06`.", needed=True)
    value = _cell("`1,282.9`, `4.65万`, `74.5%`; empty: the row is skipped, `—`: missing. Digits are kept.")
    unit = _cell("Default: the indicator's.")
    qualifier = _cell(f"How the figure bounds the value: {_words(Qualifier)}.")
    obs_status = _cell(f"How settled it was: {_words(ObservationStatus)}.")
    published_on = _cell("Day, month or year; default: the document's.")
    source_title = _cell("Code or title of the document; an unknown one is proposed as new.")
    source_publisher = _cell("Who published it.")
    source_url = _cell("Where it can be read: http(s) only.")
    reliability = _cell(f"Whose publication it is: {_words(Reliability)}.")
    section = _cell("Where in the document.")
    quote = _cell("The exact words, as printed.")
    quote_start = _cell("Their offset in the document's text.")
    derivation = _cell("The arithmetic, when the number itself is not printed.")
    note = _cell("What else to know; public.")


class NewObservations(serializers.Serializer):
    """Figures that belong together, and what becomes of those that need a decision."""

    rows = NewObservation(many=True, min_length=1, max_length=MOST_ROWS)
    title = Words(
        default="",
        allow_blank=True,
        max_length=ChangeSet._meta.get_field("title").max_length,
        help_text="What their change set is called.",
    )
    accept_warnings = Flag(default=False, help_text="Store rows with warnings, too.")
    valid_only = Flag(
        default=False, help_text="Leave out what is invalid or undecided; else it stops everything."
    )
    reason = Words(
        default="", allow_blank=True, max_length=LONGEST_REASON, help_text="Why figures of ours are replaced."
    )


class EnteredRow(ImportRow):
    """A row sent, checked, with what became of it; `row` is its place among those sent."""

    id = count("Number of the figure stored; null where none was.", allow_null=True)


class EnteredObservations(Shape):
    """What became of figures sent, or would become."""

    dry_run = flag("Whether nothing was stored because nothing was to be.")
    change_set = Import(allow_null=True, help_text="What was stored together; null where nothing was.")
    rows = EnteredRow(many=True, help_text="Each row, in the order sent.")
