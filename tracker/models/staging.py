"""Staged imports: the rows of a file as checked and compared, until they are applied or discarded."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .changesets import ChangeSet
from .fields import ExactDecimalField, loose
from .indicators import Indicator, Unit
from .observations import Observation
from .places import Jurisdiction
from .sources import Cited, Document


class Outcome(models.TextChoices):
    """How a row of an import ends."""

    NEW = "new", pgettext_lazy("row", "new")
    UNCHANGED = "unchanged", pgettext_lazy("row", "unchanged")
    REVISED = "revised", pgettext_lazy("row", "revised")
    CORRECTION = "correction", pgettext_lazy("row", "correction")
    SKIPPED = "skipped", pgettext_lazy("row", "skipped")
    INVALID = "invalid", pgettext_lazy("row", "invalid")
    UNDECIDED = "undecided", pgettext_lazy("row", "undecided")


#: Outcomes that store something.
STORED = frozenset({Outcome.NEW, Outcome.REVISED, Outcome.CORRECTION})


class StagedRow(Cited):
    """A row of a file, checked, with what would become of it. Identity: change set and position in the file.

    `outcome` is what becomes of it as the set was opened; `then` what becomes of it once its warnings are
    accepted (and a correction has its reason). `number` is the line of the file; several rows of a wide table
    share one. Rows that could not be read have only `problems`. `stored` is the observation of the same
    identity, `before` the figure published last before this one (or the one a correction replaces).
    On PostgreSQL the table is not logged: a crash of the server empties it, and a file is checked again.
    """

    # Identity
    pk = models.CompositePrimaryKey("change_set_id", "position")
    change_set = models.ForeignKey(
        ChangeSet,
        models.CASCADE,
        related_name="staged_rows",
        db_constraint=False,
        db_index=False,
        verbose_name=_("change set"),
    )
    position = models.PositiveIntegerField(_("position in the file"))
    number = models.PositiveIntegerField(_("line of the file"))
    # Outcome
    outcome = models.CharField(_("outcome"), max_length=10)
    then = models.CharField(_("what becomes of it once accepted"), max_length=10, blank=True)
    warned = models.BooleanField(_("has warnings to accept"), default=False)
    problems = models.JSONField(_("problems"), null=True)
    stored = loose(Observation, _("the same figure as stored"))
    before = loose(Observation, _("the figure before"))
    before_said = models.CharField(_("the figure before"), max_length=120, blank=True, default="")
    # What the row says: the columns of an observation
    indicator = loose(Indicator, _("indicator"))
    jurisdiction = loose(Jurisdiction, _("jurisdiction"))
    period = models.CharField(_("period"), max_length=30, blank=True, default="")
    period_start = models.DateField(_("period from"), null=True)
    period_end = models.DateField(_("period to"), null=True)
    document = loose(Document, _("document"))
    proposal = models.PositiveIntegerField(_("proposed document"), null=True)
    published_on = models.DateField(_("published on"), null=True)
    published_precision = models.CharField(_("precision of the date"), max_length=8, blank=True, default="")
    known_from = models.DateField(_("known from"), null=True)
    value = ExactDecimalField(_("value"), null=True)
    unit = loose(Unit, _("unit"))
    written = models.CharField(_("digits as written"), max_length=60, blank=True, default="")
    qualifier = models.CharField(_("qualifier"), max_length=10, blank=True, default="")
    qualifier_stated = models.BooleanField(_("the row states the qualifier"), default=False)
    obs_status = models.CharField(_("status of the figure"), max_length=12, blank=True, default="")
    obs_status_stated = models.BooleanField(_("the row states the status"), default=False)
    missing_reason = models.CharField(_("why it is missing"), max_length=200, blank=True, default="")
    derivation = models.CharField(_("derivation"), max_length=200, blank=True, default="")
    note = models.TextField(_("note"), blank=True, default="")

    class Meta:
        ordering = ["change_set", "position"]
        verbose_name = _("staged row")
        verbose_name_plural = _("staged rows")

    def __str__(self) -> str:
        return f"{self.number}: {self.outcome}"


class StagedDocument(models.Model):
    """A document that a file names and nobody knows yet. Identity: change set and number.

    Made when the change set is applied with the warning accepted; `nearest` are the closest known titles.
    """

    # Identity
    change_set = models.ForeignKey(
        ChangeSet, models.CASCADE, related_name="staged_documents", verbose_name=_("change set")
    )
    number = models.PositiveIntegerField(_("number"))
    # Content
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200)
    published_on = models.DateField(_("published on"), null=True)
    published_precision = models.CharField(_("precision of the date"), max_length=8)
    reliability = models.CharField(_("reliability"), max_length=8)
    url = models.CharField(_("address"), max_length=500, blank=True)
    seen_on = models.DateField(_("first seen on"), null=True)
    nearest = models.TextField(_("known titles like it"), blank=True)
    # Outcome
    document = loose(Document, _("document"))

    class Meta:
        ordering = ["change_set", "number"]
        verbose_name = _("proposed document")
        verbose_name_plural = _("proposed documents")
        constraints = [
            models.UniqueConstraint(
                fields=["change_set", "number"],
                name="staged_document_number_once",
                violation_error_message=_("The change set has a proposal of this number already."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Replacement(models.Model):
    """A figure that a change set took back and the one it put in its place: what a reversal undoes.

    Identity: change set and the figure taken back.
    """

    change_set = models.ForeignKey(
        ChangeSet, models.PROTECT, related_name="replacements", verbose_name=_("change set")
    )
    wrong = models.ForeignKey(
        Observation, models.PROTECT, related_name="replaced_in", verbose_name=_("figure taken back")
    )
    right = models.ForeignKey(
        Observation, models.PROTECT, related_name="replaces", verbose_name=_("figure in its place")
    )

    class Meta:
        ordering = ["change_set", "id"]
        verbose_name = _("replacement")
        verbose_name_plural = _("replacements")
        constraints = [
            models.UniqueConstraint(
                fields=["change_set", "wrong"],
                name="replacement_once_per_change_set",
                violation_error_message=_("The change set replaced this figure already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wrong} → {self.right}"
