"""What the pages of the imports share: who may ask, and which change set is meant."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from tracker.api.problems import Problem
from tracker.api.sending import WriteView
from tracker.authority import change_sets_of
from tracker.models import ChangeSet

BRING_IN = "tracker.add_changeset"
DECIDE_FOR_OTHERS = "tracker.change_changeset"


class MayBringIn(BasePermission):
    """Those who may bring files in."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether the user has the right; whoever is nobody is asked to log in."""
        return request.user.is_authenticated and request.user.has_perm(BRING_IN)


class ImportView(WriteView):
    """A page for those who bring files in."""

    permission_classes = (MayBringIn,)
    http_method_names = ["get", "head", "post"]
    tag = "imports"

    def change_set(self, *, to_decide: bool = False) -> ChangeSet:
        """The change set of the address, where the user may look at it. Raises NotFound, and Problem where
        somebody else decides over it.
        """
        rows = change_sets_of(self.request.user).select_related(
            "created_by", "applied_by", "reversed_by", "token"
        )
        found = rows.filter(pk=self.kwargs["number"]).first()
        if found is None:
            raise NotFound
        user = self.request.user
        if to_decide and found.created_by_id != user.pk and not user.has_perm(DECIDE_FOR_OTHERS):
            said = _("Somebody else brought this file in; only they decide what becomes of it.")
            raise Problem("forbidden", said)
        return found
