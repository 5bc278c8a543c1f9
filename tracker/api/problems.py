"""Errors as RFC 9457 problem details, in the language of the request."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

import orjson
from django.core.exceptions import (
    BadRequest,
    DisallowedHost,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views import defaults
from rest_framework import exceptions

from tracker.exceptions import DuixianError

from .access import InvalidToken, PasswordChangeRequired

MEDIA_TYPE = "application/problem+json"

#: Every code an answer can carry, with its HTTP status and title. Stable: programs rely on the codes.
PROBLEMS: dict[str, tuple[int, Any]] = {
    "unknown_parameter": (400, _("The address has a parameter this page does not know.")),
    "invalid_parameter": (400, _("A parameter has a value that cannot be used.")),
    "unsupported_combination": (400, _("These parameters cannot be used together.")),
    "malformed_request": (400, _("The request cannot be understood.")),
    "not_authenticated": (401, _("Say who you are: send a token, or log in.")),
    "invalid_token": (401, _("This token opens nothing.")),
    "forbidden": (403, _("This is not open to you.")),
    "password_change_required": (403, _("Change your password first.")),
    "not_found": (404, _("There is nothing at this address.")),
    "method_not_allowed": (405, _("This page does not answer this kind of request.")),
    "precondition_failed": (412, _("The row is no longer what you saw.")),
    "payload_too_large": (413, _("What was sent is too large.")),
    "not_acceptable": (406, _("None of the formats asked for can be given.")),
    "unsupported_media_type": (415, _("What was sent is of a type this page cannot read.")),
    "unreadable_file": (422, _("The file cannot be read as a table of outcomes.")),
    "invalid_rows": (422, _("Some rows cannot be stored as they are; nothing was stored.")),
    "key_used_otherwise": (422, _("This Idempotency-Key belongs to another request.")),
    "refused": (422, _("The request was understood and cannot be carried out.")),
    "precondition_required": (428, _("Say which state of the row you saw.")),
    "throttled": (429, _("You ask too often. Wait a moment.")),
    "internal_error": (500, _("The program failed. The failure has been recorded.")),
}

_CODES = (
    (Http404, "not_found"),
    (exceptions.NotFound, "not_found"),
    (InvalidToken, "invalid_token"),
    (PasswordChangeRequired, "password_change_required"),
    (exceptions.Throttled, "throttled"),
    (exceptions.NotAuthenticated, "not_authenticated"),
    (exceptions.AuthenticationFailed, "not_authenticated"),
    (exceptions.PermissionDenied, "forbidden"),
    (exceptions.MethodNotAllowed, "method_not_allowed"),
    (exceptions.NotAcceptable, "not_acceptable"),
    (exceptions.UnsupportedMediaType, "unsupported_media_type"),
    (exceptions.APIException, "malformed_request"),
    (DuixianError, "refused"),
)

#: What is refused before anybody looks at what it says: the code, and what to do.
_UNREAD: Final = (
    (DisallowedHost, "malformed_request", _("This program does not answer under that host name.")),
    (
        RequestDataTooBig,
        "payload_too_large",
        _("Send less in the fields of the form: a file goes as a file."),
    ),
    (TooManyFieldsSent, "malformed_request", _("Send fewer parameters or fields at a time.")),
    (TooManyFilesSent, "malformed_request", _("Send one file at a time.")),
    (
        (MultiPartParserError, exceptions.ParseError),
        "malformed_request",
        _("This is no multipart/form-data that can be read: look at its boundary, headers and end."),
    ),
    (UnreadablePostError, "malformed_request", _("The request broke off: send it again.")),
    (
        (SuspiciousOperation, BadRequest),
        "malformed_request",
        _("The request cannot be read: look at its headers and encoding."),
    ),
)

logger = logging.getLogger("django.request")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One parameter that is wrong: its name, the value given, and what to do about it."""

    parameter: str
    value: str
    remedy: str


