"""Answers kept for a while, so that a request sent again is not carried out again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class KeptAnswer(models.Model):
    """The answer to a request that named itself. Identity: user and key.

    `request_sha256` tells whether the request sent again is the same. Stored in the transaction of what it
    answers: one without the other never is.
    """

    # Identity
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user"), db_index=False
    )
    key = models.CharField(_("key"), max_length=100)
    # Content
    request_sha256 = models.CharField(_("SHA-256 of the request"), max_length=64)
    status = models.PositiveSmallIntegerField(_("HTTP status"), default=0)
    headers = models.JSONField(_("headers"), default=dict)
    body = models.TextField(_("answer"), blank=True)
    # Lifecycle
    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"],
                name="kept_answer_once_per_key",
                violation_error_message=_("The user has sent a request under this key already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.key}"
