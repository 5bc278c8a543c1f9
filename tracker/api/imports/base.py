"""What the pages of the imports share: who may ask, and how they describe themselves."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse
from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.serializers import Serializer

from tracker.api.access import BearerToken, Session
from tracker.api.base import PublicView
from tracker.api.problems import MEDIA_TYPE, Fault, Problem
from tracker.api.schema import Schema
from tracker.api.shapes import imports as import_shapes
from tracker.exceptions import IngestError
from tracker.ingest import FileProblems
from tracker.models import ChangeSet
from tracker.reports.refusals import refusal_text

from . import bodies

BRING_IN = "tracker.add_changeset"
DECIDE_FOR_OTHERS = "tracker.change_changeset"


class MayBringIn(BasePermission):
    """Those who may bring files in."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether the user has the right; whoever is nobody is asked to log in."""
        return request.user.is_authenticated and request.user.has_perm(BRING_IN)


class ImportSchema(Schema):
    """Describes what is sent, too, and the refusals of those who may not."""

    def get_request_serializer(self) -> Any:
        """What is sent; nothing with GET."""
        return self.view.asks if self.method == "POST" else None

    def get_response_serializers(self) -> dict[Any, Any]:
        """The answers to this method."""
        found = super().get_response_serializers()
        if self.method == "POST":
            found = {key: shape for key, shape in found.items() if key[0] != "200"}
            found |= {(status, "application/json"): shape for status, shape in self.view.answers.items()}
        return found | {
            (status, MEDIA_TYPE): OpenApiResponse(import_shapes.ImportRefusal, description)
            for status, description in self._refusals().items()
        }

    def _refusals(self) -> dict[str, str]:
        found = {"401": "Log in first.", "403": "Your account may not do this, or the CSRF mark is missing."}
        if self.method == "POST":
            found["415"] = "What was sent is of another type."
        if self.method == "POST" or self.view.can_refuse:
            found["422"] = "Understood, and cannot be carried out; `errors` says why."
        return found


class ImportView(PublicView):
    """A page for those who bring files in.

    `asks` is what is sent, `answers` what comes back by status; `can_refuse` says that GET may answer 422.
    """

    permission_classes = (MayBringIn,)
    http_method_names = ["get", "head", "post"]
    schema: Any = ImportSchema()
    tag = "imports"
    asks: type[Serializer] | None = None
    answers: Mapping[str, Any] = {}
    can_refuse = False

    def get_authenticators(self) -> list[Any]:
        """By token or session."""
        return [BearerToken(), Session()]

    def change_set(self, *, to_decide: bool = False) -> ChangeSet:
        """The change set of the address. Raises NotFound, and PermissionDenied where it is another's."""
        rows = ChangeSet.objects.select_related("created_by", "applied_by", "reversed_by")
        found = rows.filter(pk=self.kwargs["number"]).first()
        if found is None:
            raise NotFound
        user = self.request.user
        if to_decide and found.created_by_id != user.pk and not user.has_perm(DECIDE_FOR_OTHERS):
            raise PermissionDenied(
                _("Somebody else brought this file in; only they decide what becomes of it.")
            )
        return found

    def sent(self, shape: type[Serializer]) -> dict[str, Any]:
        """What was sent, checked. Raises Problem for what is unknown, missing or wrong."""
        data = self.request.data
        if not isinstance(data, Mapping):
            raise Problem("malformed_request", _("Send an object."))
        form = shape(data=data)
        if unknown := [name for name in data if name not in form.fields]:
            known = ", ".join(form.fields)
            remedy = _("Known parameters: %(names)s.") % {"names": known}
            faults = [Fault(parameter=name, value="", remedy=remedy) for name in unknown]
            raise Problem(
                "unknown_parameter", _("Unknown: %(names)s.") % {"names": ", ".join(unknown)}, faults
            )
        if not form.is_valid():
            faults = [
                Fault(parameter=name, value=str(data.get(name, ""))[:60], remedy=" ".join(map(str, said)))
                for name, said in form.errors.items()
            ]
            names = ", ".join(fault.parameter for fault in faults)
            raise Problem("invalid_parameter", _("Cannot be used: %(names)s.") % {"names": names}, faults)
        return form.validated_data


def refused(error: IngestError) -> Problem:
    """What the import refused, as a problem document with its code; a file's faults in both languages."""
    if isinstance(error, FileProblems):
        faults = [bodies.fault(problem) for problem in error.problems]
        return Problem("unreadable_file", refusal_text(error), faults)
    fault = Fault(parameter="change_set", value=error.code, remedy=refusal_text(error))
    return Problem("refused", refusal_text(error), [fault])
