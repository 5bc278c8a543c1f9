"""Remits: for which places and departments somebody works."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from .places import Department, Jurisdiction


class Part(models.Model):
    """A part of the data: a jurisdiction with those below it, and of that what a department answers for."""

    jurisdiction = models.ForeignKey(
        Jurisdiction,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("jurisdiction"),
        help_text=_("With all below it. Empty: everywhere."),
    )
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
        help_text=_("Only what it answers for. Empty: everything."),
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        parts = [str(part) for part in (self.jurisdiction, self.department) if part is not None]
        return " · ".join(parts) or _t("everywhere")


class Remit(Part):
    """A part of the data somebody works on. Identity: user, jurisdiction and department.

    The jurisdiction includes those below it; without one the remit holds everywhere. With a department it
    holds only for what that department answers for. What somebody may *do* there is up to their groups; rows
    outside every remit of theirs they see as the public does.
    """

    # Identity
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="remits", verbose_name=_("user")
    )

    class Meta:
        ordering = ["user", "jurisdiction", "department"]
        verbose_name = _("remit")
        verbose_name_plural = _("remits")
        constraints = [
            models.UniqueConstraint(
                "user",
                Coalesce("jurisdiction", 0),
                Coalesce("department", 0),
                name="remit_identity",
                violation_error_message=_("The user has this remit already."),
            ),
        ]
