"""The one Django app of the project, and the site its desk is."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class TrackerConfig(AppConfig):
    """Names the app in the admin; does nothing at start-up."""

    name = "tracker"
    verbose_name = _("Commitments and outcomes")


class DeskConfig(admin_apps.AdminConfig):
    """Django's admin with a site of our own."""

    default = False
    default_site = "tracker.admin.site.DeskSite"

    def ready(self) -> None:
        """Find the tables of the desk; ours first, since the site they register on lies among them."""
        import_module("tracker.admin")
        super().ready()
