"""Which language a text is being written in."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from django.utils.translation import get_language

from tracker.models.named import in_english as in_english

Given = ParamSpec("Given")
Said = TypeVar("Said")


def kept(function: Callable[Given, Said]) -> Callable[Given, Said]:
    """Keep what a function of plain values says, in each language: a page says again what others said.

    For functions that depend on nothing else; a bounded number of answers is kept.
    """

    @lru_cache(maxsize=8192)
    def said(language: str | None, *args: Any, **named: Any) -> Said:
        return function(*args, **named)

    @wraps(function)
    def say(*args: Given.args, **named: Given.kwargs) -> Said:
        return said(get_language(), *args, **named)  # type: ignore[arg-type]

    return say
