"""Looks for rows that break a rule which spans several tables."""

from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from tracker.actions.invariants import RULES, broken_invariants
from tracker.management.base import DataCommand
from tracker.management.bilingual import both


class Command(DataCommand):
    help = _("Name every row that breaks a rule between tables.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for broken in broken_invariants():
            found += 1
            self.stderr.write(f"{broken.rule}: {broken.row}")
        if found:
            raise CommandError(both("{found} rows break a rule.", found=found))
        self.stdout.write(both("All {number} rules hold.", number=len(RULES)))
