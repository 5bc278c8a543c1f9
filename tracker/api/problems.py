"""Errors as RFC 9457 problem details, in the language of the request and, as `message`, in both."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
from django.utils.log import log_response
from django.utils.translation import gettext_lazy as _
from django.views import defaults
from rest_framework import exceptions

from tracker.exceptions import DuixianError
from tracker.reports import denials

from .access import InvalidToken, PasswordChangeRequired
from .sentences import Said, in_both, joined, spoken, told

MEDIA_TYPE = "application/problem+json"

#: Every code an answer can carry, with its HTTP status and title. Stable: programs rely on the codes.
PROBLEMS: dict[str, tuple[int, Any]] = {
    "unknown_parameter": (400, _("A name in the address or in what was sent is not known here.")),
    "invalid_parameter": (400, _("A parameter has a value that cannot be used.")),
    "unsupported_combination": (400, _("These parameters cannot be used together.")),
    "malformed_request": (400, _("The request cannot be understood.")),
    "not_authenticated": (401, _("Say who you are: send a token, or log in.")),
    "invalid_token": (401, _("This token opens nothing.")),
    "forbidden": (403, _("This is not open to you.")),
    "password_change_required": (403, _("Change your password first.")),
    "not_found": (404, _("There is nothing at this address.")),
    "method_not_allowed": (405, _("This page does not answer this kind of request.")),
    "length_required": (411, _("Say how long what you send is.")),
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
    "busy": (503, _("The server is sending other lists. Ask again in a moment.")),
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

#: Those whose detail is the address asked for, and no sentence.
_OF_ADDRESSES: Final = ("not_found", "internal_error")

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
    """One thing that is wrong with a request: its name, the value given, a stable code, and what to do about
    it. `wrong` says what is wrong where the remedy alone does not.
    """

    parameter: str
    value: str
    code: str
    remedy: Said
    wrong: Said = ""

    def body(self) -> dict[str, Any]:
        """As it is answered."""
        return {
            "parameter": self.parameter,
            "value": self.value,
            "remedy": str(self.remedy),
            "code": self.code,
            "message": in_both(joined(self.wrong, self.remedy).__str__),
        }


@dataclass(frozen=True, kw_only=True)
class FileFault(Fault):
    """What is wrong with a file or one of several rows: the line or place, and the header or name."""

    row: int | None
    column: str

    def body(self) -> dict[str, Any]:
        """With its place."""
        return {**super().body(), "row": self.row, "column": self.column}


class Problem(Exception):
    """A request that cannot be answered. `code` is a key of `PROBLEMS`; `detail` is about this one."""

    def __init__(
        self, code: str, detail: Said, errors: Iterable[Fault] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
        self.errors = list(errors)
        self.headers = dict(headers or {})

    def body(self) -> dict[str, Any]:
        """As it is answered."""
        status, title = PROBLEMS[self.code]
        about = told(_("Asked for: %(address)s"), address=self.detail)
        sentence = about if self.code in _OF_ADDRESSES else self.detail
        return {
            "type": f"urn:duixian:problem:{self.code}",
            "title": str(title),
            "status": status,
            "detail": str(self.detail),
            "code": self.code,
            "message": in_both(joined(title, sentence).__str__),
            "errors": [fault.body() for fault in self.errors],
        }


def unusable(parameter: str, value: str) -> Said:
    """The sentence that a value cannot be used."""
    return told(_("%(parameter)s=%(value)s cannot be used."), parameter=shown(parameter), value=shown(value))


def invalid(parameter: str, value: str, remedy: Said, *, code: str = "invalid") -> Problem:
    """The problem of one parameter whose value cannot be used."""
    wrong = unusable(parameter, value)
    fault = Fault(parameter=parameter, value=value, code=code, remedy=remedy, wrong=wrong)
    return Problem("invalid_parameter", wrong, [fault])


def unsupported(asked: Mapping[str, str], remedy: Said, wrong: Said = "") -> Problem:
    """The problem of parameters, given with their values, that do not go together."""
    code = "unsupported_combination"
    faults = [
        Fault(parameter=name, value=value, code=code, remedy=remedy, wrong=wrong)
        for name, value in asked.items()
    ]
    return Problem(code, wrong or remedy, faults)


def unknown(given: Iterable[tuple[str, str]], known: Iterable[str]) -> Problem:
    """The problem of names, each given with its value, that are none of the known."""
    given = list(given)
    remedy = told(_("Known parameters: %(names)s."), names=", ".join(known))
    faults = [
        Fault(parameter=name, value=value, code="unknown", remedy=remedy, wrong=not_known([name]))
        for name, value in given
    ]
    return Problem("unknown_parameter", not_known(name for name, _value in given), faults)


def not_known(names: Iterable[str]) -> Said:
    """The sentence that names are unknown."""
    return told(_("Unknown: %(names)s."), names=", ".join(map(shown, names)))


def not_acceptable(types: Iterable[str]) -> Problem:
    """The problem of an `Accept` that names none of the types there are."""
    said = _("Put one of these into Accept: %(types)s.")
    return Problem("not_acceptable", told(said, types=", ".join(types)))


def unsupported_type(types: Iterable[str]) -> Problem:
    """The problem of something sent as none of the types that are read."""
    said = _("Send one of these, and name it in Content-Type: %(types)s.")
    return Problem("unsupported_media_type", told(said, types=", ".join(types)))


def unread(error: Exception) -> Problem | None:
    """The problem of a request that was refused before it was read; None for any other error."""
    for kinds, code, said in _UNREAD:
        if isinstance(error, kinds):
            return Problem(code, said, [Fault(parameter="", value="", code=code, remedy=said)])
    return None


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's own 400: of the API as a problem document, elsewhere as a page."""
    with translation.override(translation.get_language_from_request(request)):
        problem = unread(exception)
        if problem is None or not request.path_info.startswith("/api/"):
            return defaults.bad_request(request, exception)
        problem.headers["Cache-Control"] = "no-store"
        return problem_response(problem)


