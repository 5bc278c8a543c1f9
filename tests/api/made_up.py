"""Requests made up from the contract; imported where they are sent: what makes them takes long to load."""

import copy
from functools import lru_cache

from django.core.wsgi import get_wsgi_application
from schemathesis import GenerationMode, check, openapi
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.caller import codes_of, sparse_contract


@check
def code_conformance(_context, response, case):
    """A refusal carries a code the operation names."""
    if "problem+json" in str(response.headers.get("content-type")):
        answers = sparse_contract()["paths"][case.path][case.method.lower()]["responses"]
        said = answers.get(str(response.status_code))
        assert said is None or response.json()["code"] in codes_of(said)


CHECKS = [
    not_a_server_error, code_conformance, status_code_conformance, content_type_conformance,
    response_headers_conformance, response_schema_conformance,
]  # fmt: skip


@lru_cache(maxsize=1)
def described():
    """The contract, answered by the program itself in this process."""
    found = openapi.from_dict(copy.deepcopy(sparse_contract()))
    found.app = get_wsgi_application()
    return found


@lru_cache(maxsize=1)
def operations():
    """What can be asked, by method and address."""
    return {found.ok().label: found.ok() for found in described().get_all_operations()}


def requests(label):
    """Requests of one method to one address, right and wrong."""
    right, wrong = (operations()[label].as_strategy(mode) for mode in GenerationMode)
    return right | wrong
