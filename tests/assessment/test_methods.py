"""What all methods share, and where each of those beside `schedule` must not be used."""

from fractions import Fraction

import pytest

from tests.assessment.makers import figure, judge, target
from tracker.assessment import METHODS

OPEN, DUE = "2024-02-01", "2026-09-01"
OTHERS = [name for name in METHODS if name != "schedule"]
PLEDGE = target("stock", "2025", "at_least", 3000)
START = figure("2020!", 2000, key=1)


@pytest.fixture(params=METHODS)
def method(request):
    return request.param


@pytest.fixture(params=OTHERS)
def other(request):
    return request.param


@pytest.mark.parametrize(
    "aim",
    [
        target("rate", "2025", "at_least", 5),
        target("rank", "2025", "at_most", 20, "down", counted_from="top"),
        target("milestone", "2025", form="milestone", direction="none"),
        target("flow", "2021..2025", "at_least", 100),
        target("flow", "2021..2025", "at_most", 100, "down"),
        target("rate", "2025", form="reference"),
        target("ratio", "2025", form="reference"),
        target("stock", "2025", "at_least", 2, per_entity=True),
    ],
    ids=["rate", "rank", "milestone", "sum", "ceiling of a sum", "reference", "level in step", "per entity"],
)
@pytest.mark.parametrize("as_of", [OPEN, DUE])
def test_what_has_no_way_to_travel_is_not_applicable(aim, as_of, other):
    judgement = judge(aim, figure("2023", 50), baseline=figure("2020", 10), as_of=as_of, method=other)

    assert (judgement.status, judgement.reasons) == ("no_data", ("not_applicable",))
    assert (judgement.ratio, judgement.latest) == (None, None)


@pytest.mark.parametrize("kind", ["rate", "rank", "milestone"])
def test_the_registry_says_which_kinds_a_method_is_never_for(kind, other):
    assert kind in METHODS[other].never_for


def test_schedule_is_for_every_kind():
    assert METHODS["schedule"].never_for == ()


@pytest.mark.parametrize("field", ["source", "formula", "version"])
def test_every_method_documents_itself(method, field):
    assert getattr(METHODS[method], field)


def test_only_trend_is_experimental():
    assert [name for name in METHODS if METHODS[name].experimental] == ["trend"]


@pytest.mark.parametrize(
    ("fields", "status"), [({"withdrawn": True}, "withdrawn"), ({"checkable": False}, "not_rateable")]
)
def test_what_cannot_be_rated_is_said_before_the_method_is_asked(fields, status, method):
    aim = target("rate", "2025", "at_least", 5, **fields)

    assert judge(aim, figure("2025", 6), as_of=DUE, method=method).status == status


@pytest.mark.parametrize(
    ("now", "status"), [(3000, "met"), (2900, "nearly_met"), (2899, "missed"), (1900, "missed")]
)
def test_due_targets_get_one_answer_from_all_methods(now, status, method):
    judgement = judge(PLEDGE, figure("2025!", now), baseline=START, as_of=DUE, method=method)

    assert (judgement.status, judgement.method) == (status, method)


def test_after_the_deadline_a_later_figure_changes_nothing(method):
    figures = [figure("2025!", 2500, key=5), figure("2026-06!", 3100, key=6)]
    judgement = judge(PLEDGE, *figures, baseline=START, as_of=DUE, method=method)

    assert (judgement.status, judgement.latest) == ("missed", 5)


def test_without_the_figure_of_the_due_period_it_is_unreported(method):
    judgement = judge(PLEDGE, figure("2024!", 3100), baseline=START, as_of=DUE, method=method)

    assert judgement.status == "unreported"


def test_a_level_reached_early_counts_until_a_later_figure_takes_it_back(method):
    reached, lost = figure("2022!", 3001), figure("2023!", 2050)

    assert judge(PLEDGE, reached, baseline=START, as_of=OPEN, method=method).status == "achieved"
    assert judge(PLEDGE, reached, lost, baseline=START, as_of=OPEN, method=method).status == "far_behind"


def test_nothing_published_since_the_baseline_is_no_data(method):
    judgement = judge(PLEDGE, START, baseline=START, as_of=OPEN, method=method)

    assert (judgement.status, judgement.reasons) == ("no_data", ("no_observation",))


