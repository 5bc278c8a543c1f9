"""What stands in the way of a deletion: the rows that refer to what would go, looked up, never all read."""

from typing import Final

from django.db.models import PROTECT, Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

#: So many rows that refer are named, and so many counted.
_NAMED: Final = 3
_COUNTED: Final = 1000


def referring(rows: list[Model]) -> list[str]:
    """Each table whose rows refer to one of `rows` and forbid its deletion: how many, and a few of them."""
    found = []
    for relation in rows[0]._meta.related_objects if rows else ():
        if relation.on_delete is not PROTECT:
            continue
        field = relation.field
        others = field.model._base_manager.filter(**{f"{field.name}__in": rows})
        if named := list(others[:_NAMED]):
            found.append(_said(field.model, named, others[: _COUNTED + 1].count()))
    return found


def _said(table: type[Model], named: list[Model], count: int) -> str:
    examples = pgettext("between items of a list", "; ").join(map(str, named))
    number = _("more than %(count)s") % {"count": _COUNTED} if count > _COUNTED else count
    parts = {"table": capfirst(table._meta.verbose_name_plural), "count": number, "examples": examples}
    return _("%(table)s: %(count)s, such as %(examples)s") % parts
