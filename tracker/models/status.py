"""The thirteen statuses a commitment can have, and what the totals count."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """In the order of the rules that give them (first match wins)."""

    WITHDRAWN = "withdrawn", _("withdrawn")
    NOT_RATEABLE = "not_rateable", _("not rateable")
    MET = "met", _("met")
    NEARLY_MET = "nearly_met", _("nearly met")
    MISSED = "missed", _("missed")
    UNREPORTED = "unreported", _("unreported")
    NO_DATA = "no_data", _("no data")
    ACHIEVED = "achieved", _("achieved early")
    REGRESSING = "regressing", _("regressing")
    FAR_BEHIND = "far_behind", _("far behind")
    BEHIND = "behind", _("behind")
    AHEAD = "ahead", _("ahead")
    ON_TRACK = "on_track", _("on track")


#: Counted as met in “met ÷ all” and “met ÷ rateable”.
MET_STATUSES = frozenset({Status.MET, Status.ACHIEVED})
#: Left out of the second denominator.
UNRATEABLE_STATUSES = frozenset({Status.NOT_RATEABLE, Status.WITHDRAWN})
