"""The shapes of rows in work: as they are stored, drafts included, with what can be done to them."""

from typing import Final

from rest_framework import serializers

from tracker.actions.review import STEPS
from tracker.ingest import LONGEST_REASON
from tracker.models import (
    Binding,
    Comparator,
    Modality,
    Observation,
    ObservationStatus,
    PlanKind,
    Qualifier,
    ReviewState,
    TargetForm,
    ToleranceKind,
    UnrateableReason,
    Verb,
    Wording,
)

from .fields import Choice, Flag, Shape, Words, count, day, decimal, flag, maybe, text, word

#: What each step on the way to the public does.
STEPS_SAY: Final = {
    "submit": "asks others to look at it",
    "return": "sends it back to whoever entered it, with a comment",
    "approve": "finds it right; for somebody who had no hand in it",
    "publish": "makes it public",
}
#: Everything somebody can do to a row, beside changing it.
ACTS = (*STEPS, "change", "delete", "correct", "withdraw", "prefer", "unprefer", "drop")


def _moment(says: str) -> serializers.DateTimeField:
    return serializers.DateTimeField(help_text=says, allow_null=True)


class Happened(Shape):
    """Something that was done to a row."""

    at = serializers.DateTimeField(help_text="When.")
    by = maybe("Who; null for the command line.")
    verb = word(Verb, "What was done.")
    comment = maybe("The comment or reason given with it.")


class InWork(Shape):
    """What every row in work tells of itself."""

    state = word(ReviewState, "Where it stands on the way to the public.")


class InFull(Shape):
    """What the page of a row tells beside the row."""

    new_version = count(
        "Number of the new version that waits for somebody (`desk/revisions/`).", allow_null=True
    )
    may = serializers.ListField(
        child=serializers.ChoiceField([(act, act) for act in ACTS]),
        help_text="What who asks can do with it now: `change` is PATCH, `delete` DELETE, the steps go to "
        "`review/`.",
    )
    history = Happened(many=True, help_text="What was done to it, the latest first; at most 50.")


class DeskObservation(InWork):
    """A figure in work."""

    id = count("Number of the row.")
    series = text("Code of the series.")
    period = text("The period it is about.")
    value = decimal("The number, in `unit`; null where it is missing.")
    unit = maybe("The unit it was published in.")
    written = maybe("The digits as printed.")
    qualifier = word(Qualifier, "How the printed figure bounds the value.")
    obs_status = word(ObservationStatus, "How settled it was when it was published.")
    missing_reason = maybe("Why there is no number.")
    published_on = maybe("When it was published, as far as it is known.")
    document = text("Code of the document.")
    section = maybe("Where in the document.")
    quote = maybe("The exact words, as printed.")
    start = count("Their offset in the document's text.", allow_null=True)
    derivation = maybe("The arithmetic, when the number itself is not printed.")
    note = maybe("What else to know.")
    preferred = flag("Whether an analyst lets it count, whatever was published later.")
    preferred_reason = maybe("Why.")
    change_set = count("Number of what it came in with.", allow_null=True)
    withdrawn_at = _moment("When it was withdrawn; null for one that stands.")
    withdrawn_reason = maybe("Why.")


class DeskObservationPage(DeskObservation, InFull):
    """A figure in work, in full."""


class DeskTarget(InWork):
    """A target in work."""

    id = count("Number of the row.")
    commitment = text("Code of the commitment.")
    document = text("Code of the document that announced it.")
    published_on = text("When it was announced, as far as it is known.")
    form = word(TargetForm, "What the number is.")
    comparator = word(Comparator, "How a figure is compared with it.")
    wording = word(Wording, "What the words say, however it is judged.")
    value = decimal("The number, in `unit`.")
    value_to = decimal("The upper end of a range.")
    unit = maybe("The unit it was announced in.")
    written = maybe("The digits as printed.")
    tolerance = decimal("The tolerance of “about”.")
    tolerance_kind = word(
        ToleranceKind, "What it is counted in; null: the rule set's default.", allow_null=True
    )
    period = text("What the number is measured over.")
    due = serializers.DateField(help_text="The end of that period.")
    baseline = count("Number of the figure a change is counted from.", allow_null=True)
    reference = maybe("Code of the series it must keep in step with.")
    reference_note = maybe("What it must keep in step with, when no series holds it.")
    reading_note = maybe("Why it is read so.")


class DeskPlanned(Shape):
    """A value of a planned path, in the unit of its target."""

    id = count("Number of the row.")
    by = serializers.DateField(help_text="By the end of which day it is to be there.")
    value = decimal("The number.")
    written = maybe("The digits as printed.")
    document = text("Code of the document that announced it.")
    published_on = text("When it was announced, as far as it is known.")


class DeskTargetPage(DeskTarget, InFull):
    """A target in work, in full, with its planned path."""

    path = DeskPlanned(many=True, help_text="Values announced on the way to it, the earliest day first.")


class DeskEvidence(Shape):
    """The words a commitment stands on."""

    id = count("Number of the row.")
    document = text("Code of the document.")
    section = maybe("Where in it.")
    quote = text("The exact words, as printed.")
    start = count("Their offset in the document's text.", allow_null=True)
    figure = maybe("The number inside the quote, as printed.")
    figure_start = count("Its offset in the document's text.", allow_null=True)


