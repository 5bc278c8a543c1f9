"""The lean reading leads to the very verdicts the full one does: `read`, row by row, is the slow oracle."""

import datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import (
    make_commitment,
    make_document,
    make_indicator,
    make_observation,
    make_path_point,
    make_series,
    make_target,
)
from tracker import assessment
from tracker.models import Commitment, Observation, Target
from tracker.progress import current_rule_set, read
from tracker.progress.known.lean import LeanReader
from tracker.progress.known.shelf import COMMITMENT
from tracker.progress.stored.recording import verdicts_of

pytestmark = pytest.mark.django_db

DAYS = [datetime.date(2021, 6, 1), datetime.date(2022, 2, 1), datetime.date(2024, 7, 1)]
WITHDRAWN = {"withdrawn_at": "2022-07-01T00:00:00+08:00", "withdrawn_reason": "entered wrongly"}
FIGURES = st.lists(
    st.fixed_dictionaries(
        {
            "of": st.sampled_from(["own", "level", "rate"]),
            "value": st.sampled_from(["60", "99.5", "150", "0.01"]),
            "period": st.sampled_from(["2019", "2020", "2021", "2021-H1", "2022"]),
            "published": st.sampled_from(["2021-03-01", "2022-01-20", "2022-06-30", "2024-01-30"]),
            "unit": st.sampled_from(["家", "万家"]),
            "qualifier": st.sampled_from(["exact", "exact", "about", "at_least"]),
            "state": st.sampled_from(["published", "published", "published", "draft"]),
            "gone": st.sampled_from([False, False, False, True]),
        }
    ),
    max_size=8,
)


def make_world(figures, *, kind, period, baseline, path, later_target) -> list[Commitment]:
    """A pledge about a series tied to a level, one about that level, and one in step with the first."""
    level = make_series(make_indicator(kind="stock"))
    own = make_series(make_indicator(kind=kind, change_of=level.indicator if kind == "flow" else None))
    pledge = make_commitment(series=own, target={"period": period})
    about_level = make_commitment(series=level, target={"period": period})
    in_step = make_commitment(
        series=make_series(kind="rate"), target={"form": "reference", "wording": "in_step", "reference": own}
    )
    series = {"own": own, "level": level, "rate": in_step.series}
    rows = [_figure(series[each["of"]], **each) for each in figures]
    pinned = [row for row in rows if row.series_id == own.pk]
    if baseline and pinned:
        Target.objects.filter(commitment=pledge).update(baseline=pinned[0])
    if path:
        make_path_point(pledge.targets.get(), "2021-06-30", 40)
    if later_target:
        make_target(pledge, document=make_document(published="2021-09-01"), value="80", period=period)
    return [pledge, about_level, in_step]


def _figure(series, *, of, gone, **fields) -> Observation:
    row = make_observation(series, **fields)
    if gone:
        Observation.objects.filter(pk=row.pk).update(**WITHDRAWN)
    return row


def lean_readings(day):
    return LeanReader(day).read(Commitment.objects.order_by("pk").values_list(*COMMITMENT))


@settings(max_examples=80)
@given(
    figures=FIGURES,
    day=st.sampled_from(DAYS),
    kind=st.sampled_from(["flow", "stock", "ratio"]),
    period=st.sampled_from(["2021", "2022", "2025"]),
    baseline=st.booleans(),
    path=st.booleans(),
    later_target=st.booleans(),
)
def test_the_same_verdicts_follow_from_the_lean_reading(figures, day, **world):
    with transaction.atomic():
        commitments = make_world(figures, **world)
        rule_set = current_rule_set()
        rules = assessment.Rules.from_json(rule_set.rules)
        full = verdicts_of(read(commitments, as_of=day), rules, rule_set)
        lean = verdicts_of(lean_readings(day), rules, rule_set)
        assert [_said(verdict) for verdict in lean] == [_said(verdict) for verdict in full]
        transaction.set_rollback(True)


def _said(verdict):
    return {name: value for name, value in vars(verdict).items() if name != "_state"}


def test_a_baseline_of_a_series_read_for_nothing_else_is_found():
    level, rate = make_series(make_indicator()), make_series(kind="rate", unit="%")
    commitment = make_commitment(series=rate)
    base = make_observation(level, "12003", "2020", published="2021-01-30")
    Target.objects.filter(commitment=commitment).update(baseline=base)
    [reading] = lean_readings(DAYS[1])
    assert (reading.baseline.pk, reading.baseline.series.code) == (base.pk, level.code)


def test_a_commitment_not_announced_by_then_is_left_out():
    make_commitment()
    assert lean_readings(datetime.date(2021, 1, 29)) == []


def test_a_commitment_without_a_series_is_read():
    commitment = make_commitment(measured=False)
    [reading] = lean_readings(DAYS[1])
    assert (reading.commitment.code, reading.observations) == (commitment.code, [])


def test_reading_more_takes_no_more_queries():
    def queries() -> int:
        make_world(
            [{"of": "own", "value": "60", "period": "2020", "published": "2021-03-01", "gone": False}],
            kind="flow", period="2021", baseline=True, path=True, later_target=True,
        )  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            lean_readings(DAYS[2])
        return len(asked)

    assert queries() == queries() == queries()
