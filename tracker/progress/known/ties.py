"""Series that state the same thing in another form: 新增 and 累计, a rate and the level it is the growth of.

Where no figure of a target's own series is published, one can be worked out from such a series; a
published one always beats it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet

from tracker import assessment
from tracker.assessment.derivations import change_between, growth_between, level_from_change, may_derive
from tracker.models import Commitment, Indicator, Observation, Series

from ..prepared import Among, Given, Prepared
from .shelf import SERIES, Shelf

#: How another series is tied: the level one's own is the change or growth of, or the change of one's own.
CHANGE_OF, GROWTH_OF, LEVEL_OF = "change_of", "growth_of", "level_of"
#: With how many a figure worked out is told at most; as many as a verdict's numbers.
_MOST_DECIMALS = 6

TIED = Prepared(lambda: series_near(*SERIES))


def series_near(*columns: str) -> QuerySet:
    """Columns of all series one of some may be tied to, which are told by `where_near` when it is asked.

    Those in `places` of the indicators `levels`, or of a change of those `changed`.
    """
    near = Series.objects.filter(Among("jurisdiction_id", Given("places"))).order_by()
    ties = (Among("indicator_id", Given("levels")), Among("indicator__change_of_id", Given("changed")))
    level, change = (near.filter(tie).values_list(*columns) for tie in ties)
    # Two questions in one, because no index answers an “or” between two tables.
    return level.union(change)


@dataclass(frozen=True)
class Tied:
    """Another series and how the own one is tied to it; `observations` are its counting figures."""

    tie: str
    series: Series
    observations: list[Observation] = field(default_factory=list)


def tie_between(own: Indicator, other: Indicator) -> str | None:
    """How `own` is tied to `other`, where a figure of one may be worked out from figures of the other."""
    if own.change_of_id == other.pk and may_derive(CHANGE_OF, own.basis, other.basis):
        return CHANGE_OF
    if own.growth_of_id == other.pk and may_derive(GROWTH_OF, own.basis, other.basis):
        return GROWTH_OF
    if other.change_of_id == own.pk and may_derive(CHANGE_OF, other.basis, own.basis):
        return LEVEL_OF
    return None


def tied_series(own: Iterable[Series], *, shelf: Shelf) -> dict[int, list[Tied]]:
    """The series tied to each of `own`, by its number, in the order of their codes; one query.

    They come from the shelf, or are put there.
    """
    rows = {row.pk: row for row in own}
    if not rows:
        return {}
    return ties_among(rows.values(), shelf.put_series(TIED.rows(**where_near(rows.values()))))


def ties_among(own: Iterable[Series], others: Iterable[Series]) -> dict[int, list[Tied]]:
    """Which of the others are tied to each of `own`, by its number, in the order of their codes."""
    by_place = _by_place(others)
    return {row.pk: _ties_of(row, by_place) for row in own}


def where_near(own: Collection[Series]) -> dict[str, list[int]]:
    """Where tied series stand: the indicators they are of, or the change of, and the places."""
    levels = {row.indicator.change_of_id or row.indicator.growth_of_id for row in own} - {None}
    return {
        "levels": sorted(number for number in levels if number is not None),
        "changed": sorted({row.indicator_id for row in own}),
        "places": sorted({row.jurisdiction_id for row in own}),
    }


def ties_of_rows(commitment: Commitment, rows: Iterable[Observation]) -> list[Tied]:
    """Rows of series tied to the commitment's own, by series in the order of their codes."""
    if commitment.series is None:
        return []
    grouped: dict[int, list[Observation]] = defaultdict(list)
    for row in rows:
        grouped[row.series_id].append(row)
    groups = sorted(grouped.values(), key=lambda group: group[0].series.code)
    own = commitment.series.indicator
    found = [(tie_between(own, group[0].series.indicator), group) for group in groups]
    return [Tied(tie, group[0].series, group) for tie, group in found if tie]


def _by_place(others: Iterable[Series]) -> dict[tuple[int, int], dict[str, Series]]:
    """Series by code, for each place and each indicator they are tied by: their own, and what they change."""
    found: dict[tuple[int, int], dict[str, Series]] = defaultdict(dict)
    for other in others:
        for indicator in (other.indicator_id, other.indicator.change_of_id):
            found[other.jurisdiction_id, indicator][other.code] = other
    return found


def _ties_of(own: Series, others: dict[tuple[int, int], dict[str, Series]]) -> list[Tied]:
    about = own.indicator
    near: dict[str, Series] = {}
    for indicator in (about.change_of_id, about.growth_of_id, own.indicator_id):
        near |= others.get((own.jurisdiction_id, indicator), {})
    pairs = [(tie_between(about, near[code].indicator), near[code]) for code in sorted(near)]
    return [Tied(tie, other) for tie, other in pairs if tie]


def worked_out(
    own: list[assessment.Figure], tied: Tied, figures: list[assessment.Figure], target: assessment.Target
) -> Iterator[assessment.Figure]:
    """Figures of a target's period, or of a part from its start, that follow from those of a tied series."""
    published = {(figure.start, figure.end) for figure in own}
    for figure in _candidates(own, tied.tie, figures):
        level = figure.is_instant and figure.end <= target.due
        part = figure.start == target.start and figure.end <= target.due
        if (level or part) and (figure.start, figure.end) not in published:
            published.add((figure.start, figure.end))
            yield figure


def _candidates(
    own: list[assessment.Figure], tie: str, figures: list[assessment.Figure]
) -> Iterator[assessment.Figure]:
    work = {CHANGE_OF: change_between, GROWTH_OF: growth_between}.get(tie)
    for later in figures:
        for earlier in figures if work else own:
            found = work(later, earlier) if work else level_from_change(earlier, later)
            if found is not None:
                yield found


def as_row(figure: assessment.Figure, tied: Tied, rows: list[Observation], *, own: Series) -> Observation:
    """A figure worked out, as a row to show and never to store: its arithmetic, on the later row's source."""
    later, before = rows[0], rows[-1]
    value = _decimal(figure, own)
    return Observation(
        series=own,
        period=later.period,
        period_start=figure.start,
        period_end=figure.end,
        document=later.document,
        published_on=later.published_on,
        published_precision=later.published_precision,
        known_from=max(row.known_from for row in rows),
        value=value,
        written=format(value, "f"),
        unit=own.indicator.unit,
        qualifier=figure.qualifier,
        obs_status=figure.obs_status,
        derivation=_arithmetic(tied.tie, later, before),
        state=later.state,
    )


def _arithmetic(tie: str, later: Observation, before: Observation) -> str:
    """How a figure follows from two rows, in their digits as written; with their units where these differ."""
    alike = later.unit_id == before.unit_id
    new, old = (row.written if alike else f"{row.written}{row.unit}" for row in (later, before))
    if tie == LEVEL_OF:
        return f"{old}+{new}"
    return f"{new}-{old}" if tie == CHANGE_OF else f"{new}/{old}-1"


def _decimal(figure: assessment.Figure, own: Series) -> Decimal:
    """The value in the indicator's unit, to two decimals where it has more than six."""
    exact = figure.value / own.indicator.unit.factor
    value = Decimal(exact.numerator) / Decimal(exact.denominator)
    return value if (exact * 10**_MOST_DECIMALS).denominator == 1 else round(value, 2)
