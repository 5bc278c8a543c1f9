"""JSON as it is taken: one reading only, nothing that could be meant otherwise."""

import codecs
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, NoReturn

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework.parsers import BaseParser

from tracker.api.numbers import Number
from tracker.api.problems import Problem, shown
from tracker.api.sentences import Said, joined, told

#: Objects and lists within one another; what is asked for never goes deeper.
_DEEPEST: Final = 8
_DEEP: Final = _("Too many levels within one another.")
#: Further than this no number is written out: what stands in documents has at most twenty digits.
_FURTHEST: Final = 99
#: What the reader finds wrong, by how its own sentence begins.
_FOUND: Final = {
    "Expecting value": _("a value is missing here, or is none that JSON knows."),
    "Expecting property name": _("a name in double quotes is missing here."),
    "Expecting ':'": _("a colon is missing here."),
    "Expecting ','": _("a comma is missing here, or the end of the list or object."),
    "Illegal trailing comma": _("there is a comma too many here."),
    "Extra data": _("something follows here, behind the end of the JSON."),
    "Unterminated string": _("a text begins here and does not end."),
    "Invalid control character": _("a line break or a control character stands in a text: escape it."),
    "Invalid \\": _("a backslash stands here that escapes nothing: write it twice."),
}
_UNREADABLE: Final = _("it cannot be read from here on.")
#: What may stand in a text beside printable characters.
_ALLOWED: Final = frozenset("\t\n\r")


class StrictJSON(BaseParser):
    """JSON in UTF-8, with its mark or without. Numbers keep their digits, as text.

    Refused are a body over the setting API_MAX_BODY_KB, a name given twice in one object, NaN and Infinity,
    control characters and half characters in texts, and more than eight levels.
    """

    media_type = "application/json"

    def parse(
        self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """What was sent. Raises Problem: `payload_too_large`, `malformed_request`."""
        limit = settings.API_MAX_BODY_KB * 1024
        raw = stream.read(limit + 1)
        if len(raw) > limit:
            said = told(_("Send at most %(limit)s KB at a time."), limit=settings.API_MAX_BODY_KB)
            raise Problem("payload_too_large", said)
        try:
            found = json.loads(
                _text(raw),
                object_pairs_hook=_once,
                parse_int=Number,
                parse_float=_plain,
                parse_constant=_no_number,
            )
        except json.JSONDecodeError as error:
            raise _malformed(_misread(error)) from error
        except RecursionError as error:
            raise _malformed(_DEEP) from error
        _look_through(found)
        return found


def _text(raw: bytes) -> str:
    plain = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return plain.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = len(raw) - len(plain) + error.start + 1
        raise _malformed(told(_("It is not UTF-8 at byte %(byte)s."), byte=byte)) from error


def _misread(error: json.JSONDecodeError) -> Said:
    """Where the reader stopped, and why: in our words, since it speaks English only."""
    said = next((said for begins, said in _FOUND.items() if error.msg.startswith(begins)), _UNREADABLE)
    return told(
        _("Line %(line)s, column %(column)s: %(said)s"), line=error.lineno, column=error.colno, said=said
    )


def _plain(text: str) -> Number:
    """A number without its exponent, exactly: documents write none."""
    _digits, mark, exponent = text.lower().partition("e")
    if not mark:
        return Number(text)
    if len(exponent.lstrip("+-0")) > len(str(_FURTHEST)):
        said = _("The exponent of %(text)s is beyond %(furthest)s: write the number out.")
        raise _malformed(told(said, text=shown(text), furthest=_FURTHEST))
    return Number(f"{Decimal(text):f}")


def _malformed(said: Said) -> Problem:
    return Problem("malformed_request", joined(_("This is no JSON that can be read."), said))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _malformed(told(_("The name “%(name)s” stands twice in one object."), name=shown(twice)))
    return found


def _no_number(text: str) -> NoReturn:
    raise _malformed(told(_("%(text)s is no number."), text=text))


def _look_through(found: Any) -> None:
    """Refuse depth and texts that no database takes."""
    level, left = 0, [found]
    while left:
        level += 1
        below: list[Any] = []
        for each in left:
            if level > _DEEPEST and isinstance(each, Mapping | list):
                raise _malformed(_DEEP)
            if isinstance(each, str):
                _check_text(each)
            elif isinstance(each, Mapping):
                below += [*each, *each.values()]
            elif isinstance(each, list):
                below += each
        left = below


def _check_text(text: str) -> None:
    if not text.isprintable():
        for character in text:
            is_control = ord(character) < 32 or ord(character) == 127
            if (is_control and character not in _ALLOWED) or "\ud800" <= character <= "\udfff":
                raise _malformed(_("A text holds a control character or half a character."))
