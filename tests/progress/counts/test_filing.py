"""What searches and counts look at stays in step with commitments, whoever changes them."""

import datetime
import random

import pytest

from tests.factories import (
    make_commitment,
    make_department,
    make_document,
    make_indicator,
    make_jurisdiction,
    make_observation,
    make_plan,
    make_series,
    make_topic,
)
from tests.progress.counts.counted import kept, recount, told
from tracker.models import Alias, Commitment, Department, Filed, Plan, Tally, Topic
from tracker.progress import is_tallied, refresh, tallied, tallied_total
from tracker.progress.counts.filing import out_of_step, put_together

pytestmark = pytest.mark.django_db

PLACE = ("grouping", "key", "beside", "other", "year", "status")
DAY = datetime.date(2022, 7, 1)
#: What counts are narrowed by: nothing, one group of each kind, several, ones there are not.
NARROWED = [
    {},
    {"jurisdiction": ["410000"]},
    {"jurisdiction": ["410000", "420000"]},
    {"jurisdiction": ["999999"]},
    {"topic": ["a"]},
    {"topic": ["a", "c", "nothing"]},
    {"plan": ["410000-2021", "420000-2022"]},
    {"department": ["y"]},
    {"due_year": ["2021"]},
    {"due_year": ["2021", "2025", "1999"]},
]
#: The same with due years beside.
OF_YEARS = [{**narrowed, "due_year": ["2021"]} for narrowed in NARROWED[1:8]]


def in_step():
    for narrowed in NARROWED + OF_YEARS:
        assert kept(narrowed) == recount(narrowed), narrowed
    assert not list(out_of_step())


