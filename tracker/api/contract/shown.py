"""The refusals an operation shows: what it would answer, made by what refuses it, from what it declares.

Those not made here do not hang on the operation, and are kept in `examples/problem.json`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import QueryDict
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from rest_framework.parsers import MultiPartParser

from ..parameters import AS_OF, check_known, not_among, read_as_of
from ..problems import Problem, not_acceptable, unread, unsupported_type

#: Bytes that are no UTF-8, as a form on a page in GBK sends them.
_GBK: Final = "%D6%A3"


@dataclass(frozen=True, kw_only=True)
class Operation:
    """What an operation declares of itself.

    `names` may stand in its query, `formats` are those `format` chooses among (none where it is unknown),
    `types` those it answers in, `taken` those it reads, where anything is sent; `unsound` is what it says of
    values it cannot use, `combined` of parameters that do not go together, `address` that of a row.
    """

    names: set[str]
    formats: Sequence[str]
    types: Sequence[str]
    combined: Problem | None
    address: str
    taken: Sequence[str] = ()
    unsound: Callable[[], Problem] | None = None


def refusal(code: str, operation: Operation) -> dict[str, Any] | None:
    """What the operation answers with this code, in English; None where it is not known what.

    Raises KeyError where the refusal does not hang on the operation.
    """
    with translation.override("en"):
        unreadable = _unreadable(operation)
        problem = unread(unreadable[code]) if code in unreadable else _MADE[code](operation)
        return problem.body() if problem else None


def _unreadable(operation: Operation) -> Mapping[str, Exception]:
    if not operation.taken:
        return _ADDRESSES
    return _FORMS if MultiPartParser.media_type in operation.taken else {}


def _raised(act: Callable[[], Any]) -> Problem | None:
    try:
        act()
    except Problem as problem:
        return problem
    return None


def _unknown(operation: Operation) -> Problem | None:
    return _raised(lambda: check_known(QueryDict("colour=red"), operation.names))


def _invalid(operation: Operation) -> Problem | None:
    if operation.unsound:
        return operation.unsound()
    if AS_OF.name in operation.names:
        return _raised(lambda: read_as_of(QueryDict("as_of=yesterday")))
    if operation.formats:
        return not_among("format", "xml", operation.formats)
    return _raised(lambda: check_known(QueryDict(f"format={_GBK}"), operation.names))


_MADE: Final[Mapping[str, Callable[[Operation], Problem | None]]] = {
    "unknown_parameter": _unknown,
    "invalid_parameter": _invalid,
    "unsupported_combination": lambda operation: operation.combined,
    "not_found": lambda operation: Problem("not_found", operation.address),
    "not_acceptable": lambda operation: not_acceptable(operation.types),
    "unsupported_media_type": lambda operation: unsupported_type(operation.taken),
}
#: What is no JSON is refused otherwise: of a form, and of an address to which nothing is sent.
_FORMS: Final[Mapping[str, Exception]] = {
    "malformed_request": MultiPartParserError(),
    "payload_too_large": RequestDataTooBig(),
}
_ADDRESSES: Final[Mapping[str, Exception]] = {"malformed_request": TooManyFieldsSent()}
