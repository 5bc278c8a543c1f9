"""How often somebody may ask."""

import pytest
from django.core.cache import caches
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_token
from tracker.api.access import Throttle

pytestmark = pytest.mark.django_db

PATH = "/api/v1/plans/"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """A clock that a test turns by hand, and nothing counted yet."""
    caches["throttles"].clear()
    hand = {"now": 1_000_000.0}
    monkeypatch.setattr("tracker.api.access.throttles.time.time", lambda: hand["now"])
    yield hand
    caches["throttles"].clear()


@pytest.fixture
def three(settings):
    settings.THROTTLE_ADDRESS = (3, 60)


def statuses(client, times, **options):
    return [client.get(PATH, **options).status_code for _ in range(times)]


def test_who_asks_too_often_is_told_when_to_ask_again(three, clock):
    client = Client(headers={"accept-language": "en"})

    assert statuses(client, 3) == [200] * 3
    refused = client.get(PATH)
    assert (refused.status_code, refused.json()["code"]) == (429, "throttled")
    assert refused.headers["Retry-After"] == "20"
    assert refused.headers["Content-Type"] == "application/problem+json"


def test_one_more_passes_as_each_becomes_due(three, clock):
    client = Client()
    statuses(client, 4)

    clock["now"] += 20
    assert statuses(client, 2) == [200, 429]
    clock["now"] += 600
    assert statuses(client, 4) == [200, 200, 200, 429]


def test_one_address_does_not_stand_in_another_s_way(three):
    client = Client()
    statuses(client, 4, REMOTE_ADDR="192.0.2.1")

    assert statuses(client, 1, REMOTE_ADDR="192.0.2.2") == [200]


def test_a_token_is_counted_apart_from_its_address(three, settings):
    settings.THROTTLE_TOKEN = (2, 60)
    for secret in ("duixian_a", "duixian_b"):
        make_token(secret=secret)
    one, other = (Client(headers={"authorization": f"Bearer duixian_{name}"}) for name in "ab")

    assert statuses(one, 3) == [200, 200, 429]
    assert statuses(other, 2) == [200, 200]
    assert statuses(Client(), 3) == [200] * 3


@pytest.mark.parametrize("path", [PATH, "/api/v1/imports/"])
def test_refusals_are_counted_too(three, path):
    client = Client(headers={"authorization": "Bearer guessed"})
    found = [client.get(path).status_code for _ in range(4)]
    assert found[-1] == 429
    assert 429 not in found[:3]


def test_off_means_without_limit(settings):
    settings.THROTTLE_ADDRESS = None
    assert statuses(Client(), 20) == [200] * 20


class Asked:
    """As much of a request as is counted."""

    auth = None
    META = {"REMOTE_ADDR": "192.0.2.9"}


@given(
    steps=st.lists(st.floats(0, 120, allow_nan=False), max_size=60),
    count=st.integers(1, 7),
    span=st.sampled_from([1, 10, 60]),
)
def test_in_no_span_do_more_than_twice_as_many_pass_and_a_patient_one_always(steps, count, span):
    from django.test import override_settings

    now, passed = [5_000_000.0], []
    with override_settings(THROTTLE_ADDRESS=(count, span)), pytest.MonkeyPatch.context() as patch:
        caches["throttles"].clear()
        patch.setattr("tracker.api.access.throttles.time.time", lambda: now[0])
        patch.setattr("tracker.api.access.throttles.caches", {"throttles": Kept()})
        for step in steps:
            now[0] += step
            throttle = Throttle()
            if throttle.allow_request(Asked(), None):
                passed.append(now[0])
            else:
                waited, patience = Throttle(), throttle.wait()
                patch.setattr("tracker.api.access.throttles.time.time", lambda wait=patience: now[0] + wait)
                assert waited.allow_request(Asked(), None)
                now[0] += patience
                passed.append(now[0])
                patch.setattr("tracker.api.access.throttles.time.time", lambda: now[0])
    for first in passed:
        assert sum(first <= each < first + span for each in passed) <= 2 * count


class Kept(dict):
    """A cache that forgets nothing."""

    def set(self, key, value, timeout):
        self[key] = value
