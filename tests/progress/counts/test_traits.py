"""Counts of what has a trait, a flag for one, stay in step with commitments, whoever changes them."""

import datetime
import importlib
import random

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Q, Sum

from tests.factories import (
    make_commitment,
    make_department,
    make_document,
    make_jurisdiction,
    make_observation,
    make_plan,
    make_series,
    make_topic,
)
from tests.kept import kept as rolled_back
from tests.progress.counts.counted import kept, recount, told
from tracker.models import Commitment, Filed, Grouping, Modality, Plan, Tally, Target, Trait
from tracker.progress import is_tallied, refresh, tallied, tallied_total
from tracker.progress.counts.filing import out_of_step, put_together

pytestmark = pytest.mark.django_db

DAY = datetime.date(2024, 2, 10)
OF_TRAITS = Q(grouping=Grouping.TRAIT) | Q(beside=Grouping.TRAIT)
#: What each filter may ask for.
ASKED = [
    *({name: [word]} for name in ("method_sensitive", "vintage_sensitive") for word in ("true", "false")),
    *({name: [word]} for name in ("headline", "checkable") for word in ("true", "false")),
    {"binding": ["binding"]},
    {"binding": ["expected", "binding"]},
    {"modality": ["plain"]},
    {"modality": ["strive"]},
    {"modality": ["strive", "contend"]},
    {"modality": ["contend", "plain"]},
    {"modality": ["plain", "strive", "contend"]},
]


