"""Recomputes every verdict from its own rows and names whatever comes out differently."""

from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from tracker.management.base import DataCommand
from tracker.management.bilingual import both
from tracker.models import Verdict
from tracker.progress import replay_all


class Command(DataCommand):
    help = _("Recompute every stored verdict from its own rows; name every difference.")

    def handle(self, *args: Any, **options: Any) -> None:
        checked = differing = 0
        for differences in replay_all(Verdict.objects.for_replay().iterator()):
            checked += 1
            differing += bool(differences)
            for found in differences:
                self.stderr.write(
                    f"{found.commitment} #{found.verdict} {found.field}: {found.stored} -> {found.recomputed}"
                )
        if differing:
            raise CommandError(
                both("{differing} of {checked} verdicts differ.", differing=differing, checked=checked)
            )
        self.stdout.write(both("All {checked} verdicts come out the same.", checked=checked))
