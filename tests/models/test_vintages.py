"""Which vintage of a period counts as of a day (DESIGN §4.4)."""

import datetime
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories as make
from tests.models import vintage_oracle as oracle
from tests.models.vintage_oracle import Vintage
from tracker.models import Document, Observation, Qualifier, ReviewState, Series
from tracker.quantities import parse_partial_date, parse_period

pytestmark = pytest.mark.django_db

LATER = datetime.date(2030, 1, 1)
OFFICIAL = Vintage(period="2021", document="b-report", reliability="official", published="2022-01-30")
#: Codes chosen so that an order by letters that passes over the hyphen would differ from the order of bytes.
SOURCES = {"a-b": "official", "aa": "official", "press-1": "press", "pressa": "press", "z": "other"}
PERIODS = ["2021", "2020", "2016..2020", "..2020", "2021-H1"]
DATES = ["2021", "2021-01", "2021-01-01", "2021-01-30", "2021-02", "2021-12-31", "2022", "2022-03-01"]


def documents(vintages: list[Vintage]) -> dict[str, Document]:
    """The documents of some vintages, by code; what they are dated does not matter here."""
    known = Document.objects.in_bulk(field_name="code")
    return {
        code: known.get(code) or make.make_document(code, reliability=reliability)
        for code, reliability in sorted({(row.document, row.reliability) for row in vintages})
    }


def stored(series: Series, vintages: list[Vintage]) -> dict[int, Vintage]:
    """Store some vintages and give back which row is which."""
    sources = documents(vintages)
    rows = [_row(series, sources[vintage.document], vintage) for vintage in vintages]
    return {
        row.pk: vintage for row, vintage in zip(Observation.objects.bulk_create(rows), vintages, strict=True)
    }


def _row(series: Series, document: Document, vintage: Vintage) -> Observation:
    day, span = parse_partial_date(vintage.published), parse_period(vintage.period)
    said = (
        {"missing_reason": "未公布"}
        if vintage.value is None
        else {"value": Decimal(vintage.value), "written": vintage.value, "unit": series.indicator.unit}
    )
    return Observation(
        series=series,
        document=document,
        period=span.text,
        period_start=span.start,
        period_end=span.end,
        published_on=day.first,
        published_precision=day.precision.value,
        known_from=day.last,
        qualifier=vintage.qualifier,
        obs_status=vintage.obs_status,
        derivation=vintage.derivation,
        preferred=vintage.preferred,
        preferred_reason="核对过年鉴" if vintage.preferred else "",
        state=vintage.state,
        withdrawn_at=timezone.now() if vintage.withdrawn else None,
        withdrawn_reason="录入错误" if vintage.withdrawn else "",
        **said,
    )


def counting(rows: dict[int, Vintage], as_of: datetime.date = LATER) -> set[Vintage]:
    return {rows[row.pk] for row in Observation.objects.counting(as_of)}


def marked(rows: dict[int, Vintage], name: str, as_of: datetime.date) -> set[Vintage]:
    """Those marked as counting by a method of the queryset, which names all that are known."""
    told = getattr(Observation.objects.known(as_of), name)(as_of)
    return {rows[row.pk] for row in told if row.counts}


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is stored inside is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def possible(vintages: list[Vintage]) -> bool:
    """Whether the rows could be stored: identities and preferences are unique among rows that stand."""
    standing = [row for row in vintages if not row.withdrawn]
    identities = [(row.period, row.document, row.first_day) for row in standing]
    preferences = [row.period for row in standing if row.preferred]
    return len(set(identities)) == len(identities) and len(set(preferences)) == len(preferences)