def in_step():
    for asked in ASKED:
        assert kept(asked) == recount(asked), asked
    assert not list(out_of_step())


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Two places with a plan each, three topics, two departments; of fifteen commitments all have traits."""
    with rolled_back(django_db_blocker):
        report = make_document(published="2021-01-30")
        places = [make_jurisdiction(code, level="province") for code in ("410000", "420000")]
        plans = [make_plan(f"{place.code}-2021", jurisdiction=place, document=report) for place in places]
        topics = [make_topic(code) for code in ("a", "b", "c")]
        departments = [make_department(code) for code in ("x", "y")]
        for number in range(14):
            checkable = number != 9
            commitment = make_commitment(
                series=make_series(jurisdiction=plans[number % 2].jurisdiction), plan=plans[number % 2],
                number=number + 1, topic=topics[number % 3], headline=number % 7 == 0, checkable=checkable,
                binding=("", "expected", "binding")[number % 3], modality=Modality.values[number % 4 % 3],
                unrateable_reason="" if checkable else "no_measure",
            )  # fmt: skip
            commitment.departments.set(departments[: number % 3])
            make_observation(commitment.series, 70 + 5 * number, published="2022-02-01")
            if number % 4 == 1:
                make_observation(commitment.series, 165 - 5 * number, published="2022-04-01")
        _disputed_between_methods(plans[0])
        refresh(as_of=DAY)
        yield


def _disputed_between_methods(plan):
    """By its last figure behind, by how it grew ahead."""
    series = make_series(kind="stock", jurisdiction=plan.jurisdiction)
    commitment = make_commitment(
        series=series, plan=plan, number=15, target={"value": "3000", "period": "2025"}
    )
    base = make_observation(series, "100", "2020", published="2021-01-20")
    make_observation(series, "1500", "2022", published="2022-06-30")
    make_observation(series, "1000", "2023", published="2024-01-30")
    Target.objects.filter(commitment=commitment).update(baseline=base)


@pytest.mark.parametrize("trait", Trait)
def test_every_trait_is_counted(world, trait):
    alone = Tally.objects.filter(grouping=Grouping.TRAIT, beside=0, key=trait)
    assert 0 < sum(alone.values_list("number", flat=True)) < 15


def test_counts_of_traits_are_those_of_a_recount(world):
    in_step()


@pytest.mark.parametrize("trait", [{"vintage_sensitive": ["false"]}, {"binding": ["expected", "binding"]}])
@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("topic", {"topic": ["a", "b"]}),
        ("jurisdiction", {"jurisdiction": ["410000"], "due_year": ["2021"]}),
        ("plan", {"due_year": ["2021", "2025"]}),
        ("due_year", {"due_year": ["2021"]}),
        ("due_year", {"department": ["x"]}),
        ("department", {"due_year": ["2021"]}),
    ],
)
def test_groups_and_a_trait_are_counted_together(world, by, groups, trait):
    narrowed = {**groups, **trait}
    counted, total = recount(narrowed)
    assert is_tallied(by=by, narrowed=narrowed)
    assert told(tallied(by=by, narrowed=narrowed)) == counted[by]
    assert tallied_total(narrowed=narrowed).counts == total


@pytest.mark.parametrize(
    ("by", "narrowed"),
    [
        ("department", {"department": ["x"], "headline": ["true"]}),
        ("topic", {"plan": ["410000-2021"], "headline": ["true"]}),
        ("topic", {"topic": ["a"], "department": ["x"], "headline": ["true"]}),
        ("topic", {"binding": ["binding"], "headline": ["true"]}),
        ("due_year", {"binding": ["binding"], "headline": ["true"]}),
    ],
)
def test_what_is_not_kept_of_traits_is_known(by, narrowed):
    assert not is_tallied(by=by, narrowed=narrowed)


def no_rival_figure(commitment):
    commitment.series.observations.filter(published_on="2022-04-01").update(state="draft")


def newer_figure(commitment):
    make_observation(commitment.series, "3000", "2023", published="2024-02-01")


def worded_otherwise(commitment):
    Commitment.objects.filter(pk=commitment.pk).update(headline=True, binding="binding", modality="contend")


def unpublished(commitment):
    Commitment.objects.filter(pk=commitment.pk).update(state="draft")


def plan_unpublished(commitment):
    Plan.objects.filter(pk=commitment.plan_id).update(state="draft")


def withdrawn(commitment):
    Commitment.objects.filter(pk=commitment.pk).update(
        withdrawn_on=datetime.date(2022, 1, 1), withdrawn_reason="dropped"
    )


@pytest.mark.parametrize(
    ("change", "number"),
    [
        (no_rival_figure, 2),
        (newer_figure, 15),
        (worded_otherwise, 15),
        (unpublished, 1),
        (plan_unpublished, 1),
        (withdrawn, 2),
    ],
)
def test_a_trait_that_changes_is_counted_anew_when_it_is_refreshed(world, change, number):
    before = places()
    commitment = Commitment.objects.get(number=number)
    change(commitment)
    refresh(Commitment.objects.filter(plan=commitment.plan), as_of=DAY)
    assert places() != before
    in_step()


def test_any_history_of_changes_leaves_traits_in_step(world):
    dice = random.Random(11)
    for _step in range(30):
        commitment = Commitment.objects.get(number=dice.randint(1, 14))
        change = dice.choice(["wording", "state", "figure", "together"])
        if change == "wording":
            commitment.headline, commitment.modality = dice.random() < 0.5, dice.choice(Modality.values)
            commitment.save()
        elif change == "state":
            Commitment.objects.filter(pk=commitment.pk).update(state=dice.choice(["published", "draft"]))
        elif change == "figure":
            make_observation(commitment.series, dice.randint(0, 150), published="2022-05-01")
        else:
            put_together()
        refresh(Commitment.objects.filter(plan=commitment.plan_id), as_of=DAY)
    in_step()


def test_a_trait_nobody_filed_is_out_of_step(world):
    Commitment.objects.filter(number=3).update(headline=True)
    assert list(out_of_step()) == [Commitment.objects.get(number=3).code]


def test_counts_of_traits_that_are_missing_are_out_of_step(world):
    Tally.objects.filter(OF_TRAITS).delete()
    assert list(out_of_step())


def test_what_was_filed_before_traits_were_is_filled_in_alike(world):
    filed, rows = sorted(Filed.objects.values_list("pk", "counted")), places()
    for row in Filed.objects.all():
        Filed.objects.filter(pk=row.pk).update(counted=" ".join(row.counted.split(" ")[:6]))
    assert sorted(Filed.objects.values_list("pk", "counted")) != filed
    Tally.objects.all().delete()

    importlib.import_module("tracker.migrations.0027_traits").fill(apps, connection.schema_editor)

    assert (sorted(Filed.objects.values_list("pk", "counted")), places()) == (filed, rows)
    in_step()


def places():
    """What is counted how often."""
    rows = Tally.objects.order_by().values_list("grouping", "key", "beside", "other", "year", "status")
    return sorted(row for row in rows.annotate(sum=Sum("number")) if row[-1])


def test_traits_cost_no_more_however_much_is_counted(world, django_assert_num_queries):
    with django_assert_num_queries(3):
        tallied(by="topic", narrowed={"headline": ["false"]})
    with django_assert_num_queries(2):
        tallied(by="department", narrowed={"headline": ["true"]})
