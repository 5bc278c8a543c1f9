"""What only a server shows: the program as it is served, asked over a socket."""

import http.client
import json
import sqlite3
from contextlib import closing

import pytest
from django.db import connection

from benchmarks.served.servers import serving
from tests.factories import make_token, make_user
from tests.kept import kept

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
        with kept(django_db_blocker):
            copy_row(copy, make_token(make_user(is_superuser=True), secret="duixian_served", writes=True))
    with serving("tracker.wsgi:application", DATABASE_URL=f"sqlite:///{path}") as served:
        yield served.port


def copy_row(copy, token):
    """Put a token and whose it is into the copy as well."""
    for row in (token.user, token):
        table, key = row._meta.db_table, row._meta.pk.column
        found = connection.connection.execute(f"SELECT * FROM {table} WHERE {key} = ?", [row.pk]).fetchone()
        copy.execute(f"INSERT INTO {table} VALUES ({', '.join('?' for _cell in found)})", tuple(found))
    copy.commit()


def asked(port, method, address, body=None, **headers):
    """The status and the content of an answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as called:
        called.request(method, address, body, headers=named)
        answer = called.getresponse()
        return answer.status, answer.read()


@pytest.mark.parametrize("charset", ["hex", "punycode", "undefined", "utf-16"])
@pytest.mark.parametrize("address", ["/?q=a", "/api/v1/plans/?q=a", "/healthz?q=a"])
def test_a_charset_changes_no_address(port, address, charset):
    status, content = asked(port, "GET", address, Content_Type=f"a/b; charset={charset}")
    assert (status, content) == asked(port, "GET", address)
    assert (status, bool(content)) == (200, True)


def code_of(port, body, address="/api/v1/observations/", **headers):
    """The status and the code with which what somebody sends is refused."""
    known = {"Authorization": "Bearer duixian_served", "Content_Type": "application/json"}
    status, content = asked(port, "POST", address, body, **known, **headers)
    return status, json.loads(content)["code"]


def test_a_body_in_pieces_is_refused_and_not_passed_over(port):
    # Without a length http.client sends what it is given in pieces.
    assert code_of(port, iter([b'{"rows": ', b"[]}"])) == (411, "length_required")


def test_what_names_its_length_is_read(port):
    assert code_of(port, b'{"rows": []}') == (400, "invalid_parameter")


@pytest.mark.parametrize("key", ["", "中文".encode()])
def test_a_word_that_is_none_is_refused(port, key):
    assert code_of(port, b'{"rows": [{"value": "1"}]}', Idempotency_Key=key) == (400, "invalid_parameter")
