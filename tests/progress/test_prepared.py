"""Questions that are kept: planned once by PostgreSQL, and the same answers as any other."""

import pytest
from django.db import connection
from django.db.models import BooleanField, CharField
from django.db.models.expressions import RawSQL

from tests.factories import make_unit
from tracker.models import Unit
from tracker.progress.prepared import Given, Prepared

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
