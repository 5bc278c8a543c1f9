"""Commitments: checkable pledges, and the evidence they stand on."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import ExactDecimalField, OrLast, PlaceInPlan, PlaceOrLast, ReviewState, one_of
from .indicators import Series, Topic, Unit
from .named import NaturalKey, NaturalKeyManager, named
from .places import Department, Jurisdiction
from .plans import Plan
from .sources import Cited, Document
from .status import Status


class Modality(models.TextChoices):
    """How firmly the words promise; never arithmetic."""

    PLAIN = "plain", _("plain")
    STRIVE = "strive", _("strive to (力争)")
    CONTEND = "contend", _("contend for (争创)")


class Binding(models.TextChoices):
    """Whether a plan calls the line expected or binding."""

    EXPECTED = "expected", _("expected (预期性)")
    BINDING = "binding", _("binding (约束性)")


class UnrateableReason(models.TextChoices):
    """Why a wording gives nothing that could be checked."""

    SCOPE_NOT_OUTCOME = "scope_not_outcome", _("a list of work, not an output")
    NO_MEASURE = "no_measure", _("the wording names nothing measurable")


#: What the two identity constraints of evidence answer.
ALREADY_EVIDENCE = _("This place is evidence of the commitment already.")


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Commitments as the doors ask for them."""

    def published(self) -> "CommitmentQuerySet":
        """Those the public may see: published themselves, in a published plan."""
        return self.filter(state=ReviewState.PUBLISHED, plan__state=ReviewState.PUBLISHED)

    def announced(self, as_of: datetime.date) -> "CommitmentQuerySet":
        """Those some target or evidence had made public by `as_of`."""
        documents = Evidence.objects.filter(commitment=models.OuterRef("pk"), known_from__lte=as_of)
        return self.filter(models.Exists(documents))

    def for_list(self) -> "CommitmentQuerySet":
        """With all that a row of a list shows, in a constant number of queries."""
        return self.select_related(
            "plan",
            "plan__jurisdiction",
            "topic",
            "series",
            "series__indicator",
            "series__indicator__unit",
            "series__jurisdiction",
            "current_verdict",
        ).prefetch_related("departments")


