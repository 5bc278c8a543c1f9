"""Minimums for each of several bodies: a figure of all together can refute, and proves nothing."""

import pytest

from tests.assessment.makers import figure, judge, target

NOW, DUE, LONG_DUE = "2021-10-15", "2022-02-01", "2022-09-01"


def each(kind="flow", comparator="at_least", value=2, direction="up", **fields):
    return target(kind, "2021", comparator, value, direction, per_entity=True, **fields)


@pytest.mark.parametrize(
    ("total", "count", "status"),
    [
        (1, None, "missed"),
        (2, None, "no_data"),
        (50, None, "no_data"),
        (7, 4, "missed"),
        (8, 4, "no_data"),
        (80, 4, "no_data"),
        (1, 0, "missed"),
        (2, 0, "no_data"),
        (2, 1, "met"),
        (1, 1, "missed"),
    ],
)
def test_a_total_refutes_a_minimum_for_each_and_does_not_prove_it(total, count, status):
    judgement = judge(each(entity_count=count), figure("2021", total), as_of=DUE)

    assert judgement.status == status
    assert ("entities_unknown" in judgement.reasons) is (status == "no_data")


def test_what_a_total_leaves_open_is_unreported_in_the_end():
    judgement = judge(each(), figure("2021", 50, key=3), as_of=LONG_DUE)

    assert (judgement.status, judgement.reasons) == ("unreported", ("entities_unknown",))
    assert (judgement.latest, judgement.used) == (3, (3,))


@pytest.mark.parametrize("total", [1, 2, 50])
def test_before_it_is_due_a_total_decides_nothing(total):
    rows = [figure("2021-01..06", 1, key=1), figure("2021-01..09", total, key=2)]
    judgement = judge(each(), *rows, as_of=NOW)

    assert (judgement.status, judgement.reasons) == ("no_data", ("entities_unknown",))
    assert judgement.latest == 2


@pytest.mark.parametrize("as_of", [NOW, DUE])
def test_no_share_of_a_minimum_for_each_is_worked_out_from_a_total(as_of):
    judgement = judge(each(), figure("2021", 1), as_of=as_of)

    assert (judgement.completion, judgement.gap, judgement.projected) == (None, None, None)
    assert (judgement.required_pace, judgement.expected) == (None, None)


@pytest.mark.parametrize(
    ("kind", "comparator", "value", "count", "figure_of_all", "status"),
    [
        ("ratio", "at_least", 50, None, 49, "missed"),
        ("ratio", "at_least", 50, 4, 49, "missed"),
        ("ratio", "at_least", 50, None, 51, "no_data"),
        ("flow", "at_most", 10, 4, 41, "missed"),
        ("flow", "at_most", 10, 4, 40, "no_data"),
        ("flow", "at_most", 10, None, 1000, "no_data"),
        ("flow", "more_than", 2, None, 2, "missed"),
        ("flow", "at_least", -3, None, -4, "no_data"),
        ("flow", "between", 2, None, 1, "missed"),
        ("rank", "at_most", 10, None, 11, "no_data"),
    ],
)
def test_means_sums_and_ranks_of_all_refute_what_they_can(
    kind, comparator, value, count, figure_of_all, status
):
    more = {"value_to": 5} if comparator == "between" else {}
    direction = "down" if comparator == "at_most" else "up"
    aim = each(kind, comparator, value, direction, entity_count=count, **more)

    assert judge(aim, figure("2021", figure_of_all), as_of=DUE).status == status


def test_a_level_of_all_refutes_a_minimum_for_each_whatever_the_baseline():
    aim = each("stock")
    judgement = judge(aim, figure("2021!", 1), baseline=figure("2020!", 5), as_of=DUE)

    assert (judgement.status, judgement.progress) == ("missed", None)


def test_a_change_for_each_is_not_told_from_a_level_of_all():
    aim = each("stock", form="change")
    judgement = judge(aim, figure("2021!", 1), baseline=figure("2020!", 5), as_of=DUE)

    assert judgement.status == "no_data"


@pytest.mark.parametrize(("qualifier", "status"), [("less_than", "missed"), ("at_least", "no_data")])
def test_a_bound_of_the_total_refutes_on_its_own_side(qualifier, status):
    assert judge(each(), figure("2021", 2, qualifier), as_of=DUE).status == status
