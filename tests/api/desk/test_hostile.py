"""What is sent to rows in work by mistake or on purpose: refused in one form, and nothing is changed."""

import datetime
import json

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories as make
from tests.api.desk.people import alone, clerk
from tests.api.sender import HOME, Sender, check
from tests.kept import kept
from tracker.api.desk.urls import urlpatterns
from tracker.models import (
    Commitment,
    Evidence,
    Observation,
    PathPoint,
    Plan,
    Remark,
    Revision,
    Target,
    Token,
)

pytestmark = pytest.mark.django_db

MODELS = (Commitment, Evidence, Observation, PathPoint, Plan, Remark, Revision, Target)
#: The number of each row: one that no table gives out by itself.
NUMBER = 1_000_007
#: Every address that takes something, with its method.
TAKING = [
    (method.lower(), str(page.pattern)) for page in urlpatterns for method in page.callback.view_class.writes
]


@pytest.fixture(scope="module", autouse=True)
def rows(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        commitment = make.make_commitment(code="410100-2021-017", number=17, state="draft", pk=NUMBER)
        Target.objects.update(state="draft")
        make.make_observation(commitment.series, state="draft", pk=NUMBER)
        make.make_plan("410100-2022", state="draft")
        make.make_remark(commitment, state="draft", pk=NUMBER)
        make.make_revision(commitment, state="draft", pk=NUMBER)
        target = make.make_target(commitment, announced="2021-05-01", state="draft", pk=NUMBER)
        make.make_path_point(target, "2021-06-30", "40", pk=NUMBER)
        yield


def address(pattern):
    """An address with rows that are there."""
    code = {"commitments": "410100-2021-017", "plans": "410100-2022"}.get(pattern.split("/")[0], "")
    number = Evidence.objects.get().pk if "evidence" in pattern else NUMBER
    found = pattern.replace("<slug:code>", code).replace("<int:number>", str(number))
    return found.replace("<int:place>", str(NUMBER))


def everything():
    return [list(model.objects.order_by("pk").values()) for model in MODELS]


def raw(send, method, path, body, content_type="application/json", **headers):
    """Send bytes as they are."""
    where = f"{HOME}desk/{path}"
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = send.client.generic(method, where, data=body, content_type=content_type, headers=names)
    check(method, where, answer)
    return answer


BODIES = [
    (b"[]", "malformed_request"),
    (b"null", "malformed_request"),
    (b'{"reason": "a", "reason": "b"}', "malformed_request"),
    (b'{"step": "submit", "st\\u0065p": "publish"}', "malformed_request"),
    (b'{"reason": "\\u0000"}', "malformed_request"),
    (b'{"value": NaN}', "malformed_request"),
    (b'{"a": ' * 9 + b"1" + b"}" * 9, "malformed_request"),
    (b"[" * 100_000, "malformed_request"),
    ('{"reason": "改正"}'.encode("gb18030"), "malformed_request"),
    (b'{"surprise": 1}', "unknown_parameter"),
    (b'{"id": 8, "state": "published"}', "unknown_parameter"),
]


@pytest.mark.parametrize(("method", "pattern"), TAKING)
def test_a_body_that_cannot_be_meant_is_refused_and_changes_nothing(method, pattern):
    send, before = alone(), everything()
    for body, code in BODIES:
        answer = raw(send, method, address(pattern), body, if_match="*")
        assert (answer.status_code, answer.json()["code"]) == (400, code), body[:40]
    assert everything() == before


@pytest.mark.parametrize(("method", "pattern"), TAKING)
def test_a_body_of_another_type_or_over_the_limit_is_refused(method, pattern, settings):
    send = alone()
    for content_type in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/xml",
    ):
        answer = raw(send, method, address(pattern), b"x=1", content_type)
        assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")

    settings.API_MAX_BODY_KB = 1
    answer = raw(send, method, address(pattern), json.dumps({"reason": "x" * 1100}))
    assert (answer.status_code, answer.json()["code"]) == (413, "payload_too_large")


@pytest.mark.parametrize(("method", "pattern"), TAKING)
def test_a_token_that_opens_nothing_opens_nothing_here(method, pattern):
    send = alone()
    closed = [
        {"revoked_at": timezone.now()},
        {"created_at": timezone.now() - datetime.timedelta(days=3),
         "expires_at": timezone.now() - datetime.timedelta(days=1)},
    ]  # fmt: skip
    for fields in closed:
        Token.objects.update(**{"revoked_at": None, **fields})
        answer = raw(send, method, address(pattern), b"{}")
        assert (answer.status_code, answer.json()["code"]) == (401, "invalid_token")
        assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]

    answer = raw(Sender(), method, address(pattern), b"{}")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


