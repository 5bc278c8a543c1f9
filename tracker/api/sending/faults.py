"""What is wrong with something sent: each value by its place, in both languages."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.serializers import Serializer

from tracker.api.problems import Fault, Problem, shown, unusable
from tracker.api.sentences import Said, in_both, picked, told


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
            remedy=picked({language: _sentence(said[number]) for language, said in found.items()}),
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


def _sentence(errors: tuple[str, str, list[Any]]) -> str:
    return " ".join(map(str, errors[-1]))


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
        yield path, "" if isinstance(data, Mapping | list) else str(data), errors
