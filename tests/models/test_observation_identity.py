"""Identity of an observation: series, period, document and day of publication, among rows not withdrawn."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import factories as make
from tracker.actions.observations import record_observation
from tracker.exceptions import ActionError
from tracker.models import Document, Observation, Series

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> Document:
    return make.make_document(published="2021-01-30")


@pytest.fixture
def series() -> Series:
    return make.make_series(kind="flow")


def refuses(series: Series, *arguments: Any, **fields: Any) -> bool:
    try:
        with transaction.atomic():
            make.make_observation(series, *arguments, **fields)
    except IntegrityError:
        return True
    return False


def test_a_second_figure_of_one_identity_is_refused_whatever_it_says(series: Series, document: Document):
    make.make_observation(series, "64", "2020", document=document, obs_status="estimated")

    assert refuses(series, "63", "2020", document=document, qualifier="about", note="另一处")


def test_the_day_of_entry_is_no_part_of_the_identity(series: Series, document: Document):
    row = make.make_observation(series, "64", "2020", document=document)
    Observation.objects.filter(pk=row.pk).update(recorded_at=timezone.now() - timezone.timedelta(days=400))

    assert refuses(series, "64", "2020", document=document)


def test_a_draft_takes_the_identity_as_a_published_row_does(series: Series, document: Document):
    make.make_observation(series, "64", "2020", document=document, state="draft")

    assert refuses(series, "64", "2020", document=document)


def test_a_withdrawn_row_frees_its_identity(series: Series, document: Document):
    make.make_observation(
        series, "63", "2020", document=document, withdrawn_at=timezone.now(), withdrawn_reason="录入错误"
    )

    assert not refuses(series, "64", "2020", document=document)


def test_any_number_of_withdrawn_rows_share_an_identity(series: Series, document: Document):
    for digits in ("61", "62", "63"):
        row = make.make_observation(series, digits, "2020", document=document)
        Observation.objects.filter(pk=row.pk).update(withdrawn_at=timezone.now(), withdrawn_reason="录入错误")

    assert Observation.objects.filter(series=series).count() == 3


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"period": "2019"}, id="period"),
        pytest.param({"period": "2020-H1"}, id="shorter period of the same start"),
        pytest.param({"period": "2016..2020"}, id="longer period of the same end"),
        pytest.param({"period": "..2020"}, id="open start of the same end"),
        pytest.param({"published": "2021-02-01"}, id="day of publication"),
    ],
)
def test_a_row_that_differs_in_one_part_of_the_identity_does_not_collide(
    series: Series, document: Document, other: dict[str, str]
):
    make.make_observation(series, "64", "2020", document=document)

    assert not refuses(series, "64", **({"period": "2020", "document": document} | other))


def test_another_document_of_the_same_day_does_not_collide(series: Series, document: Document):
    make.make_observation(series, "64", "2020", document=document)

    assert not refuses(series, "63", "2020", document=make.make_document(published="2021-01-30"))


def test_another_series_does_not_collide(series: Series, document: Document):
    make.make_observation(series, "64", "2020", document=document)

    assert not refuses(make.make_series(), "64", "2020", document=document)


def test_an_open_start_is_one_identity_of_its_own(series: Series, document: Document):
    make.make_observation(series, "3.43", "..2020", document=document)

    assert refuses(series, "3.43", "..2020-12-31", document=document)


@pytest.mark.parametrize("same_instant", ["2021-12", "2021-12-31", "2021-Q4", "2021年底"])
def test_a_stock_has_one_identity_however_its_instant_is_written(document: Document, same_instant: str):
    stock = make.make_series(kind="stock")
    make.make_observation(stock, "4130", "2021", document=document)

    assert refuses(stock, "4130", same_instant, document=document)


@pytest.mark.parametrize("same_instant", ["2021-12", "2021-12-31", "2021-H2"])
def test_recording_a_stock_twice_under_two_spellings_is_refused(document: Document, same_instant: str):
    stock = make.make_series(kind="stock")
    record_observation(series=stock, period="2021", document=document, value="4130", by=None)

    with pytest.raises(ActionError, match="already_published"):
        record_observation(series=stock, period=same_instant, document=document, value="4130", by=None)


def test_a_flow_of_december_is_not_the_flow_of_the_year(series: Series, document: Document):
    make.make_observation(series, "306.5", "2021", document=document)

    assert not refuses(series, "30", "2021-12", document=document)


def test_the_period_keeps_the_precision_it_was_stated_with(document: Document):
    stock = make.make_series(kind="stock")

    row = record_observation(series=stock, period="2021年12月", document=document, value="4130", by=None)

    row.refresh_from_db()
    assert (row.period, row.period_start.isoformat(), row.period_end.isoformat()) == (
        "2021-12",
        "2021-12-31",
        "2021-12-31",
    )
