"""Standings at a glance say what whole standings say of all that a row of a list shows."""

import pytest
from django.utils import translation

from tests import factories
from tracker.models import Commitment, Observation
from tracker.progress import Standing, glances, refresh, standings, statuses_before, today
from tracker.reports.distances import distance_bar, distance_text
from tracker.reports.explanations import indicator_of
from tracker.reports.quantities import figure_text, target_text

pytestmark = pytest.mark.django_db


def told(standing: Standing) -> dict[str, object]:
    """All a row shows."""
    commitment, indicator, figure = standing.commitment, indicator_of(standing), standing.latest
    return {
        "commitment": (commitment.code, commitment.label, commitment.headline, commitment.binding),
        "plan": commitment.plan.label,
        "topic": commitment.topic.label,
        "target": target_text(standing.target, indicator),
        "period": (standing.target.period, standing.target.period_start, standing.target.due),
        "figure": figure and (figure_text(figure, indicator), figure.period, figure.obs_status),
        "source": figure and (figure.derivation, figure.published, figure.document.reliability),
        "status": (standing.status, standing.as_of),
        "distance": (distance_text(standing), distance_bar(standing)),
        "hangs_on": (standing.method_sensitive, standing.vintage_sensitive),
    }


@pytest.fixture(params=["zh-hans", "en"])
def language(request: pytest.FixtureRequest):
    with translation.override(request.param):
        yield


@pytest.fixture
def firms(db) -> Commitment:
    """A thousand new firms promised, and more reported."""
    row = factories.make_commitment(target={"value": "1000"})
    factories.make_observation(row.series, 1230)
    refresh()
    return row


@pytest.fixture
def mixed(db) -> list[Commitment]:
    """Commitments of every kind of quantity, some without a figure, one due later."""
    rows = []
    for place, kind in enumerate(["flow", "rate", "stock", "flow", "rank", "milestone"]):
        row = factories.make_commitment(
            series=factories.make_series(kind=kind, counted_from="top" if kind == "rank" else ""),
            headline=place == 1,
            binding="binding" if place == 2 else "",
            target={"value": None, "form": "milestone"} if kind == "milestone" else {"value": "100"},
        )
        if place != 3:
            factories.make_observation(row.series, 1 if kind == "milestone" else 60 + 20 * place)
        rows.append(row)
    open_ended = factories.make_commitment(target={"value": "100", "period": "2050"})
    factories.make_observation(open_ended.series, 5, obs_status="provisional", qualifier="about")
    refresh()
    return [*rows, open_ended]


@pytest.mark.usefixtures("language")
def test_a_glance_says_what_a_whole_standing_says(mixed: list[Commitment]):
    whole = {row.commitment.pk: row for row in standings(Commitment.objects.for_list())}
    brief = glances([row.pk for row in mixed], day=today())

    assert {number: told(row) for number, row in brief.items()} == {
        number: told(row) for number, row in whole.items()
    }


def test_it_costs_the_same_however_many(mixed: list[Commitment], django_assert_num_queries):
    numbers = [row.pk for row in mixed]
    for asked in ([numbers[0]], numbers[:3]):
        with django_assert_num_queries(2):
            assert all(map(told, glances(asked, day=today()).values()))


def test_what_is_not_judged_yet_is_left_out(firms: Commitment):
    Commitment.objects.update(current_verdict=None)

    assert glances([firms.pk], day=today()) == {}


def test_what_rests_on_a_figure_taken_back_is_left_out(firms: Commitment):
    Observation.objects.update(state="draft")

    assert glances([firms.pk], day=today()) == {}


def test_what_follows_another_series_is_left_out(db):
    series = factories.make_series(kind="rate", unit="%")
    row = factories.make_commitment(
        target={
            "value": None,
            "form": "reference",
            "reference": factories.make_series(kind="rate", unit="%"),
        },
        series=series,
    )
    refresh()

    assert glances([row.pk], day=today()) == {}


def test_nothing_asked_is_nothing_read(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert (glances([], day=today()), statuses_before([])) == ({}, {})


def test_the_status_before_is_that_of_the_last_verdict_but_one(firms: Commitment):
    before = Commitment.objects.get().status
    factories.make_observation(firms.series, "3", published="2024-01-01")
    refresh()

    assert Commitment.objects.get().status != before
    assert statuses_before([firms.pk]) == {firms.pk: before}