@st.composite
def any_vintage(draw: st.DrawFn) -> Vintage:
    document = draw(st.sampled_from(sorted(SOURCES)))
    return Vintage(
        period=draw(st.sampled_from(PERIODS)),
        document=document,
        reliability=SOURCES[document],
        published=draw(st.sampled_from(DATES)),
        value=draw(st.sampled_from([None, "0", "1", "3.10"])),
        obs_status=draw(st.sampled_from(oracle.STATUSES)),
        qualifier=draw(st.sampled_from(Qualifier.values)),
        derivation=draw(st.sampled_from(["", "4130-2900"])),
        preferred=draw(st.booleans()),
        state=draw(st.sampled_from([*ReviewState.values, *["published"] * 8])),
        withdrawn=draw(st.sampled_from([False, False, False, True])),
    )


def test_the_queryset_chooses_as_the_slow_oracle_does():
    series = make.make_series()
    days = sorted({Vintage("2021", "", "", text).last_day for text in DATES})
    documents([replace(OFFICIAL, document=code, reliability=SOURCES[code]) for code in SOURCES])

    @settings(max_examples=80, deadline=None)
    @given(
        vintages=st.lists(any_vintage(), min_size=1, max_size=9, unique=True).filter(possible),
        as_of=st.sampled_from([days[0] - datetime.timedelta(days=1), *days, LATER]),
    )
    def agrees(vintages: list[Vintage], as_of: datetime.date):
        with undone():
            rows, wanted = stored(series, vintages), oracle.counting(vintages, as_of)
            assert counting(rows, as_of) == wanted
            assert marked(rows, "with_counts", as_of) == wanted
            assert marked(rows, "with_counts_beside", as_of) == wanted

    agrees()


TIES = [
    (
        "preferred over the latest",
        {"preferred": True, "published": "2021-01-01"},
        {"published": "2023-01-01"},
    ),
    ("the latest over a firmer one", {"published": "2022-02-01", "obs_status": "estimated"}, {}),
    ("a day of a month over that month", {"published": "2022-01-30"}, {"published": "2022-01"}),
    ("a month over its year", {"published": "2022-02"}, {"published": "2022"}),
    ("final over provisional", {"qualifier": "more_than"}, {"obs_status": "provisional"}),
    ("provisional over estimated", {"obs_status": "provisional"}, {"obs_status": "estimated"}),
    ("exact over a bound", {"derivation": "4130-2900"}, {"qualifier": "more_than"}),
    ("about over a bound", {"qualifier": "about", "derivation": "4130-2900"}, {"qualifier": "at_most"}),
    ("direct over derived", {"reliability": "other"}, {"derivation": "4130-2900"}),
    ("official over press", {"document": "z"}, {"reliability": "press"}),
    ("press over other", {"document": "z", "reliability": "press"}, {"reliability": "other"}),
    ("the code that sorts first", {"document": "a-b"}, {"document": "aa"}),
]


@pytest.mark.parametrize("reverse", [False, True], ids=["stored first", "stored last"])
@pytest.mark.parametrize(("better", "worse"), [case[1:] for case in TIES], ids=[case[0] for case in TIES])
def test_each_question_decides_in_its_turn(
    better: dict[str, object], worse: dict[str, object], reverse: bool
):
    counts = replace(OFFICIAL, **{"document": "first", **better})
    other = replace(OFFICIAL, **{"document": "another", "value": "2", **worse})
    if "document" not in better:
        counts, other = replace(counts, document="second"), replace(other, document="first")

    rows = stored(make.make_series(), [other, counts] if reverse else [counts, other])

    assert counting(rows) == {counts}


def test_every_pair_in_the_table_agrees_with_the_oracle():
    for _name, better, worse in TIES:
        one, other = replace(OFFICIAL, **better), replace(OFFICIAL, **{"document": "zz", **worse})

        assert oracle.beats(one, other)
        assert not oracle.beats(other, one)


def test_the_oracle_leaves_no_pair_undecided():
    several = [replace(OFFICIAL, document=code, reliability=SOURCES[code]) for code in SOURCES]

    assert all(oracle.beats(one, other) != oracle.beats(other, one)
               for one, other in itertools.combinations(several, 2))  # fmt: skip


