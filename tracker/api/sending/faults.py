"""What is wrong with something sent: each value by its place, in both languages."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import orjson
from django.core.files import File
from django.utils.translation import gettext_lazy as _
from rest_framework.serializers import Serializer

from tracker.api.problems import Fault, Problem, shown, unusable
from tracker.api.sentences import Said, in_both, picked, told

#: What is expected instead, by how the framework's own sentence begins.
_EXPECTED: Final = {
    "Not a valid string.": _("Send a text, in double quotes."),
    "Must be a valid boolean.": _("Send true or false, without quotes."),
    "Expected a list of items": _("Send a list, in square brackets."),
    "Invalid data. Expected a dictionary": _("Send an object, in braces."),
    "Object with ": _("Nothing here has this code or number: look it up in its list."),
}


def unsound(shape: type[Serializer], data: Mapping[str, Any], **options: Any) -> Problem:
    """The problem of values that a shape refuses."""
    faults = _told_in_both(shape, data, options)
    return Problem("invalid_parameter", _cannot(", ".join(fault.parameter for fault in faults)), faults)


def _told_in_both(shape: type[Serializer], data: Mapping[str, Any], options: Any) -> list[Fault]:
    """All that is wrong with what was sent, each in both languages: it is checked in one after the other."""

    def check() -> list[tuple[str, str, list[Any]]]:
        form = shape(data=data, **options)
        form.is_valid()
        return list(_faults(form.errors, data, ""))

    found = in_both(check)
    return [
        Fault(
            parameter=place,
            value=shown(value),
            code=errors[0].code,
            remedy=_remedy({language: said[number][-1] for language, said in found.items()}),
            wrong=_wrong(place, value),
        )
        for number, (place, value, errors) in enumerate(found["en"])
    ]


def _wrong(place: str, value: str) -> Said:
    if value:
        return unusable(place, value)
    return _cannot(place) if place else ""


def _cannot(names: str) -> Said:
    return told(_("Cannot be used: %(names)s."), names=names)


def _remedy(both: Mapping[str, list[Any]]) -> Said:
    """What to do about a value: our own word for what the framework says of its fields' kinds."""
    sentences = {language: " ".join(map(str, errors)) for language, errors in both.items()}
    own = (said for begins, said in _EXPECTED.items() if sentences["en"].startswith(begins))
    return next(own, None) or picked(sentences)


def _faults(errors: Any, data: Any, path: str) -> Iterator[tuple[str, str, list[Any]]]:
    """Each wrong value: its place, such as `rows[3].value` (counted from 1), the value, and what is said."""
    if isinstance(errors, Mapping):
        for name, below in errors.items():
            value = data.get(name, "") if isinstance(data, Mapping) else data
            if isinstance(name, int):  # a list names its wrong items by their places
                yield from _faults(below, data[name], f"{path}[{name + 1}]")
            elif name == "non_field_errors":
                yield from _faults(below, data, path)
            else:
                yield from _faults(below, value, f"{path}.{name}" if path else name)
    elif errors and isinstance(errors[0], Mapping):
        for place, below in enumerate(errors):
            if below:
                yield from _faults(below, data[place], f"{path}[{place + 1}]")
    elif errors:
        yield path, _as_sent(data) if path else "", errors


def _as_sent(data: Any) -> str:
    """A value as it was sent: a text without its quotes, anything else as JSON."""
    return str(data) if isinstance(data, str | File) else orjson.dumps(data, default=str).decode()


def place_of(text: str, data: Any, path: str = "") -> str:
    """Where a text stands in what was sent, such as `targets[1].period`; empty where it does not."""
    if isinstance(data, Mapping):
        below = ((each, f"{path}.{name}" if path else name) for name, each in data.items())
    elif isinstance(data, list):
        below = ((each, f"{path}[{place}]") for place, each in enumerate(data, start=1))
    else:
        return path if data == text else ""
    return next(filter(None, (place_of(text, each, where) for each, where in below)), "")
