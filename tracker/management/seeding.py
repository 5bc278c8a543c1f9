"""The demo: fixtures, the outcomes in the very format users import, baselines, verdicts, an administrator."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from tracker.actions.accounts import hand_password
from tracker.actions.targets import pin_baseline
from tracker.models import Commitment, Jurisdiction, Observation, Target, User
from tracker.progress import refresh

from .bilingual import both
from .importing import run_import

#: What figures are about, loaded first; each file may refer to those before it.
REFERENCE = (
    "roles",
    "units",
    "topics",
    "jurisdictions",
    "departments",
    "documents",
    "confirming_documents",
    "other_documents",
    "indicators",
    "commitment_indicators",
    "other_indicators",
    "plans",
    "other_plans",
)
#: What was promised, loaded after the outcomes: each pledge is judged once, with all there is to judge it by.
PLEDGES = ("commitments", "other_commitments")
FIXTURES = (*REFERENCE, *PLEDGES)
SEEDS = settings.BASE_DIR / "seeds"


def seed(*, say: Callable[[str], object]) -> bool:
    """Fill an empty database in one transaction; say whether it was empty. Edits are never loaded over."""
    if Jurisdiction.objects.exists() or User.objects.exists():
        return False
    with transaction.atomic():
        call_command("loaddata", *REFERENCE, verbosity=0)
        for table in sorted(SEEDS.glob("[0-9]*.csv")):
            run_import(table, accept_warnings=True, say=say, warn=say)
        call_command("loaddata", *PLEDGES, verbosity=0)
        pin_baselines(SEEDS / "baselines.csv")
        refresh()
        password = _administrator()
    say(both("Commitments: {number}", number=Commitment.objects.count()))
    say(
        both(
            "Administrator (shown once, to be changed at the first login): admin / {password}",
            password=password,
        )
    )
    return True


def pin_baselines(table: Path) -> None:
    """Pin the baselines `table` names: a commitment, and the figure by indicator, period and document."""
    with table.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            target = Target.objects.get(commitment__code=row["commitment"])
            pin_baseline(target=target, observation=_figure(target, row), by=None)


def _figure(target: Target, row: dict[str, Any]) -> Observation:
    found = Observation.objects.standing().filter(
        series__indicator__code=row["indicator"],
        series__jurisdiction=target.commitment.plan.jurisdiction,
        document__title=row["source_title"],
        period=row["period"],
    )
    return found.get()


def _administrator() -> str:
    return hand_password(user=User.objects.create_superuser("admin"), by=None)
