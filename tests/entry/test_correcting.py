"""A figure set right by its number ends as in an import, without one."""

import pytest

from tests import factories as make
from tracker.entry import CORRECTED, Ended, correct_figure
from tracker.exceptions import ActionError
from tracker.ingest import HEADERS
from tracker.models import Observation

pytestmark = pytest.mark.django_db


def test_every_column_that_can_be_set_right_is_one_of_a_table():
    assert set(CORRECTED.values()) < set(HEADERS)


def test_what_the_digits_say_themselves_takes_the_place_of_what_stood_there():
    make.make_unit("万家")
    figure = make.make_observation(value="1230", qualifier="about")

    saved = correct_figure(figure, {"value": "超过0.13万家"}, by=None, reason="x", accept_warnings=True)

    right = saved.figure
    assert (saved.ended, right.written, right.unit.symbol) == (Ended.CORRECTED, "0.13", "万家")
    assert right.qualifier == "more_than"


def test_a_bare_number_leaves_the_hedge_that_stood_there():
    figure = make.make_observation(value="1230", qualifier="about", obs_status="estimated")
    right = correct_figure(figure, {"value": "1240"}, by=None, reason="x").figure
    assert (right.qualifier, right.obs_status) == ("about", "estimated")


def test_a_date_that_is_not_named_stays_although_no_document_bears_it():
    figure = make.make_observation(
        published="2022-07-15", document=make.make_document(published="2022-06-30")
    )
    right = correct_figure(figure, {"value": "91"}, by=None, reason="x", accept_warnings=True).figure
    assert right.published == "2022-07-15"


def test_nothing_is_stored_when_it_is_refused():
    figure = make.make_observation()
    with pytest.raises(ActionError) as refused:
        correct_figure(figure, {"value": "91"}, by=None)
    assert refused.value.code == "no_reason"
    assert Observation.objects.get().written == "90"
