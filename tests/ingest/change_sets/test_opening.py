"""A change set before it is applied: its file is kept, known again, and given up without a trace of rows."""

import datetime
import hashlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.factories import make_user
from tests.ingest.tables import opened, staged, text_of
from tracker.exceptions import IngestError
from tracker.ingest import (
    FileProblems,
    Layout,
    apply_change_set,
    brought_in_before,
    discard_change_set,
    is_stale,
    open_change_set,
    reverse_change_set,
)
from tracker.ingest.change_sets.opening import STALE_AFTER
from tracker.models import ChangeSet, StagedDocument, StagedRow

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


def test_a_file_is_kept_as_it_came_with_its_hash(tmp_path):
    user = make_user()

    draft = opened(tmp_path, {}, by=user, accept_warnings=True)

    content = (tmp_path / "outcomes.csv").read_bytes()
    assert Path(draft.file.path).read_bytes() == content
    assert draft.file_sha256 == hashlib.sha256(content).hexdigest()
    assert (draft.state, draft.created_by, draft.door) == ("draft", user, "command")
    assert (draft.title, draft.file_name) == ("outcomes.csv", "outcomes.csv")
    assert draft.options == {"accept_warnings": True, "reason": ""}


def test_an_upload_is_kept_like_a_file(settings):
    upload = SimpleUploadedFile("成果 2021.csv", text_of({}).encode())

    draft = open_change_set(
        file=upload, by=None, door="web", layout=Layout(defaults={"jurisdiction": "410100"})
    )

    assert Path(draft.file.path).read_text() == text_of({})
    assert (draft.file_name, draft.layout["defaults"]) == ("成果 2021.csv", {"jurisdiction": "410100"})
    assert Path(draft.file.path).is_relative_to(settings.IMPORT_ROOT)


@pytest.mark.parametrize(
    ("name", "ending"),
    [("../../etc/passwd.CSV", ".csv"), ("a.c/v", ""), ("x.tar.gz;rm", ""), ("无", ""), ("a.xlsx", ".xlsx")],
)
def test_the_name_of_a_file_steers_no_path(settings, name, ending):
    draft = open_change_set(file=SimpleUploadedFile("x", b"a"), name=name, by=None, door="web")

    path = Path(draft.file.path)
    assert (path.parent, path.suffix) == (Path(settings.IMPORT_ROOT), ending)
    assert len(path.stem) == 32


def test_a_name_in_another_encoding_can_be_stored(tmp_path):
    path = tmp_path / b"\xd0\xc2.csv".decode("utf-8", "surrogateescape")
    path.write_text(text_of({}))

    draft = open_change_set(file=path, by=None, door="command")

    assert ChangeSet.objects.get(pk=draft.pk).file_name == "\ufffd\ufffd.csv"


def test_a_file_over_the_limit_leaves_nothing(tmp_path, settings):
    settings.IMPORT_MAX_MB, settings.IMPORT_ROOT = 1, tmp_path / "kept"
    upload = SimpleUploadedFile("big.csv", b"x" * (1024 * 1024 + 1))

    with pytest.raises(FileProblems) as caught:
        open_change_set(file=upload, by=None, door="web")

    assert caught.value.code == "too_large"
    assert (ChangeSet.objects.count(), (tmp_path / "kept").exists()) == (0, False)


def test_a_reason_no_column_can_hold_is_refused_at_once(tmp_path):
    with pytest.raises(IngestError) as caught:
        opened(tmp_path, {}, reason="错" * 301)

    assert (caught.value.code, caught.value.detail) == ("reason_too_long", {"limit": "300"})
    assert ChangeSet.objects.count() == 0


def test_a_file_brought_in_before_is_known_again(tmp_path):
    first = staged(tmp_path, {})
    assert brought_in_before(opened(tmp_path, {})) is None

    apply_change_set(first, by=None)

    assert brought_in_before(opened(tmp_path, {})) == first
    assert brought_in_before(opened(tmp_path, {"value": "1"})) is None
    reverse_change_set(first, by=None, reason="发错了")
    assert brought_in_before(opened(tmp_path, {})) is None


def test_a_discarded_set_keeps_its_record_and_nothing_else(tmp_path):
    plan = staged(tmp_path, {"source_title": "新公报"})
    kept = Path(plan.file.path)

    discard_change_set(plan, by=None)

    plan.refresh_from_db()
    assert (plan.state, plan.file_name, bool(plan.file)) == ("discarded", "outcomes.csv", False)
    assert not kept.exists()
    assert (StagedRow.objects.count(), StagedDocument.objects.count()) == (0, 0)


@pytest.mark.parametrize("state", ["draft", "planning", "planned", "applying", "failed"])
def test_whatever_was_not_applied_can_be_discarded(tmp_path, state):
    draft = opened(tmp_path, {})
    ChangeSet.objects.update(state=state)

    assert discard_change_set(draft, by=None).state == "discarded"


def test_an_applied_or_reversed_set_cannot_be_discarded(tmp_path):
    made = apply_change_set(staged(tmp_path, {}), by=None)
    for _state in ("applied", "reversed"):
        with pytest.raises(IngestError) as caught:
            discard_change_set(made, by=None)
        assert caught.value.code == "not_discardable"
        if made.state == "applied":
            reverse_change_set(made, by=None, reason="发错了")


@pytest.mark.parametrize(
    ("state", "ago", "stale"),
    [
        ("planning", STALE_AFTER + datetime.timedelta(seconds=1), True),
        ("applying", STALE_AFTER + datetime.timedelta(seconds=1), True),
        ("planning", datetime.timedelta(seconds=30), False),
        ("planned", STALE_AFTER * 10, False),
    ],
)
def test_a_process_without_a_sign_of_life_is_taken_for_dead(state, ago, stale):
    change_set = ChangeSet(state=state, heartbeat_at=timezone.now() - ago)

    assert is_stale(change_set) is stale
