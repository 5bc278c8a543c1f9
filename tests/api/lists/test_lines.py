"""Commitments as lines the database makes are those made of bodies, byte for byte."""

from fractions import Fraction

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.api.whole import made_of_bodies, whole_list
from tests.factories import (
    make_commitment,
    make_department,
    make_document,
    make_evidence,
    make_indicator,
    make_observation,
    make_path_point,
    make_plan,
    make_series,
)
from tests.kept import kept
from tracker.api import commitments
from tracker.api.commitments import Commitments
from tracker.api.copying import lists, reading
from tracker.models import Commitment
from tracker.progress import refresh
from tracker.reports.figures import plain_decimal
from tracker.reports.measures import BEHIND_LIMITS, REACHED_LIMITS

pytestmark = pytest.mark.django_db
of_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite copies nothing")

ODD = ["=1+1", "-a", "@x", "a,b", 'say "so"', "two\nlines", "\tx", "\\.", " x "]
LIMITS = [(), REACHED_LIMITS, BEHIND_LIMITS]


@pytest.fixture(scope="module")
def mixed(django_db_setup, django_db_blocker):
    """Thirty commitments, due, running, met, unreported, on a path; their words are odd."""
    with kept(django_db_blocker):
        make_mixed()
        yield


def make_mixed():
    plan = make_plan(document=make_document("report", published="2021-01-30", reliability="press"))
    departments = [make_department(code) for code in ("b", "a")]
    for number in range(30):
        odd = ODD[number % len(ODD)]
        series = make_series(make_indicator(f"i{number}", name=f"{odd}{number}", name_en=odd))
        target = {"period": ("2021", "2035", "2021..2025", "2024-H1")[number % 4], "value": "100.50"}
        commitment = make_commitment(
            series=series, plan=plan, number=number + 1, statement=odd, statement_en=odd, target=target
        )
        commitment.departments.set(departments[: number % 3])
        make_evidence(commitment, odd, section=odd)
        if number % 3:
            make_observation(series, 70 + 5 * number, published="2022-02-01", derivation=odd)
            make_observation(series, 60, "2020", published="2021-02-01")
        if number % 10 == 1:
            make_path_point(commitment.targets.get(), "2030-06-30", "40")
    refresh()


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"status": "met,unreported"},
        {"department": "a"},
        {"fields": "code,statement,verdict.completion"},
        {"fields": "code"},
        {"fields": "statement"},
        {"ordering": "-code"},
        {"ordering": "due"},
        {"as_of": "2022-03-01"},
        {"method": "trend"},
        {"topic": "nothing"},
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_lines_are_those_made_of_bodies(mixed, language, query):
    assert whole_list(language, **query) == made_of_bodies(language, **query)


@pytest.mark.parametrize(("first", "others", "block"), [(1, 1, 400), (2, 7, 3), (500, 50_000, 1)])
def test_a_list_in_pieces_is_whole_and_in_order(mixed, monkeypatch, first, others, block):
    monkeypatch.setattr(commitments, "FIRST", first)
    monkeypatch.setattr(commitments, "OTHERS", others)
    monkeypatch.setattr(reading, "BLOCK", block)
    assert whole_list() == made_of_bodies()


@of_postgresql
def test_only_what_stored_rows_do_not_tell_is_made_of_bodies(mixed, monkeypatch):
    made = []
    own = Commitments._lines

    def noted(view, columns, language, numbers):
        made.extend(numbers)
        return own(view, columns, language, numbers)

    monkeypatch.setattr(Commitments, "_lines", noted)
    whole_list()
    told = Commitment.objects.exclude(pk__in=made)
    assert {row.targets.get().period for row in told} == {"2021", "2021..2025", "2024-H1"}
    assert not told.filter(targets__path__isnull=False).exists()
    assert told.count() == 21


def test_what_waits_for_a_line_comes_behind_it():
    blocks = [b"a\nb\n", [b"\x025,,\n", b"c\n"], b"d\n", [b"e\n", b"\x026,,\n"]]
    asked = []

    def make(numbers):
        asked.extend(numbers)
        return (b"made %d\n" % number for number in numbers)

    given_back = list(lists._completed(blocks, make))
    assert given_back == [b"a\nb\n", b"made 5\nc\nd\ne\nmade 6\n"]
    assert asked == [5, 6]


@of_postgresql
def test_digits_made_by_the_database_are_those_of_plain_decimal():
    def digits(fraction, factor, limits):
        with connection.cursor() as cursor:
            found = [float(each) for each in limits]
            cursor.execute(
                "SELECT tracker_digits(%s, %s, %s::float8[]::numeric[])", [str(fraction), str(factor), found]
            )
            return cursor.fetchone()[0]

    near = st.builds(
        lambda limit, size, sign: limit + sign * Fraction(1, size),
        st.sampled_from([*map(Fraction, (*REACHED_LIMITS, *BEHIND_LIMITS))]),
        st.integers(1, 10**16),
        st.sampled_from([-1, 1]),
    )
    plain = st.fractions(-(10**12), 10**12, max_denominator=10**9) | st.integers(-(10**12), 10**12).map(
        Fraction
    )
    factors = st.sampled_from([Fraction(1), Fraction(10_000), Fraction(1, 100), Fraction(2000, 3)])

    @settings(max_examples=400, deadline=None)
    @given(fraction=plain | near, factor=factors, limits=st.sampled_from(LIMITS))
    def agrees(fraction, factor, limits):
        wanted = plain_decimal(fraction / factor, limits=limits)
        assert digits(fraction, factor, limits) == wanted

    agrees()