def test_one_point_gives_no_trend_of_any_kind(method):
    judgement = judge(PLEDGE, figure("2025-06!", 2900), as_of="2025-09-01", method=method)

    assert (judgement.status, judgement.reasons) == ("no_data", ("no_baseline",))
    assert (judgement.ratio, judgement.projected) == (None, None)


def test_points_less_than_a_month_apart_give_no_ratio(other):
    judgement = judge(PLEDGE, figure("2021-01-20!", 2100), baseline=START, as_of="2021-02-01", method=other)

    assert (judgement.status, judgement.reasons) == ("no_data", ("no_period",))


def test_a_bound_can_be_an_achievement_but_no_point_of_a_trend(other):
    beyond = judge(PLEDGE, figure("2023!", 3000, "more_than"), baseline=START, as_of=OPEN, method=other)
    short = judge(PLEDGE, figure("2023!", 2500, "more_than"), baseline=START, as_of=OPEN, method=other)

    assert (beyond.status, beyond.reasons) == ("achieved", ("figure_is_bound",))
    assert (short.status, short.reasons) == ("no_data", ("only_bound",))


def test_a_newer_bound_that_decides_nothing_is_passed_over_and_named(other):
    rows = [figure("2022!", 2400, key=2), figure("2023!", 2500, "more_than", key=3)]
    judgement = judge(PLEDGE, *rows, baseline=START, as_of="2023-03-01", method=other)

    assert (judgement.latest, judgement.used, judgement.reasons) == (2, (1, 2, 3), ("only_bound",))


def test_a_baseline_that_is_a_bound_starts_no_trend(other):
    judgement = judge(
        PLEDGE, figure("2023!", 2500), baseline=figure("2020!", 2000, "about"), as_of=OPEN, method=other
    )
    bound = judge(
        PLEDGE, figure("2023!", 2500), baseline=figure("2020!", 2000, "more_than"), as_of=OPEN, method=other
    )

    assert (bound.status, bound.reasons) == ("no_data", ("baseline_is_bound",))
    assert (judgement.status != "no_data", judgement.reasons) == (True, ("hedged",))


@pytest.mark.parametrize(
    ("aim", "now", "baseline"),
    [
        (target("flow", "2025", "at_least", 120), figure("2023", 96), figure("2020", 60)),
        (target("ratio", "2025", "at_most", 35, "down"), figure("2023", 38), figure("2020", 45)),
        (target("stock", "2025", "at_least", 1000, form="change"), figure("2023!", 2900), START),
        (target("stock", "2025", "about", 3000), figure("2023!", 2600), START),
        (target("stock", "2025", "between", 3000, value_to=3500), figure("2023!", 2600), START),
    ],
    ids=["a year's flow in a longer plan", "a falling mean", "a change", "about", "a range"],
)
def test_whatever_travels_a_way_has_a_ratio(aim, now, baseline, other):
    judgement = judge(aim, now, baseline=baseline, as_of=OPEN, method=other)

    assert judgement.ratio > Fraction(1, 2)
    assert judgement.status in ("on_track", "behind")


def test_the_recent_past_of_a_trend_reaches_back_three_years():
    aim = target("stock", "2030", "at_least", 200)
    rows = [figure("2021!", 100, key=2), figure("2023!", 130, key=3), figure("2024!", 140, key=4)]
    judgement = judge(aim, *rows, baseline=figure("2020!", 100, key=1), as_of="2025-02-01", method="trend")

    # From 100 in 2021 to 140 in 2024 a year brought 40/3; ten each were needed since 2020.
    assert (judgement.ratio, judgement.used) == (Fraction(4, 3), (1, 2, 4))


@pytest.mark.parametrize("kind", ["exact", "about"])
def test_a_young_trend_begins_at_the_baseline(kind):
    rows = [figure("2021!", 2300, kind, key=2), figure("2022!", 2400, key=4)]
    judgement = judge(PLEDGE, *rows, baseline=START, as_of="2023-02-01", method="trend")

    assert (judgement.ratio, judgement.used) == (1, (1, 4))


def test_a_share_near_its_end_is_on_track_by_the_progress_chart_alone():
    aim = target("ratio", "2025", "at_least", 100, percent=True)
    now, baseline = figure("2023", "99.1"), figure("2020", 99)
    judgement = judge(aim, now, baseline=baseline, as_of=OPEN, method="extrapolation")

    assert judgement.status == "on_track"
    assert judge(aim, now, baseline=baseline, as_of=OPEN, method="cagr").status == "far_behind"
