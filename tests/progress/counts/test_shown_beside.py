"""What lists show beside a target follows whoever changes it; `out_of_step` reads all of it anew."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import (
    make_commitment,
    make_department,
    make_document,
    make_evidence,
    make_observation,
    make_series,
)
from tracker.actions.amending import add_evidence, amend_evidence, announce_target
from tracker.actions.assigning import assign_departments
from tracker.actions.commitments import Aim, Clause
from tracker.actions.deleting import delete_row
from tracker.actions.observations import (
    correct_observation,
    prefer_observation,
    record_observation,
    unprefer_observation,
    withdraw_observation,
)
from tracker.actions.withdrawing import withdraw_observations
from tracker.models import Commitment, Department, Evidence, Filed, Observation, Target
from tracker.progress import refresh, standings
from tracker.progress.counts import filing
from tracker.progress.counts.filing import out_of_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def commitment():
    """A yearly flow with two vintages of the year before, half a year reported, two sorts of words."""
    row = make_commitment(series=make_series(kind="flow"), target={"period": "2021"})
    make_observation(row.series, "80", "2020", published="2021-01-20")
    make_observation(row.series, "81", "2020", published="2021-03-20")
    make_observation(row.series, "50", "2021-H1", published="2021-07-20")
    make_evidence(row, "later words", document=make_document(published="2021-05-01"))
    make_evidence(row, "first words", document=make_document(published="2020-05-01"))
    row.departments.add(make_department("aa"))
    make_department("bb")
    refresh()
    return row


def shown(commitment):
    """What is filed, in words."""
    row = Filed.objects.select_related("latest", "previous", "evidence", "department").get(pk=commitment.pk)
    return {
        "latest": row.latest and str(row.latest.value),
        "previous": row.previous and str(row.previous.value),
        "evidence": row.evidence and row.evidence.quote,
        "department": row.department and row.department.code,
        "departments": row.departments,
    }


def figure(value):
    return Observation.objects.get(value=value)


def test_it_is_filed_when_the_commitment_is_judged(commitment):
    assert shown(commitment) == {
        "latest": "50",
        "previous": "81",
        "evidence": "first words",
        "department": "aa",
        "departments": 1,
    }
    assert not list(out_of_step())


def records(period, value, **fields):
    def act(row):
        record_observation(
            series=row.series, period=period, value=value, by=None,
            document=make_document(published="2022-02-01"), **fields,
        )  # fmt: skip

    return act


def corrects(row):
    correct_observation(observation=figure("81"), by=None, reason="misread", value="83")


def moves(row):
    correct_observation(observation=figure("81"), by=None, reason="misread", period="2019")


def prefers(row):
    prefer_observation(observation=figure("80"), by=None, reason="audited")


def changes_its_mind(row):
    prefers(row)
    unprefer_observation(observation=figure("80"), by=None, reason="not audited")


def withdraws(row):
    withdraw_observation(observation=figure("81"), by=None, reason="misread")


def withdraws_all(row):
    withdraw_observations(observations=Observation.objects.all(), by=None, reason="misread")


def announces(row):
    aim = Aim(
        period="2022", comparator="at_least", wording="bare", value="120", unit=row.series.indicator.unit
    )
    announce_target(commitment=row, document=make_document(published="2022-01-20"), aim=aim, by=None)


def adds_words(row):
    document = make_document(published="2019-05-01")
    add_evidence(commitment=row, clause=Clause(document=document, quote="words before"), by=None)


def changes_words(row):
    amend_evidence(
        evidence=Evidence.objects.get(quote="first words"), by=None, quote="other words", reason="x"
    )


def deletes_words(row):
    delete_row(row=Evidence.objects.get(quote="first words"), by=None)


def assigns(*codes):
    def act(row):
        departments = Department.objects.filter(code__in=codes)
        assign_departments(commitments=Commitment.objects.all(), departments=departments, by=None)

    return act


CHANGES = {
    "a figure of the year": (records("2021", "120"), {"latest": "120"}),
    "a figure of the year before": (records("2020", "82"), {"previous": "82"}),
    "one that says it is none": (records("2020", "", missing_reason="not_published"), {}),
    "a correction": (corrects, {"previous": "83"}),
    "a correction of the period": (moves, {"previous": "80"}),
    "a preference": (prefers, {"previous": "80"}),
    "a preference taken back": (changes_its_mind, {}),
    "a figure withdrawn": (withdraws, {"previous": "80"}),
    "all figures withdrawn": (withdraws_all, {"latest": None, "previous": None}),
    "another target": (announces, {"latest": None, "previous": None}),
    "more words": (adds_words, {"evidence": "words before"}),
    "other words": (changes_words, {"evidence": "other words"}),
    "words deleted": (deletes_words, {"evidence": "新增高新技术企业1000家"}),
    "another department": (assigns("bb"), {"department": "bb"}),
    "several departments": (assigns("aa", "bb"), {"department": None, "departments": 2}),
    "no department": (assigns(), {"department": None, "departments": 0}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_it_follows(commitment, name):
    act, changed = CHANGES[name]
    before = shown(commitment)

    act(commitment)

    assert shown(commitment) == before | changed
    assert not list(out_of_step())


def test_a_draft_shows_nothing():
    row = make_commitment(state="draft")
    refresh(Commitment.objects.filter(pk=row.pk))

    assert not Filed.objects.filter(pk=row.pk, departments__isnull=False).exists()
    assert not list(out_of_step())


def test_what_is_public_no_more_shows_nothing(commitment):
    Commitment.objects.update(state="draft")
    refresh()

    assert shown(commitment)["departments"] is None


def test_what_was_read_as_of_another_day_tells_nothing_of_today_s_lists(commitment):
    refresh(as_of=datetime.date(2021, 1, 31))

    assert shown(commitment)["departments"] is None
    assert not list(out_of_step())


def test_a_figure_known_later_is_shown_once_that_day_has_been_judged(commitment, monkeypatch):
    make_observation(commitment.series, "99", "2020", published="2022-05-01")
    for day, value in ((datetime.date(2022, 4, 30), "81"), (datetime.date(2022, 5, 1), "99")):
        monkeypatch.setattr(filing, "today", lambda day=day: day)
        refresh(as_of=day)
        assert shown(commitment)["previous"] == value


@pytest.mark.parametrize(
    "filed",
    [{"departments": None}, {"departments": 3}, {"latest": None}, {"previous": None}, {"evidence": None}],
)
def test_what_is_filed_wrongly_is_found(commitment, filed):
    Filed.objects.filter(pk=commitment.pk).update(**filed)

    assert list(out_of_step()) == [commitment.code]


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
WITHDRAWN = {"withdrawn_at": "2022-07-01T00:00:00+08:00", "withdrawn_reason": "entered wrongly"}


@settings(max_examples=40)
@given(
    figures=FIGURES,
    period=st.sampled_from(["2021", "2021-H2", "2025", "2021-01-01", "2021-12-31", "2019..2022"]),
    kind=st.sampled_from(["flow", "stock"]),
    baseline=st.booleans(),
)
def test_the_figures_are_those_a_standing_shows(figures, period, kind, baseline):
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

    filed = Filed.objects.get(pk=commitment.pk)
    (standing,) = standings(Commitment.objects.filter(pk=commitment.pk).for_list())
    assert (filed.latest, filed.previous) == (standing.latest, standing.previous)
