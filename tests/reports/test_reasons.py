import pytest
from django.utils import translation

from tracker.assessment import REASONS
from tracker.models import Status
from tracker.reports.reasons import main_reason, reason_text
from tracker.reports.statuses import SHOWN_ORDER, TONES, status_meaning, status_name, tone


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("code", REASONS)
def test_every_reason_has_a_sentence_in_both_languages(code: str, language: str):
    with translation.override(language):
        text = reason_text(code)

    assert text.endswith("。" if language == "zh-hans" else ".")
    assert code not in text


def test_an_unknown_reason_shows_its_code():
    assert reason_text("from_a_later_program") == "from_a_later_program"


def test_what_hinders_comes_before_what_qualifies():
    with translation.override("en"):
        assert main_reason(["derived", "no_baseline", "no_observation"]) == reason_text("no_observation")
        assert main_reason(["derived"]) == ""


@pytest.mark.parametrize("status", Status.values)
def test_every_status_has_a_name_a_meaning_and_a_tone(status: str):
    with translation.override("zh-hans"):
        assert status_name(status)
        assert status_meaning(status).endswith("。")
    assert tone(status) == TONES[status]


def test_every_status_is_shown_once():
    assert sorted(SHOWN_ORDER) == sorted(Status.values)


def test_an_unknown_status_shows_its_code():
    assert status_name("from_a_later_program") == "from_a_later_program"
