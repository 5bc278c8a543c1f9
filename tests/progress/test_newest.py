"""The newest figure inside a target's time, asked at once: `Reading.latest`, row by row, is the oracle."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import make_commitment, make_observation, make_series
from tracker.models import Commitment, Observation, Target
from tracker.progress import read, refresh, today
from tracker.progress.newest import newest_within

pytestmark = pytest.mark.django_db

WITHDRAWN = {"withdrawn_at": "2022-07-01T00:00:00+08:00", "withdrawn_reason": "entered wrongly"}
FIGURES = st.lists(
    st.fixed_dictionaries(
        {
            "value": st.sampled_from(["60", "99.5", None]),
            "period": st.sampled_from(["2019", "2020", "2021", "2021-H1", "2021-06-30", "2022-Q1", "2025"]),
            "published": st.sampled_from(["2021-03-01", "2022-01-20", "2022-06-30"]),
            "state": st.sampled_from(["published", "published", "draft"]),
            "gone": st.sampled_from([False, False, True]),
        }
    ),
    max_size=6,
)


def newest(day):
    """What the question finds, by commitment: value and period."""
    numbers = list(Commitment.objects.values_list("pk", flat=True))
    figures = Observation.objects.in_bulk(newest_within(numbers, day=day).values())
    return {
        number: (str(figures[figure].value), figures[figure].period)
        for number, figure in newest_within(numbers, day=day).items()
    }


def by_reading(day):
    rows = {reading.commitment.pk: reading.latest for reading in read(Commitment.objects.all(), as_of=day)}
    return {number: (str(row.value), row.period) for number, row in rows.items() if row}


@settings(max_examples=40)
@given(
    figures=FIGURES,
    period=st.sampled_from(["2021", "2021-H2", "2025", "2021-01-01", "2021-12-31", "2019..2022"]),
    kind=st.sampled_from(["flow", "stock"]),
    baseline=st.booleans(),
)
def test_the_newest_figure_is_the_one_the_reading_has(figures, period, kind, baseline):
    commitment = make_commitment(series=make_series(kind=kind), target={"period": period})
    rows = []
    for each in figures:
        told = {name: value for name, value in each.items() if name != "gone"}
        missing = {"missing_reason": "not_published"} if told["value"] is None else {}
        rows.append(make_observation(commitment.series, **told, **missing))
        if each["gone"]:
            Observation.objects.filter(pk=rows[-1].pk).update(**WITHDRAWN)
    if baseline and rows:
        Target.objects.filter(commitment=commitment).update(baseline=rows[0])
    refresh()

    assert newest(today()) == by_reading(today())


def test_a_figure_known_only_later_is_not_the_newest(db):
    commitment = make_commitment(target={"period": "2021"})
    make_observation(commitment.series, "7", "2021-H1", published="2021-08-01")
    make_observation(commitment.series, "9", "2021", published="2022-02-01")
    refresh()

    assert newest(datetime.date(2021, 9, 1)) == {commitment.pk: ("7", "2021-H1")}
