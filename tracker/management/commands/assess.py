"""Judges every published commitment and stores the verdicts that changed."""

import datetime
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from tracker.management.base import DataCommand
from tracker.management.bilingual import both
from tracker.progress import refresh


class Command(DataCommand):
    help = _("Judge every published commitment; store a verdict where something changed.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--as-of", type=datetime.date.fromisoformat, help=_("the day to judge at, YYYY-MM-DD")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        stored = refresh(as_of=options["as_of"])
        self.stdout.write(both("New verdicts: {number}", number=stored))
