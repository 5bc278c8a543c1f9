"""What addresses share that take something: who may send, what, and how it is carried out."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from rest_framework.parsers import BaseParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from tracker.api.access import BearerToken, MayRead, Session
from tracker.api.answering.rendering import JSONRenderer
from tracker.api.base import PublicView
from tracker.api.parameters import check_known
from tracker.api.problems import Problem, shown, unknown
from tracker.exceptions import DuixianError

from .codings import require_plain
from .exchanges import Exchange
from .faults import place_of, unsound
from .lengths import require_length
from .parser import StrictJSON
from .refusals import refused
from .replays import check_key, once
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
        return exchange.names

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse what would be passed over."""
        super().initial(request, *args, **kwargs)
        if exchange := self.exchange:
            require_length(request)
            require_plain(request)
            check_key(request, is_taken=exchange.keyed or exchange.matched)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """What was done is answered in one form: `format` is as unknown as any other parameter."""
        if self.exchange and not force and "format" in request.query_params:
            check_known(request.query_params, self.known_names())
        return super().perform_content_negotiation(request, force)

    def handle_exception(self, exc: Exception) -> Any:
        """What rooms further down refuse is a problem document, too."""
        if isinstance(exc, DuixianError):
            exc = self._refused(exc)
        return super().handle_exception(exc)

    def _refused(self, error: DuixianError) -> Problem:
        """What it was about of what was sent: by its code, or by the text that could not be read."""
        if (about := self.about.get(error.code, "")) or "text" not in error.detail:
            found = self.body().get(about) if about else None
            return refused(error, about=about, value=found if isinstance(found, str) else "")
        text = error.detail["text"]
        return refused(error, about=place_of(text, self.body()), value=text)

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
            raise unsound(shape, data, **options)
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
