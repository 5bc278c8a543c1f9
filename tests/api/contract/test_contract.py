"""Requests made up from the contract, right and wrong: nothing breaks, nothing undocumented is answered.

`FUZZ=400` asks that often for each address, to look for longer.
"""

import os

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.api.caller import sparse_contract
from tests.factories import (
    make_commitment,
    make_observation,
    make_remark,
    make_revision,
    make_token,
    make_user,
)
from tracker.progress import refresh

EXAMPLES = int(os.environ.get("FUZZ", "6"))
HEADERS = {"Authorization": "Bearer duixian_contract", "Host": "localhost"}
SETTINGS = settings(
    max_examples=EXAMPLES,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    deadline=None,
    database=None,
)


OPERATIONS = [
    f"{method.upper()} {path}"
    for path, item in sparse_contract()["paths"].items()
    for method in item
    if method in ("get", "post", "put", "patch", "delete")
]


@pytest.fixture(scope="module")
def made_up():
    from tests.api import made_up

    return made_up


@pytest.fixture
def world(db):
    """Something at every address, and who may do everything there."""
    commitment = make_commitment(code="410100-2021-017", number=17)
    make_observation(commitment.series, "90")
    make_observation(commitment.series, "95", state="submitted", published="2022-09-01")
    make_remark(commitment)
    make_revision(commitment)
    refresh()
    make_token(make_user(is_superuser=True), secret="duixian_contract", writes=True, reviews=True)
    # A server lets go of its connection after each request; a test's holds all that was made for it.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("label", OPERATIONS)
def test_requests_made_up_from_the_contract_are_answered_as_it_says(world, made_up, label):
    @given(case=made_up.requests(label))
    @SETTINGS
    def ask(case):
        case.validate_response(case.call(headers=HEADERS), checks=made_up.CHECKS)

    ask()


def test_every_operation_of_the_contract_is_asked(made_up):
    assert sorted(made_up.operations()) == sorted(OPERATIONS)


def test_one_request_after_the_other_is_answered_as_the_contract_says(world, made_up):
    """What one request answers with goes into the next: rows are entered, read, changed and taken back."""

    class Requests(made_up.described().as_state_machine()):
        def get_call_kwargs(self, case):
            return {"headers": HEADERS}

        def validate_response(self, response, case, **_others):
            case.validate_response(response, checks=made_up.CHECKS)

    run_state_machine_as_test(Requests, settings=settings(SETTINGS, stateful_step_count=8))
