"""What holds for any target, any figures and any day."""

import dataclasses
from datetime import date
from fractions import Fraction

from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.assessment.makers import figure, target
from tracker.assessment import DEFAULT_RULES, METHODS, REASONS, Figure, Status, Target, Tolerance, assess
from tracker.assessment.facts import COMPARATORS, DIRECTIONS, FORMS, KINDS, QUALIFIERS

PERIODS = [
    (date(2020, 1, 1), date(2020, 12, 31)),
    (date(2020, 12, 31), date(2020, 12, 31)),
    (None, date(2020, 12, 31)),
    (date(2021, 1, 1), date(2021, 6, 30)),
    (date(2021, 6, 30), date(2021, 6, 30)),
    (date(2021, 1, 1), date(2021, 12, 31)),
    (date(2021, 12, 31), date(2021, 12, 31)),
    (date(2021, 10, 1), date(2021, 12, 31)),
    (date(2022, 1, 1), date(2022, 12, 31)),
    (date(2022, 12, 31), date(2022, 12, 31)),
    (date(2021, 1, 1), date(2022, 12, 31)),
    (date(2022, 1, 1), date(2022, 3, 31)),
]
VALUES = st.fractions(min_value=-50, max_value=150, max_denominator=4)
DAYS = st.dates(date(2020, 6, 1), date(2024, 6, 1))
DAYS_AFTER_DUE = st.dates(date(2023, 1, 1), date(2024, 6, 1))
SCALES = st.fractions(min_value=Fraction(1, 1000), max_value=100_000, max_denominator=1000).filter(bool)


def figures_of(qualifiers=QUALIFIERS):
    """One figure of each of several periods; the key follows from the period."""
    made = st.dictionaries(
        st.sampled_from(range(len(PERIODS))),
        st.tuples(VALUES, st.sampled_from(sorted(qualifiers)), st.booleans()),
        max_size=5,
    )
    return made.map(lambda rows: [_figure(place, *row) for place, row in sorted(rows.items())])


def _figure(place: int, value: Fraction, qualifier: str, derived: bool, offset: int = 0) -> Figure:
    start, end = PERIODS[place]
    return Figure(key=offset + place, value=value, start=start, end=end, qualifier=qualifier, derived=derived)


PATHS = st.just(()) | st.lists(st.tuples(DAYS, VALUES), min_size=1, max_size=3).map(tuple)


def any_target(forms=FORMS, comparators=COMPARATORS, kinds=KINDS, each=(False, False, True)):
    return st.builds(
        Target,
        form=st.sampled_from(sorted(forms)),
        comparator=st.sampled_from(sorted(comparators)),
        kind=st.sampled_from(sorted(kinds)),
        direction=st.sampled_from(sorted(DIRECTIONS)),
        counted_from=st.sampled_from(["", "top", "bottom"]),
        value=st.none() | VALUES if "level" in forms and len(forms) > 1 else VALUES,
        value_to=st.none() | VALUES,
        start=st.sampled_from([None, date(2021, 1, 1), date(2022, 1, 1), date(2022, 12, 31)]),
        due=st.sampled_from([date(2021, 12, 31), date(2022, 12, 31)]),
        rounding=st.sampled_from([Fraction(0), Fraction(1, 2)]),
        tolerance=st.none()
        | st.builds(Tolerance, kind=st.sampled_from(["percent", "points"]), value=st.just(Fraction(3))),
        checkable=st.sampled_from([True, True, True, False]),
        percent=st.booleans(),
        path=PATHS,
        per_entity=st.sampled_from(each),
        entity_count=st.sampled_from([None, 0, 1, 3]),
    )


BASELINES = st.none() | st.builds(
    _figure,
    st.sampled_from([0, 1, 2, 4]),
    VALUES,
    st.sampled_from(["exact", "exact", "about", "at_least", "less_than"]),
    st.booleans(),
    offset=st.just(100),
)
REFERENCES = figures_of().map(lambda rows: [dataclasses.replace(row, key=row.key + 200) for row in rows])


