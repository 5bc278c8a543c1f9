"""The shapes of commitments and their counts."""

from rest_framework import serializers

from tracker.models import Binding, Modality, Status, UnrateableReason

from .fields import Shape, count, day, decimal, flag, maybe, status, text, word
from .figures import (
    Evidence,
    EvidenceBrief,
    ExpectedNow,
    Figure,
    IndicatorBrief,
    LatestFigure,
    Observation,
    Reason,
    Target,
    TargetBrief,
    Threshold,
    Verdict,
    VerdictBrief,
)


class CommitmentRow(Shape):
    """A commitment in a list."""

    code = text("Code of the commitment: its plan and its number in it.")
    statement = text("What is pledged, in the language of the request.")
    plan = text("Code of the plan.")
    jurisdiction = text("Code of the jurisdiction.")
    topic = text("Code of the topic.")
    departments = serializers.ListField(
        child=serializers.CharField(), help_text="Codes of those responsible."
    )
    binding = word(Binding, "Whether the plan calls it expected or binding.", allow_null=True)
    indicator = IndicatorBrief(allow_null=True)
    target = TargetBrief(allow_null=True)
    baseline = Figure(allow_null=True, help_text="The figure a change is counted from.")
    previous = Figure(allow_null=True, help_text="The same one period earlier; context, never a baseline.")
    latest = LatestFigure(allow_null=True, help_text="The figure the verdict rests on, else the newest.")
    expected_now = ExpectedNow(
        allow_null=True,
        help_text="What should be there by the day asked for, reported or not.",
    )
    verdict = VerdictBrief(allow_null=True)
    evidence = EvidenceBrief(allow_null=True, help_text="The words it stands on, the first published.")


class Sum(Shape):
    """A total beside its parts over one period. A part without such a number is missing, never zero."""

    period = text("The period.")
    unit = maybe("What all amounts are in: the total's unit.")
    total = decimal("The total's own number.")
    parts = decimal("The parts added up, as far as they have such a number.")
    missing = count("How many parts have none.")
    gap = decimal("`parts` less `total`, as published and not repaired; null where it cannot be told.")


class Part(Shape):
    """A part of a commitment, and what it adds."""

    code = text("Code of the commitment.")
    statement = text("What is pledged, in the language of the request.")
    status = status()
    target = decimal("What its target adds; null where it is no number of the same kind and period.")
    figure = decimal("What was reported of it for the period of `figures`.")


class Parts(Shape):
    """The parts of a commitment and what they come to."""

    targets = Sum(allow_null=True, help_text="What they promise; null where nothing can be added up.")
    figures = Sum(allow_null=True, help_text="What was reported, of the newest period known of all or some.")
    commitments = Part(many=True, help_text="The parts, in the order of their plan.")


class Remark(Shape):
    """What was added to a commitment in public. It decides nothing."""

    dated = day("The day it bears.")
    signed = maybe("Whose words they are: a department's, somebody's, the office's.")
    department = maybe("Code of the department whose reply it is.")
    text = text("What it says, in the language of the request where it was given in that.")


class CommitmentDetail(CommitmentRow):
    """A commitment in full."""

    headline = flag("Whether it is one of the plan's main targets.")
    modality = word(Modality, "How firmly the words promise.")
    checkable = flag("Whether the wording gives something to check.")
    unrateable_reason = word(UnrateableReason, "Why it cannot be rated.", allow_null=True)
    entity = maybe("Each of which entities has to reach it, as printed.")
    entity_count = count("How many entities there are.", allow_null=True)
    threshold = Threshold(allow_null=True, help_text="From which size on something counts.")
    part_of = maybe("Code of the commitment it is a part of.")
    parts = Parts(allow_null=True, help_text="Its own parts; null for a commitment without any.")
    continues = maybe("Code of the earlier commitment it goes on from.")
    printed_as = maybe("The measure as printed, where that differs from the reading.")
    reading_note = maybe("Why it is read so.")
    withdrawn_on = day("When it was withdrawn or superseded.")
    withdrawn_reason = maybe("Why.")
    verdict = Verdict(allow_null=True)
    explanation = maybe("The verdict in words, in the language of the request.")
    reasons = Reason(many=True, help_text="The verdict's reasons in words.")
    targets = Target(many=True, help_text="All targets announced, the first first; the last one counts.")
    observations = Observation(many=True, help_text="All vintages of its series, the newest period first.")
    worked_out_from = Observation(
        many=True,
        help_text="The published figures `latest` is worked out from, by its `derivation`, the later first; "
        "empty where it is published itself.",
    )
    evidences = Evidence(many=True, help_text="All words it stands on, the first published first.")
    remarks = Remark(many=True, help_text="What was added in public by the day asked for, the newest first.")


#: How many commitments have each status; all thirteen, also those nobody has.
Counts = type(
    "Counts", (serializers.Serializer,), {value: count(Status(value).label) for value in Status.values}
)


class SummaryRow(serializers.Serializer):
    """A group of commitments, counted by status."""

    key = text("Code of the group; empty for commitments of none.")
    label = text("Its name, in the language of the request.")
    counts = Counts(help_text="Commitments by status.")
    total = count("All of them.")
    rateable = count("Without those not rateable or withdrawn; no data and unreported stay in.")
    met = count("Met or achieved early.")
    met_of_all = decimal("met ÷ total.")
    met_of_rateable = decimal("met ÷ rateable.")


class Summary(serializers.Serializer):
    """Groups of commitments, and all of them together."""

    by = text("What the rows are groups of.")
    as_of = serializers.DateField(help_text="The day it speaks of.")
    results = SummaryRow(many=True)
    total = SummaryRow(help_text="All groups together, each commitment once.")
