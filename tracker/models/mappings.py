"""Saved mappings: how the columns of a yearly file were understood, for next year's."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedMapping(models.Model):
    """Which column of a kind of file means what. Identity: `name`.

    `headers` are the headers the file had, as they are compared, a year in them left open; a file of the
    same headers is offered this mapping. `mapping` is what the reader takes (see `ingest`).
    """

    # Identity
    name = models.CharField(_("name"), max_length=120, unique=True)
    # Content
    headers = models.JSONField(_("headers"), default=list)
    mapping = models.JSONField(_("mapping"), default=dict)
    # Lifecycle
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="saved_mappings",
        verbose_name=_("saved by"),
    )
    saved_at = models.DateTimeField(_("saved at"), auto_now=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("saved mapping")
        verbose_name_plural = _("saved mappings")

    def __str__(self) -> str:
        return self.name
