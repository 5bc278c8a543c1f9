"""Whether a row still is what its sender saw: ETag and If-Match (RFC 9110)."""

from collections.abc import Mapping
from typing import Any, Final

import orjson
from django.utils.http import parse_etags
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from tracker.api.answering.conditional import entity_tag
from tracker.api.problems import Fault, Problem, shown


def etag_of(body: Mapping[str, Any]) -> str:
    """The strong tag of a row as it is answered: another content, another tag."""
    return entity_tag(orjson.dumps(body, option=orjson.OPT_SORT_KEYS, default=str))


def require_match(request: Request, etag: str) -> None:
    """Raise Problem unless `If-Match` names the row as it is.

    `precondition_required` where the header is missing, `precondition_failed` where the row changed since.
    """
    sent = request.headers.get("If-Match", "")
    if not sent.strip():
        raise _problem("precondition_required", sent, {})
    tags = parse_etags(sent)
    if "*" not in tags and etag not in tags:
        raise _problem("precondition_failed", sent, {"ETag": etag})


_REMEDIES: Final = {
    "precondition_required": _("Send the ETag of the row as If-Match: GET it first."),
    "precondition_failed": _(
        "Somebody changed this row since, or the ETag is of another. GET it and look once more."
    ),
}


def _problem(code: str, sent: str, headers: Mapping[str, str]) -> Problem:
    said = _REMEDIES[code]
    fault = Fault(parameter="If-Match", value=shown(sent), remedy=said, code=code)
    return Problem(code, said, [fault], headers)
