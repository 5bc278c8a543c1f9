"""Sentences of the command line in both languages, Chinese first."""

from collections.abc import Callable

from django.utils import translation


def both(sentence: str, **values: object) -> str:
    """`sentence` (an English msgid) in Chinese and in English, each with `values` filled in."""
    return in_both(lambda: translation.gettext(sentence).format(**values))


def in_both(say: Callable[[], str]) -> str:
    """What `say` says in Chinese and, on a line of its own, in English; once where both are the same."""
    said = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said.append(say())
    return "\n".join(dict.fromkeys(said))
