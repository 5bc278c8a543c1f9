"""The rows of a grid as they come back from a form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from tracker.entry import Saved, Typed, save_row
from tracker.exceptions import QuantityError
from tracker.models import Document, Series, User
from tracker.quantities import parse_period

from . import names

#: The cells of a row that an outcome table has too.
CELLS: Final = (
    "value", "obs_status", "published_on", "section", "quote", "derivation", "note",
)  # fmt: skip
#: What else a row sends: its own document, why a stored figure is wrong, and what was seen and accepted.
BESIDE: Final = ("source", "reason", "seen", "accepted")
#: A grid has thirty rows; nobody sends more than a few pages of them at once.
MOST_ROWS: Final = 500


@dataclass
class TypedRow:
    """A row of the form, and how it ended; `texts` are its cells by name. `fault` is what stopped it before
    it could be tried.
    """

    key: str
    texts: Mapping[str, str]
    saved: Saved | None = None
    fault: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed that could be stored."""
        return not self.texts["value"].strip()

    @property
    def tried(self) -> bool:
        """Whether it was sent to be saved."""
        return self.saved is not None or bool(self.fault)

    @property
    def done(self) -> bool:
        """Whether what was typed is no longer needed."""
        return self.saved is not None and self.saved.done


def read_rows(data: QueryDict) -> dict[str, TypedRow]:
    """The rows of a form by their keys."""
    return {
        key: TypedRow(key, {name: _text(data, key, name) for name in (*CELLS, *BESIDE)})
        for key in data.getlist("row")[:MOST_ROWS]
    }


def _text(data: QueryDict, key: str, name: str) -> str:
    """A cell; what no database column holds is gone, and lines end as everywhere."""
    return (data.get(f"{key}:{name}") or "").replace("\x00", "\ufffd").replace("\r\n", "\n")


def save_rows(rows: Mapping[str, TypedRow], common: str, *, by: User) -> None:
    """Save those of the rows in which something was typed, each for itself; how it ended stands in each.

    `common` names the document of those that name none themselves.
    """
    filled = [row for row in rows.values() if not row.is_empty]
    sources = {row.key: row.texts["source"].strip() or common.strip() for row in filled}
    documents = names.find("document", set(sources.values()))
    series = _series(filled)
    for row in filled:
        text = sources[row.key]
        try:
            typed = _typed(row, names.one_of(text, documents.get(text, []), "document"), series)
        except ValidationError as error:
            row.fault = " ".join(error.messages)
        else:
            row.saved = save_row(typed, by=by)


def _typed(row: TypedRow, document: Document, series: Mapping[str, Series]) -> Typed:
    """A row in the terms of `entry`. Raises ValidationError for a key no grid has."""
    number, _colon, period = row.key.partition(":")
    try:
        return Typed(
            series=series[number],
            period=parse_period(period).text,
            document=document,
            cells={name: row.texts[name] for name in CELLS},
            **{name: row.texts[name] for name in ("seen", "accepted", "reason")},
        )
    except (KeyError, QuantityError) as error:
        raise ValidationError(_("This row is no longer asked for.")) from error


def _series(rows: Iterable[TypedRow]) -> dict[str, Series]:
    numbers = {number for row in rows if (number := row.key.partition(":")[0]).isascii() and number.isdigit()}
    found = Series.objects.filter(pk__in=[int(number) for number in numbers if len(number) < 19])
    return {str(row.pk): row for row in found.select_related("indicator__unit", "jurisdiction")}
