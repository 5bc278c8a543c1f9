"""What is sent says how long it is, or is refused; what is not sent is not waited for."""

import io

import pytest
from django.test import RequestFactory

from tests.api.sender import Sender
from tests.factories import make_change_set, make_user
from tracker.api.problems import Problem
from tracker.api.sending.lengths import require_length

ADMIN = {"is_superuser": True}


class Waiting(io.BytesIO):
    """What never ends."""

    def read(self, size=-1):
        raise AssertionError("read where nothing is to come")


def request(body, **told):
    found = RequestFactory().get("/")
    found.META.update({"wsgi.input": body, "wsgi.input_terminated": True, **told})
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["observations/", "imports/", "desk/plans/"])
def test_a_body_in_pieces_is_refused_with_what_to_do(address):
    answer = Sender(make_user(**ADMIN)).post(address, {"rows": []}, transfer_encoding="chunked")
    (error,) = answer.json()["errors"]
    assert (answer.status_code, answer.json()["code"]) == (411, "length_required")
    assert (error["parameter"], error["code"]) == ("Content-Length", "length_required")


@pytest.mark.django_db
def test_what_needs_no_body_needs_no_length():
    found = make_change_set(state="planned", counts={})
    answer = Sender(make_user(**ADMIN))("post", f"imports/{found.pk}/discard/")
    assert answer.status_code == 200


def test_over_http_2_a_body_without_a_length_is_refused():
    with pytest.raises(Problem) as refused:
        require_length(request(io.BytesIO(b"{}"), SERVER_PROTOCOL="HTTP/2"))
    assert refused.value.code == "length_required"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (Waiting(), {"SERVER_PROTOCOL": "HTTP/1.1"}),
        (Waiting(), {"SERVER_PROTOCOL": "HTTP/2", "CONTENT_LENGTH": "2"}),
        (Waiting(), {"SERVER_PROTOCOL": "HTTP/2", "wsgi.input_terminated": False}),
        (io.BytesIO(), {"SERVER_PROTOCOL": "HTTP/2"}),
    ],
)
def test_where_nothing_is_to_come_nothing_is_waited_for(body, told):
    assert require_length(request(body, **told)) is None
