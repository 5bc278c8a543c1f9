"""Observations: published actual values and their vintages; see `vintages` for the rule which counts."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .changesets import ChangeSet
from .fields import DatePrecision, ExactDecimalField, PlaceOrLast, PublicationDate, ReviewState, one_of
from .indicators import Series, Unit
from .sources import Cited, Document
from .vintages import ObservationQuerySet, ObservationStatus, Qualifier

#: What the constraints on preferences answer.
ALREADY_PREFERRED = _("Another vintage of this period is preferred already.")
#: What the two identity constraints answer.
ALREADY_PUBLISHED = _("This document published a figure of that series and period that day already.")


class Observation(PublicationDate, Cited):
    """A published actual value of a series for a period.

    Identity: series + period + document + `published_on` (default: the document's date), unique among rows
    not withdrawn; never the day of entry. `period_start` is empty where a sum's beginning is unknown; a
    stock's start is its end, since 2021, 2021-12 and 2021-12-31 are one instant. A missing value is a row
    with a reason; zero is a value.
    """

    # Identity
    series = models.ForeignKey(Series, models.PROTECT, related_name="observations", verbose_name=_("series"))
    period = models.CharField(_("period"), max_length=30)
    period_start = models.DateField(_("period from"), null=True, blank=True)
    period_end = models.DateField(_("period to"))
    # Found by the index that has its figures in their order.
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="observations", verbose_name=_("document"), db_index=False
    )
    # Content
    value = ExactDecimalField(_("value"), null=True, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit"), db_index=False
    )
    written = models.CharField(_("digits as written"), max_length=60, blank=True)
    qualifier = models.CharField(_("qualifier"), max_length=10, choices=Qualifier, default=Qualifier.EXACT)
    obs_status = models.CharField(
        _("status of the figure"), max_length=12, choices=ObservationStatus, default=ObservationStatus.FINAL
    )
    missing_reason = models.CharField(_("why it is missing"), max_length=200, blank=True)
    # Provenance
    derivation = models.CharField(
        _("derivation"),
        max_length=200,
        blank=True,
        help_text=_("The arithmetic, when the value is not printed."),
    )
    note = models.TextField(_("note"), blank=True)
    # Preference of an analyst among vintages
    preferred = models.BooleanField(_("preferred"), default=False)
    preferred_reason = models.CharField(_("reason of the preference"), max_length=300, blank=True)
    # Lifecycle
    state = models.CharField(_("state"), max_length=10, choices=ReviewState, default=ReviewState.DRAFT)
    change_set = models.ForeignKey(
        ChangeSet,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="observations",
        verbose_name=_("change set"),
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("withdrawn by"),
        db_index=False,
    )
    withdrawn_reason = models.CharField(
        _("reason of the withdrawal"), max_length=300, blank=True, editable=False
    )

    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering = ["series", "-period_end", "-published_on", "id"]
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        permissions = [
            ("review_observation", _("Can review observations")),
            ("publish_observation", _("Can publish observations")),
            ("publish_unreviewed", _("Can publish what they entered, without a second person")),
        ]
        # A document's figures in the order they stand there. Then the few that are not as most are, for the
        # desk's filters; an ordinary figure is in none of them.
        indexes = [
            models.Index("document", PlaceOrLast("start"), "id", name="observation_in_document"),
            models.Index(
                fields=["state", "-id"], condition=~Q(state="published"), name="observation_in_work"
            ),
            models.Index(
                fields=["-id"], condition=Q(withdrawn_at__isnull=False), name="observation_withdrawn"
            ),
            models.Index(
                fields=["qualifier", "-id"], condition=~Q(qualifier="exact"), name="observation_hedged"
            ),
            models.Index(
                fields=["obs_status", "-id"], condition=~Q(obs_status="final"), name="observation_not_final"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "period_end", "period_start", "document", "published_on"],
                condition=Q(withdrawn_at__isnull=True, period_start__isnull=False),
                name="observation_identity",
                violation_error_message=ALREADY_PUBLISHED,
            ),
            models.UniqueConstraint(
                fields=["series", "period_end", "document", "published_on"],
                condition=Q(withdrawn_at__isnull=True, period_start__isnull=True),
                name="observation_identity_open_start",
                violation_error_message=ALREADY_PUBLISHED,
            ),
            models.UniqueConstraint(
                fields=["series", "period_end", "period_start"],
                condition=Q(withdrawn_at__isnull=True, preferred=True),
                name="observation_one_preferred",
                violation_error_message=ALREADY_PREFERRED,
            ),
            models.UniqueConstraint(
                fields=["series", "period_end"],
                condition=Q(withdrawn_at__isnull=True, preferred=True, period_start__isnull=True),
                name="observation_one_preferred_open_start",
                violation_error_message=ALREADY_PREFERRED,
            ),
            models.CheckConstraint(
                condition=(Q(value__isnull=False, missing_reason="", unit__isnull=False) & ~Q(written=""))
                | (Q(value__isnull=True, written="") & ~Q(missing_reason="")),
                name="observation_value_or_reason",
                violation_error_message=_(
                    "An observation has a value, unit and digits, or a reason why not."
                ),
            ),
            models.CheckConstraint(
                condition=Q(period_start__isnull=True) | Q(period_end__gte=F("period_start")),
                name="observation_period_ordered",
                violation_error_message=_("A period cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(known_from__gte=F("published_on")),
                name="observation_known_after_published",
                violation_error_message=_("A figure cannot be known before it was published."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="observation_withdrawn_says_why",
                violation_error_message=_("A withdrawal needs a reason."),
            ),
            models.CheckConstraint(
                condition=Q(preferred=False) | ~Q(preferred_reason=""),
                name="observation_preferred_says_why",
                violation_error_message=_("A preference needs a reason."),
            ),
            one_of(
                "qualifier",
                Qualifier,
                "observation_qualifier_known",
                _("The qualifier must be one of those listed."),
            ),
            one_of(
                "obs_status",
                ObservationStatus,
                "observation_status_known",
                _("The status of a figure is final, provisional or estimated."),
            ),
            one_of(
                "published_precision",
                DatePrecision,
                "observation_precision_known",
                _("A date is known to the day, the month, the year or not at all."),
            ),
            one_of(
                "state", ReviewState, "observation_state_known", _("The state must be one of those listed.")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.period}: {self.written or '—'}{self.unit or ''}"
