"""How a file is laid out: what the mapping page asks for, a saved mapping keeps and the reader follows."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

from ..problems import FileProblems, Problem
from .columns import HEADERS

#: The encodings a text table may be saved in, the likeliest first.
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16-le", "utf-16-be")
DELIMITERS = (",", "\t", ";")


@dataclass(frozen=True)
class Layout:
    """How to read a file. Whatever is left out is detected.

    `header_row` is the line (of a sheet: the row) of the header, counted from 1, and `header_rows` says
    whether the header takes one row or two; 0 means detect. `columns` gives the field at each place, counted
    from 0; None means by their headers. A wide table has in `periods` the period of each value column.
    `units` are the units printed in the headers of value columns. `defaults` fill fields a row leaves empty.
    """

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int = 0
    header_rows: int = 0
    columns: dict[int, str] | None = None
    periods: dict[int, str] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)

    @property
    def supplied(self) -> frozenset[str]:
        """The fields that need no column, because a default stands for them."""
        return frozenset(name for name, text in self.defaults.items() if text)

    def to_json(self) -> dict[str, Any]:
        """What JSON can hold; places become texts there."""
        found = asdict(self)
        for name in ("columns", "periods", "units"):
            if found[name] is not None:
                found[name] = {str(place): text for place, text in found[name].items()}
        return found

    @classmethod
    def from_json(cls, data: Any) -> Self:
        """The layout `to_json` made, or one a form or a client wrote. Raises FileProblems: `bad_layout`."""
        if not isinstance(data, Mapping):
            raise _bad("layout")
        known = {each.name for each in fields(cls)}
        if unknown := sorted(str(name) for name in data if name not in known):
            raise _bad(unknown[0])
        return cls(**{name: _READ[name](name, value) for name, value in data.items()})


def _bad(part: str) -> FileProblems:
    return FileProblems([Problem("bad_layout", params={"part": part})])


def _word(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise _bad(name)
    return value


def _encoding(name: str, value: Any) -> str:
    if value not in ("", *ENCODINGS):
        raise _bad(name)
    return _word(name, value)


def _delimiter(name: str, value: Any) -> str:
    if value not in ("", *DELIMITERS):
        raise _bad(name)
    return _word(name, value)


def _count(name: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 10_000_000:
        raise _bad(name)
    return value


def _header_rows(name: str, value: Any) -> int:
    if _count(name, value) > 2:
        raise _bad(name)
    return int(value)


def _places(name: str, value: Any) -> dict[int, str]:
    if not isinstance(value, Mapping):
        raise _bad(name)
    found = {}
    for place, text in value.items():
        if not (isinstance(place, int) or (isinstance(place, str) and place.isascii() and place.isdigit())):
            raise _bad(name)
        if not isinstance(text, str) or not 0 <= int(place) < 100_000:
            raise _bad(name)
        found[int(place)] = text
    return found


def _columns(name: str, value: Any) -> dict[int, str] | None:
    found = None if value is None else _places(name, value)
    if found is not None and not set(found.values()) <= set(HEADERS):
        raise _bad(name)
    return found


def _defaults(name: str, value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping) or not set(value) <= set(HEADERS) - {"value"}:
        raise _bad(name)
    return {field_name: _word(name, text) for field_name, text in value.items()}


_READ: dict[str, Callable[[str, Any], Any]] = {
    "encoding": _encoding,
    "delimiter": _delimiter,
    "sheet": _word,
    "header_row": _count,
    "header_rows": _header_rows,
    "columns": _columns,
    "periods": _places,
    "units": _places,
    "defaults": _defaults,
}
