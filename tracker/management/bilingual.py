"""Sentences of the command line in both languages, Chinese first."""

from django.utils import translation


def both(sentence: str, **values: object) -> str:
    """`sentence` (an English msgid) in Chinese and in English, each with `values` filled in."""
    said = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said.append(translation.gettext(sentence).format(**values))
    return "\n".join(dict.fromkeys(said))
