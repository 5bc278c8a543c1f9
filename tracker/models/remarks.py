"""Remarks: what somebody adds to a commitment in public, such as a flood or a department's reply."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .commitments import Commitment
from .fields import ReviewState, one_of
from .places import Department


class RemarkQuerySet(models.QuerySet["Remark"]):
    """Remarks as of a day."""

    def published(self) -> "RemarkQuerySet":
        """Those the public may see, the newest first."""
        return self.filter(state=ReviewState.PUBLISHED).order_by("-dated", "-id")


class Remark(models.Model):
    """A sentence or two beside a commitment, with author and date. Identity: its number.

    `department` is whose reply it is; without one the office itself speaks. It decides nothing: no verdict
    rests on a remark.
    """

    # Identity
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="remarks", verbose_name=_("commitment")
    )
    # Content
    text = models.TextField(_("remark"), max_length=2000, blank=True)
    text_en = models.TextField(_("English remark"), max_length=2000, blank=True)
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="remarks",
        verbose_name=_("reply of the department"),
    )
    # Provenance
    dated = models.DateField(_("dated"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="remarks",
        verbose_name=_("author"),
    )
    # Lifecycle
    state = models.CharField(_("state"), max_length=10, choices=ReviewState, default=ReviewState.DRAFT)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["-dated", "-id"]
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="remark_says_something",
                violation_error_message=_("A remark says something."),
            ),
            one_of("state", ReviewState, "remark_state_known", _("The state must be one of those listed.")),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 40 else f"{self.text[:40]}…"
