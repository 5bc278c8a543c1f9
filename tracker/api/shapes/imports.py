"""The shapes of files brought in, and what is sent about them."""

from rest_framework import serializers

from tracker.ingest import ENCODINGS, HEADERS, LONGEST_REASON, Waiting
from tracker.models import ChangeSetState, Door, ObservationStatus, Outcome, Qualifier

from .fields import Flag, Shape, Words, count, day, decimal, flag, maybe, text, word
from .problems import InBothLanguages


def _moment(says: str) -> serializers.DateTimeField:
    return serializers.DateTimeField(help_text=says, allow_null=True)


class ImportProblem(Shape):
    """One thing to mend, or a warning to accept."""

    code = text("Stable: programs may rely on it.")
    warning = flag("Whether somebody may accept it as it is.")
    row = count("Line of the file; null where the whole file is meant.", allow_null=True)
    column = maybe("The header as printed.")
    value = maybe("The cell as it stands there.")
    message = InBothLanguages(help_text="Row, column, value, what is wrong, and the remedy.")


class Refused(serializers.Serializer):
    """Why the last thing tried with a change set came to nothing."""

    code = text("Stable: programs may rely on it.")
    message = InBothLanguages(help_text="What is wrong, and what to do.")


class RowCounts(Shape):
    """Rows by outcome."""

    new = count("No figure of that series and period is on record.")
    unchanged = count("On record already.")
    revised = count("Another value, published later: a new vintage beside the old one.")
    correction = count("Another value of the same identity: replaces ours, with a reason.")
    skipped = count("Nothing stands in the cell.")
    invalid = count("Cannot be stored.")
    undecided = count("A warning to accept, or a reason to give.")


class ImportFacts(Shape):
    """What a list tells of a change set."""

    id = count("Its number.")
    title = text("What it is called.")
    file_name = text("The file as it was sent.")
    file_sha256 = text("SHA-256 of the file.")
    state = word(
        ChangeSetState,
        "Where it stands. `draft`, `planning`, `applying`: wait. `planned`: decide. `failed`: see why.",
    )
    door = serializers.ChoiceField(
        [(door.value, door.label) for door in Door], allow_null=True, help_text="Which way it came in."
    )
    counts = RowCounts(allow_null=True, help_text="Rows by outcome; null before it was checked.")
    created_by = maybe("Who brought it in.")
    created_at = serializers.DateTimeField(help_text="When.")
    applied_at = _moment("When it was stored.")
    reversed_at = _moment("When it was taken back.")


class ImportBrief(ImportFacts):
    """A change set in a list."""


class Import(ImportFacts):
    """A change set with all there is to know of it."""

    encoding = maybe("The encoding it was read in.")
    sheet = maybe("The sheet of a workbook that was read.")
    ignored = serializers.ListField(child=serializers.CharField(), help_text="Headers passed over.")
    notes = ImportProblem(
        many=True,
        help_text="What is no fault but should be known: a unit or a period taken from above the table, "
        "sheets that were not read.",
    )
    done = count("Rows done by whoever is at work on it.")
    total = count("Rows in all, as far as is known.")
    waiting = serializers.ChoiceField(
        [
            (Waiting.A_MOMENT.value, "it was queued a moment ago"),
            (Waiting.BUSY.value, "the worker is busy with another file"),
            (Waiting.NO_WORKER.value, "no worker seems to run"),
        ],
        allow_null=True,
        help_text="Why a task on it has not begun. Null where none is queued.",
    )
    verdicts_pending = flag("Whether verdicts are still being refreshed.")
    problems = ImportProblem(many=True, help_text="What is wrong with a file that could not be read.")
    refused = Refused(allow_null=True, help_text="Why it was not stored when last tried.")
    reason = maybe("The reason of its corrections.")
    same_file = count("Number of an applied change set of the very same file.", allow_null=True)
    applied_by = maybe("Who stored it.")
    reversed_by = maybe("Who took it back.")
    reversed_reason = maybe("Why it was taken back.")


class ImportFigure(Shape):
    """A figure on record."""

    id = count("Number of the observation.")
    value = decimal("The number, in `unit`.")
    unit = maybe("Its unit.")
    published_on = maybe("When it was published, as far as it is known.")
    document = text("Code of the document.")


class ImportRow(Shape):
    """A row of the file, checked, with what would become of it."""

    position = count("Its place among the rows.")
    row = count("Line of the file it begins on; the rows of a wide table share it.")
    outcome = word(Outcome, "What becomes of it if nothing more is said.")
    then = word(Outcome, "What becomes of it with its warnings accepted and a reason for corrections.")
    indicator = maybe("Code of the indicator; null where the row could not be read.")
    jurisdiction = maybe("Code of the jurisdiction.")
    period = maybe("The period.")
    value = decimal("The number, in `unit`.")
    unit = maybe("Its unit.")
    qualifier = serializers.ChoiceField(
        [(each.value, each.label) for each in Qualifier],
        allow_null=True,
        help_text="How the printed figure bounds the value.",
    )
    obs_status = serializers.ChoiceField(
        [(each.value, each.label) for each in ObservationStatus],
        allow_null=True,
        help_text="How settled it was when published.",
    )
    published_on = day("The first day it can have been published.")
    document = maybe("Code of the document; null where it is new.")
    new_document = maybe("Title of the document that would be added.")
    before = ImportFigure(
        allow_null=True, help_text="The figure it revises, or the one of its identity that is on record."
    )
    problems = ImportProblem(many=True, help_text="What is wrong with it; in CSV the codes.")


class Reversal(serializers.Serializer):
    """What taking a change set back did."""

    change_set = Import()
    withdrawn = count("Figures taken back.")
    restored = count("Figures that stand again, which corrections had replaced.")
    gone = count("Figures that had been withdrawn or replaced since.")
    kept = serializers.ListField(
        child=serializers.IntegerField(), help_text="Numbers of later figures on top, which stay and count."
    )


# What is sent


class NewImport(serializers.Serializer):
    """A file, and what its rows share."""

    file = serializers.FileField(help_text="CSV, TSV, XLSX or XLS.")
    layout = serializers.JSONField(
        required=False,
        help_text="How to read it, as JSON: `encoding`, `delimiter`, `sheet`, `header_row`, `header_rows`, "
        "`columns`, `periods`, `units`, `defaults`. What is left out is found out. Encodings: "
        + ", ".join(ENCODINGS)
        + ". `defaults` fill columns the file leaves out: "
        + ", ".join(name for name in HEADERS if name != "value")
        + ".",
    )


class ImportDecision(serializers.Serializer):
    """What becomes of rows that need somebody's decision."""

    accept_warnings = Flag(default=False, help_text="Store rows with warnings, too.")
    valid_only = Flag(
        default=False, help_text="Leave out what is invalid or undecided; else it stops everything."
    )
    reason = Words(
        default="", allow_blank=True, max_length=LONGEST_REASON, help_text="Why figures of ours are replaced."
    )


class ImportReason(serializers.Serializer):
    """Why something is taken back."""

    reason = Words(max_length=LONGEST_REASON, help_text="For the record; auditors read it.")


class ReviewComment(serializers.Serializer):
    """What a reviewer has to say."""

    comment = Words(default="", allow_blank=True, max_length=1000, help_text="Needed to return figures.")


class Moved(serializers.Serializer):
    """How many figures took a step, and how many did not."""

    rows = count("Figures that took it.")
    refused = serializers.DictField(
        child=serializers.IntegerField(), help_text="Figures that did not, by the stable code of the reason."
    )
