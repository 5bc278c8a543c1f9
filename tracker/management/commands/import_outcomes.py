"""Brings an outcome table in: read, check every row, plan, apply."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from tracker.management.bars import Bar
from tracker.management.base import DataCommand
from tracker.management.importing import run_import


class Command(DataCommand):
    help = _("Bring in an outcome table (CSV). Without --dry-run what the plan says is stored, or nothing.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help=_("show the plan, store nothing"))
        parser.add_argument(
            "--valid-only", action="store_true", help=_("leave out rows that cannot be stored")
        )
        parser.add_argument("--accept-warnings", action="store_true", help=_("store rows with warnings too"))
        parser.add_argument("--jurisdiction", default="", help=_("for rows of a file without that column"))
        parser.add_argument("--reason", default="", help=_("why stored figures of ours are corrected"))

    def handle(self, *args: Any, **options: Any) -> None:
        bar = Bar(self.stderr)
        try:
            run_import(
                options["file"],
                dry_run=options["dry_run"],
                valid_only=options["valid_only"],
                accept_warnings=options["accept_warnings"],
                jurisdiction=options["jurisdiction"],
                reason=options["reason"],
                say=bar.wiped(self.stdout.write),
                warn=bar.wiped(self.stderr.write),
                progress=bar,
            )
        finally:
            bar.wipe()
