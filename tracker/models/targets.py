"""Targets: what a commitment aims at, as announced at a date. A later change is a new row."""

import datetime

from django.db import models
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from .commitments import Commitment
from .fields import DatePrecision, ExactDecimalField, PublicationDate, ReviewState, one_of
from .indicators import Series, Unit
from .sources import Document


class TargetForm(models.TextChoices):
    """What the target's number is."""

    LEVEL = "level", _("level")
    CHANGE = "change", _("change")
    GROWTH = "growth", _("growth")
    REFERENCE = "reference", _("in step with another series")
    MILESTONE = "milestone", _("milestone")


class Comparator(models.TextChoices):
    """How a value is compared with the target's."""

    AT_LEAST = "at_least", _("at least")
    MORE_THAN = "more_than", _("more than")
    AT_MOST = "at_most", _("at most")
    LESS_THAN = "less_than", _("less than")
    ABOUT = "about", _("about")
    BETWEEN = "between", _("between")
    EXACTLY = "exactly", _("exactly")


class Wording(models.TextChoices):
    """What the words themselves say; a bare number says nothing about a side."""

    BARE = "bare", _("a bare number")
    AT_LEAST = "at_least", _("at least")
    MORE_THAN = "more_than", _("more than")
    AT_MOST = "at_most", _("at most")
    LESS_THAN = "less_than", _("less than")
    ABOUT = "about", _("about")
    BETWEEN = "between", _("between")
    IN_STEP = "in_step", _("in step with")
    NONE = "none", _("no number")


class ToleranceKind(models.TextChoices):
    """What the tolerance of “about” is counted in."""

    DEFAULT = "", _("the rule set's default")
    PERCENT = "percent", _("percent of the target")
    POINTS = "points", _("units of the target")


class TargetQuerySet(models.QuerySet["Target"]):
    """Targets as of a day."""

    def published(self) -> "TargetQuerySet":
        """Those the public may see."""
        return self.filter(state=ReviewState.PUBLISHED)

    def known(self, as_of: datetime.date) -> "TargetQuerySet":
        """Published ones announced by the end of `as_of`, the first first."""
        return self.published().filter(known_from__lte=as_of).order_by("commitment_id", "published_on", "id")


class Target(PublicationDate):
    """What a commitment aims at.

    Identity: commitment, document and the day it was announced (`published_on`).

    The first announced and the current (the last announced) are both kept. `period` is what the number is
    measured over, `due` its end; `baseline` the one observation a change is counted from.
    """

    # Identity
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="targets", verbose_name=_("commitment")
    )
    document = models.ForeignKey(Document, models.PROTECT, related_name="targets", verbose_name=_("document"))
    # Content
    form = models.CharField(_("form"), max_length=10, choices=TargetForm)
    comparator = models.CharField(_("judged as"), max_length=10, choices=Comparator)
    wording = models.CharField(_("the words say"), max_length=10, choices=Wording)
    value = ExactDecimalField(_("value"), null=True, blank=True)
    value_to = ExactDecimalField(_("to"), null=True, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    written = models.CharField(_("digits as written"), max_length=60, blank=True)
    tolerance = ExactDecimalField(_("tolerance of “about”"), null=True, blank=True)
    tolerance_kind = models.CharField(
        _("tolerance in"), max_length=8, choices=ToleranceKind, blank=True, default=ToleranceKind.DEFAULT
    )
    period = models.CharField(_("period"), max_length=30)
    period_start = models.DateField(_("period from"), null=True, blank=True)
    due = models.DateField(_("due"), db_index=True)
    baseline = models.ForeignKey(
        "Observation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="baseline_of",
        verbose_name=_("baseline"),
    )
    reference = models.ForeignKey(
        Series,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="referring_targets",
        verbose_name=_("in step with"),
    )
    reference_note = models.CharField(
        _("reference outside the data"),
        max_length=200,
        blank=True,
        help_text=_("What the target is compared with when no series holds it."),
    )
    # Provenance
    reading_note = models.TextField(_("reading note"), blank=True)
    # Lifecycle
    state = models.CharField(_("state"), max_length=10, choices=ReviewState, default=ReviewState.DRAFT)

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["commitment", "published_on", "id"]
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        indexes = [
            # The few that are not public yet, for the desk; the many that are cost it nothing.
            models.Index(
                fields=["state", "-id"],
                condition=~models.Q(state=ReviewState.PUBLISHED),
                name="target_in_work",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "document", "published_on"],
                name="target_identity",
                violation_error_message=_(
                    "This document announced a target of the commitment that day already."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    form__in=["level", "change", "growth"], value__isnull=False, unit__isnull=False
                )
                | models.Q(form__in=["reference", "milestone"], value__isnull=True, value_to__isnull=True),
                name="target_value_fits_form",
                violation_error_message=_(
                    "A level, change or growth has a value and a unit; others have none."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(comparator="between", value_to__isnull=False)
                | (~models.Q(comparator="between") & models.Q(value_to__isnull=True)),
                name="target_range_has_two_ends",
                violation_error_message=_("A range, and only a range, has a second value."),
            ),
            models.CheckConstraint(
                condition=models.Q(value_to__isnull=True)
                | models.lookups.GreaterThan(
                    Cast("value_to", models.FloatField()), Cast("value", models.FloatField())
                ),
                name="target_range_ordered",
                violation_error_message=_("A range's second value lies above its first."),
            ),
            models.CheckConstraint(
                condition=models.Q(period_start__isnull=True) | models.Q(due__gte=models.F("period_start")),
                name="target_period_ordered",
                violation_error_message=_("A target cannot be due before its period begins."),
            ),
            models.CheckConstraint(
                condition=models.Q(reference__isnull=True) | models.Q(form="reference"),
                name="target_reference_only_in_step",
                violation_error_message=_("Only a target in step with another series refers to one."),
            ),
            models.CheckConstraint(
                condition=models.Q(tolerance__isnull=True, tolerance_kind="")
                | (models.Q(tolerance__isnull=False, comparator="about") & ~models.Q(tolerance_kind="")),
                name="target_tolerance_only_of_about",
                violation_error_message=_("A tolerance belongs to “about” and says what it is counted in."),
            ),
            models.CheckConstraint(
                condition=models.Q(known_from__gte=models.F("published_on")),
                name="target_known_after_announced",
                violation_error_message=_("A target cannot be known before it was announced."),
            ),
            one_of("form", TargetForm, "target_form_known", _("The form must be one of those listed.")),
            one_of(
                "comparator",
                Comparator,
                "target_comparator_known",
                _("The comparator must be one of those listed."),
            ),
            one_of("wording", Wording, "target_wording_known", _("The wording must be one of those listed.")),
            one_of(
                "tolerance_kind",
                ToleranceKind,
                "target_tolerance_kind_known",
                _("A tolerance is in percent or in units of the target."),
            ),
            one_of(
                "published_precision",
                DatePrecision,
                "target_precision_known",
                _("A date is known to the day, the month, the year or not at all."),
            ),
            one_of("state", ReviewState, "target_state_known", _("The state must be one of those listed.")),
        ]

    def __str__(self) -> str:
        number = "" if self.value is None else f" {self.written or self.value} {self.unit or ''}"
        return f"{self.get_comparator_display()}{number} ({self.period})"