@pytest.mark.parametrize(
    ("published", "hidden_on", "known_on"),
    [
        ("2021-01-30", "2021-01-29", "2021-01-30"),
        ("2021-02", "2021-02-27", "2021-02-28"),
        ("2021", "2021-12-30", "2021-12-31"),
    ],
)
def test_a_partial_date_is_known_from_its_last_day(published: str, hidden_on: str, known_on: str):
    make.make_observation(published=published)

    assert not Observation.objects.counting(datetime.date.fromisoformat(hidden_on))
    assert Observation.objects.counting(datetime.date.fromisoformat(known_on)).count() == 1


def test_a_partial_date_orders_by_its_first_day():
    january = replace(OFFICIAL, published="2022-01-30")
    sometime = replace(OFFICIAL, document="yearbook", published="2022", value="2")

    rows = stored(make.make_series(), [january, sometime])

    # The yearbook of "2022" may have come out in December, but nothing says so.
    assert counting(rows) == {january}


def test_a_preference_of_a_figure_not_yet_known_changes_nothing_before():
    early = replace(OFFICIAL, published="2021-01-30")
    later = replace(OFFICIAL, document="yearbook", published="2022-10-01", preferred=True)
    rows = stored(make.make_series(), [early, later])

    assert counting(rows, datetime.date(2022, 9, 30)) == {early}
    assert counting(rows, datetime.date(2022, 10, 1)) == {later}


def test_a_later_row_without_a_value_takes_nothing_away():
    figure = OFFICIAL
    gap = replace(OFFICIAL, document="yearbook", published="2022-10-01", value=None)

    assert counting(stored(make.make_series(), [figure, gap])) == {figure}


def test_zero_counts_like_any_other_value():
    before = replace(OFFICIAL, value="3.10")
    zero = replace(OFFICIAL, document="yearbook", published="2022-10-01", value="0")

    assert counting(stored(make.make_series(), [before, zero])) == {zero}


def test_series_do_not_compete():
    for series in (make.make_series(), make.make_series()):
        make.make_observation(series)

    assert Observation.objects.counting(LATER).count() == 2


@pytest.mark.parametrize("vintages", [1, 12])
def test_choosing_takes_one_query_however_many_vintages_there_are(django_assert_num_queries, vintages: int):
    rows = [
        replace(OFFICIAL, period=period, document=f"source-{number}")
        for number in range(vintages)
        for period in PERIODS
    ]
    stored(make.make_series(), rows)

    with django_assert_num_queries(1):
        assert len(Observation.objects.counting(LATER)) == len(PERIODS)


def test_vintages_of_a_period_are_listed_in_the_order_of_the_rule():
    latest = replace(OFFICIAL, published="2022-10-01", document="yearbook")
    before = replace(OFFICIAL, period="2020", document="old")
    rows = stored(make.make_series(), [before, OFFICIAL, latest])

    assert [rows[row.pk] for row in Observation.objects.newest_first()] == [latest, OFFICIAL, before]


def test_every_vintage_of_a_period_has_its_place():
    latest = replace(OFFICIAL, published="2022-10-01", document="yearbook")
    gap = replace(OFFICIAL, document="gap", value=None)
    rows = stored(make.make_series(), [OFFICIAL, gap, latest, replace(OFFICIAL, period="2020")])

    places = {rows[row.pk]: row.vintage_place for row in Observation.objects.placed(LATER)}

    assert places == {latest: 1, OFFICIAL: 2, replace(OFFICIAL, period="2020"): 1}


def test_a_filter_beside_the_choice_narrows_what_is_chosen_from():
    latest = replace(OFFICIAL, document="paper", reliability="press", published="2022-10-01")
    rows = stored(make.make_series(), [OFFICIAL, latest])
    chosen = Observation.objects.counting(LATER)

    # Django puts the condition inside the window: to select among those that count, go by their keys.
    assert {rows[row.pk] for row in chosen.filter(document__reliability="official")} == {OFFICIAL}
    by_key = Observation.objects.filter(pk__in=chosen.values("pk"), document__reliability="official")
    assert not by_key
