"""Which figures a year asks for, for whom, and what is there already."""

import datetime

import pytest

from tests import factories as make
from tracker.models import Commitment, Observation, Revision
from tracker.progress import asked_period, asked_rows
from tracker.quantities import parse_period

pytestmark = pytest.mark.django_db


def promise(**fields) -> Commitment:
    """A commitment of a five-year plan, due 2025; `fields` go to its target."""
    series = fields.pop("series", None) or make.make_series(kind=fields.pop("kind", "flow"))
    commitment = fields.pop("commitment", {})
    plan = make.make_plan("410100-2021-2025", period_end="2025-12-31", kind="five_year")
    return make.make_commitment(
        series=series, plan=plan, target={"period": "2021..2025", **fields}, **commitment
    )


def propose(figure: Observation) -> Revision:
    """A new version of a public figure, waiting for a second person."""
    changes = {"value": [figure.written, "91"]}
    return Revision.objects.create(row=figure, series=figure.series, label="91", changes=changes)


def rows(period: str = "2021", by=None, **scope):
    return asked_rows(parse_period(period), by=by, **scope).rows


def keys(period: str = "2021", **scope):
    return [(row.series.indicator.code, row.period.text) for row in rows(period, **scope)]


@pytest.mark.parametrize(
    ("kind", "period", "year", "expected"),
    [
        ("flow", "2021", 2021, "2021"),
        ("flow", "2021-H1", 2021, "2021-H1"),
        ("flow", "2021..2025", 2023, "2021..2023"),
        ("flow", "2021..2025", 2021, "2021"),
        ("flow", "2021..2025", 2025, "2021..2025"),
        ("stock", "2025", 2023, "2023"),
        ("stock", "2025", 2025, "2025"),
        ("rate", "2021..2025", 2023, "2023"),
    ],
)
def test_a_row_asks_for_the_period_the_target_is_judged_by(kind, period, year, expected):
    target = promise(kind=kind, period=period).targets.get()

    assert asked_period(target, year) == expected
    assert [row.period.text for row in rows(str(year))] == [expected]


@pytest.mark.parametrize(("year", "count"), [("2020", 0), ("2021", 1), ("2023", 1), ("2025", 1), ("2026", 0)])
def test_a_commitment_asks_from_the_beginning_of_its_plan_to_its_due_date(year, count):
    promise(kind="stock", period="2025")

    assert len(rows(year)) == count


@pytest.mark.parametrize(
    ("fields", "asks"),
    [
        ({"state": "draft"}, True),
        ({"state": "returned"}, True),
        ({"checkable": False, "unrateable_reason": "no_measure"}, False),
        ({"withdrawn_on": datetime.date(2022, 1, 1), "withdrawn_reason": "merged"}, False),
    ],
)
def test_drafts_ask_and_what_can_never_be_judged_does_not(fields, asks):
    make.make_commitment(**fields)

    assert len(rows()) == asks


def test_a_part_of_a_year_is_asked_for_as_it_is():
    make.make_commitment(series=make.make_series(make.make_indicator("flow", kind="flow")))
    make.make_commitment(series=make.make_series(make.make_indicator("stock", kind="stock")))

    half = rows("2021-H1")
    assert [(row.period.text, row.period.start, row.period.end) for row in half] == [
        ("2021-H1", datetime.date(2021, 1, 1), datetime.date(2021, 6, 30)),
        ("2021-H1", datetime.date(2021, 6, 30), datetime.date(2021, 6, 30)),
    ]


def test_commitments_of_one_series_and_period_share_a_row_and_others_do_not():
    series = make.make_series()
    annual = make.make_commitment(series=series, number=1)
    also = make.make_commitment(series=series, number=2, state="draft")
    five = promise(series=series)

    found = {row.period.text: [ask.commitment for ask in row.asks] for row in rows("2021")}
    assert found == {"2021": [annual, also, five]}
    assert {row.period.text for row in rows("2022")} == {"2021..2022"}


def test_the_current_target_is_the_public_one_of_a_public_commitment():
    commitment = make.make_commitment(target={"value": "100"})
    document = make.make_document(published="2021-06-01")
    make.make_target(commitment, document=document, value="90", state="draft")
    draft = make.make_commitment(state="draft", target={"value": "70", "state": "draft"})

    values = {ask.commitment: ask.target.value for row in rows() for ask in row.asks}
    assert values == {commitment: 100, draft: 70}


def test_what_is_expected_by_the_day():
    series = make.make_series(kind="flow")
    make.make_commitment(series=series, target={"period": "2021..2025", "value": "100"})

    [row] = rows("2022")
    assert row.asks[0].expected == 40