@pytest.fixture
def world():
    """Two places with two plans each, three topics, three departments, twenty-four commitments."""
    report = make_document(published="2021-01-30")
    places = [make_jurisdiction(code, level="province") for code in ("410000", "420000")]
    plans = [
        make_plan(f"{place.code}-{year}", jurisdiction=place, document=report)
        for place in places
        for year in (2021, 2022)
    ]
    topics = [make_topic(code) for code in ("a", "b", "c")]
    departments = [make_department(code) for code in ("x", "y", "z")]
    for number in range(24):
        plan = plans[number % 4]
        commitment = make_commitment(
            series=make_series(jurisdiction=plan.jurisdiction), plan=plan, number=number + 1,
            topic=topics[number % 3], target={"period": ("2021", "2025")[number % 5 // 4]},
        )  # fmt: skip
        commitment.departments.set(departments[: number % 4])
        if number % 3:
            make_observation(commitment.series, 70 + 5 * number, published="2022-02-01")
    refresh(as_of=DAY)


def test_counts_kept_are_those_of_a_recount(world):
    in_step()
    assert len(tallied(by="department")) == 4
    assert tallied_total().total == 24


def test_a_status_that_changes_is_counted_anew(world):
    commitment = Commitment.objects.filter(status="unreported").first() or Commitment.objects.first()
    make_observation(commitment.series, "500", published="2022-03-01")
    before = tallied_total().counts
    refresh(Commitment.objects.filter(pk=commitment.pk), as_of=DAY)
    assert tallied_total().counts != before
    in_step()


def topic(commitment):
    commitment.topic = make_topic("d")
    commitment.save()


def departments(commitment):
    commitment.departments.set([make_department("w")])


def unpublished(commitment):
    Commitment.objects.filter(pk=commitment.pk).update(state="draft")


def plan_unpublished(commitment):
    Plan.objects.filter(pk=commitment.plan_id).update(state="draft")


def withdrawn(commitment):
    Commitment.objects.filter(pk=commitment.pk).update(
        withdrawn_on=datetime.date(2022, 1, 1), withdrawn_reason="dropped"
    )


CHANGES = [topic, departments, unpublished, plan_unpublished, withdrawn]


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_counted_anew_when_it_is_refreshed(world, change):
    commitment = Commitment.objects.get(number=7)
    change(commitment)
    refresh(Commitment.objects.filter(plan=commitment.plan), as_of=DAY)
    in_step()


@pytest.mark.parametrize("change", [unpublished, plan_unpublished])
def test_what_is_public_again_counts_again(world, change):
    before = kept()
    change(Commitment.objects.get(number=7))
    refresh(as_of=DAY)
    assert kept() != before
    Commitment.objects.update(state="published")
    Plan.objects.update(state="published")
    refresh(as_of=DAY)
    assert kept() == before


def test_a_forgotten_refresh_is_made_up_for_at_night(world):
    topic(Commitment.objects.get(number=7))
    assert list(out_of_step())
    refresh(as_of=DAY)
    in_step()


def test_any_history_of_changes_leaves_counts_in_step(world):
    dice = random.Random(7)
    for _step in range(40):
        commitment = Commitment.objects.get(number=dice.randint(1, 24))
        change = dice.choice(["topic", "departments", "state", "figure", "plan", "together"])
        if change == "topic":
            commitment.topic = dice.choice(list(Topic.objects.all()))
            commitment.save()
        elif change == "departments":
            commitment.departments.set(dice.sample(list(Department.objects.all()), dice.randint(0, 3)))
        elif change == "state":
            Commitment.objects.filter(pk=commitment.pk).update(state=dice.choice(["published", "draft"]))
        elif change == "plan":
            Plan.objects.filter(pk=commitment.plan_id).update(state=dice.choice(["published", "draft"]))
        elif change == "figure":
            make_observation(commitment.series, dice.randint(0, 150), published="2022-04-01")
        else:
            put_together()
        refresh(Commitment.objects.filter(plan=commitment.plan_id), as_of=DAY)
    in_step()


def test_differences_put_together_count_the_same(world):
    topic(Commitment.objects.get(number=7))
    refresh(as_of=DAY)
    before, rows = kept(), Tally.objects.count()
    put_together()
    assert kept() == before
    assert Tally.objects.count() < rows
    assert not Tally.objects.filter(number=0).exists()
    assert len(set(Tally.objects.values_list(*PLACE))) == Tally.objects.count()


def test_groups_that_are_asked_for_can_be_narrowed_by_another(world):
    asked = {"topic": ["a", "b"], "jurisdiction": ["410000"]}
    by_topic, _total = recount(asked)
    assert told(tallied(by="topic", narrowed=asked)) == by_topic["topic"]


def test_due_years_can_be_counted_within_two_groupings(world):
    asked = {"topic": ["a", "b"], "jurisdiction": ["410000"]}
    groups, total = recount(asked)
    assert is_tallied(by="due_year", narrowed=asked)
    assert told(tallied(by="due_year", narrowed=asked)) == groups["due_year"]
    assert tallied_total(narrowed=asked).counts == total


@pytest.mark.parametrize(
    ("by", "narrowed"),
    [
        ("topic", {"plan": ["410000-2021"], "jurisdiction": ["410000"]}),
        ("topic", {"department": ["x", "y"]}),
        ("department", {"department": ["x", "y"]}),
        ("department", {"department": ["x"], "topic": ["a"]}),
        ("due_year", {"department": ["x"], "topic": ["a"], "plan": ["410000-2021"]}),
    ],
)
def test_what_is_not_kept_is_known(by, narrowed):
    assert not is_tallied(by=by, narrowed=narrowed)


def test_refreshing_again_adds_nothing(world):
    before = Tally.objects.count()
    refresh(as_of=DAY)
    assert Tally.objects.count() == before


def test_counts_cost_the_same_however_much_is_counted(world, django_assert_num_queries):
    with django_assert_num_queries(2):
        tallied(by="department", narrowed={"jurisdiction": ["410000"]})
    with django_assert_num_queries(4):
        tallied(by="department", narrowed={"department": ["x"]})
    with django_assert_num_queries(1):
        tallied(by="due_year", narrowed={"topic": ["a"], "jurisdiction": ["410000"]})
    with django_assert_num_queries(1):
        tallied_total()


# Words


@pytest.fixture
def firms():
    indicator = make_indicator(
        "firms", name="高新技术企业数量", name_en="High-tech firms", aliases=("高企", "新认定高企")
    )
    commitment = make_commitment(
        series=make_series(indicator),
        statement="全市培育1.2万家100%达标的“专精特新”",
        statement_en="12,000 Firms",
    )
    refresh()
    return commitment


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("培育", True),
        ("全市培育1.2万家", True),
        ("市", True),
        ("新", True),
        ("”", True),
        ("技术企业数", True),
        ("高企", True),
        ("认定高企", True),
        ("HIGH-TECH", True),
        ("firms", True),
        ("fIRM", True),
        ("f", True),
        ("100%", True),
        ("%达", True),
        ("1.2", True),
        ("“专", True),
        ("企高", False),
        ("培养", False),
        ("全市达标", False),
        ("数量High", False),
        ("100_", False),
        ("1%", False),
        ("\\", False),
        ("'", False),
        ("a'b\\c", False),
        ("家 ", False),
        ("龘", False),
        ("😀", False),
    ],
)
def test_a_word_is_found_wherever_it_stands(firms, word, found):
    assert Commitment.objects.filter(filed__words__holds=word).exists() is found


def test_a_word_is_found_exactly_where_the_text_holds_it():
    dice = random.Random(5)
    letters = "高新技术企业'\\%_ab B😀é1&|!:*\"()"
    for _number in range(60):
        make_commitment(statement="".join(dice.choices(letters, k=dice.randint(1, 12))), measured=False)
    refresh()
    texts = dict(Filed.objects.values_list("commitment_id", "words"))
    for _try in range(120):
        word = "".join(dice.choices(letters.replace(" ", ""), k=dice.randint(1, 3)))
        found = set(Filed.objects.filter(words__holds=word).values_list("commitment_id", flat=True))
        lowered = word.lower()
        assert found == {number for number, text in texts.items() if lowered in text.lower()}, word


def test_a_statement_that_changes_is_found_by_its_new_words_only(firms):
    Commitment.objects.filter(pk=firms.pk).update(statement="新建体育场")
    refresh()
    assert Commitment.objects.filter(filed__words__holds="体育").exists()
    assert not Commitment.objects.filter(filed__words__holds="培育").exists()


def test_an_alias_that_is_added_is_found(firms):
    Alias.objects.create(indicator=firms.series.indicator, name="国家级高企")
    refresh()
    assert Commitment.objects.filter(filed__words__holds="国家级").exists()
