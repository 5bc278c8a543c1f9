"""What is sent to the API: read strictly, answered once, and refused in both languages."""

from .exchanges import Exchange
from .refusals import refused
from .views import WriteView

__all__ = ["Exchange", "WriteView", "refused"]
