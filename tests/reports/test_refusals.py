"""Why something about a change set was refused, in words."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from tests.factories import make_change_set
from tracker.exceptions import IngestError
from tracker.ingest.problems import FileProblems, Problem
from tracker.reports.refusals import SENTENCES, failure_texts, refusal_of, refusal_text

INGEST = Path(settings.BASE_DIR) / "tracker" / "ingest"


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def test_every_refusal_of_the_import_has_its_sentence():
    raised = {
        code
        for path in INGEST.rglob("*.py")
        for code in re.findall(r'IngestError\(\s*"([a-z_]+)"', path.read_text(encoding="utf-8"))
    }

    assert raised
    assert raised <= set(SENTENCES)


def test_a_sentence_carries_its_parameters():
    text = refusal_text(IngestError("blocked_rows", {"rows": "7"}))

    assert text.startswith("Nothing is stored: 7 rows")


def test_a_file_s_faults_stand_one_a_line():
    error = FileProblems([Problem("empty_file"), Problem("not_text")])

    assert len(refusal_text(error).splitlines()) == 2


@pytest.mark.parametrize("code", ["KeyboardInterrupt", "SystemExit"])
def test_a_stopped_server_is_told_as_such(code):
    assert "The server was stopped" in refusal_of(code, {})


def test_what_nobody_foresaw_is_told_without_its_insides():
    assert refusal_of("ZeroDivisionError", {}) == str(SENTENCES["unforeseen"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("failure", "texts"),
    [
        ({}, 0),
        ({"code": "empty_file", "problems": [{"code": "empty_file"}]}, 1),
        ({"code": "blocked_rows", "params": {"rows": "2"}}, 1),
        ({"code": "MemoryError"}, 1),
    ],
)
def test_a_set_tells_why_the_last_thing_tried_came_to_nothing(failure, texts):
    assert len(failure_texts(make_change_set(failure=failure))) == texts
