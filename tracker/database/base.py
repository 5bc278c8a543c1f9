"""PostgreSQL as Django knows it, but for one thing: pooled connections are looked at before they are used.

Django asks each whether it lives, which makes a request wait for one more answer. A connection that the
server has closed has something to be read, and one that idles has not: only where there is, it is asked.
"""

from select import POLLIN, poll
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg_pool import ConnectionPool


class DatabaseWrapper(base.DatabaseWrapper):
    """Stands in for Django's own; `CONN_HEALTH_CHECKS` would ask each connection after all."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> psycopg.Connection:
        """A connection that lives, of the pool if there is one."""
        connection = super().get_new_connection(conn_params)
        while self.pool and not _lives(connection):
            # The pool throws away what is broken and opens another.
            self.pool.putconn(connection)
            connection = super().get_new_connection(conn_params)
        return connection


def _lives(connection: psycopg.Connection) -> bool:
    try:
        looked_at = poll()
        looked_at.register(connection, POLLIN)
        if looked_at.poll(0):
            ConnectionPool.check_connection(connection)
    except psycopg.Error:
        return False
    return True
