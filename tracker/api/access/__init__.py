"""Who may ask the API: by token or session, how often, and from which web pages."""

from .authentication import BearerToken, InvalidToken, PasswordChangeRequired, Session
from .reading import MayRead, Readable
from .throttles import Throttle

__all__ = [
    "BearerToken",
    "InvalidToken",
    "MayRead",
    "PasswordChangeRequired",
    "Readable",
    "Session",
    "Throttle",
]
