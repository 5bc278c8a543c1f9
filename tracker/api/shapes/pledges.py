"""What is sent about commitments, their targets and their words."""

from typing import Any

from django.db.models import Model
from rest_framework import serializers

from tracker.ingest import LONGEST_REASON
from tracker.models import (
    Binding,
    Commitment,
    Comparator,
    Department,
    Document,
    Evidence,
    Indicator,
    Jurisdiction,
    Modality,
    Observation,
    Plan,
    PlanKind,
    Remark,
    Series,
    Target,
    TargetForm,
    ToleranceKind,
    Topic,
    Unit,
    UnrateableReason,
    Wording,
)

from .fields import Choice, Flag, Words

#: What may be doubtful about a commitment, and is stored once it is accepted.
DOUBTS = {
    "number_not_in_quote": "the number aimed at does not stand in the words",
    "entered_already": "a commitment stands on the same words of the document",
    "words_not_in_text": "the text kept of the document does not hold the words",
}
#: Words, targets and departments of one commitment.
_MOST = 20
_OPTIONAL = {"required": False, "allow_blank": True, "allow_null": True}


def _text(model: type[Model], name: str, says: str, **options: Any) -> Words:
    """A text as long as its column; null is none."""
    return Words(help_text=says, max_length=_longest(model, name), **(_OPTIONAL | options))


def _digits(says: str) -> serializers.CharField:
    """A figure as documents print it, or as a number of JSON."""
    return serializers.CharField(help_text=says, max_length=_longest(Target, "written"), **_OPTIONAL)


def _longest(model: type[Model], name: str) -> int:
    return getattr(model._meta.get_field(name), "max_length", None) or 5000


def _word(choices: Any, says: str, **options: Any) -> Choice:
    pairs = [(value, label) for value, label in choices.choices if value]
    return Choice(pairs, help_text=says, **({"required": False} | options))


def _of(model: Any, says: str, *, by: str = "code", **options: Any) -> serializers.SlugRelatedField:
    """A row named by its code."""
    rows = model._default_manager.all()
    return serializers.SlugRelatedField(
        slug_field=by, queryset=rows, help_text=says, **({"required": False} | options)
    )


def _number(says: str) -> serializers.DecimalField:
    return serializers.DecimalField(
        max_digits=30, decimal_places=None, required=False, allow_null=True, help_text=says
    )


class PledgeColumns(serializers.Serializer):
    """What a commitment says beside its statement."""

    statement_en = _text(Commitment, "statement_en", "The statement in English.")
    headline = Flag(required=False, help_text="Whether it is one of the main targets.")
    modality = _word(Modality, "How firmly the words promise.")
    binding = _word(Binding, "Whether the plan calls it expected or binding.", allow_null=True)
    checkable = Flag(required=False, help_text="Whether there is something to check.")
    unrateable_reason = _word(UnrateableReason, "Why it cannot be rated.", allow_null=True)
    entity = _text(Commitment, "entity", "Each of which entities has to reach it, as printed.")
    entity_count = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=2**31 - 1, help_text="How many there are."
    )
    threshold_of = _text(Commitment, "threshold_of", "What a threshold is put to.")
    threshold = _number("The threshold.")
    threshold_unit = _of(Unit, "Its unit.", by="symbol", allow_null=True)
    part_of = _of(Commitment, "Code of the commitment it is a part of.", allow_null=True)
    continues = _of(Commitment, "Code of the earlier commitment it goes on from.", allow_null=True)
    printed_as = _text(Commitment, "printed_as", "The measure as printed, where that differs.")
    reading_note = _text(Commitment, "reading_note", "Why it is read so.")


def _start() -> serializers.IntegerField:
    return serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=0,
        max_value=2**31 - 1,
        help_text="Their offset in the text.",
    )


