"""The day a page is turned back to: `?as_of=2021-02-01`."""

import datetime
import re
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tracker.progress import today
from tracker.reports.periods import day_text

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Refused(Exception):
    """A request a page cannot answer; `message` tells the reader why and what to do, in their language."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def answering(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand `as_of` (None for today) to a view, and turn Refused into a page with status 400."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, as_of=requested_day(request), **kwargs)
        except Refused as refusal:
            return render(request, "400.html", {"message": refusal.message}, status=400)

    return wrapped


def requested_day(request: HttpRequest) -> datetime.date | None:
    """The day asked for; None for none and for today. Raises Refused for what is no day or lies ahead."""
    text = request.GET.get("as_of", "").strip()
    if not text:
        return None
    try:
        day = datetime.date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise Refused(_("“%(text)s” is no day. Write it as 2021-02-01.") % {"text": text[:40]})
    if day > today():
        raise Refused(
            _("%(day)s is still to come: nobody knows what will be published.") % {"day": day_text(day)}
        )
    return None if day == today() else day


def day_context(as_of: datetime.date | None) -> dict[str, Any]:
    """What templates need to show the day and to keep it in links."""
    return {
        "as_of": as_of,
        "as_of_words": day_text(as_of) if as_of else "",
        "day_query": f"?as_of={as_of.isoformat()}" if as_of else "",
        "latest_day": today().isoformat(),
    }
