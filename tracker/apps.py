"""The one Django app of the project."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrackerConfig(AppConfig):
    """Names the app in the admin; does nothing at start-up."""

    name = "tracker"
    verbose_name = _("Commitments and outcomes")
