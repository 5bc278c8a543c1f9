import pytest
from django.utils import translation

from tests import factories
from tests.reports.standing import rate, stand
from tracker.reports.sensitivities import sensitivity_notes

pytestmark = pytest.mark.django_db


def halfway():
    series = factories.make_series(kind="stock")
    base = factories.make_observation(series, "2000", "2020", published="2021-01-10")
    aim = {"period": "2025", "value": "3000", "baseline": base}
    commitment = factories.make_commitment(series=series, target=aim)
    factories.make_observation(series, "2320", "2022", published="2023-01-20")
    return commitment


def disputed():
    commitment = rate(actual="4.7")
    factories.make_observation(commitment.series, "7.6", published="2023-01-20")
    return commitment


@pytest.mark.parametrize(
    ("commitment", "code", "chinese", "english"),
    [
        (
            halfway,
            "method_sensitive",
            "同样的数字，各方法结论不一：有的判为进展良好，有的判为落后。",
            "Methods disagree on these figures: one says it stands well, another that it does not.",
        ),
        (
            disputed,
            "vintage_sensitive",
            "同一时期另有公布的数字，换用后判定会改变。",
            "Another published figure of the same period would give another status.",
        ),
    ],
)
def test_what_a_status_hangs_on_is_told_in_words(commitment, code: str, chinese: str, english: str):
    standing = stand(commitment())
    for language, text in (("zh-hans", chinese), ("en", english)):
        with translation.override(language):
            [note] = sensitivity_notes(standing)
        assert (note.code, note.text) == (code, text)


def test_most_statuses_hang_on_nothing():
    assert sensitivity_notes(stand(rate(actual="4.7"))) == []
