"""`manage.py messages`: collect the texts, compile the translations, say what is missing."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.management import catalogue


class Command(BaseCommand):
    help = "Bring the translation catalogue in step with the sources and compile it (development only)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing, fail when out of step")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        faults = catalogue.check() if check else catalogue.update()
        for fault in faults:
            self.stderr.write(fault)
        if check and faults:
            raise CommandError(
                f"{len(faults)} texts to mend: translate in {catalogue.PO_FILE}, then make messages"
            )
        self.stdout.write(f"{len(faults)} texts without a sound translation")