class NewEvidence(serializers.Serializer):
    """Words a commitment stands on."""

    document = _of(Document, "Code of the document.", required=True)
    quote = _text(
        Evidence, "quote", "The exact words, as printed.",
        required=True, allow_blank=False, allow_null=False, trim_whitespace=False,
    )  # fmt: skip
    section = _text(Evidence, "section", "Where in the document.")
    start = _start()


def _accepted() -> serializers.ListField:
    return serializers.ListField(
        child=Choice(list(DOUBTS.items())),
        default=list,
        max_length=len(DOUBTS),
        help_text="Codes of doubts that were looked at.",
    )


class MoreEvidence(NewEvidence):
    """More words for a commitment that is there."""

    accepted = _accepted()


def _announced() -> serializers.CharField:
    return serializers.CharField(
        required=False, allow_blank=True, max_length=30, help_text="Day, month or year; else the document's."
    )


class AimColumns(serializers.Serializer):
    """What a commitment aims at. Numbers are read as documents write them: `1,282.9`, `4.65万`."""

    period = serializers.CharField(
        required=False, max_length=60, help_text="What the number is measured over: `2021`, `2021..2025`."
    )
    comparator = _word(Comparator, "How a figure is compared with it.")
    wording = _word(Wording, "What the words say, however it is judged.")
    form = _word(TargetForm, "What the number is; `level` unless said.")
    value = _digits("The number, in `unit`; none for a milestone.")
    value_to = _digits("The upper end of a range.")
    unit = _of(
        Unit, "The unit it was announced in; the indicator's unless said.", by="symbol", allow_null=True
    )
    tolerance = _number("The tolerance of “about”.")
    tolerance_kind = _word(ToleranceKind, "What it is counted in; else the rule set's.", allow_null=True)
    published_on = _announced()
    baseline = serializers.PrimaryKeyRelatedField(
        queryset=Observation.objects.standing(),
        required=False,
        allow_null=True,
        help_text="Number of the figure a change is counted from.",
    )
    reference = _of(Series, "Code of the series it must keep in step with.", allow_null=True)
    reference_note = _text(Target, "reference_note", "What it must keep in step with outside the data.")
    reading_note = _text(Target, "reading_note", "Why it is read so.")


class NewTarget(AimColumns):
    """A target as a document announced it."""

    period = serializers.CharField(max_length=60, help_text="What it is measured over: `2021`, `2021..2025`.")
    comparator = _word(Comparator, "How a figure is compared with it.", required=True)
    wording = _word(Wording, "What the words say, however it is judged.", required=True)
    document = _of(Document, "Code of the document that announced it; else that of the first evidence.")


class NewCommitment(PledgeColumns):
    """A commitment with the words it stands on and what it aims at."""

    plan = _of(Plan, "Code of the plan.", required=True)
    number = serializers.IntegerField(
        required=False, min_value=1, max_value=99_999, help_text="Its number in the plan; else the next."
    )
    statement = _text(
        Commitment, "statement", "What is pledged.", required=True, allow_blank=False, allow_null=False
    )
    indicator = _of(Indicator, "Code of what measures it; its series is made where there is none.")
    jurisdiction = _of(Jurisdiction, "Code of where it is measured; else the plan's.")
    topic = _of(Topic, "Code of the topic; else the indicator's.")
    departments = _of(Department, "Codes of those responsible.", many=True)
    evidence = NewEvidence(many=True, min_length=1, max_length=_MOST)
    targets = NewTarget(many=True, min_length=1, max_length=_MOST)
    accepted = _accepted()


class _Reasoned(serializers.Serializer):
    reason = Words(
        default="", allow_blank=True, max_length=LONGEST_REASON, help_text="Why; for whoever approves it."
    )


class CommitmentChange(PledgeColumns, _Reasoned):
    """What is to be another; what is left out stands, null takes away."""

    statement = _text(Commitment, "statement", "What is pledged.", allow_blank=False, allow_null=False)
    series = _of(Series, "Code of the series it is about.", allow_null=True)
    topic = _of(Topic, "Code of the topic.")
    departments = _of(Department, "Codes of those responsible: all of them.", many=True)
    withdrawn_on = serializers.DateField(
        required=False, allow_null=True, help_text="When it was withdrawn or superseded by its government."
    )
    withdrawn_reason = _text(Commitment, "withdrawn_reason", "Why.")


