"""Last year's plan copied into this year's."""

import datetime

import pytest

from tests import factories as make
from tracker.actions.plans import copy_plan
from tracker.actions.review import PUBLISH_IT, advance
from tracker.exceptions import ActionError
from tracker.models import AuditEntry, Commitment

pytestmark = pytest.mark.django_db


@pytest.fixture
def old():
    return make.make_plan("410100-2021")


@pytest.fixture
def new(old):
    document = make.make_document("report-2022", "2022-01-26")
    return make.make_plan(
        "410100-2022", document=document, period_start=datetime.date(2022, 1, 1),
        period_end=datetime.date(2022, 12, 31), state="draft",
    )  # fmt: skip


def test_a_copy_is_a_draft_that_continues_with_the_old_value_to_be_checked(old, new):
    science = make.make_department("science")
    first = make.make_commitment(plan=old, number=7, target={"value": "1000"}, binding="binding")
    first.departments.add(science)

    assert copy_plan(source=old, plan=new, by=None).commitments == 1

    copy = Commitment.objects.get(plan=new)
    target = copy.targets.get()
    assert (copy.code, copy.continues, copy.state, copy.binding) == (
        "410100-2022-007",
        first,
        "draft",
        "binding",
    )
    assert list(copy.departments.all()) == [science]
    assert (target.value, target.period, target.due, target.state) == (
        1000,
        "2022",
        datetime.date(2022, 12, 31),
        "draft",
    )
    assert (target.document, target.published, target.baseline) == (new.document, "2022-01-26", None)
    assert first.code in target.reading_note
    assert AuditEntry.objects.about(copy).get().reason == "410100-2021"


def test_no_copy_is_published_before_the_new_words_are_there(old, new):
    make.make_commitment(plan=old)
    copy_plan(source=old, plan=new, by=None)
    copies = Commitment.objects.filter(plan=new)
    copies.update(state="approved")

    assert advance(copies, PUBLISH_IT, by=None).refused == {"not_whole": 1}


def test_copied_twice_it_is_there_once_and_what_came_since_is_added(old, new):
    make.make_commitment(plan=old)
    copy_plan(source=old, plan=new, by=None)
    make.make_commitment(plan=old)

    again = copy_plan(source=old, plan=new, by=None)

    assert (again.commitments, again.before, Commitment.objects.filter(plan=new).count()) == (1, 1, 2)


def test_a_number_that_is_taken_gives_way(old, new):
    make.make_commitment(plan=new, number=3, state="draft")
    make.make_commitment(plan=old, number=3)
    make.make_commitment(plan=old, number=4)
    copy_plan(source=old, plan=new, by=None)

    assert sorted(Commitment.objects.filter(plan=new).values_list("number", flat=True)) == [3, 4, 5]


def test_parts_stay_with_their_whole_and_what_is_due_later_stays_so(old, new):
    whole = make.make_commitment(plan=old, number=1, target={"period": "2021..2025"})
    make.make_commitment(plan=old, number=2, part_of=whole, target={"period": "2021-H1"})
    copy_plan(source=old, plan=new, by=None)

    first, part = Commitment.objects.filter(plan=new).order_by("number")
    assert (part.part_of, first.targets.get().period, part.targets.get().period) == (
        first,
        "2021..2025",
        "2022-H1",
    )


def test_what_was_withdrawn_or_left_out_is_not_copied(old, new):
    make.make_commitment(plan=old, withdrawn_on=datetime.date(2021, 6, 1), withdrawn_reason="merged")
    left = make.make_commitment(plan=old)

    assert copy_plan(source=old, plan=new, by=None, left_out=[left.pk]).commitments == 0


@pytest.mark.parametrize("backwards", [True, False])
def test_only_a_later_plan_of_the_same_place_takes_copies(old, new, backwards):
    kaifeng = make.make_jurisdiction("410200", name="开封市")
    elsewhere = make.make_plan("410200-2022", jurisdiction=kaifeng, period_end=datetime.date(2022, 12, 31))
    source, plan = (new, old) if backwards else (old, elsewhere)

    with pytest.raises(ActionError) as refused:
        copy_plan(source=source, plan=plan, by=None)
    assert refused.value.code == "not_a_later_plan"


@pytest.mark.parametrize(
    ("rights", "everywhere", "code"), [((), True, "no_right"), (("add_commitment",), False, "outside_remit")]
)
def test_right_and_remit_are_needed(old, new, rights, everywhere, code):
    with pytest.raises(ActionError) as refused:
        copy_plan(source=old, plan=new, by=make.make_worker("", *rights, everywhere=everywhere))
    assert refused.value.code == code


def test_many_cost_the_queries_of_few(old, new, django_assert_max_num_queries):
    make.make_commitment(plan=old)
    copy_plan(source=old, plan=new, by=None)
    for number in range(12):
        make.make_commitment(
            plan=old, part_of=Commitment.objects.filter(plan=old).first() if number else None
        )
    with django_assert_max_num_queries(24):
        assert copy_plan(source=old, plan=new, by=None).commitments == 12
