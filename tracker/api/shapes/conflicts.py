"""The shapes of contradicting figures."""

from typing import Final

from rest_framework import serializers

from tracker.models import ObservationStatus, Qualifier, Reliability
from tracker.progress.conflicts import ConflictKind

from .fields import Shape, count, day, decimal, flag, maybe, text, word
from .figures import IndicatorBrief

#: What a contradiction is.
KINDS: Final = {
    ConflictKind.REVISION.value: "the later figure is firmer",
    ConflictKind.DISPUTE.value: "it is not: two sources, or one of two minds",
}


class ConflictFigure(Shape):
    """One of two figures that contradict each other."""

    id = count("Number of the row; verdicts name those they rest on.")
    value = decimal("The number, in `unit`.")
    unit = text("The unit it was published in.")
    written = text("The digits as printed.")
    qualifier = word(Qualifier, "How the printed figure bounds the value.")
    obs_status = word(ObservationStatus, "How settled it was when it was published.")
    counts = flag("Whether it is the vintage that counts for its series and period on the day asked for.")
    preferred = flag("Whether an analyst lets it count.")
    published_on = maybe("When it was published, as far as it is known.")
    known_from = serializers.DateField(help_text="The day from which it is taken as known.")
    document = text("Code of the document.")
    reliability = word(Reliability, "Whose publication it is.")
    section = maybe("Where in the document.")
    quote = maybe("The exact words, as printed.")
    derivation = maybe("The arithmetic, when the number itself is not printed.")
    note = maybe("What else to know.")


class HangingVerdict(Shape):
    """A commitment whose status differs by which of the two figures counts."""

    commitment = text("Code of the commitment.")
    if_later = text("Its status if the later of the two counts.")
    if_earlier = text("Its status if the earlier counts.")


class Conflict(Shape):
    """Two figures of one series and period that differ beyond the rounding of their digits."""

    series = text("Code of the series.")
    indicator = IndicatorBrief()
    jurisdiction = text("Code of the jurisdiction.")
    period = text("The period both are about.")
    period_start = day("Its first day; null where nobody said since when.")
    period_end = serializers.DateField(help_text="Its last day.")
    kind = serializers.ChoiceField(list(KINDS.items()), help_text="Which of the two it is.")
    size = decimal("Difference of the printed numbers ÷ the larger one, by amount.")
    settled = flag("Whether an analyst has chosen among the figures of the period.")
    preferred = count("Number of the row that was chosen.", allow_null=True)
    preferred_reason = maybe("Why it was chosen.")
    hangs = flag("Whether a published verdict hangs on which of the two counts.")
    hanging = HangingVerdict(many=True, help_text="Those verdicts; in CSV the codes of their commitments.")
    later = ConflictFigure(help_text="The one published later; of one day, the one that would count first.")
    earlier = ConflictFigure()