class TargetChange(AimColumns, _Reasoned):
    """What we had wrong about a target; what is left out stands. A later aim is a new target."""

    document = _of(Document, "Code of the document that announced it.")


class EvidenceChange(_Reasoned):
    """What we had wrong about the words; what is left out stands."""

    document = _of(Document, "Code of the document.")
    quote = _text(
        Evidence, "quote", "The exact words, as printed.",
        allow_blank=False, allow_null=False, trim_whitespace=False,
    )  # fmt: skip
    section = _text(Evidence, "section", "Where in the document.")
    start = _start()
    accepted = _accepted()


def _by_end_of(**options: Any) -> serializers.CharField:
    return serializers.CharField(
        max_length=60, help_text="By the end of what it is to be there: `2021-06`, `2021-Q1`.", **options
    )


def _planned(**options: Any) -> serializers.CharField:
    return serializers.CharField(
        max_length=60, help_text="The number, in the target's unit or with its own: `500家`.", **options
    )


class NewPlanned(serializers.Serializer):
    """A value announced on the way to a target (季度序时)."""

    by_end_of = _by_end_of()
    planned = _planned()
    document = _of(Document, "Code of the document that announced it; else that of the target.")
    published_on = _announced()


class PlannedChange(_Reasoned):
    """What we had wrong about a planned value; what is left out stands."""

    by_end_of = _by_end_of(required=False)
    planned = _planned(required=False)
    document = _of(Document, "Code of the document that announced it.")
    published_on = _announced()


class RemarkColumns(serializers.Serializer):
    """What a remark says beside its text."""

    text_en = _text(Remark, "text_en", "What it says, in English.")
    department = _of(Department, "Code of the department whose reply it is.", allow_null=True)
    dated = serializers.DateField(required=False, help_text="The day it bears; today unless said.")


class NewRemark(RemarkColumns):
    """A remark beside a commitment."""

    commitment = _of(Commitment, "Code of the commitment it stands beside.", required=True)
    text = _text(Remark, "text", "What it says.", required=True, allow_blank=False, allow_null=False)


class RemarkChange(RemarkColumns, _Reasoned):
    """What is to be another; what is left out stands, null takes away."""

    text = _text(Remark, "text", "What it says.", allow_blank=False, allow_null=False)


class PlanColumns(serializers.Serializer):
    """What a plan says beside what it needs."""

    name_en = _text(Plan, "name_en", "Its name in English.")


class NewPlan(PlanColumns):
    """A plan: commitments are entered into it."""

    code = serializers.SlugField(
        max_length=60, help_text="Its code, for good: place and period, such as `410100-2026`."
    )
    name = _text(Plan, "name", "Its name.", required=True, allow_blank=False, allow_null=False)
    kind = _word(PlanKind, "What sort of plan it is.", required=True)
    jurisdiction = _of(Jurisdiction, "Code of the jurisdiction.", required=True)
    period_start = serializers.DateField(help_text="Its first day.")
    period_end = serializers.DateField(help_text="Its last day.")
    document = _of(Document, "Code of the document it stands in.", required=True)


class PlanChange(PlanColumns, _Reasoned):
    """What is to be another; what is left out stands."""

    name = _text(Plan, "name", "Its name.", allow_blank=False, allow_null=False)
    kind = _word(PlanKind, "What sort of plan it is.")
    jurisdiction = _of(Jurisdiction, "Code of the jurisdiction; fixed once it has commitments.")
    period_start = serializers.DateField(required=False, help_text="Its first day.")
    period_end = serializers.DateField(required=False, help_text="Its last day.")
    document = _of(Document, "Code of the document it stands in.")
