"""Plans: commitments made together for a period."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import ReviewState, one_of
from .named import Named, NaturalKeyManager
from .places import Jurisdiction
from .sources import Document


class PlanKind(models.TextChoices):
    """What sort of plan commitments were made in."""

    ANNUAL = "annual", _("annual work report")
    FIVE_YEAR = "five_year", _("five-year plan")
    VISION = "vision", _("long-range vision")
    SECTOR = "sector", _("sector plan")


class PlanQuerySet(models.QuerySet["Plan"]):
    """Plans as the doors ask for them."""

    def published(self) -> "PlanQuerySet":
        """Those the public may see."""
        return self.filter(state=ReviewState.PUBLISHED)


class Plan(Named):
    """Commitments made together for a period. Identity: `code` (`410100-2021`)."""

    # Identity
    code = models.SlugField(_("code"), max_length=60, unique=True)
    # Content
    kind = models.CharField(_("kind"), max_length=10, choices=PlanKind)
    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, related_name="plans", verbose_name=_("jurisdiction")
    )
    period_start = models.DateField(_("period from"))
    period_end = models.DateField(_("period to"))
    # Provenance
    document = models.ForeignKey(Document, models.PROTECT, related_name="plans", verbose_name=_("document"))
    # Lifecycle
    state = models.CharField(_("state"), max_length=10, choices=ReviewState, default=ReviewState.DRAFT)

    objects = NaturalKeyManager.from_fields("code", queryset=PlanQuerySet)

    class Meta:
        ordering = ["code"]
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_end__gte=models.F("period_start")),
                name="plan_period_ordered",
                violation_error_message=_("A plan cannot end before it begins."),
            ),
            one_of("kind", PlanKind, "plan_kind_known", _("The kind must be one of those listed.")),
            one_of("state", ReviewState, "plan_state_known", _("The state must be one of those listed.")),
        ]
