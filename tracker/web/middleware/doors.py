"""Which door a request comes through, for the audit log."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

from tracker.models import Door, through

_DOORS: Final = {"admin": Door.ADMIN, "api": Door.API}


def door_of(path: str) -> Door:
    """The door of an address: the desk, the API, or else the pages."""
    steps = [step for step in path.split("/") if step and step != "en"]
    return _DOORS.get(steps[0] if steps else "", Door.WEB)


def is_of_the_api(path: str) -> bool:
    """Whether an address is one of the API, and so of programs."""
    return path.startswith("/api/")


def through_its_door(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: whatever a request does came through its door."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with through(door_of(request.path_info)):
            return answer(request)

    return middleware
