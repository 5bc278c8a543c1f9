"""Pages by keyset: each begins behind the last row of the page before, however many rows share a sort key.

Every order ends in the primary key, or another key no two rows share, so it is total: no row is lost or
shown twice where sort keys tie, and page ten thousand costs what the first does.
"""

import base64
import binascii
import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

import orjson
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Expression,
    F,
    Field,
    FloatField,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Value,
)

#: What a key read back from a cursor must be: anything else was not written by us.
_READERS: dict[type, Callable[[Any], Any]] = {
    str: lambda value: _expect(value, isinstance(value, str) and "\x00" not in value),
    int: lambda value: _expect(value, type(value) is int and abs(value) < 2**63),
    float: lambda value: float(_expect(value, type(value) in (int, float))),
    datetime.date: datetime.date.fromisoformat,
    datetime.datetime: lambda value: _expect(
        moment := datetime.datetime.fromisoformat(value), moment.tzinfo is not None
    ).astimezone(datetime.UTC),
}


#: What they are for the database.
_COLUMNS: dict[type, Callable[[], Field]] = {
    str: CharField,
    int: IntegerField,
    float: FloatField,
    datetime.date: DateField,
    datetime.datetime: DateTimeField,
}


def _expect(value: Any, condition: bool) -> Any:
    if not condition:
        raise ValueError(value)
    return value


@dataclass(frozen=True, kw_only=True)
class SortKey:
    """One column of an order: where it stands on a row, what type it has, and which way it runs.

    The column must never be null: nulls compare with nothing. `expression` builds one that is not, to be
    annotated under `path`, from the day the answer speaks of. No two rows share a `unique` one.
    """

    path: str
    kind: type
    descending: bool = False
    unique: bool = False
    expression: Callable[[datetime.date], Expression] | None = None

    def of(self, row: Any) -> Any:
        """The row's value: of a mapping the one under the path, else following relations."""
        return row[self.path] if isinstance(row, Mapping) else reduce(getattr, self.path.split("__"), row)

    def said(self, value: Any) -> Expression:
        """A value of the key as the database is told it; an expression is told as it is."""
        return value if hasattr(value, "resolve_expression") else Value(value, self.column())

    def column(self) -> Field:
        """What kind of column it is."""
        return _COLUMNS[self.kind]()

    def turned(self) -> "SortKey":
        """The same key the other way round."""
        return replace(self, descending=not self.descending)


#: The number of a row in its table.
NUMBER = SortKey(path="pk", kind=int, unique=True)


class _Beyond(Func):
    """Whether a row's keys, taken one after the other, come behind values: `(a, b) > (x, y)`."""

    output_field = BooleanField()

    def __init__(self, *keys_and_values: Any, descending: bool) -> None:
        super().__init__(*keys_and_values)
        self.descending = descending

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        """Compare two rows."""
        compiled = [compiler.compile(source) for source in self.source_expressions]
        texts, half = [text for text, _params in compiled], len(compiled) // 2
        sign = "<" if self.descending else ">"
        row = f"({', '.join(texts[:half])}) {sign} ({', '.join(texts[half:])})"
        return row, [param for _text, params in compiled for param in params]


