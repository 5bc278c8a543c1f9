"""Planned paths (季度序时): what was announced to be there by the end of a month or quarter."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import DatePrecision, ExactDecimalField, PublicationDate, one_of
from .sources import Document
from .targets import Target


class PathPointQuerySet(models.QuerySet["PathPoint"]):
    """Points of planned paths as of a day."""

    def known(self, as_of: datetime.date) -> "PathPointQuerySet":
        """Those announced by the end of `as_of`, in the order of time; of one day the last announced last."""
        return self.filter(known_from__lte=as_of).order_by("target_id", "by", "published_on", "id")


class PathPoint(PublicationDate):
    """A value expected by the end of a day, on the way to a target and in the target's own unit and form.

    Identity: target, day, document and the day it was announced. Of several for one day the last announced
    counts; the others stay.
    """

    # Identity
    target = models.ForeignKey(Target, models.CASCADE, related_name="path", verbose_name=_("target"))
    by = models.DateField(_("by the end of"))
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="path_points", verbose_name=_("document")
    )
    # Content
    value = ExactDecimalField(_("expected value"))
    written = models.CharField(_("digits as written"), max_length=60, blank=True)

    objects = PathPointQuerySet.as_manager()

    class Meta:
        ordering = ["target", "by", "published_on", "id"]
        verbose_name = _("point of a planned path")
        verbose_name_plural = _("planned path")
        constraints = [
            models.UniqueConstraint(
                fields=["target", "by", "document", "published_on"],
                name="path_point_identity",
                violation_error_message=_("This document announced a value for that day already."),
            ),
            models.CheckConstraint(
                condition=models.Q(known_from__gte=models.F("published_on")),
                name="path_point_known_after_announced",
                violation_error_message=_("A planned value cannot be known before it was announced."),
            ),
            one_of(
                "published_precision",
                DatePrecision,
                "path_point_precision_known",
                _("A date is known to the day, the month, the year or not at all."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by:%Y-%m-%d}: {self.written or self.value}"
