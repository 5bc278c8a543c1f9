"""Questions compiled once: they answer as querysets do; those kept are planned once by PostgreSQL."""

import pytest
from django.db import connection
from django.db.models import BooleanField, CharField, Exists, OuterRef
from django.db.models.expressions import RawSQL

from tests.factories import make_commitment, make_observation, make_unit
from tracker.models import Commitment, Target, Unit, Verdict
from tracker.progress import refresh
from tracker.progress.prepared import Given, Prepared, PreparedRows

pytestmark = pytest.mark.django_db


def question():
    rows = Unit.objects.filter(symbol__in=[Given("one", CharField()), Given("other", CharField())])
    unlike = RawSQL("symbol NOT LIKE '万%%'", [], BooleanField())
    return rows.filter(unlike).order_by("symbol").values_list("symbol")


@pytest.fixture
def units(db):
    for symbol in ("%", "家", "万家"):
        make_unit(symbol)


@pytest.mark.parametrize("kept", [False, True])
def test_a_sign_of_percent_is_no_place_for_a_value(units, kept):
    assert Prepared(question, kept=kept).rows(one="%", other="万家") == [("%",)]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite keeps its statements by itself")
@pytest.mark.parametrize(("kept", "plans"), [(False, 0), (True, 1)])
def test_a_kept_question_is_planned_once(units, kept, plans):
    asked = Prepared(question, kept=kept)
    for symbol in ("%", "家", "个"):
        asked.rows(one=symbol, other="")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%tracker_unit%NOT LIKE%'"
        )
        assert cursor.fetchone() == (plans,)


# Rows of a table


def whole(code):
    targets = Target.objects.filter(commitment=OuterRef("pk"))
    rows = Commitment.objects.annotate(has_targets=Exists(targets)).filter(code=code)
    return rows.select_related(
        "series__indicator", "part_of__series", "threshold_unit", "current_verdict__latest__unit"
    )


def in_part(code):
    rows = Commitment.objects.select_related("series__indicator__unit").filter(code=code)
    return rows.only("statement", "series__code", "series__indicator__unit__factor")


def from_behind(code):
    return Verdict.objects.select_related("current_for__plan", "target").filter(current_for__code=code)


def prepared(question, **more):
    return PreparedRows(lambda: question(Given("code", CharField())), **more)


def told(row, seen=()):
    """All that a row holds, and the rows it knows, each once."""
    if row is None or any(row is each for each in seen):
        return row
    columns = {name: value for name, value in vars(row).items() if name != "_state"}
    state = row._state
    known = {name: told(each, (*seen, row)) for name, each in state.fields_cache.items()}
    return type(row), columns, known, state.adding, state.db


@pytest.fixture
def part():
    total = make_commitment()
    make_observation(total.series)
    part = make_commitment(plan=total.plan, part_of=total, threshold="0.30", threshold_unit=make_unit("亿元"))
    make_observation(part.series, "12.50")
    refresh()
    return part


@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize("question", [whole, in_part, from_behind])
def test_rows_hold_what_those_of_the_queryset_do(part, question, kept):
    asked = prepared(question, kept=kept)
    for code in (part.code, part.part_of.code):
        assert [told(row) for row in asked.rows(code=code)] == [told(row) for row in question(code)]


def test_what_rows_are_to_know_costs_no_query(part, django_assert_num_queries):
    (row,) = prepared(whole).rows(code=part.code)
    with django_assert_num_queries(0):
        assert row.part_of.series.code
        assert row.current_verdict.latest.unit.symbol
        assert row.current_verdict.current_for is row


def test_a_column_left_out_is_read_when_asked_for(part, django_assert_num_queries):
    (row,) = prepared(in_part).rows(code=part.code)
    with django_assert_num_queries(1):
        assert row.code == part.code


def test_where_nothing_is_referred_to_nothing_is_known(part, django_assert_num_queries):
    (row,) = prepared(whole).rows(code=part.part_of.code)
    with django_assert_num_queries(0):
        assert (row.part_of, row.threshold_unit) == (None, None)


def test_rows_can_be_changed_and_stored(part):
    (row,) = prepared(whole).rows(code=part.code)
    row.statement = "改过的"
    row.save()
    part.refresh_from_db()
    assert part.statement == "改过的"


def test_nothing_equals_no_value():
    asked = PreparedRows(lambda: Unit.objects.filter(pk=Given("number")))
    assert asked.rows(number=None) == []