class DeskCommitment(InWork):
    """A commitment in work."""

    code = text("Code of the commitment: its plan and its number in it.")
    plan = text("Code of the plan.")
    number = count("Its number in the plan.")
    statement = text("What is pledged, in Chinese.")
    statement_en = maybe("In English.")
    series = maybe("Code of the series it is about.")
    topic = text("Code of the topic.")
    departments = serializers.ListField(
        child=serializers.CharField(), help_text="Codes of those responsible."
    )
    headline = flag("Whether it is one of the plan's main targets.")
    modality = word(Modality, "How firmly the words promise.")
    binding = word(Binding, "Whether the plan calls it expected or binding.", allow_null=True)
    checkable = flag("Whether the wording gives something to check.")
    unrateable_reason = word(UnrateableReason, "Why it cannot be rated.", allow_null=True)
    entity = maybe("Each of which entities has to reach it, as printed.")
    entity_count = count("How many entities there are.", allow_null=True)
    threshold_of = maybe("What a threshold is put to.")
    threshold = decimal("The threshold.")
    threshold_unit = maybe("Its unit.")
    part_of = maybe("Code of the commitment it is a part of.")
    continues = maybe("Code of the earlier commitment it goes on from.")
    printed_as = maybe("The measure as printed, where that differs from the reading.")
    reading_note = maybe("Why it is read so.")
    withdrawn_on = day("When it was withdrawn or superseded.")
    withdrawn_reason = maybe("Why.")


class DeskCommitmentPage(DeskCommitment, InFull):
    """A commitment in work, in full, with its targets and the words it stands on."""

    targets = DeskTarget(many=True, help_text="All targets announced, the first first.")
    evidence = DeskEvidence(many=True, help_text="All words it stands on, the first published first.")


class DeskPlan(InWork):
    """A plan in work."""

    code = text("Code of the plan.")
    name = text("Its name, in Chinese.")
    name_en = maybe("In English.")
    kind = word(PlanKind, "What sort of plan it is.")
    jurisdiction = text("Code of the jurisdiction.")
    period_start = serializers.DateField(help_text="Its first day.")
    period_end = serializers.DateField(help_text="Its last day.")
    document = text("Code of the document it stands in.")


class DeskPlanPage(DeskPlan, InFull):
    """A plan in work, in full."""


class DeskRemark(InWork):
    """A remark in work."""

    id = count("Number of the row.")
    commitment = text("Code of the commitment it stands beside.")
    text = text("What it says, in Chinese.")
    text_en = maybe("In English.")
    department = maybe("Code of the department whose reply it is.")
    dated = serializers.DateField(help_text="The day it bears.")
    author = maybe("Who wrote it.")


class DeskRemarkPage(DeskRemark, InFull):
    """A remark in work, in full."""


class Change(Shape):
    """A field of a row with its values before and after."""

    field = maybe("Name of the field.")
    before = maybe("What stands there; what a row refers to by its number.")
    after = maybe("What would stand there.")


class DeskRevision(InWork):
    """A new version of a public row, or a row to be added to a public commitment."""

    id = count("Number of the new version.")
    of = serializers.ChoiceField(
        [
            ("observation", "a figure"),
            ("commitment", "a commitment"),
            ("target", "a target"),
            ("evidence", "words a commitment stands on"),
            ("pathpoint", "a planned value"),
            ("remark", "a remark"),
        ],
        help_text="What it is a new version of.",
    )
    row = count("Number of that row; null for one to be added.", allow_null=True)
    label = text("What that row is called.")
    commitment = maybe("Code of the commitment it belongs to; null for a figure.")
    series = maybe("Code of the series of a figure.")
    changes = Change(many=True, help_text="What it would change.")
    reason = maybe("Why.")
    entered_by = maybe("Who proposed it.")
    entered_at = serializers.DateTimeField(help_text="When.")
    dropped_at = _moment("When it was given up.")


class DeskRevisionPage(DeskRevision, InFull):
    """A new version, in full."""


# What is sent


class ReviewStep(serializers.Serializer):
    """A step on the way to the public."""

    step = Choice(
        [(name, STEPS_SAY[name]) for name in STEPS],
        help_text="What is done.",
    )
    comment = Words(default="", allow_blank=True, max_length=1000, help_text="Needed with `return`.")


class DeskReason(serializers.Serializer):
    """Why something is done."""

    reason = Words(max_length=LONGEST_REASON, help_text="For the record; auditors read it.")


def _right(name: str, says: str) -> Words:
    longest = Observation._meta.get_field(name).max_length or 2000
    return Words(help_text=says, required=False, allow_blank=True, max_length=longest)


class Correction(serializers.Serializer):
    """What is right about a figure; what is left out stands. An empty text takes away what stands there."""

    value = serializers.CharField(
        required=False, allow_blank=True, max_length=60, help_text="The digits: `1,282.9`, `4.65万`, `74.5%`."
    )
    unit = serializers.CharField(required=False, max_length=30, help_text="The unit it was published in.")
    qualifier = word(Qualifier, "How the printed figure bounds the value.", required=False)
    obs_status = word(ObservationStatus, "How settled it was when it was published.", required=False)
    missing_reason = _right("missing_reason", "Why there is no number; with an empty `value`.")
    period = serializers.CharField(
        required=False, max_length=60, help_text="As documents write it: `2021-H1`."
    )
    document = serializers.CharField(required=False, max_length=80, help_text="Code of the document.")
    published_on = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=30,
        help_text="Day, month or year; empty: the document's.",
    )
    section = _right("section", "Where in the document.")
    quote = _right("quote", "The exact words, as printed.")
    start = serializers.CharField(
        required=False, allow_blank=True, max_length=9, help_text="Their offset in the document's text."
    )
    derivation = _right("derivation", "The arithmetic, when the number itself is not printed.")
    note = _right("note", "What else to know; public. Mended alone it takes no reason and no second person.")
    reason = Words(default="", allow_blank=True, max_length=LONGEST_REASON, help_text="Why ours was wrong.")
    accept_warnings = Flag(default=False, help_text="Whatever other figures make doubtful.")
