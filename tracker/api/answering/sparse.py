"""Sparse answers: `fields` names what is wanted of each row, nested values with a dot between."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Optional

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from rest_framework.serializers import ListSerializer, Serializer

from ..parameters import FIELDS, listed
from ..problems import Fault, Problem, not_known
from ..sentences import told

#: What is wanted of a row: names, each with what is wanted below it; None is all there is.
Wanted = dict[str, Optional["Wanted"]]


def read_fields(query: QueryDict, shape: Any) -> Wanted | None:
    """What a request wants of rows of this shape; None for everything. Raises Problem for unknown names."""
    names = [name for name in listed(query, FIELDS.name).split(",") if name]
    if not names:
        return None
    answered: Any = shape
    known = known_names(answered)
    if unknown := [name for name in names if name not in known]:
        remedy = told(
            _("Known: %(names)s; what lies inside one of them after a dot."),
            names=", ".join(name for name in known if "." not in name),
        )
        faults = [
            Fault(parameter=FIELDS.name, value=name, code="unknown", remedy=remedy, wrong=not_known([name]))
            for name in unknown
        ]
        raise Problem("invalid_parameter", not_known(unknown), faults)
    wanted: Wanted = {}
    # Shorter names first: `verdict` beside `verdict.status` is the whole verdict.
    for name in sorted(names, key=len):
        _add(wanted, name.split("."))
    return wanted


def trimmed(body: Mapping[str, Any], wanted: Wanted) -> dict[str, Any]:
    """What is wanted of a row, in the row's own order."""
    return {name: _below(value, wanted[name]) for name, value in body.items() if name in wanted}


def is_wanted(wanted: Wanted | None, *names: str) -> bool:
    """Whether anything is wanted of one of these."""
    return wanted is None or any(name in wanted for name in names)


def wanted_columns(columns: list[str], wanted: Wanted) -> list[str]:
    """Those of the dotted `columns` of a table that are wanted."""
    return [column for column in columns if _covers(wanted, column.split("."))]


@lru_cache(maxsize=64)
def known_names(shape: Any) -> tuple[str, ...]:
    """Every name of a shape, those of nested shapes behind a dot."""
    return tuple(_names(shape()))


def _names(shape: Serializer) -> Iterator[str]:
    for name, field in shape.fields.items():
        yield name
        inner = field.child if isinstance(field, ListSerializer) else field
        if isinstance(inner, Serializer):
            yield from (f"{name}.{below}" for below in _names(inner))


def _add(wanted: Wanted, path: list[str]) -> None:
    name, *rest = path
    below = wanted.setdefault(name, {} if rest else None)
    if rest and below is not None:
        _add(below, rest)


def _below(value: Any, wanted: Wanted | None) -> Any:
    if wanted is None or value is None:
        return value
    if isinstance(value, list):
        return [trimmed(item, wanted) for item in value]
    return trimmed(value, wanted)


def _covers(wanted: Wanted, path: list[str]) -> bool:
    name, *rest = path
    if name not in wanted:
        return False
    below = wanted[name]
    return below is None or not rest or _covers(below, rest)
