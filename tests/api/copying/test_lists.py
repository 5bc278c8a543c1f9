"""Long lists are copied in pieces side by side: whole, in order, of one moment, and nothing is left open."""

import time
from contextlib import closing
from itertools import islice

import pytest
from django.db import OperationalError, connection
from django.db.models import F, TextField
from django.db.models.functions import Cast
from django.test import Client

from tests.factories import make_indicator, make_observation, make_series
from tracker.api import observations
from tracker.api.copying import copied, lists, spans
from tracker.models import Series, Topic

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite copies nothing"),
]

CODE = {"code": "code"}


@pytest.fixture
def topics():
    """Ten topics; their codes are in order."""
    return Topic.objects.bulk_create([Topic(code=f"t{n}", name=f"领域{n}", position=n) for n in range(10)])


def lines_of(first=1, others=2, columns=CODE):
    """The topics, cut along their codes."""
    cuts = spans(Topic.objects.all(), "code", first=first, others=others)
    return copied(Topic.objects.order_by("code"), columns, cuts=cuts, path="code")


def open_transactions():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND xact_start IS NOT NULL AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone()[0]


def nothing_stays_open():
    """The server takes a moment to notice that a connection was closed."""
    until = time.monotonic() + 10
    while open_transactions() and time.monotonic() < until:
        time.sleep(0.05)
    return open_transactions() == 0


WHOLE = b"code\n" + b"".join(b"t%d\n" % number for number in range(10))


def test_pieces_make_the_whole_in_order(topics):
    # In one test: the tables are emptied after each.
    for first, others in [(1, 1), (1, 2), (3, 7), (9, 1), (10, 1), (100, 100)]:
        assert b"".join(lines_of(first, others)) == WHOLE, (first, others)


def test_a_list_without_rows_is_its_header():
    assert b"".join(lines_of()) == b"code\n"


def test_all_pieces_see_the_database_as_it_was_at_the_first(topics):
    lines = lines_of()
    begun = list(islice(lines, 2))
    with closing(connection.copy()) as other, other.cursor() as cursor:
        cursor.execute("UPDATE tracker_topic SET code = 't70' WHERE code = 't7'")
    assert b"".join([*begun, *lines]) == WHOLE


def test_a_list_nobody_reads_on_leaves_nothing_open(topics):
    lines = lines_of()
    list(islice(lines, 4))
    assert open_transactions() == 2
    lines.close()
    assert nothing_stays_open()
    assert not connection.in_atomic_block


def test_what_goes_wrong_in_a_later_piece_is_raised_and_leaves_nothing_open(topics):
    broken = {"code": Cast(1 / (F("position") - 7), TextField())}
    with pytest.raises(Exception, match="division by zero"):
        list(lines_of(columns=broken))
    assert nothing_stays_open()


def test_without_further_connections_the_list_is_copied_over_its_own(topics, monkeypatch):
    def refused(snapshot):
        raise OperationalError("too many clients")

    monkeypatch.setattr(lists, "_connected", refused)
    assert b"".join(lines_of()) == WHOLE


def test_every_figure_stands_once_in_the_whole_list(monkeypatch):
    monkeypatch.setattr(observations, "FIRST", 1)
    monkeypatch.setattr(observations, "OTHERS", 2)
    for number in range(7):
        series = make_series(make_indicator(f"i{number}"))
        for year in range(2018, 2018 + number):
            make_observation(series, str(year), str(year))
    answer = Client().get("/api/v1/observations/", {"format": "csv", "fields": "series,period,counts"})
    _header, *lines = b"".join(answer.streaming_content).decode().splitlines()
    wanted = [
        f"{series.code},{year},true"
        for series in Series.objects.order_by("code")
        for year in sorted(series.observations.values_list("period", flat=True), reverse=True)
    ]
    assert lines == wanted
    assert len(lines) == 21
