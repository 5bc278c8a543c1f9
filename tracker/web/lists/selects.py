"""A select whose options are written at once, for forms of long choices on pages that are often asked for."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


class PlainSelect(forms.Select):
    """What Django's own writes, without a template for each option."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The select with the options of its choices; groups of them under their names."""
        chosen = "" if value is None else str(value)
        said = {**self.attrs, **(attrs or {}), "name": name}
        written = format_html_join("", ' {}="{}"', ((key, text) for key, text in said.items() if text))
        return format_html("<select{}>{}</select>", written, mark_safe("".join(_all(self.choices, chosen))))


def _all(choices: Iterable[tuple[Any, Any]], chosen: str) -> Iterator[SafeString]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            options = mark_safe("".join(_all(label, chosen)))
            yield format_html('<optgroup label="{}">{}</optgroup>', value, options)
        else:
            selected = mark_safe(" selected") if str(value) == chosen else ""
            yield format_html('<option value="{}"{}>{}</option>', value, selected, label)
