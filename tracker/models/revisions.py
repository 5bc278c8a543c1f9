"""Revisions: new versions of published rows, looked at before they take the place of the old."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .commitments import Commitment
from .fields import ReviewState, one_of

#: A revision that waits for somebody; of one row there is at most one.
OPEN_REVISION = (ReviewState.DRAFT, ReviewState.SUBMITTED, ReviewState.RETURNED, ReviewState.APPROVED)
#: What the constraint on open revisions answers.
ALREADY_PROPOSED = _("A new version of this row is waiting already.")


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Revisions as the desk asks for them."""

    def open(self) -> "RevisionQuerySet":
        """Those somebody still has to do something about."""
        return self.filter(state__in=OPEN_REVISION, dropped_at__isnull=True)

    def of(self, row: models.Model) -> "RevisionQuerySet":
        """Those of one row."""
        return self.filter(content_type=ContentType.objects.get_for_model(row), object_id=row.pk)


class Revision(models.Model):
    """A new version of a published row (or, without a number, a row added to a published commitment).

    Identity: its number; of one row at most one is open. `changes` maps a field to the pair of its values
    before and after; the public sees the row as it is until the revision is published, and then only if the
    row still has the values before. A dropped one says when.
    """

    # Identity
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+", verbose_name=_("kind"))
    object_id = models.PositiveBigIntegerField(_("number of the row"), null=True, blank=True)
    row = GenericForeignKey("content_type", "object_id")
    # Content
    label = models.CharField(pgettext_lazy("of a table", "row"), max_length=200)
    changes = models.JSONField(_("before and after"), default=dict, encoder=DjangoJSONEncoder)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    # Ties
    commitment = models.ForeignKey(
        Commitment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="revisions",
        verbose_name=_("commitment"),
    )
    series = models.ForeignKey(
        "Series", models.PROTECT, null=True, blank=True, related_name="revisions", verbose_name=_("series")
    )
    # Lifecycle
    state = models.CharField(_("state"), max_length=10, choices=ReviewState, default=ReviewState.DRAFT)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="revisions",
        verbose_name=_("entered by"),
    )
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    dropped_at = models.DateTimeField(_("dropped at"), null=True, blank=True, editable=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("new version")
        verbose_name_plural = _("new versions")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"],
                condition=models.Q(state__in=OPEN_REVISION, dropped_at__isnull=True, object_id__isnull=False),
                name="revision_one_open",
                violation_error_message=ALREADY_PROPOSED,
            ),
            models.CheckConstraint(
                condition=models.Q(commitment__isnull=False) | models.Q(series__isnull=False),
                name="revision_belongs_somewhere",
                violation_error_message=_("A new version belongs to a commitment or a series."),
            ),
            one_of("state", ReviewState, "revision_state_known", _("The state must be one of those listed.")),
        ]

    def __str__(self) -> str:
        return self.label