ANY_METHOD = st.sampled_from(list(METHODS))


def ask(aim, baseline, observations, as_of, reference=(), method="schedule"):
    return assess(
        target=aim,
        baseline=baseline,
        observations=observations,
        as_of=as_of,
        rules=DEFAULT_RULES,
        reference=reference,
        method=method,
    )


@given(any_target(), BASELINES, figures_of(), DAYS, REFERENCES, ANY_METHOD)
def test_every_question_has_an_answer_in_known_words(aim, baseline, rows, as_of, reference, method):
    judgement = ask(aim, baseline, rows, as_of, reference, method)

    assert judgement.status in list(Status)
    assert set(judgement.reasons) <= set(REASONS)
    assert list(judgement.reasons) == sorted(set(judgement.reasons))
    assert list(judgement.used) == sorted(set(judgement.used))
    assert aim.path or judgement.elapsed is None or 0 <= judgement.elapsed <= 1
    assert (judgement.points is None) is (judgement.projected_low is None)
    assert judgement.points is None or (
        judgement.projected_low <= judgement.projected <= judgement.projected_high
    )
    assert judgement.due is (as_of > aim.due)
    assert all(isinstance(number, str | None) for number in judgement.to_numbers().values())


@given(any_target(), BASELINES, figures_of(), DAYS, REFERENCES, st.randoms(use_true_random=False), ANY_METHOD)
def test_the_order_of_figures_changes_nothing(aim, baseline, rows, as_of, reference, dice, method):
    judgement = ask(aim, baseline, rows, as_of, reference, method)
    dice.shuffle(rows)
    dice.shuffle(reference)

    assert ask(aim, baseline, rows, as_of, reference, method) == judgement


@given(any_target(), BASELINES, figures_of(), DAYS, REFERENCES, ANY_METHOD)
def test_a_judgement_follows_from_the_rows_it_names_alone(aim, baseline, rows, as_of, reference, method):
    judgement = ask(aim, baseline, rows, as_of, reference, method)
    used = set(judgement.used)
    kept = baseline if baseline and baseline.key in used else None

    again = ask(
        aim,
        kept,
        [row for row in rows if row.key in used],
        as_of,
        [row for row in reference if row.key in used],
        method,
    )

    assert again == judgement


@given(any_target(forms=("level", "change")), BASELINES, figures_of(), DAYS, SCALES, ANY_METHOD)
def test_another_unit_changes_no_status_and_no_share(aim, baseline, rows, as_of, scale, method):
    assume(not aim.is_milestone and not aim.percent)

    def scaled(row):
        return row and dataclasses.replace(row, value=row.value * scale)

    points = aim.tolerance is not None and aim.tolerance.kind == "points"
    other = dataclasses.replace(
        aim,
        value=None if aim.value is None else aim.value * scale,
        value_to=None if aim.value_to is None else aim.value_to * scale,
        rounding=aim.rounding * scale,
        path=tuple((when, value * scale) for when, value in aim.path),
        tolerance=Tolerance(kind="points", value=aim.tolerance.value * scale) if points else aim.tolerance,
    )
    first = ask(aim, baseline, rows, as_of, method=method)
    second = ask(other, scaled(baseline), [scaled(row) for row in rows], as_of, method=method)

    assert (second.ratio, second.points) == (first.ratio, first.points)
    assert (second.status, second.reasons, second.used) == (first.status, first.reasons, first.used)
    assert (second.completion, second.progress, second.gap) == (first.completion, first.progress, first.gap)
    assert second.expected == (None if first.expected is None else first.expected * scale)


@given(any_target(), BASELINES, figures_of(), DAYS, VALUES, ANY_METHOD)
def test_figures_that_end_after_the_due_date_change_nothing(aim, baseline, rows, as_of, value, method):
    later = Figure(key=999, value=value, start=aim.due, end=date(aim.due.year + 1, 6, 30))

    assert ask(aim, baseline, [*rows, later], as_of, method=method) == ask(
        aim, baseline, rows, as_of, method=method
    )


