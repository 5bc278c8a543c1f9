"""Whether what is sent comes as it is: nothing here unpacks it."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from tracker.api.problems import Fault, Problem, shown

_HEADER: Final = "Content-Encoding"


def require_plain(request: Request) -> None:
    """Raise Problem `unsupported_media_type` for what was compressed on its way."""
    coding = request.headers.get(_HEADER, "").strip()
    if coding.lower() not in ("", "identity"):
        said = _("Send it without Content-Encoding: what is compressed is not read.")
        fault = Fault(parameter=_HEADER, value=shown(coding), code="content_encoding", remedy=said)
        raise Problem("unsupported_media_type", said, [fault], {"Accept-Encoding": "identity"})
