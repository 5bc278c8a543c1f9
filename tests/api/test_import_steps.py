"""Figures of a change set on their way to the public."""

import pytest

from tests.api.sender import Sender
from tests.factories import make_jurisdiction, make_worker
from tests.importing import row, store_known
from tracker.models import Observation

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


@pytest.mark.parametrize(
    ("options", "code"),
    [({"reviews": False}, "no_right"), ({"parts": "elsewhere"}, "outside_remit")],
)
def test_a_token_reviews_no_more_than_it_was_made_for(home, options, code):
    if options.get("parts"):
        options = {"parts": [(make_jurisdiction("420000", name="湖北省"), None)]}
    assert reviewer(**options).post(f"{home}approve/").json()["refused"] == {code: 1}


def test_whoever_is_nobody_reviews_nothing(home):
    assert Sender().post(f"{home}approve/").status_code == 401


def test_a_number_nobody_has_is_not_found():
    assert reviewer().post("imports/99/approve/").status_code == 404
