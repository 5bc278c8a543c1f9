"""Verdicts: stored judgements that can be replayed, and the rule sets they were made by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .changesets import ChangeSet
from .commitments import Commitment
from .fields import one_of
from .named import Named, NaturalKeyManager
from .observations import Observation
from .status import Status
from .targets import Target


class RuleSet(Named):
    """Thresholds a method judges by.

    Identity: `code`. Never changed once a verdict rests on it: make another.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    rules = models.JSONField(_("rules"), default=dict)
    note = models.TextField(_("note"), blank=True)

    objects = NaturalKeyManager.from_fields("code")

    class Meta:
        ordering = ["code"]
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")


class VerdictChange(models.TextChoices):
    """What led from one verdict of a commitment to the next; a verdict names all that did."""

    FIRST = "first", _("judged for the first time")
    FIGURE_PUBLISHED = "figure_published", _("a figure was published")
    FIGURE_REVISED = "figure_revised", _("another figure of the same period counts now")
    FIGURE_WITHDRAWN = "figure_withdrawn", _("a figure was withdrawn")
    VINTAGE_PUBLISHED = "vintage_published", _("a figure that does not count would change the status")
    PREVIOUS_CHANGED = "previous_changed", _("the figure of the period before is another one")
    BASELINE_CHANGED = "baseline_changed", _("it is counted from another figure")
    TARGET_CHANGED = "target_changed", _("another target holds")
    PATH_CHANGED = "path_changed", _("the planned path was changed")
    COMMITMENT_WITHDRAWN = "commitment_withdrawn", _("the commitment was withdrawn or superseded")
    CONTENT_CHANGED = "content_changed", _("a row it rests on was edited")
    RULES_CHANGED = "rules_changed", _("other thresholds hold")
    METHOD_CHANGED = "method_changed", _("the method was changed")
    FELL_DUE = "fell_due", _("the due date passed")
    TIME_PASSED = "time_passed", _("time passed")


class VerdictQuerySet(models.QuerySet["Verdict"]):
    """Verdicts, of which rows are only ever added."""

    def history(self, commitment: Commitment) -> "VerdictQuerySet":
        """All verdicts of a commitment, the newest first."""
        return self.filter(commitment=commitment).select_related("rule_set").order_by("-id")

    def for_replay(self) -> "VerdictQuerySet":
        """In the order they were recorded, to be gone through in a stream."""
        return self.order_by("pk")


class Verdict(models.Model):
    """A stored judgement. Identity: its number and `sha256`. Rows are added and never changed.

    `numbers` are exact fractions as text (`"123/100"`); `inputs` names the rows it used and `inputs_sha256`
    their content, so that a later reader can recompute it and see whether a row has changed. `changes` are
    the codes of `VerdictChange` that led from the verdict before it, empty where that was not yet recorded.
    """

    # Identity
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="verdicts", verbose_name=_("commitment")
    )
    as_of = models.DateField(_("as of"))
    # Content
    status = models.CharField(_("status"), max_length=12, choices=Status)
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    numbers = models.JSONField(_("numbers"), default=dict, blank=True)
    judged_at = models.DateField(_("judged at"), null=True, blank=True)
    due = models.BooleanField(_("due by then"), default=False)
    method_sensitive = models.BooleanField(_("methods disagree"), default=False)
    vintage_sensitive = models.BooleanField(_("another published figure would change it"), default=False)
    distance = models.FloatField(
        _("distance from schedule"),
        null=True,
        blank=True,
        help_text=_("As a share, above zero ahead; rounded, to order by."),
    )
    # Provenance
    method = models.CharField(_("method"), max_length=20)
    method_version = models.CharField(_("version of the method"), max_length=10)
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="verdicts", verbose_name=_("rule set"))
    target = models.ForeignKey(
        Target, models.PROTECT, null=True, blank=True, related_name="verdicts", verbose_name=_("target")
    )
    latest = models.ForeignKey(
        Observation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="verdicts",
        verbose_name=_("newest figure"),
    )
    inputs = models.JSONField(_("rows used"), default=dict)
    inputs_sha256 = models.CharField(_("SHA-256 of the rows used"), max_length=64)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    # Lifecycle
    changes = models.JSONField(_("why it was recorded"), default=list, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    change_set = models.ForeignKey(
        ChangeSet,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="verdicts",
        verbose_name=_("change set"),
    )

    objects = VerdictQuerySet.as_manager()

    class Meta:
        ordering = ["commitment", "-id"]
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        constraints = [
            one_of("status", Status, "verdict_status_known", _("The status must be one of those listed.")),
        ]
        indexes = [models.Index(fields=["recorded_at", "id"], name="verdict_recorded")]

    def __str__(self) -> str:
        return f"{self.commitment.code}: {self.get_status_display()} ({self.as_of})"

    @property
    def changes_in_words(self) -> list[str]:
        """What led to it, each change in the language of the moment."""
        return [str(VerdictChange(code).label) for code in self.changes]
