"""Due date and distance stand beside the status, however they came there."""

import datetime
import importlib

import pytest
from django.apps import apps
from django.db import connection

from tests.factories import make_commitment, make_observation, make_series
from tracker.models import Commitment, Verdict
from tracker.progress import refresh, standings

pytestmark = pytest.mark.django_db

DAY = datetime.date(2022, 7, 1)


@pytest.fixture
def judged() -> list[Commitment]:
    """A flow met, a rate and a ceiling missed, a way half gone, one without a figure, one to overshoot."""
    made = [
        make_commitment(series=make_series(kind=kind, direction=direction), number=place, target=aim)
        for place, (kind, direction, aim) in enumerate(
            [
                ("flow", "up", {"value": "100"}),
                ("rate", "up", {"value": "8"}),
                ("rate", "down", {"value": "4", "comparator": "at_most"}),
                ("flow", "up", {"value": "200", "period": "2022"}),
                ("flow", "up", {"value": "100"}),
                ("rate", "none", {"value": "3", "comparator": "exactly"}),
            ],
            start=1,
        )
    ]
    for row, value in zip(made, ["120", "6", "5", "", "", "4"], strict=True):
        if value:
            make_observation(row.series, value)
    make_observation(made[3].series, "60", "2022-Q1", published="2022-04-20")
    refresh(as_of=DAY)
    return made


def beside(rows: list[Commitment]) -> list[float | None]:
    found = dict(Commitment.objects.values_list("pk", "distance"))
    return [found[row.pk] for row in rows]


def test_judging_writes_due_date_and_distance_beside_the_status(judged: list[Commitment]):
    assert beside(judged) == pytest.approx([0.2, -0.25, -0.25, 0.05, None, None])
    assert list(Commitment.objects.values_list("due", flat=True).order_by("due").distinct()) == [
        datetime.date(2021, 12, 31),
        datetime.date(2022, 12, 31),
    ]


@pytest.mark.parametrize("as_of", [None, DAY])
def test_a_standing_has_the_same_distance_whether_stored_or_judged_on_the_spot(judged, as_of):
    found = standings(Commitment.objects.select_related("current_verdict"), as_of=as_of)
    assert [row.distance for row in found] == pytest.approx(beside(judged))


def test_verdicts_recorded_before_are_filled_in_alike(judged: list[Commitment]):
    written = beside(judged)
    dues = dict(Commitment.objects.values_list("pk", "due"))
    Verdict.objects.update(distance=None)
    Commitment.objects.update(distance=None, due=None)

    importlib.import_module("tracker.migrations.0006_distance_and_due").fill(apps, connection.schema_editor)

    assert beside(judged) == pytest.approx(written)
    assert dict(Commitment.objects.values_list("pk", "due")) == dues


def test_a_figure_beyond_all_measure_is_still_a_number_to_order_by():
    row = make_commitment(target={"value": "1"})
    make_observation(row.series, "9" * 400, written="9…")
    refresh(as_of=DAY)
    assert beside([row]) == [1000.0]