def test_what_is_expected_follows_the_planned_path_and_the_baseline():
    stock = make.make_series(kind="stock")
    baseline = make.make_observation(stock, "50", "2020", published="2021-01-30")
    commitment = make.make_commitment(series=stock, target={"period": "2025", "baseline": baseline})
    [row] = rows("2021")
    assert row.asks[0].expected == 60

    make.make_path_point(commitment.targets.get(), "2021-12-31", 55)
    [row] = rows("2021")
    assert row.asks[0].expected == 55


def test_the_figures_of_the_period_stand_beside_the_last_one_before():
    series = make.make_series()
    make.make_commitment(series=series)
    make.make_observation(series, "70", "2019", published="2020-03-01")
    last = make.make_observation(series, "80", "2020", published="2021-03-01")
    make.make_observation(series, "81", "2020", published="2021-04-01", state="draft")
    first = make.make_observation(series, "98", published="2022-01-26")
    draft = make.make_observation(series, "101", published="2022-03-01", state="draft")
    gone = make.make_observation(series, "99", published="2022-02-01")
    Observation.objects.filter(pk=gone.pk).update(
        withdrawn_at=datetime.datetime(2022, 5, 1, tzinfo=datetime.UTC), withdrawn_reason="wrong"
    )

    [row] = rows()
    assert (row.last, row.there, row.waiting) == (last, [draft, first], [])
    assert row.seen == f"{first.pk}.{draft.pk}~"
    assert row.key == f"{series.pk}:2021"


@pytest.mark.parametrize(("kind", "last"), [("flow", "2020"), ("stock", "2021-06")])
def test_the_last_figure_of_a_year_is_a_year_and_of_a_level_the_last_level(kind, last):
    series = make.make_series(kind=kind)
    make.make_commitment(series=series)
    for period in ("2019", "2020", "2021-06"):
        make.make_observation(series, "70", period)

    assert rows()[0].last.period == last


def test_a_proposal_for_a_public_figure_is_told_and_changes_what_was_seen():
    series = make.make_series()
    make.make_commitment(series=series)
    figure = make.make_observation(series)
    before = rows()[0].seen
    proposal = propose(figure)

    [row] = rows()
    assert row.waiting == [proposal]
    assert row.seen != before


class TestWhose:
    @pytest.fixture
    def world(self):
        kaifeng = make.make_jurisdiction("410200", name="开封市")
        science = make.make_department("science")
        here = make.make_commitment(series=make.make_series(make.make_indicator("here")))
        there = make.make_commitment(
            series=make.make_series(make.make_indicator("there"), kaifeng),
            plan=make.make_plan("410200-2021", jurisdiction=kaifeng),
        )
        here.departments.add(science)
        return here, there, science

    def test_a_place_or_a_department(self, world):
        _here, there, science = world
        assert keys(jurisdiction=there.series.jurisdiction) == [("there", "2021")]
        assert keys(department=science) == [("here", "2021")]
        assert keys(department=science, jurisdiction=there.series.jurisdiction) == []

    def test_only_what_lies_within_the_remits(self, world):
        here, _there, science = world
        user = make.make_user()
        assert rows(by=user) == []
        make.make_remit(user, here.series.jurisdiction, science)
        assert [row.series for row in rows(by=user)] == [here.series]

    def test_those_named_so(self, world):
        here, *_rest = world
        here.series.indicator.aliases.create(name="高企数")
        assert keys(named="高企") == [("here", "2021")]
        assert keys(named="HERE") == [("here", "2021"), ("there", "2021")]


def test_topics_order_the_rows_and_pages_go_on():
    for place, code in enumerate(("b", "a", "c")):
        topic = make.make_topic(code, position=3 - place)
        make.make_commitment(series=make.make_series(make.make_indicator(f"of-{code}", topic=topic)))

    first = asked_rows(parse_period("2021"), by=None, size=2)
    second = asked_rows(parse_period("2021"), by=None, size=2, page=2)
    codes = [[row.series.indicator.code for row in page.rows] for page in (first, second)]
    assert (codes, first.more, second.more) == ([["of-c", "of-a"], ["of-b"]], True, False)


def test_as_many_rows_as_there_are_cost_the_same_queries(django_assert_num_queries):
    user = make.make_worker()

    def another():
        series = make.make_series()
        baseline = make.make_observation(series, "70", "2019", published="2020-03-01")
        commitment = make.make_commitment(series=series, target={"baseline": baseline})
        make.make_path_point(commitment.targets.get(), "2021-06-30", 40)
        propose(make.make_observation(series))

    another()
    rows(by=user)
    with django_assert_num_queries(8):
        assert len(rows(by=user)) == 1
    for _each in range(7):
        another()
    with django_assert_num_queries(8):
        assert len(rows(by=user)) == 8
