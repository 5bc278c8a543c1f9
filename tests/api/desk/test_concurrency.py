"""Two people at one row at the same moment: one is done, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import close_old_connections, connection

from tests import factories as make
from tests.api.desk.people import alone, clerk, reviewer
from tests.api.sender import Sender
from tracker.models import AuditEntry, Observation

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"),
]


def at_once(*requests):
    """The answers to requests sent at the same moment."""
    together = Barrier(len(requests))

    def send(request):
        try:
            together.wait(timeout=20)
            return request()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(requests)) as pool:
        answers = list(pool.map(send, requests))
    close_old_connections()
    return answers


def test_of_two_who_review_a_figure_one_is_told():
    figure = make.make_observation(state="submitted")
    home = f"desk/observations/{figure.pk}/"
    first, second = reviewer("first"), reviewer("second")
    seen = {send: send.etag(home) for send in (first, second)}

    answers = at_once(
        lambda: first.post(f"{home}review/", {"step": "approve"}, if_match=seen[first]),
        lambda: second.post(f"{home}review/", {"step": "return", "comment": "x"}, if_match=seen[second]),
    )

    assert sorted(answer.status_code for answer in answers) == [200, 412]
    assert AuditEntry.objects.filter(verb__in=("approved", "returned")).count() == 1


def test_of_two_who_correct_a_figure_one_is_told_and_none_is_lost():
    figure = make.make_observation(value="90")
    home = f"desk/observations/{figure.pk}/"
    first, second = alone("first"), alone("second")
    seen = {send: send.etag(home) for send in (first, second)}

    answers = at_once(
        *(
            lambda send=send, value=value: send.post(
                f"{home}correct/", {"value": value, "reason": "x"}, if_match=seen[send]
            )
            for send, value in ((first, "91"), (second, "92"))
        )
    )

    done = [answer for answer in answers if answer.status_code == 201]
    assert sorted(answer.status_code for answer in answers) == [201, 412]
    assert Observation.objects.standing().get().written == done[0].json()["written"]


def test_a_correction_and_an_entry_of_the_series_wait_for_each_other():
    figure = make.make_observation(value="90")
    home = f"desk/observations/{figure.pk}/"
    correcting, entering = alone("first"), clerk("second")
    seen = correcting.etag(home)
    row = {
        "indicator": figure.series.indicator.code, "jurisdiction": "410100", "period": "2020", "value": "80",
        "source_title": figure.document.code, "source_publisher": figure.document.publisher,
    }  # fmt: skip

    answers = at_once(
        lambda: correcting.post(f"{home}correct/", {"value": "91", "reason": "x"}, if_match=seen),
        lambda: entering.post("observations/", {"rows": [row]}, query={"dry_run": "false"}),
    )

    assert [answer.status_code for answer in answers] == [201, 201], [row.content for row in answers]


def test_of_two_who_delete_a_draft_one_finds_nothing():
    remark = make.make_remark(make.make_commitment(), state="draft")
    home = f"desk/remarks/{remark.pk}/"
    first, second = (Sender(make.make_user(is_superuser=True)) for _each in range(2))

    answers = at_once(*(lambda send=send: send("delete", home, if_match="*") for send in (first, second)))

    assert sorted(answer.status_code for answer in answers) == [204, 404]
    assert AuditEntry.objects.filter(verb="deleted").count() == 1


def test_of_two_who_delete_and_change_a_target_one_finds_nothing_or_is_told():
    target = make.make_target(make.make_commitment(), announced="2021-05-01", state="draft")
    home = f"desk/targets/{target.pk}/"
    first, second = (Sender(make.make_user(is_superuser=True)) for _each in range(2))
    seen = {send: send.etag(home) for send in (first, second)}

    answers = at_once(
        lambda: first("delete", home, if_match=seen[first]),
        lambda: second("patch", home, {"value": "5"}, if_match=seen[second]),
    )

    assert [answer.status_code for answer in answers] in ([204, 404], [412, 200])
