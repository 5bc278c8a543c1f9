"""Answers made once for all who ask the same while nothing changes.

PostgreSQL says whether something did: `pg_current_snapshot()` names what a statement sees, by the
transactions that had ended before it. Whatever commits later makes another name for good, so that two
statements with the same name see the very same rows. An answer is remembered under the name it was made by,
provided that it was the same after as before, and given out again only while the next request's is still
that one (decision 0040).
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial, wraps
from threading import Lock
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from rest_framework.request import Request

from tracker.progress import today
from tracker.progress.prepared import answer, is_watched

from .conditional import entity_tag

#: With the start of the server: one restored from a copy gives the same names again. A standby's names leave
#: out which transactions are still open, and so do not tell.
_SNAPSHOT: Final = """
SELECT CASE WHEN pg_is_in_recovery() THEN ''
    ELSE pg_postmaster_start_time()::text || ' ' || pg_current_snapshot()::text END
"""
#: What an answer takes besides its content, in bytes: its address, its headers, the tables they are in.
_BESIDE: Final = 1024

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Answer:
    """What was answered, and the snapshot it was made by."""

    snapshot: str
    content: bytes
    headers: Mapping[str, str]


class Memory:
    """The answers last asked for, up to so many bytes. Threads share it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Key, snapshot: str) -> Answer | None:
        """The answer, if it was made by this very snapshot; one made by another is forgotten."""
        with self._lock:
            found = self._answers.get(key)
            if found is None:
                return None
            if found.snapshot != snapshot:
                self._forget(key)
                return None
            self._answers.move_to_end(key)
            return found

    def keep(self, key: Key, found: Answer) -> None:
        """Remember an answer, at the cost of those not asked for the longest."""
        with self._lock:
            if key in self._answers:
                self._forget(key)
            self._answers[key] = found
            self._size += _size(found)
            while self._size > self._most:
                self._forget(next(iter(self._answers)))

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._answers.clear()
            self._size = 0

    def _forget(self, key: Key) -> None:
        self._size -= _size(self._answers.pop(key))


def _size(found: Answer) -> int:
    return len(found.content) + _BESIDE


MEMORY: Final = Memory(settings.API_REMEMBERED_MB * 2**20)


def remembered(get: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorate the `get` of a public view: what it answers to anybody is made once while nothing changes."""

    @wraps(get)
    def told(view: Any, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        snapshot = _snapshot() if _is_for_anybody(request) else ""
        if not snapshot:
            return get(view, request, *args, **kwargs)
        form, language = request.accepted_media_type, translation.get_language()
        key = (request.build_absolute_uri(), form, language, today())
        if found := MEMORY.find(key, snapshot):
            return HttpResponse(found.content, headers=dict(found.headers))
        response = get(view, request, *args, **kwargs)
        if hasattr(response, "add_post_render_callback"):
            response.add_post_render_callback(partial(_keep, key, snapshot))
        return response

    return told


def _is_for_anybody(request: Request) -> bool:
    return settings.PUBLIC_READING and request.auth is None and not request.user.is_authenticated


def _snapshot() -> str:
    """The name of what a statement sees now; empty where there is none, or where it would not tell.

    A transaction's own changes are not in it, and who watches the queries wants to see them.
    """
    tells = connection.vendor == "postgresql" and not connection.in_atomic_block
    if not tells or is_watched(connection) or not settings.API_REMEMBERED_MB:
        return ""
    ((name,),) = answer(_SNAPSHOT, (), kept=True)
    return str(name)


def _keep(key: Key, snapshot: str, response: Any) -> None:
    """Remember a rendered answer, unless something changed while it was made."""
    if response.status_code != 200 or _snapshot() != snapshot:
        return
    kind = response.headers["Content-Type"]
    tag = entity_tag(response.content, kind, translation.get_language() or "")
    response.headers["ETag"] = tag
    MEMORY.keep(key, Answer(snapshot, response.content, {"Content-Type": kind, "ETag": tag}))
