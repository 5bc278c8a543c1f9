"""How the API describes itself: OpenAPI 3.1, from the same declarations that check and answer requests."""

from collections.abc import Mapping
from copy import copy
from typing import Any

from django.utils import translation
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent, build_examples_list, get_doc
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response

from .. import shapes
from ..access import MayRead, Readable
from ..answering.conditional import Conditional
from ..answering.rendering import CSVRenderer, JSONRenderer
from ..problems import MEDIA_TYPE, PROBLEMS, handle
from ..shapes.fields import Shape
from . import examples, shown

_REFUSALS = {
    "400": "A parameter is unknown, wrong, or does not go with another; `errors` names it and the remedy.",
    "404": "There is nothing at this address that the public may see.",
    "406": "None of the formats asked for can be given.",
    "429": "Asked too often; `Retry-After` says when to ask again.",
}
#: Of lists that are sent whole.
_BUSY = {
    "503": "As many whole lists are being sent as go at the same time; `Retry-After` says when to ask again."
}
#: A token is never overlooked: a wrong one is refused where none is needed, too.
_FOR_ALL = {
    "401": "The token is unknown, expired or revoked; or the office closed reading to those without one.",
    "403": "Somebody else chose the password of who asks.",
}
#: What only those are refused with who send something.
SENT = {"unreadable_file", "invalid_rows", "key_used_otherwise", "refused"}

IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The `ETag` of the answer you have. While that one holds, 304 comes back, and nothing else.",
)
ETAG = OpenApiParameter(
    "ETag",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    response=["200"],
    description="A mark of this very answer; once anything in it changes, another. Lists as CSV have none.",
)
_UNCHANGED = OpenApiResponse(None, "What you have, by its `ETag` in `If-None-Match`, still holds.")