@pytest.mark.parametrize(("method", "pattern"), TAKING)
def test_a_session_takes_the_mark_against_forged_requests(method, pattern):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alone().token.user)
    answer = getattr(client, method)(f"{HOME}desk/{address(pattern)}", "{}", content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


@pytest.mark.parametrize(
    ("method", "pattern"), [(method, pattern) for method, pattern in TAKING if "<" in pattern]
)
def test_rows_of_another_department_are_not_there(method, pattern):
    other = make.make_department()
    send = alone(parts=[(None, other)])
    before = everything()
    sent = {} if method == "delete" else sendable(pattern)
    answer = raw(send, method, address(pattern), json.dumps(sent), if_match="*")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert everything() == before


def sendable(pattern):
    """Something an address takes."""
    last = pattern.rstrip("/").rsplit("/", 1)[-1]
    words = {"document": Evidence.objects.first().document.code, "quote": "别的话"}
    return {
        "review": {"step": "submit"},
        "correct": {"value": "1", "reason": "x"},
        "evidence": words,
        "targets": {"period": "2021", "comparator": "at_least", "wording": "bare", "value": "1",
                    "published_on": "2021-09"},
        "<slug:code>": {"name": "别的"} if "plans" in pattern else {"statement": "别的话"},
        "<int:number>": {"reading_note": "x"},
        "path": {"by_end_of": "2021-06", "planned": "40"},
        "<int:place>": {"planned": "41"},
        **({last: {"quote": "别的话"}} if "evidence/<" in pattern else {}),
        **({last: {"text": "别的话"}} if "remarks/<" in pattern and "review" not in pattern else {}),
    }.get(last, {"reason": "x"})  # fmt: skip


@pytest.mark.parametrize("number", ["0", "99", "9" * 19, "9" * 40])
@pytest.mark.parametrize("table", ["observations", "targets", "remarks", "revisions"])
def test_a_number_nobody_has_is_not_found(table, number):
    send = alone()
    assert send.get(f"desk/{table}/{number}/").status_code == 404
    assert send.post(f"desk/{table}/{number}/review/", {"step": "submit"}, if_match="*").status_code == 404


@pytest.mark.parametrize(
    ("tag", "status"),
    [
        ("", 428), (" ", 428), ('"other"', 412), ("nonsense", 412), ('W/"{tag}"', 412), ("{tag}", 412),
        ('"other", "{tag}"', 200), ('"{tag}"', 200), ("*", 200),
    ],
)  # fmt: skip
def test_the_tag_is_strong_and_one_of_several_will_do(tag, status):
    send = clerk()
    known = send.etag(f"desk/observations/{NUMBER}/").strip('"')
    sent = {"if_match": tag.format(tag=known)}
    assert send.post(f"desk/observations/{NUMBER}/review/", {"step": "submit"}, **sent).status_code == status


def test_another_request_under_a_used_word_is_refused():
    send = clerk()
    home = f"desk/observations/{NUMBER}/"
    sent = {"if_match": send.etag(home), "idempotency_key": "once"}
    send.post(f"{home}review/", {"step": "submit"}, **sent)

    for path, body in (
        (f"{home}review/", {"step": "submit", "comment": "x"}),
        (f"{home}withdraw/", {"reason": "x"}),
    ):
        answer = send.post(path, body, **sent)
        assert (answer.status_code, answer.json()["code"]) == (422, "key_used_otherwise")
    assert Observation.objects.get().state == "submitted"


@pytest.mark.parametrize("query", [{"as_of": "2021-01-01"}, {"dry_run": "true"}, {"state": "draft"}])
def test_what_an_address_does_not_take_is_refused(query):
    answer = clerk().post(
        f"desk/observations/{NUMBER}/review/", {"step": "submit"}, query=query, if_match="*"
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_parameter")


@pytest.mark.parametrize(("method", "pattern"), TAKING)
def test_only_the_methods_that_are_documented_are_answered(method, pattern):
    client = alone().client
    for other in {"put", "delete", "patch", "post"} - {way for way, known in TAKING if known == pattern}:
        answer = getattr(client, other)(
            f"{HOME}desk/{address(pattern)}", "{}", content_type="application/json"
        )
        assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
        assert method.upper() in answer.headers["Allow"]


@pytest.mark.parametrize(
    "words", ["'; DROP TABLE x; --", "<script>alert(1)</script>", "\u202e逆", "=cmd|' /C calc'!A0"]
)
def test_hostile_words_are_words(words):
    send = clerk()
    answer = send.matched(
        "patch", "desk/commitments/410100-2021-017/", {"statement": words, "reading_note": words}
    )
    assert (answer.json()["statement"], answer.json()["reading_note"]) == (words, words)
