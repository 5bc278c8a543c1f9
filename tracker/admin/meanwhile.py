"""What happens while somebody types: another is quicker at the same row, or their session ends.

They are told, and lose nothing of what they typed.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tracker.models import AuditEntry
from tracker.models.snapshots import snapshot

from .entry import kept

#: The field of a form that says what its reader saw.
SEEN: Final = "_seen"


class Meanwhile:
    """For a ModelAdmin: a form remembers what its row said, and is compared with what it says when it comes
    back.

    The first answer to a form that is out of date keeps all entries and says who was quicker; sent again, it
    is stored. So it is with a form that was sent when its session had ended, after the login.
    """

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """The row, with a sign of what it says now; what was typed before a login, as if it were sent now."""
        if request.method == "GET" and (typed := kept.take(request)) is not None:
            request.FILES  # noqa: B018  (what came is read now, and not over what is put in its place)
            request.method, request.POST = "POST", typed
            request.is_restored = True
        row = self.get_object(request, object_id) if object_id else None  # type: ignore[attr-defined]
        seen = self.sign_of(request, row) if row is not None else ""
        sent = request.POST.get(SEEN, "")
        request.is_outdated = bool(sent) and sent != seen
        context = {"seen": seen, "stamp": kept.stamp(request), **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)  # type: ignore[misc]

    def sign_of(self, request: HttpRequest, row: Any) -> str:
        """A short sign of all a page shows of a row."""
        said = [snapshot(row)]
        for inline in self.get_inline_instances(request, row):  # type: ignore[attr-defined]
            found = inline.get_formset(request, row).fk.name
            rows = inline.model._default_manager.filter(**{found: row}).order_by("pk")
            said += [snapshot(each) for each in rows]
        return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()[:16]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        """The form, which refuses once when its row has changed meanwhile, or its session had ended."""
        form = super().get_form(request, obj, change, **options)  # type: ignore[misc]
        said = list(_what_happened(request, obj))
        if not said:
            return form

        class Refusing(form):  # type: ignore[misc, valid-type]
            def clean(self) -> Any:
                cleaned = super().clean()
                for text in said:
                    self.add_error(None, text)
                return cleaned

        return Refusing


def _what_happened(request: HttpRequest, row: Any) -> Iterator[str]:
    """What the user is told of, in words."""
    if getattr(request, "is_restored", False):
        yield _("Your session had ended. What you typed is still here, and not stored yet.")
    if row is not None and getattr(request, "is_outdated", False):
        last = AuditEntry.objects.about(row).select_related("by").first()
        text = _(
            "%(who)s changed this row since you opened it. Your entries are kept below and "
            "nothing is stored yet: compare, and save again if yours are right."
        )
        yield text % {"who": last.by if last is not None and last.by else _("somebody")}