@given(any_target(), BASELINES, figures_of(), DAYS_AFTER_DUE, DAYS_AFTER_DUE, ANY_METHOD)
def test_a_decided_due_verdict_stays_whatever_the_day(aim, baseline, rows, first, second, method):
    days = sorted((first, second))
    earlier, later = (ask(aim, baseline, rows, day, method=method) for day in days)

    assert later == earlier or {earlier.status, later.status} <= {"no_data", "unreported"}


@given(any_target(), BASELINES, figures_of(), DAYS_AFTER_DUE)
def test_a_due_verdict_rests_on_figures_of_the_due_period_or_on_an_early_success(aim, baseline, rows, as_of):
    judgement = ask(aim, baseline, rows, as_of)

    assert judgement.judged_at in (None, aim.due) or judgement.status == "met"


@given(
    st.sampled_from(["flow", "stock", "ratio"]),
    st.fractions(min_value=Fraction(1, 100), max_value=1000),
    VALUES,
    VALUES,
    st.dates(date(2021, 7, 1), date(2021, 12, 31)),
)
def test_completion_grows_with_what_was_reached(kind, value, low, high, as_of):
    assume(low < high)
    aim, period = target(kind, "2021", "at_least", value), "2021-06!" if kind == "stock" else "2021-01..06"

    first, second = (ask(aim, None, [figure(period, reached)], as_of).completion for reached in (low, high))

    assert first < second


BETTER = {
    "unreported": 0, "no_data": 0, "regressing": 1, "far_behind": 2, "behind": 3, "on_track": 4, "ahead": 5,
    "achieved": 6, "missed": 1, "nearly_met": 2, "met": 3,
}  # fmt: skip


@given(
    any_target(
        forms=("level", "change", "growth"),
        comparators=("at_least", "at_most", "more_than", "less_than"),
        kinds=("flow", "stock", "ratio", "rate", "rank"),
        each=(False,),
    ),
    BASELINES,
    figures_of(qualifiers=("exact", "about")),
    DAYS,
    st.fractions(min_value=Fraction(1, 4), max_value=100, max_denominator=4),
    st.integers(0, 4),
)
@example(
    aim=target("flow", "2022", "at_least", 100),
    baseline=_figure(0, Fraction(50), "exact", False, 100),
    rows=[_figure(5, Fraction(60), "exact", False), _figure(11, Fraction(99), "exact", False)],
    as_of=date(2022, 6, 1),
    more=Fraction(1),
    place=1,
)
def test_a_more_favourable_figure_never_gives_a_worse_status(aim, baseline, rows, as_of, more, place):
    assume(aim.checkable and place < len(rows))
    upward = aim.comparator in ("at_least", "more_than")
    better = list(rows)
    better[place] = dataclasses.replace(rows[place], value=rows[place].value + (more if upward else -more))

    first, second = ask(aim, baseline, rows, as_of), ask(aim, baseline, better, as_of)

    if first.status != "not_rateable":
        assert BETTER[second.status] >= BETTER[first.status]


@given(any_target(), BASELINES, figures_of(), DAYS_AFTER_DUE)
def test_all_methods_that_answer_agree_on_what_is_due(aim, baseline, rows, as_of):
    judgements = [ask(aim, baseline, rows, as_of, method=name) for name in METHODS]

    answers = {item.status for item in judgements if "not_applicable" not in item.reasons}
    assert len(answers) == 1


@given(any_target(), BASELINES, figures_of(), DAYS)
def test_a_derived_figure_leads_to_the_rows_behind_it(aim, baseline, rows, as_of):
    derived = [
        dataclasses.replace(row, key=-row.key - 1, derived=True, rests_on=(row.key + 500, row.key + 600))
        for row in rows
    ]
    judgement = ask(aim, baseline, derived, as_of)

    behind = {key for row in derived for key in row.rests_on}
    assert set(judgement.used) <= behind | ({baseline.key} if baseline else set())
    assert judgement.latest is None or judgement.latest in {row.row for row in derived}
