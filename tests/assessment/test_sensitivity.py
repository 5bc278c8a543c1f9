import pytest

from tests.assessment.makers import figure, judge, target
from tracker.assessment import METHODS, Judgement, in_place, method_sensitive, vintage_sensitive

AIM = target("stock", "2025", "at_least", 3000)


def said(*statuses, due=False):
    return [Judgement(status=status, method="m", version="1", due=due) for status in statuses]


@pytest.mark.parametrize(
    ("statuses", "sensitive"),
    [
        (["on_track", "behind"], True),
        (["ahead", "regressing"], True),
        (["achieved", "far_behind"], True),
        (["on_track", "no_data", "behind"], True),
        (["on_track", "ahead", "achieved"], False),
        (["behind", "far_behind", "regressing"], False),
        (["on_track", "no_data"], False),
        (["behind", "not_rateable", "withdrawn"], False),
        (["no_data", "no_data"], False),
        ([], False),
    ],
)
def test_methods_that_disagree_on_good_or_bad_make_a_status_sensitive(statuses, sensitive):
    assert method_sensitive(said(*statuses)) is sensitive


def test_a_due_target_is_never_sensitive_to_the_method():
    assert not method_sensitive(said("on_track", "behind", due=True))


def test_half_way_at_three_fifths_is_on_track_by_schedule_alone():
    judgements = [
        judge(AIM, figure("2023!", 2500), baseline=figure("2020!", 2000), as_of="2024-03-01", method=name)
        for name in METHODS
    ]

    assert method_sensitive(judgements)


@pytest.mark.parametrize(("other", "sensitive"), [(3001, False), (2999, True), (4000, False), ("2500", True)])
def test_another_published_figure_of_the_period_may_change_the_status(other, sensitive):
    counts, rival = figure("2025!", 3000, key=1), figure("2025!", other, key=2)

    def judged(row):
        return judge(AIM, *in_place([figure("2024!", 2800), counts], row), as_of="2026-03-01")

    assert vintage_sensitive(judged(counts), judged, [rival]) is sensitive


def test_without_another_figure_nothing_is_sensitive_to_it():
    counts = figure("2025!", 3000)
    judgement = judge(AIM, counts, as_of="2026-03-01")

    assert not vintage_sensitive(judgement, lambda row: judge(AIM, row, as_of="2026-03-01"), [])


def test_an_alternative_takes_the_place_of_the_figure_of_its_period_alone():
    earlier, counts, rival = figure("2020", 1), figure("2021", 2), figure("2021", 3)

    assert in_place([earlier, counts], rival) == [earlier, rival]
    assert in_place([earlier], rival) == [earlier, rival]