@dataclass(frozen=True)
class Keyset:
    """A total order of rows."""

    keys: tuple[SortKey, ...]

    @classmethod
    def by(cls, keys: Sequence[SortKey], last: SortKey = NUMBER) -> "Keyset":
        """The order by `keys`, made total by a unique `last` unless one of them makes it so before.

        It runs the way the key before it does, so that an index on both can be gone through either way.
        """
        end = next((place for place, key in enumerate(keys, start=1) if key.unique), None)
        if end:
            return cls(tuple(keys[:end]))
        return cls((*keys, replace(last, descending=bool(keys) and keys[-1].descending)))

    def turned(self) -> "Keyset":
        """The same order backwards."""
        return Keyset(tuple(key.turned() for key in self.keys))

    def prepared(self, queryset: QuerySet, day: datetime.date) -> QuerySet:
        """`queryset` with the columns that have to be computed."""
        computed = {key.path: key.expression(day) for key in self.keys if key.expression}
        return queryset.annotate(**computed)

    def rows(self, queryset: QuerySet, size: int, beyond: Sequence[Any] | None = None) -> list[Any]:
        """At most `size` rows of the prepared `queryset` in this order, those after the position `beyond`."""
        return list(self.cut(queryset, size, beyond))

    def cut(self, queryset: QuerySet, size: int, beyond: Sequence[Any] | None = None) -> QuerySet:
        """The same as a queryset; the values of the position may be expressions."""
        if beyond is not None:
            one_way = len({key.descending for key in self.keys}) == 1
            queryset = queryset.filter((self._beyond if one_way else self._after)(beyond))
        return self.ordered(queryset)[:size]

    def ordered(self, queryset: QuerySet) -> QuerySet:
        """The prepared `queryset` in this order."""
        return queryset.order_by(*(("-" if key.descending else "") + key.path for key in self.keys))

    def _beyond(self, position: Sequence[Any]) -> "_Beyond":
        """Rows behind a position where all keys run one way: an index on them begins right there."""
        keys = [F(key.path) for key in self.keys]
        values = [key.said(value) for key, value in zip(self.keys, position, strict=True)]
        return _Beyond(*keys, *values, descending=self.keys[0].descending)

    def _after(self, position: Sequence[Any]) -> Q:
        """Rows behind a position: greater in the first key, or equal there and greater in the next …"""
        behind, tied = Q(), Q()
        for key, value in zip(self.keys, position, strict=True):
            behind |= tied & Q(**{f"{key.path}__{'lt' if key.descending else 'gt'}": value})
            tied &= Q(**{key.path: value})
        # Implied by the rest, and the one condition an index on the first key can begin from.
        first, value = self.keys[0], position[0]
        return Q(**{f"{first.path}__{'lte' if first.descending else 'gte'}": value}) & behind

    def position(self, row: Any) -> list[Any]:
        """Where a row stands."""
        return [key.of(row) for key in self.keys]


@dataclass(frozen=True, kw_only=True)
class Slice:
    """A page of a list, with the cursors of its neighbours; None where there is none."""

    rows: list[Any]
    next: str | None
    previous: str | None


#: Where a page is: whether it ends before a position or begins behind it; None is the beginning of the list.
Place = tuple[bool, list[Any] | None]
#: Gives at most so many rows of a list in an order, those behind a position (None: from its beginning).
Fetch = Callable[["Keyset", int, Sequence[Any] | None], list[Any]]


def slice_of(fetch: Fetch, keyset: Keyset, *, order: str, place: Place, size: int) -> Slice:
    """The page of `size` rows at a place; `order` is what the order is called in cursors."""
    backwards, position = place
    found = fetch(keyset.turned() if backwards else keyset, size + 1, position)
    rows = found[:size][:: -1 if backwards else 1]
    more, came_from = len(found) > size, position is not None
    after, before = (came_from, more) if backwards else (more, came_from)

    def beside(row: Any, back: bool) -> str:
        return encode_cursor(order, back, keyset.position(row))

    return Slice(
        rows=rows,
        next=beside(rows[-1], False) if rows and after else None,
        previous=beside(rows[0], True) if rows and before else None,
    )


def read_cursor(word: str, order: str, keyset: Keyset) -> Place:
    """The place a cursor names; an empty word names the beginning. Raises ValueError as `decode_cursor`."""
    return decode_cursor(word, order, keyset) if word else (False, None)


def encode_cursor(order: str, backwards: bool, position: Sequence[Any]) -> str:
    """A position as an opaque word for addresses. It remembers the order it belongs to."""
    return base64.urlsafe_b64encode(orjson.dumps([order, backwards, *position])).rstrip(b"=").decode()


def decode_cursor(word: str, order: str, keyset: Keyset) -> tuple[bool, list[Any]]:
    """Read a cursor back: whether it goes backwards, and its position.

    Raises ValueError for a word that is no cursor, or one of another order.
    """
    try:
        of, backwards, *values = orjson.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
        if of != order or not isinstance(backwards, bool):
            raise ValueError(word)
        pairs = zip(keyset.keys, values, strict=True)
        return backwards, [_READERS[key.kind](value) for key, value in pairs]
    except (binascii.Error, OverflowError, TypeError, UnicodeError, orjson.JSONDecodeError) as error:
        raise ValueError(word) from error
