"""How addresses that take something describe themselves: each method by its `Exchange`."""

from dataclasses import replace
from typing import Any, Final

from rest_framework.serializers import Serializer

from tracker.api.answering.rendering import JSONRenderer
from tracker.api.contract import shown
from tracker.api.contract.schema import SENT, Schema

from .exchanges import Exchange
from .faults import unsound

_CLOSED: Final = {
    "401": "Say who you are, with a token or a session.",
    "403": "Your account or your token may not do this, or the CSRF mark of a session is missing.",
    "404": "There is nothing at this address, or it lies outside what you work on.",
}
_SENDING: Final = {
    "411": "It was not said how long what was sent is.",
    "413": "More was sent than is taken at a time.",
    "415": "What was sent is of another type.",
    "422": "Understood, and cannot be carried out; `errors` says why.",
}
_MATCHED: Final = {
    "412": "Somebody changed the row since: GET it and look once more.",
    "428": "Send the `ETag` of the row as `If-Match`.",
}


class WriteSchema(Schema):
    """Describes a `WriteView`."""

    @property
    def exchange(self) -> Exchange | None:
        """What the method does; None for GET."""
        return self.view.writes.get(self.method)

    def get_summary(self) -> str | None:
        """One line."""
        return (self.exchange and self.exchange.summary) or super().get_summary()

    def get_description(self) -> str:
        """What the method does, else what the view says of itself."""
        return (self.exchange and self.exchange.says) or super().get_description()

    def get_request_serializer(self) -> Any:
        """What is sent."""
        if self.exchange is None:
            return None
        if shapes := self.exchange.asks_any_of:
            refs = [self.resolve_serializer(shape, "request").ref for shape in shapes]
            return {"application/json": {"anyOf": refs}}
        return self.exchange.asks

    def get_filter_backends(self) -> list[Any]:
        """What cuts a list down stands with GET alone."""
        return [] if self.exchange else super().get_filter_backends()

    def get_override_parameters(self) -> list[Any]:
        """What the method takes beside a body."""
        found = self.exchange
        return [*found.parameters, *found.headers] if found else super().get_override_parameters()

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False if self.exchange else super()._is_list_view(serializer)

    def get_response_serializers(self) -> dict[Any, Any]:
        """The answers to this method, and its refusals."""
        answers = super().get_response_serializers()
        says = {} if self.view.is_read else dict(_CLOSED)
        if found := self.exchange:
            read = ("200", "503")
            answers = {key: shape for key, shape in answers.items() if key != "304" and key[0] not in read}
            for status, shape in found.answers.items():
                answers[(status, "application/json") if shape else status] = shape
            says |= _SENDING | (_MATCHED if found.matched else {})
        elif self.view.can_refuse:
            says["422"] = _SENDING["422"]
        return answers | self.refusals(says)

    def operation(self) -> shown.Operation:
        """What is declared of the method."""
        found = super().operation()
        if (exchange := self.exchange) is None:
            return found
        shape = exchange.asks
        return replace(
            found,
            names=exchange.names,
            formats=[],
            types=[JSONRenderer.media_type],
            taken=[parser.media_type for parser in self.view.parser_classes],
            unsound=(lambda: unsound(shape, _senseless(shape))) if shape else None,
            combined=None,
        )

    def never(self) -> set[str]:
        """With what goes for the method alone."""
        if (found := self.exchange) is None:
            return super().never()
        own = {*found.refuses, "refused", *(["key_used_otherwise"] if found.keyed else [])}
        return {"unsupported_combination", *({} if self.is_of_one else {"not_found"}), *(SENT - own)}


def _senseless(shape: type[Serializer]) -> dict[str, Any]:
    """Nothing, where something has to be sent; else nothing that could be meant."""
    fields = shape().fields
    return {} if any(field.required for field in fields.values()) else {next(iter(fields)): {}}