def shown(value: str, limit: int = 60) -> str:
    """As much of a value as is worth repeating in a sentence."""
    return value if len(value) <= limit else value[:limit] + "…"


def problem_response(problem: Problem) -> HttpResponse:
    """The answer to a request that failed, whatever format it asked for."""
    body = problem.body()
    content = orjson.dumps(body, default=str)
    return HttpResponse(content, status=body["status"], content_type=MEDIA_TYPE, headers=problem.headers)


def handle(error: Exception, context: Mapping[str, Any]) -> HttpResponse:
    """Turn whatever a view raised into a problem; what nobody foresaw is recorded with its traceback."""
    if isinstance(error, Problem):
        return _answered(error, context)
    if (found := unread(error)) is not None:
        return problem_response(found)
    code = next((code for kind, code in _CODES if isinstance(error, kind)), "internal_error")
    request: HttpRequest | None = context.get("request")
    path = request.path if request is not None else ""
    if code == "internal_error":
        logger.error("Internal error: %s", path, exc_info=error)
    detail = path if code in _OF_ADDRESSES else _detail(error, context)
    return problem_response(Problem(code, detail, headers=_headers(error, context)))


def _answered(problem: Problem, context: Mapping[str, Any]) -> HttpResponse:
    """The answer to a request that a view refused. That others are served is no error of the program's."""
    response, request = problem_response(problem), context.get("request")
    if problem.code == "busy" and request is not None:
        log_response("Busy: %s", request.path, response=response, request=request, level="warning")
    return response


def _detail(error: Exception, context: Mapping[str, Any]) -> Said:
    """What a refusal of the framework is about. Its own text was made in one language when it was raised."""
    view = context["view"]
    if isinstance(error, exceptions.MethodNotAllowed):
        allowed = ", ".join(view.allowed_methods)
        method = shown(context["request"].method)
        return told(
            _("%(method)s is not answered here. Allowed: %(allowed)s."), method=method, allowed=allowed
        )
    if isinstance(error, exceptions.NotAcceptable):
        return not_acceptable(renderer.media_type for renderer in view.get_renderers()).detail
    if isinstance(error, exceptions.UnsupportedMediaType):
        return unsupported_type(parser.media_type for parser in view.parser_classes).detail
    if isinstance(error, exceptions.Throttled):
        return told(_("Ask again in %(seconds)s s."), seconds=_seconds(error))
    if isinstance(error, DuixianError):
        return spoken(lambda: denials.refusal_text(error))
    return getattr(error, "default_detail", "")


def _seconds(error: exceptions.Throttled) -> int:
    return int(error.wait or 1)


def _headers(error: Exception, context: Mapping[str, Any]) -> dict[str, str]:
    if isinstance(error, exceptions.MethodNotAllowed):
        return {"Allow": ", ".join(context["view"].allowed_methods)}
    if isinstance(error, exceptions.Throttled):
        return {"Retry-After": str(_seconds(error))}
    if challenge := getattr(error, "auth_header", None):
        # RFC 6750: whether a token was missing or wrong.
        wrong = ', error="invalid_token"' if isinstance(error, InvalidToken) else ""
        return {"WWW-Authenticate": challenge + wrong}
    return {}
