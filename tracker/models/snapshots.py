"""What a row says at a moment, as texts, and how two moments differ: what the audit log keeps."""

from collections.abc import Mapping
from typing import Any

from django.db import models

Snapshot = Mapping[str, str | None]

#: Written by the program, and told elsewhere.
_LEFT_OUT = frozenset(
    {"current_verdict", "status", "figure_known_from", "recorded_at", "change_set", "distance", "place"}
    | {"password", "last_login"}
)
#: Of a commitment copied from its target and its plan, where they are entered.
_COPIED = frozenset({"due", "jurisdiction"})


def snapshot(row: models.Model) -> dict[str, str | None]:
    """Each field of a row with its value as text; what it refers to by its name."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    return {
        field.name: _text(row, field)
        for field in fields
        if field.name not in _LEFT_OUT and (field.editable or field.name not in _COPIED)
    }


def differences(before: Snapshot, after: Snapshot) -> dict[str, list[str | None]]:
    """The fields whose values differ, with both."""
    names = dict.fromkeys((*before, *after))
    return {
        name: [before.get(name), after.get(name)] for name in names if before.get(name) != after.get(name)
    }


def first(row: models.Model) -> dict[str, list[str | None]]:
    """What a new row says, as differences from nothing."""
    return {name: [None, value] for name, value in snapshot(row).items() if value not in (None, "")}


def _text(row: Any, field: Any) -> str | None:
    if field.is_relation:
        other = getattr(row, field.name)
        return None if other is None else str(other)
    value = field.value_from_object(row)
    return None if value is None else str(field.value_to_string(row))


def told(row: Any, name: str) -> Any:
    """The value of one field as JSON keeps it: numbers of what it refers to, all else as text."""
    field = row._meta.get_field(name)
    if field.many_to_many:
        return sorted(getattr(row, name).values_list("pk", flat=True)) if row.pk else []
    value = field.value_from_object(row)
    return value if value is None or field.is_relation else str(field.value_to_string(row))


def read_back(model: type[models.Model], name: str, value: Any) -> Any:
    """What `told` told, as the field takes it: what it refers to as the row itself."""
    field: Any = model._meta.get_field(name)
    if field.many_to_many:
        return list(field.related_model._default_manager.filter(pk__in=value))
    if field.is_relation:
        return None if value is None else field.related_model._default_manager.get(pk=value)
    return field.to_python(value)
