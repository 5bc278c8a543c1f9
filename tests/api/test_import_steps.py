"""Figures of a change set on their way to the public."""

import pytest

from tests.api.sender import Sender
from tests.factories import (
    make_commitment,
    make_department,
    make_indicator,
    make_jurisdiction,
    make_observation,
    make_series,
    make_staged_row,
    make_worker,
)
from tests.importing import row, store_known
from tracker.models import ChangeSet, Observation

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    store_known()
    answer = Sender(make_worker("clerk", "add_observation")).post("observations/", {"rows": [row()]})
    return f"imports/{answer.json()['change_set']['id']}/"


def reviewer(**options):
    return Sender(make_worker("", "review_observation", "publish_observation"), **options)


def test_somebody_else_approves_and_publishes(home):
    send = reviewer()

    assert send.post(f"{home}approve/").json() == {"rows": 1, "refused": {}}
    assert send.post(f"{home}publish/").json()["rows"] == 1
    assert Observation.objects.published().exists()


def test_nobody_approves_their_own(home):
    boss = Sender(make_worker("boss", "add_observation", "review_observation"))
    number = boss.post("observations/", {"rows": [row(period="2020")]}).json()["change_set"]["id"]
    assert boss.post(f"imports/{number}/approve/").json() == {"rows": 0, "refused": {"own_entry": 1}}


def test_returning_takes_a_comment(home):
    send = reviewer()

    assert send.post(f"{home}return/").json()["errors"][0]["code"] == "no_reason"
    assert send.post(f"{home}return/", {"comment": "请核对"}).json()["rows"] == 1
    assert Observation.objects.get().state == "returned"


def test_a_token_reviews_no_more_than_it_was_made_for(home):
    assert reviewer(reviews=False).post(f"{home}approve/").json()["refused"] == {"no_right": 1}


def test_to_a_token_for_another_place_there_is_no_such_set(home):
    elsewhere = make_jurisdiction("420000", name="湖北省")
    assert reviewer(parts=[(elsewhere, None)]).post(f"{home}approve/").status_code == 404


def test_a_department_takes_its_own_figures_of_a_mixed_set_along(home):
    number = int(home.split("/")[1])
    other = make_observation(make_series(make_indicator("plants", name="新建工厂")), state="submitted")
    Observation.objects.filter(pk=other.pk).update(change_set=number)
    make_staged_row(ChangeSet.objects.get(pk=number), other.series)
    commitment = make_commitment(series=other.series)
    commitment.departments.add(department := make_department())
    send = reviewer(parts=[(None, department)])

    assert send.post(f"{home}approve/").json() == {"rows": 1, "refused": {}}
    assert Observation.objects.get(state="approved") == other


def test_whoever_is_nobody_reviews_nothing(home):
    assert Sender().post(f"{home}approve/").status_code == 401


def test_a_number_nobody_has_is_not_found():
    assert reviewer().post("imports/99/approve/").status_code == 404
