"""What was typed into a page whose session had ended, kept until its user has logged in again.

Only a page that was served to somebody can leave something here, only that user gets it back, and only once.
"""

from typing import Final

from django.core import signing
from django.http import HttpRequest, QueryDict

#: The field of a page's form that says whose page it is.
STAMP: Final = "typed_by"
_KEPT: Final = "kept_entries"
_SALT: Final = "tracker.entry"
#: A grid with every cell filled is a fifth of this.
_MOST: Final = 200_000


def stamp(request: HttpRequest) -> str:
    """Says whose page it is, so that nobody else can."""
    return signing.dumps(request.user.pk, salt=_SALT)


def keep(request: HttpRequest) -> None:
    """Keep what was posted by somebody who is no longer logged in, for the user whose page it was."""
    try:
        user = signing.loads(request.POST.get(STAMP, ""), salt=_SALT)
    except signing.BadSignature:
        return
    said = request.POST.urlencode()
    if len(said) <= _MOST:
        request.session[_KEPT] = {"user": user, "address": request.get_full_path(), "said": said}


def take(request: HttpRequest) -> QueryDict | None:
    """What this user had typed into this very page, if anything was kept; it is then kept no longer."""
    kept = request.session.get(_KEPT)
    if kept is None or kept["address"] != request.get_full_path():
        return None
    del request.session[_KEPT]
    return QueryDict(kept["said"]) if kept["user"] == request.user.pk else None
