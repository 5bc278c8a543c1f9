"""What a change made of what, as a table."""

from typing import Any

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


@admin.display(description=_("table"), ordering="content_type")
def table_of(row: Any) -> str:
    """The table that an entry or a new version is about, without the program it belongs to."""
    model = row.content_type.model_class()
    return capfirst(model._meta.verbose_name) if model else row.content_type.name


def before_and_after(model: Any, changes: dict[str, list[Any]]) -> SafeString:
    """A table of what a change made of what, each field by its name in the language of the moment."""
    rows = format_html_join(
        "",
        '<tr><th scope="row">{}</th><td dir="auto">{}</td><td dir="auto">{}</td></tr>',
        (
            (_name_of(model, field), "—" if old is None else old, "—" if new is None else new)
            for field, (old, new) in changes.items()
        ),
    )
    head = format_html(
        '<tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr>',
        _("field"),
        _("before"),
        _("after"),
    )
    return format_html('<table class="before-after"><thead>{}</thead><tbody>{}</tbody></table>', head, rows)


def _name_of(model: Any, field: str) -> str:
    names = {
        each.name: each.verbose_name for each in model._meta.get_fields() if hasattr(each, "verbose_name")
    }
    return str(names.get(field, _NAMES.get(field, field)))


#: What is counted or typed and no column of the table.
_NAMES = {"rows": _("rows"), "published": _("published on")}
