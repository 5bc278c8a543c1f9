"""What is stored beside a few rows: the figures of their places, and those of the series tied to them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from tracker.models import Indicator, Observation, Unit

from ..asking.figures import Figure, Known
from ..checking.checker import Entry
from ..comparing.endings import StoredFigure

#: Where nobody said since when; earlier than any period begins.
_OPEN = "0001-01-01"
#: A series and a period, as `comparing` names the two.
Place = tuple[int, int, str, str]

_COMPARED = (
    "pk", "document_id", "published_on", "value", "unit_id", "written", "qualifier", "obs_status", "section",
    "quote", "start", "derivation", "note",
)  # fmt: skip
_OF_PLACE = ("series__indicator_id", "series__jurisdiction_id", "period_end", "period_start")


def place_of(entry: Entry) -> Place:
    """The place of a row."""
    indicator, jurisdiction, begins, ends = entry.place
    return indicator, jurisdiction, ends.isoformat(), begins.isoformat() if begins else _OPEN


def stored_at(entries: Iterable[Entry]) -> dict[Place, list[StoredFigure]]:
    """The standing figures of the rows' places, published or not. One query."""
    places = {place_of(entry) for entry in entries}
    rows = Observation.objects.standing().filter(
        series__indicator__in={place[0] for place in places},
        series__jurisdiction__in={place[1] for place in places},
        period_end__in={place[2] for place in places},
    )
    found: dict[Place, list[StoredFigure]] = defaultdict(list)
    for indicator, jurisdiction, ends, begins, *said in rows.order_by("pk").values_list(
        *_OF_PLACE, *_COMPARED
    ):
        place = indicator, jurisdiction, ends.isoformat(), begins.isoformat() if begins else _OPEN
        if place in places:
            found[place].append(StoredFigure(place, *_as_text(said)))
    return found


def _as_text(said: Sequence[Any]) -> Sequence[Any]:
    """Day and value as the database would write them, which is how rows are compared."""
    pk, document, published_on, value, *rest = said
    return pk, document, published_on.isoformat(), None if value is None else format(value, "f"), *rest


def known_about(entries: Iterable[Entry], units: Iterable[Unit]) -> Known:
    """The indicators of the rows with those tied to them. One query."""
    own = [entry.indicator for entry in entries]
    levels = {row.growth_of_id or row.change_of_id or row.pk for row in own}
    tied = Q(pk__in=levels) | Q(growth_of__in=levels) | Q(change_of__in=levels)
    return Known(Indicator.objects.filter(tied).in_bulk(), {unit.pk: unit for unit in units})


def figures_beside(entries: Iterable[Entry], known: Known) -> dict[tuple[int, int], list[Figure]]:
    """The published figures of the rows' families in their jurisdictions, by jurisdiction and family, in the
    order of time. One query.
    """
    rows = Observation.objects.published().filter(
        value__isnull=False,
        series__indicator__in=known.indicators,
        series__jurisdiction__in={entry.jurisdiction.pk for entry in entries},
    )
    found: dict[tuple[int, int], list[Figure]] = defaultdict(list)
    columns = ("published_on", "value", "unit_id", "written", "qualifier", "pk")
    for indicator, jurisdiction, ends, begins, day, value, unit, written, qualifier, pk in rows.values_list(
        *_OF_PLACE, *columns
    ):
        family = known.family(known.indicators[indicator])
        figure = Figure(
            jurisdiction,
            family,
            indicator,
            begins.isoformat() if begins else None,
            ends.isoformat(),
            day.isoformat(),
            format(value, "f"),
            unit,
            written,
            qualifier,
            -pk,
        )
        found[jurisdiction, family].append(figure)
    return found
