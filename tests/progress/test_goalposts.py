"""Targets that moved, and pledges nobody reported on."""

import datetime

import pytest

from tests.factories import (
    make_commitment,
    make_document,
    make_observation,
    make_plan,
    make_public_document,
    make_series,
    make_target,
)
from tracker.models import Commitment, Target
from tracker.progress import goalposts, moved_targets

pytestmark = pytest.mark.django_db

DAY = datetime.date(2023, 1, 1)


def goalpost_of(commitment, as_of=DAY):
    return goalposts(Commitment.objects.filter(pk=commitment.pk), as_of=as_of)[0]


def moved(series=None, first=None, **later):
    """A commitment whose target was announced anew in mid-2021."""
    commitment = make_commitment(series=series or make_series(), target=first)
    make_target(commitment, document=make_document(published="2021-07-01"), **later)
    return commitment


@pytest.mark.parametrize(
    ("later", "moves"),
    [
        ({"value": "80"}, ("lowered",)),
        ({"value": "120"}, ("raised",)),
        ({"value": "100"}, ()),
        ({"value": "100", "period": "2022"}, ("postponed",)),
        ({"value": "100", "period": "2021-H1"}, ("brought_forward",)),
        ({"value": "80", "period": "2022"}, ("lowered", "postponed")),
        ({"value": "100", "comparator": "more_than"}, ("reworded",)),
        ({"value": "100", "form": "growth"}, ("rebased",)),
    ],
)
def test_a_later_target_moves_the_earlier(later, moves):
    assert goalpost_of(moved(**later)).moves == moves


@pytest.mark.parametrize(("value", "moves"), [("4", ("lowered",)), ("2", ("raised",))])
def test_a_higher_ceiling_asks_for_less(value, moves):
    series = make_series(kind="rate", direction="down", unit="%")
    commitment = moved(series, {"value": "3", "comparator": "at_most"}, value=value, comparator="at_most")
    assert goalpost_of(commitment).moves == moves


def test_another_baseline_is_a_rebasing():
    commitment = moved(make_series(kind="stock"), value="100")
    bases = [make_observation(commitment.series, value, "2020") for value in ("50", "60")]
    for target, base in zip(commitment.targets.all(), bases, strict=True):
        Target.objects.filter(pk=target.pk).update(baseline=base)
    assert goalpost_of(commitment).moves == ("rebased",)


def test_a_withdrawn_pledge_is_dropped():
    commitment = make_commitment()
    Commitment.objects.filter(pk=commitment.pk).update(
        withdrawn_on=datetime.date(2021, 9, 1), withdrawn_reason="后续报告不再提及"
    )
    assert goalpost_of(commitment).moves == ("dropped",)
    assert goalpost_of(commitment, datetime.date(2021, 8, 31)).moves == ()


def test_the_change_names_its_source():
    [change] = goalpost_of(moved(value="80")).changes
    assert change.document.published_on == datetime.date(2021, 7, 1)
    assert (change.before.value, change.after.value) == (100, 80)


def test_nothing_had_moved_before_the_change_was_known():
    assert goalpost_of(moved(value="80"), datetime.date(2021, 6, 30)).changes == []


def test_the_verdict_is_given_against_the_first_and_the_current_target():
    commitment = moved(value="80")
    make_observation(commitment.series, "90")
    found = goalpost_of(commitment)
    assert (found.against_first.status, found.against_current.status) == ("nearly_met", "met")


def test_a_pledge_of_the_next_plan_is_compared_with_the_one_it_continues():
    series = make_series()
    earlier = make_commitment(series=series)
    plan = make_plan("410100-2022", document=make_document(published="2022-01-30"))
    later = make_commitment(
        series=series, plan=plan, continues=earlier, target={"value": "80", "period": "2022"}
    )
    [change] = goalpost_of(later).changes
    assert (change.moves, change.next_plan) == (("lowered",), True)


def test_a_draft_it_continues_stays_hidden():
    series = make_series()
    earlier = make_commitment(series=series, state="draft")
    later = make_commitment(series=series, continues=earlier, target={"value": "80"})
    assert goalpost_of(later).changes == []


def test_unreported_after_the_next_report_is_silence():
    commitment = make_commitment()
    report = make_public_document(
        published="2022-02-10", kind="work_report", jurisdiction=commitment.plan.jurisdiction
    )
    assert goalpost_of(commitment).silent_since == report
    assert goalpost_of(commitment, datetime.date(2022, 2, 20)).silent_since is None


def test_a_report_that_somebody_typed_breaks_no_silence():
    commitment = make_commitment()
    make_document(published="2022-02-10", kind="work_report", jurisdiction=commitment.plan.jurisdiction)
    assert goalpost_of(commitment).silent_since is None


def test_a_report_of_another_government_says_nothing():
    commitment = make_commitment()
    make_public_document(published="2022-02-10", kind="work_report")
    assert goalpost_of(commitment).silent_since is None


@pytest.mark.parametrize(("value", "notable"), [("80", True), ("120", False)])
def test_only_what_was_made_easier_is_notable(value, notable):
    commitment = moved(value=value)
    make_observation(commitment.series, "130")
    assert goalpost_of(commitment).is_notable is notable


def test_the_next_yearly_plan_is_a_report_too():
    commitment = make_commitment()
    plan = make_plan("410100-2022", document=make_document(published="2022-02-10", kind="article"))
    assert goalpost_of(commitment).silent_since == plan.document


def test_queries_do_not_grow_with_commitments(django_assert_num_queries):
    for _ in range(4):
        moved(value="80")
    with django_assert_num_queries(6):
        goalposts(Commitment.objects.for_list(), as_of=DAY)


def test_moved_targets_are_told_alike_with_and_without_their_figures(django_assert_num_queries):
    moved(value="80")
    moved(value="120")
    make_observation(make_commitment(target={"value": "7"}).series, "5")
    rows = Commitment.objects.for_list().order_by("code")

    judged = [row for row in goalposts(rows, as_of=DAY) if row.changes]
    with django_assert_num_queries(3):
        told = moved_targets(rows.all(), as_of=DAY)

    assert [(row.commitment, row.changes) for row in told] == [
        (row.commitment, row.changes) for row in judged
    ]
    assert [row.moves for row in told] == [("lowered",), ("raised",)]