@dataclass(frozen=True, kw_only=True)
class CodedFault(Fault):
    """What is wrong, with a stable code and the sentence in both languages."""

    code: str
    message: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class FileFault(CodedFault):
    """What is wrong with a file or one of several rows: the line or place, and the header or name."""

    row: int | None
    column: str


class Problem(Exception):
    """A request that cannot be answered. `code` is a key of `PROBLEMS`; `detail` is about this one."""

    def __init__(
        self, code: str, detail: str, errors: Iterable[Fault] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
        self.errors = list(errors)
        self.headers = dict(headers or {})


def invalid(parameter: str, value: str, remedy: str) -> Problem:
    """The problem of one parameter whose value cannot be used."""
    detail = _("%(parameter)s=%(value)s cannot be used.") % {"parameter": parameter, "value": shown(value)}
    return Problem("invalid_parameter", detail, [Fault(parameter=parameter, value=value, remedy=remedy)])


def in_both(said: Callable[[], str]) -> Mapping[str, str]:
    """A sentence in Chinese and in English."""
    found = {}
    for name, language in (("zh", "zh-hans"), ("en", "en")):
        with translation.override(language):
            found[name] = said()
    return found


def unread(error: Exception) -> Problem | None:
    """The problem of a request that was refused before it was read; None for any other error."""
    for kinds, code, said in _UNREAD:
        if isinstance(error, kinds):
            fault = CodedFault(
                parameter="", value="", remedy=str(said), code=code, message=in_both(said.__str__)
            )
            return Problem(code, str(said), [fault])
    return None


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's own 400: of the API as a problem document, elsewhere as a page."""
    with translation.override(translation.get_language_from_request(request)):
        problem = unread(exception)
        if problem is None or not request.path_info.startswith("/api/"):
            return defaults.bad_request(request, exception)
        return problem_response(problem, {"Cache-Control": "no-store"})


def shown(value: str, limit: int = 60) -> str:
    """As much of a value as is worth repeating in a sentence."""
    return value if len(value) <= limit else value[:limit] + "…"


def problem_response(problem: Problem, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """The answer to a request that failed, whatever format it asked for."""
    status, title = PROBLEMS[problem.code]
    body = {
        "type": f"urn:duixian:problem:{problem.code}",
        "title": str(title),
        "status": status,
        "detail": str(problem.detail),
        "code": problem.code,
        "errors": [asdict(fault) for fault in problem.errors],
    }
    content = orjson.dumps(body, default=str)
    return HttpResponse(content, status=status, content_type=MEDIA_TYPE, headers=dict(headers or {}))


def handle(error: Exception, context: Mapping[str, Any]) -> HttpResponse:
    """Turn whatever a view raised into a problem; what nobody foresaw is recorded with its traceback."""
    if isinstance(error, Problem):
        return problem_response(error, error.headers)
    if (found := unread(error)) is not None:
        return problem_response(found)
    code = next((code for kind, code in _CODES if isinstance(error, kind)), "internal_error")
    request: HttpRequest | None = context.get("request")
    path = request.path if request is not None else ""
    if code == "internal_error":
        logger.error("Internal error: %s", path, exc_info=error)
    return problem_response(Problem(code, _detail(code, error, path)), _headers(error, context))


def _detail(code: str, error: Exception, path: str) -> str:
    if code in ("not_found", "internal_error"):
        return path
    return str(getattr(error, "detail", None) or error)


def _headers(error: Exception, context: Mapping[str, Any]) -> dict[str, str]:
    if isinstance(error, exceptions.MethodNotAllowed):
        return {"Allow": ", ".join(context["view"].allowed_methods)}
    if isinstance(error, exceptions.Throttled):
        return {"Retry-After": str(int(error.wait or 1))}
    if challenge := getattr(error, "auth_header", None):
        # RFC 6750: whether a token was missing or wrong.
        wrong = ', error="invalid_token"' if isinstance(error, InvalidToken) else ""
        return {"WWW-Authenticate": challenge + wrong}
    return {}
