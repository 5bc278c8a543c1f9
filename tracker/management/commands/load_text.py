"""Loads the full text of a document from an office's own file, and finds every stored quote in it."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from tracker.ingest import ENCODINGS
from tracker.management.base import DataCommand
from tracker.management.loading import run_load


class Command(DataCommand):
    help = _("Load the full text of a document from your own file, and find every stored quote in it.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("document", help=_("code of the document"))
        parser.add_argument("file", type=Path, help=_("plain text: UTF-8, UTF-16 or GB18030"))
        parser.add_argument("--encoding", default="", choices=["", *ENCODINGS], help=_("if it is known"))
        parser.add_argument(
            "--replace", action="store_true", help=_("take this file though another one's hash is recorded")
        )
        parser.add_argument("--dry-run", action="store_true", help=_("look the quotes up, store nothing"))

    def handle(self, *args: Any, **options: Any) -> None:
        run_load(
            options["document"],
            options["file"],
            encoding=options["encoding"],
            replace=options["replace"],
            dry_run=options["dry_run"],
            say=self.stdout.write,
            warn=self.stderr.write,
        )
