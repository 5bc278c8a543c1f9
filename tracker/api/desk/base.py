"""What the pages of rows in work share: who may ask, which row is meant, and whether it is as they saw it."""

from collections.abc import Callable
from typing import Any, ClassVar, Final

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from tracker.actions.deleting import delete_row
from tracker.api.answering.rendering import JSONRenderer
from tracker.api.base import PublicList
from tracker.api.bodies import Body
from tracker.api.problems import invalid
from tracker.api.sending import Exchange, WriteView, etag_of, require_match
from tracker.api.visible import found_or_404
from tracker.authority import CHANGE, DELETE, require
from tracker.exceptions import AuthorityError
from tracker.models import ReviewState, Revision
from tracker.reports.keyset import NUMBER

from .kinds import REVISIONS, Kind

#: The largest number a row can have on both engines.
_LAST: Final = 2**63 - 1


class DeskView(WriteView):
    """A page for those who work on the rows of a table."""

    tag = "desk"
    kind: ClassVar[Kind]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Turn away who has no part in the work on the table."""
        super().initial(request, *args, **kwargs)
        if not self.kind.is_open_to(request.user):
            raise AuthorityError("no_right")

    def answer(self, row: Any) -> Response:
        """The row with the tag of what it says."""
        body = self.kind.body(row, self.request.user)
        return Response(body, headers={"ETag": etag_of(body)})

    def answer_now(self, kind: Kind, row: Any, *, status: int = 200) -> Response:
        """A row as it is after a change, also one that lies outside the remit since; one that is new or
        waits with its address.
        """
        fresh = kind.whole(kind.loaded()).get(pk=row.pk)
        body = kind.body(fresh, self.request.user)
        headers = {"ETag": etag_of(body)} | ({} if status == 200 else {"Location": address_of(kind, fresh)})
        return Response(body, status=status, headers=headers)

    def answer_added(self, kind: Kind, row: Any, added: Any) -> Response:
        """A row with what was added to it (201), or the proposal to add it (202)."""
        if isinstance(added, Revision):
            return self.answer_now(REVISIONS, added, status=202)
        return self.answer_now(kind, row, status=201)


class DeskList(DeskView, PublicList):
    """Rows in work, the latest first."""

    http_method_names = ["get", "head"]
    renderer_classes: Any = (JSONRenderer,)
    orderings = {"newest": (NUMBER.turned(),)}

    def get_queryset(self) -> QuerySet:
        """Those within the remits of who asks."""
        return self.kind.rows(self.request.user)

    def bodies(self, rows: list[Any]) -> list[Body]:
        """Each row."""
        return [self.kind.told(row) for row in rows]


class DeskRow(DeskView):
    """A page about one row, named in its address."""

    http_method_names = ["post"]

    def row(self) -> Any:
        """The row with what its page shows. Raises Http404."""
        return self._found(self.kind.whole(self.kind.rows(self.request.user)))

    def locked(self) -> Any:
        """The same, and nobody else changes it until the transaction ends. Raises Http404."""
        found = self._found(self.kind.rows(self.request.user))
        for held in self.kind.held(found):
            numbered(type(held)._default_manager.select_for_update(no_key=True), held.pk)
        return self.row()

    def _found(self, rows: QuerySet) -> Any:
        if self.kind.key == "code":
            return found_or_404(rows, self.kwargs["code"])
        return numbered(rows, self.kwargs["number"])

    def needs(self, row: Any) -> str:
        """The right that what is done to the row takes."""
        return DELETE if self.request.method == "DELETE" else CHANGE

    def changed(self, act: Callable[[Any], Response]) -> Response:
        """Let `act` change the row if it still is what its sender saw (`If-Match`), all or nothing.

        Whether they may at all is asked first: nothing is told of a row's state to who may not change it.
        """

        def carry_out() -> Response:
            row = self.locked()
            require(self.request.user, self.needs(row), row)
            require_match(self.request, etag_of(self.kind.body(row, self.request.user)))
            return act(row)

        return self.carried_out(self.request, carry_out)

    def gone(self, find: Callable[[Any], Any] = lambda row: row) -> Response:
        """Delete the row, or what `find` finds on its page, if it still is what its sender saw. What is left
        of the page is answered with; nothing (204) where the row itself is gone. Nothing is sent with it.
        """
        self.sent(Serializer)

        def delete(row: Any) -> Response:
            doomed = find(row)
            delete_row(row=doomed, by=self.request.user)
            return Response(status=204) if doomed is row else self.answer_now(self.kind, row)

        return self.changed(delete)

    def amended(self, row: Any, revision: Revision | None) -> Response:
        """The row, or the new version of it that waits for somebody (202)."""
        if revision is None or revision.state == ReviewState.PUBLISHED:
            return self.answer_now(self.kind, row)
        return self.answer_now(REVISIONS, revision, status=202)


class DeskPage(DeskRow):
    """One row in work: what it says, what can be done to it, what was."""

    http_method_names = ["get", "head"]

    def get(self, request: Request, **_kwargs: Any) -> Response:
        """The row."""
        return self.answer(self.row())


def deletes(what: str, shape: Any = None) -> Exchange:
    """What deleting something asks and answers with: the page it stood on, if it stood on another's."""
    return Exchange(
        summary=f"Delete {what}",
        says="A draft or a returned one that nothing refers to, if it still is as its sender saw it; what is "
        "told of it stays in the audit log. What others refer to is refused (`referred_to`) and named, what "
        "is public is withdrawn instead (`public_stays`).",
        answers={"200": shape} if shape else {"204": None},
        matched=True,
        marked=shape is not None,
    )


def address_of(kind: Kind, row: Any) -> str:
    """The address of a row in work."""
    name = kind.model._meta.model_name
    return reverse(f"api:desk_{name}", args=[getattr(row, kind.key)])


def numbered(rows: Any, number: int) -> Any:
    """The row of a number. Raises Http404, also for a number no row can have."""
    row = rows.filter(pk=number).first() if number <= _LAST else None
    if row is None:
        raise Http404(number)
    return row


def one_row(rows: Any, field: str, key: Any, parameter: str) -> Any:
    """The row that something sent refers to. Raises Problem."""
    row = rows.filter(**{field: key}).first()
    if row is None:
        raise invalid(parameter, str(key), _("Nothing bears this name: look among those listed."))
    return row
