"""Public means published: drafts and withdrawn rows reach no public queryset (DESIGN §4.9)."""

import datetime

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from tests import factories as make
from tracker.models import Commitment, Observation, Plan, ReviewState, Target

pytestmark = pytest.mark.django_db

LATER = datetime.date(2030, 1, 1)
UNPUBLISHED = [state for state in ReviewState.values if state != "published"]


def public_figures() -> list[QuerySet[Observation]]:
    figures = Observation.objects
    return [figures.published(), figures.known(LATER), figures.counting(LATER)]


def withdraw(row: Observation) -> None:
    Observation.objects.filter(pk=row.pk).update(withdrawn_at=timezone.now(), withdrawn_reason="录入错误")


@pytest.mark.parametrize("state", UNPUBLISHED)
def test_an_unpublished_figure_reaches_nobody(state: str):
    make.make_observation(state=state)

    assert not any(rows.exists() for rows in public_figures())


def test_a_withdrawn_figure_reaches_nobody():
    withdraw(make.make_observation())

    assert not any(rows.exists() for rows in public_figures())


def test_a_withdrawn_figure_stays_for_auditors_with_its_reason():
    withdraw(make.make_observation())

    assert Observation.objects.get().withdrawn_reason == "录入错误"
    assert not Observation.objects.standing()


def test_a_published_figure_reaches_everybody():
    row = make.make_observation()

    assert [list(rows) for rows in public_figures()] == [[row]] * 3


@pytest.mark.parametrize("state", UNPUBLISHED)
def test_a_better_vintage_that_is_not_published_does_not_count(state: str):
    published = make.make_observation(value="62.5", published="2022-01-30")
    make.make_observation(published.series, "65", published="2022-10-01", state=state)

    assert list(Observation.objects.counting(LATER)) == [published]


def test_a_better_vintage_that_was_withdrawn_does_not_count():
    published = make.make_observation(value="62.5", published="2022-01-30")
    withdraw(make.make_observation(published.series, "65", published="2022-10-01"))

    assert list(Observation.objects.counting(LATER)) == [published]


@pytest.mark.parametrize("state", UNPUBLISHED)
def test_an_unpublished_target_reaches_nobody(state: str):
    make.make_commitment(target={"state": state})

    assert not Target.objects.published()
    assert not Target.objects.known(LATER)


def test_a_target_is_known_from_the_day_it_was_announced():
    target = make.make_commitment().targets.get()

    assert not Target.objects.known(datetime.date(2021, 1, 29))
    assert list(Target.objects.known(datetime.date(2021, 1, 30))) == [target]


@pytest.mark.parametrize("state", UNPUBLISHED)
def test_an_unpublished_commitment_is_not_listed(state: str):
    make.make_commitment(state=state)

    assert not Commitment.objects.published()


@pytest.mark.parametrize("state", UNPUBLISHED)
def test_an_unpublished_plan_hides_its_commitments(state: str):
    make.make_commitment(plan=make.make_plan(state=state))

    assert not Plan.objects.published()
    assert not Commitment.objects.published()


def test_a_published_commitment_of_a_published_plan_is_listed():
    commitment = make.make_commitment()

    assert list(Commitment.objects.published()) == [commitment]


def test_a_withdrawn_commitment_is_still_listed_since_its_withdrawal_is_news():
    commitment = make.make_commitment(
        withdrawn_on=datetime.date(2021, 6, 30), withdrawn_reason="并入新的计划"
    )

    assert list(Commitment.objects.published()) == [commitment]


def test_a_commitment_is_announced_with_its_first_evidence():
    commitment = make.make_commitment()
    later = make.make_document(published="2021-10-29")
    make.make_evidence(commitment, document=later)

    assert not Commitment.objects.announced(datetime.date(2021, 1, 29))
    assert list(Commitment.objects.announced(datetime.date(2021, 1, 30))) == [commitment]
    assert list(Commitment.objects.announced(LATER)) == [commitment]


@pytest.mark.parametrize("commitments", [1, 7])
def test_a_list_shows_its_rows_in_a_constant_number_of_queries(django_assert_num_queries, commitments: int):
    department = make.make_department()
    for _each in range(commitments):
        make.make_commitment().departments.add(department)

    with django_assert_num_queries(2):
        shown = [
            [row.plan.jurisdiction, row.topic, row.series.indicator.unit, row.current_verdict]
            + [department.name for department in row.departments.all()]
            for row in Commitment.objects.published().for_list()
        ]

    assert len(shown) == commitments
