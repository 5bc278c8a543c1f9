"""Requests that name themselves (`Idempotency-Key`) are carried out once, and answered alike ever after."""

import datetime
import hashlib
import re
from collections.abc import Callable
from typing import Any, Final

import orjson
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api.problems import Problem, invalid
from tracker.models import KeptAnswer

_KEY: Final = "Idempotency-Key"
#: How long an answer is kept.
KEPT: Final = datetime.timedelta(days=1)
_WORD: Final = re.compile("[!-~]{1,100}")
#: Headers that belong to the answer.
_HEADERS: Final = ("Location", "ETag")


def check_key(request: Request, *, is_taken: bool) -> None:
    """Raise Problem for a word that cannot be one, and for any where none `is_taken`: it would mean nothing.

    Servers give an empty text on for what is not ASCII.
    """
    key = request.headers.get(_KEY)
    if key is None:
        return
    if not is_taken:
        said = _(
            "Leave it out: none is taken here. A set is stored once, however often it is asked for, and "
            "`same_file` tells of a file that was brought in before."
        )
        raise invalid(_KEY, key, said, code="not_taken")
    if not _WORD.fullmatch(key):
        raise invalid(_KEY, key, _("1 to 100 letters, digits and signs of ASCII, without blanks."))


def once(request: Request, carry_out: Callable[[], Response]) -> Response:
    """Carry a request out, unless it was already: then its answer again. In the caller's transaction.

    Only what was done is kept: a refusal undoes the transaction, and the word is free again. Two that come at
    once wait for each other. Raises Problem: `key_used_otherwise`, whatever carrying out raises.
    """
    key = request.headers.get(_KEY)
    if key is None:
        return carry_out()
    KeptAnswer.objects.filter(at__lt=timezone.now() - KEPT).delete()
    digest = _digest(request)
    kept = _claimed(request.user, key, digest)
    if kept.request_sha256 != digest:
        said = _("Under this Idempotency-Key another request was sent. Take another word.")
        raise Problem("key_used_otherwise", said)
    return _again(kept) if kept.status else _keep(kept, carry_out())


def _claimed(user: Any, key: str, digest: str) -> KeptAnswer:
    """The answer of a key; one without status where it is free, and ours from here on."""
    try:
        with transaction.atomic():
            return KeptAnswer.objects.create(user=user, key=key, request_sha256=digest)
    except IntegrityError:
        return KeptAnswer.objects.get(user=user, key=key)


def _keep(kept: KeptAnswer, answer: Response) -> Response:
    kept.status = answer.status_code
    kept.headers = {name: answer.headers[name] for name in _HEADERS if name in answer.headers}
    kept.body = orjson.dumps(answer.data, default=str).decode()
    kept.save()
    return answer


def _again(kept: KeptAnswer) -> Response:
    headers = {**kept.headers, "Idempotency-Replayed": "true"}
    return Response(orjson.loads(kept.body), status=kept.status, headers=headers)


def _digest(request: Request) -> str:
    """What makes it the same request: method, address and what was sent, however its JSON was written."""
    sent = orjson.dumps(request.data, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(f"{request.method} {request.get_full_path()} ".encode() + sent).hexdigest()