class Schema(AutoSchema):
    """Describes a `PublicView` from its `shape`, `parameters`, filters and renderers."""

    def get_summary(self) -> str | None:
        """One line."""
        return self.view.summary

    def get_description(self) -> str:
        """What the view says of itself."""
        return get_doc(type(self.view))

    def get_tags(self) -> list[str]:
        """Grouped by what is answered with."""
        return [self.view.tag]

    def _is_list_view(self, serializer: Any = None) -> bool:
        # Only the rows of a list come in pages; a problem or a CSV text beside them does not.
        listed = serializer is None or isinstance(serializer, self.view.shape)
        return self.view.is_list and listed

    def _map_basic_serializer(self, serializer: Any, direction: Any) -> Any:
        found = super()._map_basic_serializer(serializer, direction)
        if isinstance(serializer, Shape):
            found.pop("required", None)
        return found

    def get_auth(self) -> list[dict[str, list[str]]]:
        """How to say who asks; what is published is answered to anybody."""
        found = super().get_auth()
        return [*found, {}] if self.is_for_all else found

    def get_examples(self) -> list[Any]:
        """Those kept for the operation; of a list also as CSV."""
        kept = list(examples.of_operation(self.get_operation_id(), sent_as=self.map_parsers()[0]))
        return [*kept, *map(self._in_csv, filter(self._has_csv, kept))]

    def _has_csv(self, example: OpenApiExample) -> bool:
        is_answer = example.response_only and example.media_type == JSONRenderer.media_type
        return is_answer and self.method == "GET" and CSVRenderer in self.view.renderer_classes

    def _in_csv(self, example: OpenApiExample) -> OpenApiExample:
        found = copy(example)
        found.media_type, found.value = CSVRenderer.media_type, self.view.in_csv(example.value).decode()
        return found

    def _get_examples(
        self, serializer: Any, direction: str, media_type: str, status_code: Any = None, extras: Any = None
    ) -> dict[str, Any]:
        if media_type == MEDIA_TYPE:
            shown = {code: self._refused(code) for code in self.codes(status_code)}
            return {code: example for code, example in shown.items() if example}
        # As they are kept, pages of a list whole.
        return build_examples_list(
            [
                each
                for each in self.get_examples()
                if each.media_type == media_type
                and (
                    each.request_only
                    if direction == "request"
                    else str(status_code) in (each.status_codes or ())
                )
            ]
        )

    def _refused(self, code: str) -> Any:
        """The example of a refusal: the operation's own, or one that many share. None where none is known."""
        try:
            own = shown.refusal(code, self.operation())
            return own and {"value": own}
        except KeyError:
            value = {"value": examples.told("problem")[code]}
        component = ResolvedComponent(name=code, type="examples", schema=value, object=code)
        self.registry.register_on_missing(component)
        return component.ref

    @property
    def is_for_all(self) -> bool:
        """Whether anybody may ask who may read."""
        return any(isinstance(permission, MayRead) for permission in self.view.get_permissions())

    @property
    def is_whole(self) -> bool:
        """Whether the list is also given as a whole."""
        return self.view.is_list and CSVRenderer in self.view.renderer_classes

    @property
    def is_of_one(self) -> bool:
        """Whether the address names a row."""
        return "{" in self.path

    def operation(self) -> shown.Operation:
        """What is declared of reading."""
        renderers = self.view.renderer_classes
        return shown.Operation(
            names=self.view.known_names(),
            formats=[renderer.format for renderer in renderers],
            types=[renderer.media_type for renderer in renderers],
            combined=self.view.combined(),
            address=self._address() if self.is_of_one else "",
        )

    def _address(self) -> str:
        """The address of the example."""
        return self.path.format(**examples.told(self.get_operation_id())["path"])

    def codes(self, status: str) -> list[str]:
        """The codes with which the operation refuses with this status."""
        codes = [code for code, (number, _title) in PROBLEMS.items() if str(number) == status]
        return [code for code in codes if code not in self.never()]

    def never(self) -> set[str]:
        """Codes it does not answer with, though others do with their status."""
        can = (
            ("unsupported_combination", self.view.combined()),
            ("forbidden", not self.is_for_all),
            ("not_found", self.is_of_one),
        )
        return {*(code for code, answers in can if not answers), *(SENT - {"refused"})}

    def refusals(self, says: Mapping[str, str]) -> dict[Any, OpenApiResponse]:
        """Refusals by their status, each as a problem document with the codes it may carry, if any."""
        return {
            (status, MEDIA_TYPE): OpenApiResponse(
                shapes.Problem, f"{description} Codes: {', '.join(f'`{code}`' for code in codes)}."
            )
            for status, description in says.items()
            if (codes := self.codes(status))
        }

    def get_filter_backends(self) -> list[Any]:
        """Also a page that is no list can be filtered."""
        return self.view.filter_backends

    def get_override_parameters(self) -> list[Any]:
        """What the view declares, and what tells an answer that is known already."""
        return [*self.view.known_parameters(), IF_NONE_MATCH, ETAG]

    def get_response_serializers(self) -> dict[Any, Any]:
        """The answer in each form, and each refusal as a problem document."""
        answers = {
            ("200", renderer.media_type): OpenApiTypes.STR if renderer.format == "csv" else self.view.shape
            for renderer in self.view.renderer_classes
        }
        says = {**_REFUSALS, **(_FOR_ALL if self.is_for_all else {}), **(_BUSY if self.is_whole else {})}
        return {**answers, "304": _UNCHANGED, **self.refusals(says)}


class SchemaView(Conditional, Readable, SpectacularAPIView):
    """The description itself, in YAML or JSON. Always in English: it is a contract, not a page."""

    schema = None

    def get_exception_handler(self) -> Any:
        """Errors are problem documents here, too."""
        return handle

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answer with the description; what is said of it, as its language, is in English from here on."""
        translation.activate("en")
        return super().get(request, *args, **kwargs)


class DocsView(Readable, SpectacularSwaggerSplitView):
    """The description as a page to read and try out, with nothing from other hosts."""

    schema = None
    url_name = "api:schema"
    template_name = "api/docs.html"
