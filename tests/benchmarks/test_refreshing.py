"""The ways a refresh is measured against do the same work on the same rows."""

import pytest
from django.db import connection

from benchmarks.growth import WAYS
from benchmarks.population import FIGURES, populate
from tracker.models import Commitment, Observation, Verdict

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="measured on PostgreSQL only"),
]

ITEMS = 40


@pytest.fixture(autouse=True)
def population():
    populate(ITEMS)


def test_the_population_has_as_many_figures_as_it_says():
    assert Commitment.objects.published().count() == ITEMS
    assert Observation.objects.count() == ITEMS * FIGURES


@pytest.mark.parametrize("way", list(WAYS)[:5])
def test_every_way_writes_a_verdict_for_each_commitment_and_points_at_it(way):
    assert WAYS[way]() == ITEMS
    assert Verdict.objects.filter(current_for__isnull=False).count() == Verdict.objects.count() == ITEMS
    assert not Commitment.objects.filter(status="").exists()


def test_the_population_holds_due_and_open_targets_and_few_without_an_answer():
    WAYS["refresh"]()
    statuses = set(Verdict.objects.values_list("status", flat=True))
    assert statuses > {"met", "missed", "behind", "on_track"}
    assert "no_data" not in statuses
    assert set(Verdict.objects.values_list("due", flat=True)) == {True, False}


def test_flags_are_told_apart_from_the_rest():
    WAYS["refresh without flags"]()
    assert not Verdict.objects.filter(method_sensitive=True).exists()
    assert not Verdict.objects.filter(vintage_sensitive=True).exists()


def test_a_second_refresh_stores_nothing_and_every_verdict_replays():
    WAYS["refresh"]()
    assert WAYS["refresh again, nothing new"]() == 0
    assert WAYS["verify_verdicts"]() == ITEMS