class Commitment(NaturalKey):
    """One checkable pledge of one plan about one series. Identity: plan and number; `code` joins them.

    What the document prints wrongly stays in the evidence; `printed_as` keeps the printed name of the
    measure, `series` holds the corrected reading, and `reading_note` says why.
    """

    # Identity
    code = models.SlugField(_("code"), max_length=80, unique=True)
    # The two are found by the constraint that joins them.
    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="commitments", verbose_name=_("plan"), db_index=False
    )
    number = models.PositiveIntegerField(_("number"))
    # Of the plan, beside the status: one index finds the commitments of a place that stand so.
    jurisdiction = models.ForeignKey(
        Jurisdiction,
        models.PROTECT,
        editable=False,
        related_name="commitments",
        verbose_name=_("jurisdiction"),
        db_index=False,
    )
    place = models.GeneratedField(
        expression=PlaceInPlan(),
        output_field=models.CharField(max_length=100),
        db_persist=True,
        verbose_name=_("place among all"),
    )
    # Content
    statement = models.CharField(_("statement"), max_length=400)
    statement_en = models.CharField(_("English statement"), max_length=400, blank=True)
    series = models.ForeignKey(
        Series, models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name=_("series")
    )
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="commitments", verbose_name=_("topic"))
    departments = models.ManyToManyField(
        Department, blank=True, related_name="commitments", verbose_name=_("departments")
    )
    headline = models.BooleanField(_("main target"), default=False)
    modality = models.CharField(_("modality"), max_length=8, choices=Modality, default=Modality.PLAIN)
    binding = models.CharField(_("expected or binding"), max_length=8, choices=Binding, blank=True)
    checkable = models.BooleanField(_("checkable"), default=True)
    unrateable_reason = models.CharField(
        _("why it cannot be rated"), max_length=20, choices=UnrateableReason, blank=True
    )
    # Each of several entities, above a threshold
    entity = models.CharField(_("each of"), max_length=60, blank=True, help_text=_("As printed: 各开发区."))
    entity_count = models.PositiveIntegerField(_("number of entities"), null=True, blank=True)
    threshold_of = models.CharField(_("threshold of"), max_length=60, blank=True)
    threshold = ExactDecimalField(_("threshold"), null=True, blank=True)
    threshold_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit of the threshold"),
        db_index=False,
    )
    # Ties
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    continues = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name=_("continues"),
    )
    # Provenance
    printed_as = models.CharField(_("measure as printed"), max_length=200, blank=True)
    reading_note = models.TextField(_("reading note"), blank=True)
    # Lifecycle
    state = models.CharField(_("state"), max_length=10, choices=ReviewState, default=ReviewState.DRAFT)
    withdrawn_on = models.DateField(_("withdrawn or superseded on"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("reason of the withdrawal"), max_length=300, blank=True)
    # Standing: written by progress only
    current_verdict = models.OneToOneField(
        "Verdict",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="current_for",
        verbose_name=_("current verdict"),
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, blank=True, editable=False)
    figure_known_from = models.DateField(
        _("its deciding figure known from"), null=True, blank=True, editable=False
    )
    due = models.DateField(_("due"), null=True, blank=True, editable=False)
    distance = models.FloatField(_("distance from schedule"), null=True, blank=True, editable=False)

    objects = NaturalKeyManager.from_fields("code", queryset=CommitmentQuerySet)

    class Meta:
        ordering = ["plan__code", "number"]
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        permissions = [
            ("review_commitment", _("Can review commitments")),
            ("publish_commitment", _("Can publish commitments")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="commitment_number_once_in_plan",
                violation_error_message=_("The plan has a commitment of this number already."),
            ),
            models.CheckConstraint(
                condition=models.Q(checkable=True, unrateable_reason="")
                | (models.Q(checkable=False) & ~models.Q(unrateable_reason="")),
                name="commitment_unrateable_says_why",
                violation_error_message=_(
                    "A commitment that cannot be checked, and only such a one, says why."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(threshold__isnull=True, threshold_unit__isnull=True)
                | models.Q(threshold__isnull=False, threshold_unit__isnull=False),
                name="commitment_threshold_has_unit",
                violation_error_message=_("A threshold needs a unit."),
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_on__isnull=True) | ~models.Q(withdrawn_reason=""),
                name="commitment_withdrawn_says_why",
                violation_error_message=_("A withdrawal needs a reason."),
            ),
            models.CheckConstraint(
                condition=models.Q(part_of__isnull=True) | ~models.Q(part_of=models.F("id")),
                name="commitment_not_part_of_itself",
                violation_error_message=_("A commitment cannot be a part of itself."),
            ),
            one_of(
                "modality",
                Modality,
                "commitment_modality_known",
                _("The modality must be one of those listed."),
            ),
            one_of(
                "binding",
                Binding,
                "commitment_binding_known",
                _("A line is expected, binding, or neither is said."),
                or_empty=True,
            ),
            one_of(
                "unrateable_reason",
                UnrateableReason,
                "commitment_unrateable_reason_known",
                _("The reason why it cannot be rated must be one of those listed."),
                or_empty=True,
            ),
            one_of(
                "status",
                Status,
                "commitment_status_known",
                _("The status must be one of those listed."),
                or_empty=True,
            ),
            one_of(
                "state", ReviewState, "commitment_state_known", _("The state must be one of those listed.")
            ),
        ]
        indexes = [
            # The few that are not public yet, for the desk; the many that are cost it nothing.
            models.Index(
                fields=["state", "code"],
                condition=~models.Q(state=ReviewState.PUBLISHED),
                name="commitment_in_work",
            ),
            # What a list is narrowed to first, then its order: a page costs the same however many rows.
            models.Index(fields=["place"], name="commitment_by_place"),
            models.Index(fields=["status", "place"], name="commitment_by_status"),
            models.Index(fields=["jurisdiction", "place"], name="commitment_by_jurisdiction"),
            models.Index(fields=["jurisdiction", "status", "place"], name="commitment_by_both"),
            models.Index(OrLast("due"), "place", name="commitment_by_due"),
            models.Index("jurisdiction", "status", OrLast("due"), "place", name="commitment_by_both_and_due"),
            # What a page's list is sorted by. Very many fall due, and become known, on the same day.
            models.Index(fields=["due", "id"], name="commitment_by_due_date"),
            models.Index(fields=["figure_known_from", "id"], name="commitment_by_known"),
            models.Index(fields=["distance", "id"], name="commitment_by_distance"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"

    @property
    def label(self) -> str:
        """The statement in the language of the moment."""
        return named(self.statement, self.statement_en)


class Evidence(Cited):
    """The words a commitment stands on. Identity: commitment, document and offset.

    Where the offset is not known, the words themselves stand in its place. A commitment may carry several:
    one target announced by two documents, a confirmation printed elsewhere.
    """

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="evidence", verbose_name=_("commitment")
    )
    # Found by the index that has its words in their order.
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="evidence", verbose_name=_("document"), db_index=False
    )
    known_from = models.DateField(
        _("known from"), help_text=_("The last day the document can have been published.")
    )

    class Meta:
        ordering = ["known_from", "start", "id"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "document", "start"],
                name="evidence_once_per_place",
                violation_error_message=ALREADY_EVIDENCE,
            ),
            models.UniqueConstraint(
                fields=["commitment", "document", "quote"],
                condition=models.Q(start__isnull=True),
                name="evidence_once_per_quote_without_place",
                violation_error_message=ALREADY_EVIDENCE,
            ),
            models.CheckConstraint(
                condition=~models.Q(quote=""),
                name="evidence_has_words",
                violation_error_message=_("Evidence needs the exact words."),
            ),
        ]
        indexes = [models.Index("document", PlaceOrLast("start"), "id", name="evidence_in_document")]

    def __str__(self) -> str:
        return f"“{self.quote}”"
