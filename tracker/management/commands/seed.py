"""Fills an empty database with the demo; a database with anything in it is left alone."""

from typing import Any

from django.utils.translation import gettext as _

from tracker.management.base import DataCommand
from tracker.management.seeding import seed


class Command(DataCommand):
    help = _("Load fixtures and outcomes into an empty database, judge them, and make an administrator.")

    def handle(self, *args: Any, **options: Any) -> None:
        seed(say=self.stdout.write)
