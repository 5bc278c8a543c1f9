"""Sentences that are made when they are read, so that one refusal can speak both languages."""

from collections.abc import Callable
from typing import Any, Final, TypeAlias, TypeVar

from django.utils import translation
from django.utils.functional import Promise, lazy

Said: TypeAlias = str | Promise
Told = TypeVar("Told")

#: Under which name an answer tells a language, and what Django calls it.
_LANGUAGES: Final = {"zh": "zh-hans", "en": "en"}
_spoken = lazy(lambda say: str(say()), str)


def in_both(say: Callable[[], Told]) -> dict[str, Told]:
    """What is said in Chinese and in English."""
    found = {}
    for name, language in _LANGUAGES.items():
        with translation.override(language):
            found[name] = say()
    return found


def spoken(say: Callable[[], Any]) -> Said:
    """A sentence made anew whenever it is read, in the language of that moment."""
    return _spoken(say)


def told(words: Said, **values: Any) -> Said:
    """A sentence with its values, in the language of the moment it is read."""
    return spoken(lambda: str(words) % values)


def picked(both: dict[str, str]) -> Said:
    """The one of two sentences that is of the language of the moment."""
    return spoken(lambda: both["en" if translation.get_language() == "en" else "zh"])


def joined(*sentences: Said) -> Said:
    """Sentences one after the other; empty ones are passed over."""

    def say() -> str:
        blank = " " if translation.get_language() == "en" else ""
        return blank.join(filter(None, map(str, sentences)))

    return spoken(say)
