"""Which language a text is being written in."""

from django.utils.translation import get_language


def in_english() -> bool:
    """Whether the language of the moment is English; every other one is written as Chinese."""
    return (get_language() or "").startswith("en")
