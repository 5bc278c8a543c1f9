"""A process killed in the middle (kill -9) leaves nothing or everything, and a set to be begun again."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from tests.factories import make_commitment, make_series
from tests.ingest.tables import TODAY, opened, staged, store_reference
from tracker.actions.invariants import broken_invariants
from tracker.exceptions import IngestError
from tracker.ingest import apply_change_set, discard_change_set, stage
from tracker.ingest.change_sets.opening import STALE_AFTER
from tracker.models import (
    ChangeSet,
    Document,
    Indicator,
    Observation,
    Replacement,
    Series,
    StagedRow,
    Target,
    Verdict,
)
from tracker.progress import refresh

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = [
    {"period": "2020", "value": "800"},
    {"period": "2021"},
    {"source_title": "新公报", "indicator": "jobs"},
]


@pytest.fixture(autouse=True)
def stored_reference(transactional_db: None) -> None:
    store_reference()
    make_commitment(series=make_series(Indicator.objects.get(code="new-firms")))
    refresh()


@pytest.fixture
def address(tmp_path: Path) -> str:
    """The database of this test as another process can open it; one in memory is handed over as a file."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{tmp_path / 'db.sqlite3'}"
    given = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(given._replace(path=f"/{connection.settings_dict['NAME']}"))


@contextmanager
def handed_over(address: str) -> Iterator[None]:
    """Within the block the database is the other process's; what is left of it afterwards is ours again."""
    if connection.vendor != "sqlite":
        yield
        return
    path = address.removeprefix("sqlite:///")
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as file:
        connection.connection.backup(file)
    yield
    with closing(sqlite3.connect(path)) as file:
        file.backup(connection.connection)


def kill_after(step: str, what: str, change_set: ChangeSet, address: str) -> None:
    """Run `what` on the set in another process and kill it after `step`."""
    command = [sys.executable, "-m", "tests.ingest.dying", what, str(change_set.pk), step]
    environment = {**os.environ, "DATABASE_URL": address, "IMPORT_ROOT": str(settings.IMPORT_ROOT)}
    with (
        handed_over(address),
        subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True
        ) as process,
    ):
        said = process.stdout.readline()
        process.kill()
    assert (said, process.returncode) == ("waiting\n", -signal.SIGKILL)
    change_set.refresh_from_db()


def stored() -> tuple:
    """All that an import may touch."""
    figures = Observation.objects.order_by("pk").values_list("pk", "written", "withdrawn_reason")
    counts = (model.objects.count() for model in (Series, Document, Verdict, Replacement))
    baselines = Target.objects.order_by("pk").values_list("pk", "baseline")
    return list(figures), *counts, list(baselines)


def to_apply(folder: Path) -> ChangeSet:
    """A set with a correction of a baseline, a new figure, a new series and a new document."""
    apply_change_set(staged(folder, {"period": "2020", "value": "880"}), by=None)
    Target.objects.update(baseline=Observation.objects.get())
    return staged(folder, *ROWS)


@pytest.mark.parametrize(
    "step",
    [
        "applying.storing._take",
        "applying.storing.world_now",
        "applying.storing.make_documents",
        "applying.storing.move_baselines",
        "applying.storing.judge_anew",
        "applying.storing._conclude",
    ],
)
def test_killed_while_applying_it_leaves_nothing_and_can_be_applied(tmp_path, address, step):
    plan = to_apply(tmp_path)
    before = stored()

    kill_after(step, "apply", plan, address)

    assert (plan.state, stored()) == ("applying", before)
    apply_change_set(plan, by=None, accept_warnings=True, reason="录入错误")
    assert Observation.objects.standing().filter(change_set=plan).count() == 3
    assert list(broken_invariants()) == []


def test_killed_right_after_applying_it_leaves_everything(tmp_path, address):
    plan = to_apply(tmp_path)

    kill_after("applying.storing._apply", "apply", plan, address)

    assert (plan.state, plan.observations.count()) == ("applied", 3)
    assert Verdict.objects.filter(change_set=plan).exists()


def test_a_set_whose_applying_was_killed_can_be_discarded(tmp_path, address):
    plan = to_apply(tmp_path)
    before = stored()
    kill_after("applying.storing.judge_anew", "apply", plan, address)

    discard_change_set(plan, by=None)

    assert (plan.state, stored(), StagedRow.objects.filter(change_set=plan).count()) == (
        "discarded",
        before,
        0,
    )


@pytest.mark.parametrize("step", ["staging.plan._begin", "staging.plan.compare", "staging.plan._write"])
def test_killed_while_checking_it_is_begun_again_once_it_is_seen_to_be_dead(tmp_path, address, step):
    draft = opened(tmp_path, *ROWS)
    before = stored()

    kill_after(step, "stage", draft, address)

    assert (draft.state, stored()) == ("planning", before)
    assert refused(draft) == "not_plannable"
    ChangeSet.objects.filter(pk=draft.pk).update(heartbeat_at=timezone.now() - STALE_AFTER * 2)
    assert stage(draft, today=TODAY).state == "planned"
    assert StagedRow.objects.filter(change_set=draft).count() == 3


def refused(change_set: ChangeSet) -> str:
    with pytest.raises(IngestError) as caught:
        stage(change_set, today=TODAY)
    return caught.value.code
