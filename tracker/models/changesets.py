"""Change sets: rows brought in together — previewed, applied, reversible."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import one_of


class ChangeSetState(models.TextChoices):
    """Where a change set stands."""

    PLANNED = "planned", _("planned")
    APPLIED = "applied", _("applied")
    REVERSED = "reversed", _("reversed")
    DISCARDED = "discarded", _("discarded")


class ChangeSet(models.Model):
    """Rows brought in together by one person through one door. Identity: its number.

    `file_sha256` recognises a file brought in before; `counts` holds how many rows ended in each outcome.
    """

    # Identity
    title = models.CharField(_("title"), max_length=200)
    # Content
    file_name = models.CharField(_("file"), max_length=255, blank=True)
    file_sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    counts = models.JSONField(_("rows by outcome"), default=dict, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    # Lifecycle
    state = models.CharField(
        _("state"), max_length=10, choices=ChangeSetState, default=ChangeSetState.PLANNED
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="change_sets",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    reversed_at = models.DateTimeField(_("reversed at"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("change set")
        verbose_name_plural = _("change sets")
        constraints = [
            one_of(
                "state", ChangeSetState, "change_set_state_known", _("The state must be one of those listed.")
            ),
            models.CheckConstraint(
                condition=models.Q(applied_at__isnull=False) | ~models.Q(state__in=["applied", "reversed"]),
                name="change_set_applied_has_time",
                violation_error_message=_("An applied change set says when."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
