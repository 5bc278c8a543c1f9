import pytest
from django.utils import translation

from tests import factories
from tests.reports.standing import rate, stand, stock
from tracker.reports.measures import measures

pytestmark = pytest.mark.django_db


def told(standing) -> dict[str, str]:
    with translation.override("zh-hans"):
        return {measure.code: measure.text for measure in measures(standing)}


def test_a_stock_underway_shows_progress_paces_and_projection():
    shown = told(stand(stock()))

    assert shown["progress"] == "44.4%"
    assert shown["elapsed"] == "40%"
    assert shown["gap"] == "+4.4个百分点"
    assert shown["projected"] == "4.1万家"


def test_a_due_rate_shows_no_share_of_its_target():
    assert "completion" not in told(stand(rate(actual="4.7")))


def test_a_share_short_of_nine_tenths_is_never_shown_as_ninety_percent():
    series = factories.make_series(kind="flow", unit="家")
    commitment = factories.make_commitment(series=series, target={"value": "100000"})
    factories.make_observation(series, "89999")

    standing = stand(commitment)

    assert (standing.status, told(standing)["completion"]) == ("missed", "89.999%")


def test_a_due_target_without_a_share_does_not_tell_that_all_time_is_gone():
    assert told(stand(rate(actual="4.7"))) == {}
