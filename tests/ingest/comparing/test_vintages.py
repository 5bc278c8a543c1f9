"""Thousands of vintages of one period take steps that grow with their number, not with their pairs."""

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_series
from tests.ingest.tables import opened, staged, staged_rows
from tracker.ingest import problems_of, stage
from tracker.ingest.comparing.endings import Comparing, History, Seen, StagedFigure
from tracker.models import Document, Indicator, Observation, Unit
from tracker.quantities import parse_period

FIRST = datetime.date(2001, 1, 1)
MANY = 3000


def day(number: int) -> str:
    return (FIRST + datetime.timedelta(days=number)).isoformat()


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), max_size=12), st.integers(0, 9))
def test_the_newest_is_the_one_going_through_all_of_them_finds(figures, asked):
    history = History()
    for published, value in figures:
        history.add(day(published), Seen(Fraction(value), str(value)))

    earlier = [each for each in figures if each[0] <= asked]
    expected = max(earlier, key=lambda each: each[0], default=None)
    found = history.newest(day(asked))
    assert (found and found.base) == (expected and Fraction(expected[1]))


class Counted(str):
    """A text that counts how often it is held against another."""

    __slots__ = ()
    compared = 0

    def __lt__(self, other: str) -> bool:
        Counted.compared += 1
        return super().__lt__(other)


@pytest.mark.parametrize("days", [1, MANY], ids=["all of one day", "each of its own"])
def test_no_row_is_held_against_every_other(days):
    Counted.compared = 0
    rows = [
        StagedFigure(
            place=(1, 1, "2000-12-31", "2000-01-01"),
            position=number,
            number=number,
            warned=False,
            problems=None,
            source=number,
            published_on=Counted(day(number * 7 % days)),
            value=str(number),
            unit=1,
            written=str(number),
            qualifier="exact",
            obs_status="final",
            section="",
            quote="",
            start=None,
            derivation="",
            note="",
            qualifier_stated=False,
            obs_status_stated=False,
        )
        for number in range(MANY)
    ]

    ends = list(Comparing({1: Unit(pk=1, symbol="家", factor=1)}).endings(rows, []))

    assert [each.then for each in ends] == ["new"] + ["revised"] * (MANY - 1)
    assert Counted.compared < 40 * MANY


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
def test_of_the_rows_that_contradict_a_row_a_few_are_named(tmp_path):
    rows = [{"value": str(number)} for number in range(300)]

    plan = staged(tmp_path, *rows)

    [problem] = problems_of(staged_rows(plan)[2])
    assert plan.counts["invalid"] == 300
    assert problem.params == {"other": "2, 3, 5, 6, 7"}


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
def test_a_file_of_vintages_meets_as_many_stored_ones_of_the_period(tmp_path):
    store_every_other_day()
    rows = [
        {"period": "2000", "published_on": day(number), "value": str(number % 5)}
        for number in sorted(range(1, 2 * MANY, 2), key=lambda number: number * 7919 % (2 * MANY))
    ]

    plan = stage(opened(tmp_path, *rows))

    assert plan.world["figures"] == MANY
    assert [(row.then, row.before_said) for row in staged_rows(plan)] == list(expected(rows))


def store_every_other_day() -> None:
    series = make_series(Indicator.objects.get(code="new-firms"))
    span = parse_period("2000")
    bulletin = Document.objects.get(code="bulletin")
    Observation.objects.bulk_create(
        Observation(
            series=series,
            document=bulletin,
            period=span.text,
            period_start=span.start,
            period_end=span.end,
            published_on=day(number),
            published_precision="day",
            known_from=day(number),
            value=Decimal(number % 3),
            written=str(number % 3),
            unit=series.indicator.unit,
            state="published",
        )
        for number in range(0, 2 * MANY, 2)
    )


def expected(rows):
    """What becomes of each row, and the figure before it: the stored one or the row of the day before."""
    seen = {day(number): str(number % 3) for number in range(0, 2 * MANY, 2)}
    for row in rows:
        # Every other day has a figure, so that the newest earlier one is at most a day old.
        before = seen[
            max(each for each in (row["published_on"], previous(row["published_on"])) if each in seen)
        ]
        yield ("new" if before == row["value"] else "revised"), f"{before}家"
        seen[row["published_on"]] = row["value"]


def previous(published: str) -> str:
    return (datetime.date.fromisoformat(published) - datetime.timedelta(days=1)).isoformat()
