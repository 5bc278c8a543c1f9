"""What only a server shows: the program as it is served, asked over a socket."""

import http.client
import sqlite3
from contextlib import closing

import pytest
from django.db import connection

from benchmarks.served.servers import serving

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.either_engine,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the server is given a copy of the database"),
]


@pytest.fixture(scope="module")
def port(django_db_setup, django_db_blocker, tmp_path_factory):
    """Where the program is served, with a copy of what the tests begin with."""
    path = tmp_path_factory.mktemp("served") / "copy.sqlite3"
    with django_db_blocker.unblock(), closing(sqlite3.connect(path)) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    with serving("tracker.wsgi:application", DATABASE_URL=f"sqlite:///{path}") as served:
        yield served.port


def asked(port, method, address, **headers):
    """The status and the content of an answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as called:
        called.request(method, address, headers=named)
        answer = called.getresponse()
        return answer.status, answer.read()


@pytest.mark.parametrize("charset", ["hex", "punycode", "undefined", "utf-16"])
@pytest.mark.parametrize("address", ["/?q=a", "/api/v1/plans/?q=a", "/healthz?q=a"])
def test_a_charset_changes_no_address(port, address, charset):
    status, content = asked(port, "GET", address, Content_Type=f"a/b; charset={charset}")
    assert (status, content) == asked(port, "GET", address)
    assert (status, bool(content)) == (200, True)
