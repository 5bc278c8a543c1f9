"""What addresses share that take something: who may send, what, and how it is carried out."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from rest_framework.parsers import BaseParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from tracker.api.access import BearerToken, MayRead, Session
from tracker.api.base import PublicView
from tracker.api.problems import Fault, Problem, shown, unknown, unusable
from tracker.api.rendering import JSONRenderer
from tracker.api.sentences import Said, in_both, picked, told
from tracker.exceptions import DuixianError

from .exchanges import Exchange
from .parser import StrictJSON
from .refusals import refused
from .replays import once
from .schema import WriteSchema


class WriteView(PublicView):
    """An address for those who say who they are. `writes` holds what each of its methods but GET does."""

    permission_classes: Any = (IsAuthenticated,)
    parser_classes: tuple[type[BaseParser], ...] = (StrictJSON,)
    schema: Any = WriteSchema()
    writes: Mapping[str, Exchange] = {}
    #: What was sent that a refusal is about, by its code.
    about: Mapping[str, str] = {}
    #: Whether GET may be answered with 422.
    can_refuse = False

    #: Whether GET is answered to everybody who may read.
    read_by_all = False

    @property
    def is_read(self) -> bool:
        """Whether this request is one that everybody may send who may read."""
        # There is no request yet while the documentation is made.
        method = self.request.method if self.request else "GET"
        return self.read_by_all and method in ("GET", "HEAD")

    def get_authenticators(self) -> list[Any]:
        """By token or session; for public reading as everywhere."""
        return super().get_authenticators() if self.is_read else [BearerToken(), Session()]

    def get_permissions(self) -> list[Any]:
        """Whoever may read, or whoever says who they are."""
        return [MayRead()] if self.is_read else super().get_permissions()

    @property
    def exchange(self) -> Exchange | None:
        """What the method of this request does; None for GET."""
        return self.writes.get(self.request.method or "") if self.request else None

    def get_renderers(self) -> list[Any]:
        """What was done is answered as JSON alone."""
        return [JSONRenderer()] if self.exchange else super().get_renderers()

    def known_names(self) -> set[str]:
        """The parameters of the method: what cuts a list down means nothing where something is sent."""
        if (exchange := self.exchange) is None:
            return super().known_names()
        return {parameter.name for parameter in exchange.parameters}

    def handle_exception(self, exc: Exception) -> Any:
        """What rooms further down refuse is a problem document, too."""
        if isinstance(exc, DuixianError):
            exc = refused(exc, about=self.about.get(exc.code, ""))
        return super().handle_exception(exc)

    def carried_out(self, request: Request, carry_out: Callable[[], Response]) -> Response:
        """Do it as a whole or not at all, and once for each `Idempotency-Key`."""
        with transaction.atomic():
            return once(request, carry_out) if self.exchange and self.exchange.keyed else carry_out()

    def body(self) -> Mapping[str, Any]:
        """What was sent, as it is. Raises Problem for what is no object of JSON."""
        data = self.request.data
        if not isinstance(data, Mapping):
            raise Problem("malformed_request", _("Send an object."))
        return data

    def sent(self, shape: type[Serializer], **options: Any) -> dict[str, Any]:
        """What was sent, checked. Raises Problem for what is unknown, missing or wrong."""
        data = self.body()
        form = shape(data=data, **options)
        _refuse_unknown(form, data, "")
        if not form.is_valid():
            faults = _told_in_both(shape, data, options)
            names = ", ".join(fault.parameter for fault in faults)
            raise Problem("invalid_parameter", _cannot(names), faults)
        return form.validated_data


def _refuse_unknown(form: Any, data: Any, path: str) -> None:
    """Refuse names that would be passed over, in nested objects, too."""
    if strange := [name for name in data if name not in form.fields]:
        raise unknown([(shown(path + name), "") for name in strange], form.fields)
    for name, field in form.fields.items():
        below = data.get(name)
        each = getattr(field, "child", field)
        if not isinstance(each, Serializer):
            continue
        if isinstance(below, Mapping):
            _refuse_unknown(each, below, f"{path}{name}.")
        elif isinstance(below, list):
            for place, row in enumerate(below, start=1):
                if isinstance(row, Mapping):
                    _refuse_unknown(each, row, f"{path}{name}[{place}].")


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
