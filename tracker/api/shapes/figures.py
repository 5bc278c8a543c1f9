"""The shapes of figures, targets, verdicts and evidence."""

from rest_framework import serializers

from tracker import assessment
from tracker.models import (
    Comparator,
    ObservationStatus,
    Qualifier,
    QuantityKind,
    Reliability,
    TargetForm,
    VerdictChange,
    Wording,
)

from .fields import Shape, count, day, decimal, flag, maybe, status, text, word


class IndicatorBrief(Shape):
    """What is measured, in short."""

    code = text("Code of the indicator.")
    name = text("Its name, in the language of the request.")
    kind = word(QuantityKind, "How its values behave within a period.")


class TargetBrief(Shape):
    """What a commitment aims at: the target announced last."""

    form = word(TargetForm, "What the number is.")
    comparator = word(Comparator, "How a figure is compared with it.")
    value = decimal("The number, in `unit`.")
    value_to = decimal("The upper end of a range.")
    unit = maybe("The unit it was announced in.")
    period = text("What the number is measured over.")
    due = serializers.DateField(help_text="The end of that period.")


class Figure(Shape):
    """A published figure, in short."""

    value = decimal("The number, in `unit`.")
    unit = maybe("The unit it was published in.")
    period = text("The period it is about.")
    obs_status = word(ObservationStatus, "How settled it was when it was published.")


class LatestFigure(Figure):
    """A published figure, with what to think of it."""

    reliability = word(Reliability, "Whose publication it is.")
    derivation = maybe("The arithmetic, when the number itself is not printed.")


class ExpectedNow(Shape):
    """What should be there by the day asked for, on the announced path or else on the straight line.

    From the due date on, and where the target is to be held, it is the target itself.
    """

    value = decimal("The number, in `unit`.")
    unit = maybe("The target's unit; of a growth or a reference, the indicator's.")
    by = serializers.DateField(help_text="The day: `as_of`, or today.")


class VerdictBrief(Shape):
    """How a commitment stands, and the numbers that say so. Shares are fractions of one."""

    status = status()
    method = serializers.ChoiceField(
        [(name, found.source) for name, found in assessment.METHODS.items()], help_text="Judged by."
    )
    as_of = serializers.DateField(help_text="The day it was judged for.")
    judged_at = day("The end of the newest figure's period: the moment it is compared with the schedule.")
    completion = decimal("Actual ÷ target.")
    progress = decimal("(Actual − baseline) ÷ (target − baseline).")
    elapsed = decimal("Complete months gone ÷ months.")
    gap = decimal("Progress (completion, of flows) less elapsed, in percentage points.")
    projected = decimal("The value at the due date at the present pace, in the unit of the target.")
    method_sensitive = flag("Whether methods disagree on good or bad; told by the default method.")
    vintage_sensitive = flag(
        "Whether another published figure of the period would change the status; by the default method."
    )
    reasons = serializers.ListField(
        child=serializers.CharField(), help_text="Codes of what to know about it."
    )


class EvidenceBrief(Shape):
    """Where the words stand."""

    document = text("Code of the document.")
    section = maybe("Where in it.")
    quote = text("The exact words, as printed.")
    start = count("Their offset in the document's text, in code points.", allow_null=True)


class Threshold(Shape):
    """From which size on something counts."""

    of = text("What the threshold is put to.")
    value = decimal("The threshold.")
    unit = text("Its unit.")


class PathPoint(Shape):
    """A value announced for the way to a target."""

    by = serializers.DateField(help_text="The day by whose end it is expected.")
    value = decimal("The number, in `unit` and in the target's own form.")
    unit = maybe("The target's unit.")
    written = maybe("The digits as printed.")
    counts = flag("Whether it is the value that counts for that day: the last announced.")
    document = text("Code of the document that announced it.")
    published_on = text("When it was announced, as far as it is known.")


class Target(TargetBrief):
    """A target with where it comes from."""

    wording = word(Wording, "What the words say, however it is judged.")
    written = maybe("The digits as printed.")
    published_on = text("When it was announced, as far as it is known.")
    document = text("Code of the document that announced it.")
    baseline = Figure(allow_null=True)
    reference = maybe("Code of the series it must keep in step with.")
    reference_note = maybe("What it must keep in step with, when no series holds it.")
    reading_note = maybe("Why it is read so.")
    path = PathPoint(many=True, help_text="Its planned path (季度序时), in order of time; empty for none.")


class Observation(Shape):
    """A published figure with all that stands beside it."""

    id = count("Number of the row; verdicts name those they rest on.")
    series = text("Code of the series.")
    indicator = IndicatorBrief()
    jurisdiction = text("Code of the jurisdiction.")
    period = text("The period it is about.")
    period_start = day("Its first day; null where nobody said since when.")
    period_end = serializers.DateField(help_text="Its last day.")
    value = decimal("The number, in `unit`; null where it is missing.")
    unit = maybe("The unit it was published in.")
    written = maybe("The digits as printed.")
    qualifier = word(Qualifier, "How the printed figure bounds the value.")
    obs_status = word(ObservationStatus, "How settled it was when it was published.")
    missing_reason = maybe("Why there is no number.")
    counts = flag("Whether it is the vintage that counts for its series and period on the day asked for.")
    published_on = maybe("When it was published, as far as it is known.")
    known_from = serializers.DateField(help_text="The day from which it is taken as known.")
    document = text("Code of the document.")
    reliability = word(Reliability, "Whose publication it is.")
    section = maybe("Where in the document.")
    quote = maybe("The exact words, as printed.")
    start = count("Their offset in the document's text.", allow_null=True)
    derivation = maybe("The arithmetic, when the number itself is not printed.")
    note = maybe("What else to know.")


class Evidence(EvidenceBrief):
    """The words a commitment stands on, and the document they stand in."""

    figure = maybe("The number inside the quote, as printed.")
    figure_start = count("Its offset in the document's text.", allow_null=True)
    title = text("Title of the document.")
    publisher = text("Who published it.")
    published_on = maybe("When, as far as it is known.")
    reliability = word(Reliability, "Whose publication it is.")
    url = maybe("Where it can be read.")


class Reason(Shape):
    """A reason in words."""

    code = text("The code.")
    text = text("What it means, in the language of the request.")


class Verdict(VerdictBrief):
    """A verdict with all its numbers, and what it can be cited by."""

    version = text("Version of the method.")
    due = flag("Whether the commitment was due.")
    ratio = decimal("What methods other than the default class by: R.")
    expected = decimal("The value the schedule asked for by `judged_at`, in the unit of the target.")
    required_pace = decimal("What is needed a month until due, in the unit of the target.")
    actual_pace = decimal("What was done a month so far, in the unit of the target.")
    projected_low = decimal("The lowest of the values the paces so far lead to, in the unit of the target.")
    projected_high = decimal("The highest of them: a range of extrapolations, not of likelihood.")
    points = count("How many figures the range was told from.", allow_null=True)
    id = count("Number of the stored verdict; null when judged on the spot.", allow_null=True)
    rule_set = maybe("Code of the thresholds; null when judged on the spot.")
    sha256 = maybe("Hash of everything it says and rests on: cite this.")
    changes = serializers.ListField(
        child=word(VerdictChange, "What led to it."),
        help_text="What led from the verdict stored before to this one; empty when judged on the spot.",
    )
