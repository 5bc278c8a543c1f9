"""What a change made of what, as a table."""

from typing import Any, Final

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tracker.models import Commitment, Evidence, Observation, PathPoint, Revision, Target


@admin.display(description=_("table"), ordering="content_type")
def table_of(row: Any) -> str:
    """The table that an entry or a new version is about, without the program it belongs to."""
    model = row.content_type.model_class()
    return capfirst(model._meta.verbose_name) if model else row.content_type.name


def before_and_after(model: Any, changes: dict[str, list[Any]]) -> SafeString:
    """A table of what a change made of what, each field by its name in the language of the moment.

    Of a new version `model` may be the table of versions: its fields are those of the row it is about.
    """
    fields = _fields_of(model)
    rows = format_html_join(
        "",
        '<tr><th scope="row">{}</th><td dir="auto">{}</td><td dir="auto">{}</td></tr>',
        (
            (_name_of(fields, name), _said(fields.get(name), old), _said(fields.get(name), new))
            for name, (old, new) in changes.items()
        ),
    )
    head = format_html(
        '<tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr>',
        _("field"),
        pgettext_lazy("a change", "before"),
        pgettext_lazy("a change", "after"),
    )
    return format_html('<table class="before-after"><thead>{}</thead><tbody>{}</tbody></table>', head, rows)


def _fields_of(model: Any) -> dict[str, Any]:
    kinds = _VERSIONED if model is Revision else (model,)
    return {
        field.name: field
        for kind in reversed(kinds)
        for field in kind._meta.get_fields()
        if hasattr(field, "verbose_name")
    }


def _name_of(fields: dict[str, Any], name: str) -> str:
    field = fields.get(name)
    return str(field.verbose_name if field else _NAMES.get(name, name))


def _said(field: Any, value: Any) -> Any:
    """A value as it is read: rows that a new version keeps by number under their names."""
    if value in (None, "", []):
        return "—"
    if field is None or not field.is_relation:
        return value
    numbers = value if isinstance(value, list) else [value]
    if not all(isinstance(number, int) for number in numbers):
        return value  # names already
    found = field.related_model._default_manager.in_bulk(numbers)
    return "、".join(str(found.get(number, number)) for number in numbers)


#: Tables whose public rows are changed by new versions.
_VERSIONED: Final = (Commitment, Observation, Target, Evidence, PathPoint)
#: What is counted or typed and no column of the table.
_NAMES = {"rows": _("rows"), "published": _("published on")}
