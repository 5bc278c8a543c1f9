"""What is sent to the API: read strictly, answered once, and refused in both languages."""

from .exchanges import Exchange
from .preconditions import etag_of, require_match
from .refusals import refused
from .views import WriteView

__all__ = ["Exchange", "WriteView", "etag_of", "refused", "require_match"]
