"""Which figures commitments ask for in a year, for one place or department, and what is there already."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tracker.assessment.selection import shape
from tracker.authority import Scope, scope_of
from tracker.models import (
    Commitment,
    Department,
    Jurisdiction,
    Observation,
    PathPoint,
    QuantityKind,
    ReviewState,
    Revision,
    Series,
    Target,
    User,
)
from tracker.quantities import Period, as_instant, parse_period

from .clock import today
from .known.reading import Reading
from .standing import expected_of

#: A series with the days a figure of it is about.
_Place = tuple[int, datetime.date | None, datetime.date]
_DECEMBER: Final = (12, 31)


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A commitment that asks for the figure: its target, and the value expected by the day in base units."""

    commitment: Commitment
    target: Target
    expected: Fraction | None


@dataclass(frozen=True, kw_only=True)
class AskedRow:
    """A figure that is wanted: of which series, for which period, by which commitments.

    `last` is the counting figure of the newest such period before, `there` the standing figures of the very
    period, the newest published first, whatever their state; `waiting` the new versions proposed of them.
    """

    series: Series
    period: Period
    asks: list[Ask]
    last: Observation | None = None
    there: list[Observation] = field(default_factory=list)
    waiting: list[Revision] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What names the row in a form: its series and its period."""
        return f"{self.series.pk}:{self.period.text}"

    @property
    def seen(self) -> str:
        """What stands there, as `seen_of` tells it."""
        return seen_of(self.there, self.waiting)


@dataclass(frozen=True, kw_only=True)
class AskedRows:
    """A page of the rows; `more` says whether another follows."""

    rows: list[AskedRow] = field(default_factory=list)
    more: bool = False


def seen_of(there: Iterable[Observation], waiting: Iterable[Revision]) -> str:
    """A text that changes when a figure or a proposal of a row comes or goes: to notice what others did."""
    figures, proposals = sorted(row.pk for row in there), sorted(row.pk for row in waiting)
    return ".".join(map(str, figures)) + "~" + ".".join(map(str, proposals))


def asked_rows(
    period: Period,
    *,
    by: User | None,
    jurisdiction: Jurisdiction | None = None,
    department: Department | None = None,
    named: str = "",
    series: int | None = None,
    page: int = 1,
    size: int = 50,
) -> AskedRows:
    """A page of the figures that commitments within the remits of `by` ask for in a year or a part of one.

    A commitment asks from the beginning of its plan until its target is due; drafts ask too. Series come in
    the order of their topics: those whose indicator's name or code holds `named`, or the one of number
    `series`. A constant number of queries.
    """
    scope = scope_of(by)
    asking = _asking(period, scope, department)
    found = Series.objects.filter(scope.condition(Series), Exists(asking.filter(series=OuterRef("pk"))))
    if jurisdiction is not None:
        found = found.filter(jurisdiction=jurisdiction)
    if named:
        alias = Q(indicator__aliases__name__icontains=named)
        named_so = Q(indicator__name__icontains=named) | Q(indicator__code__icontains=named) | alias
        found = found.filter(pk__in=Series.objects.filter(named_so).values("pk"))
    if series is not None:
        found = found.filter(pk=series)
    start = (page - 1) * size
    ordered = found.order_by("indicator__topic__position", "indicator__topic__code", "code")
    there = list(
        ordered.select_related("indicator__unit", "indicator__topic", "jurisdiction")[
            start : start + size + 1
        ]
    )
    rows = _rows(there[:size], period, asking)
    return AskedRows(rows=rows, more=len(there) > size)


def asked_period(target: Target, year: int) -> str:
    """The period a figure of `year` is about: the target's own when due; before, a flow's sum so far."""
    if target.due.year == year:
        return target.period
    start = target.period_start
    flows = target.commitment.series.indicator.kind == QuantityKind.FLOW
    if flows and start and start.year < year and (start.month, start.day) == (1, 1):
        return f"{start.year}..{year}"
    return str(year)


def _asking(period: Period, scope: Scope, department: Department | None) -> QuerySet[Commitment]:
    """Commitments that ask about the year the period ends in."""
    due = Target.objects.filter(commitment=OuterRef("pk"), due__gte=datetime.date(period.year, 1, 1))
    rows = Commitment.objects.filter(
        scope.condition(Commitment),
        Exists(due),
        checkable=True,
        withdrawn_on__isnull=True,
        plan__period_start__lte=datetime.date(period.year, *_DECEMBER),
    )
    return rows if department is None else rows.filter(departments=department)


def _rows(series: list[Series], period: Period, asking: QuerySet[Commitment]) -> list[AskedRow]:
    by_number = {row.pk: row for row in series}
    asks: dict[_Place, list[Ask]] = defaultdict(list)
    periods: dict[_Place, Period] = {}
    for ask in _asks(by_number, period, asking):
        wanted = _wanted(ask.target, period, by_number[ask.commitment.series_id])
        place = ask.commitment.series_id, wanted.start, wanted.end
        asks[place].append(ask)
        periods.setdefault(place, wanted)
    last = _counting(by_number)
    there = _there(periods)
    waiting = _waiting(there)
    order = {number: place for place, number in enumerate(by_number)}
    return [
        AskedRow(
            series=by_number[place[0]],
            period=periods[place],
            asks=asks[place],
            last=_last(last.get(place[0], []), periods[place]),
            there=there.get(place, []),
            waiting=[each for row in there.get(place, ()) for each in waiting.get(row.pk, ())],
        )
        for place in sorted(asks, key=lambda place: (order[place[0]], place[2], periods[place].text))
    ]


def _wanted(target: Target, period: Period, series: Series) -> Period:
    """The period of the figure: what the target asks of the whole year, else the part of it itself."""
    whole = period.text == str(period.year)
    wanted = parse_period(asked_period(target, period.year)) if whole else period
    return as_instant(wanted) if series.indicator.kind == QuantityKind.STOCK else wanted


def _asks(series: dict[int, Series], period: Period, asking: QuerySet[Commitment]) -> list[Ask]:
    """The commitments that ask about the series, each with its current target."""
    commitments = {
        row.pk: row for row in asking.filter(series__in=series).select_related("plan").order_by("code")
    }
    for row in commitments.values():
        row.series = series[row.series_id]
    current = _current_targets(commitments)
    paths = _paths(current)
    day = min(today(), period.end)
    return [
        Ask(commitment=row, target=target, expected=_expected(target, paths.get(target.pk, []), day))
        for row in commitments.values()
        if (target := current.get(row.pk)) and target.due.year >= period.year
    ]


def _current_targets(commitments: dict[int, Commitment]) -> dict[int, Target]:
    """The target announced last: of a public commitment the public one, of a draft the draft."""
    rows = Target.objects.filter(commitment__in=commitments).select_related(
        "unit", "reference__indicator", "baseline__unit"
    )
    found: dict[int, Target] = {}
    for row in rows.order_by("published_on", "pk"):
        row.commitment = commitments[row.commitment_id]
        if row.commitment.state != ReviewState.PUBLISHED or row.state == ReviewState.PUBLISHED:
            found[row.commitment_id] = row
    return found


def _paths(targets: dict[int, Target]) -> dict[int, list[PathPoint]]:
    found: dict[int, list[PathPoint]] = defaultdict(list)
    rows = PathPoint.objects.known(today()).filter(target__in=[target.pk for target in targets.values()])
    for row in rows:
        found[row.target_id].append(row)
    return found


def _expected(target: Target, path: list[PathPoint], day: datetime.date) -> Fraction | None:
    reading = Reading(
        commitment=target.commitment,
        as_of=day,
        targets=[target],
        paths={target.pk: path} if path else {},
        baseline=target.baseline,
    )
    return expected_of(reading, day)


def _counting(series: Iterable[int]) -> dict[int, list[Observation]]:
    """The counting figures of each series, the newest period first."""
    found: dict[int, list[Observation]] = defaultdict(list)
    rows = Observation.objects.filter(series__in=list(series)).counting(today())
    for row in rows.select_related("unit").order_by("-period_end", F("period_start").asc(nulls_last=True)):
        found[row.series_id].append(row)
    return found


def _last(rows: list[Observation], period: Period) -> Observation | None:
    """The newest figure before a period; rather one of as long, and of the same part of a year."""
    before = [row for row in rows if row.period_end < period.end]
    if period.start is None or period.start == period.end:
        return next(iter(before), None)
    own = shape(period.start, period.end)
    alike = (row for row in before if shape(row.period_start, row.period_end) == own)
    return next(alike, None) or next(iter(before), None)


def _there(periods: dict[_Place, Period]) -> dict[_Place, list[Observation]]:
    """The standing figures of the places themselves, the newest published first."""
    rows = Observation.objects.standing().filter(
        series__in={place[0] for place in periods}, period_end__in={place[2] for place in periods}
    )
    found: dict[_Place, list[Observation]] = defaultdict(list)
    for row in rows.select_related("unit", "document", "change_set__created_by").order_by(
        "-published_on", "-pk"
    ):
        found[row.series_id, row.period_start, row.period_end].append(row)
    return found


def _waiting(there: dict[_Place, list[Observation]]) -> dict[int, list[Revision]]:
    """New versions that wait for somebody, by the figure they are of."""
    numbers = [row.pk for rows in there.values() for row in rows if row.state == ReviewState.PUBLISHED]
    if not numbers:
        return {}
    found: dict[int, list[Revision]] = defaultdict(list)
    kind = ContentType.objects.get_for_model(Observation)
    rows = Revision.objects.open().filter(content_type=kind, object_id__in=numbers)
    for row in rows.select_related("entered_by"):
        found[row.object_id].append(row)
    return found
