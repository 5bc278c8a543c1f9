"""What must show at the end of the first issue, on the real figures."""

import datetime

import pytest
from django.db.models import Count

from tracker.actions.invariants import broken_invariants
from tracker.management.importing import run_import
from tracker.management.seeding import FIXTURES, SEEDS, seed
from tracker.models import Commitment, Document, Indicator, Observation, Target, Verdict
from tracker.models.commitments import CommitmentQuerySet
from tracker.progress import Standing, replay, standings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

FEBRUARY = datetime.date(2021, 2, 1)


def standing_of(indicator: str, *, as_of: datetime.date | None = None) -> Standing:
    rows = Commitment.objects.filter(plan__code="410100-2021", series__indicator__code=indicator)
    return standings(rows.for_list(), as_of=as_of)[0]


def of_the_report() -> CommitmentQuerySet:
    rows = Commitment.objects.published().filter(plan__document__code="zhengzhou-2021-work-report")
    return rows.for_list()


def test_every_document_of_the_demo_is_public():
    assert Document.objects.public().count() == Document.objects.count() > 100


@pytest.mark.parametrize(
    ("plan", "number"), [("410100-2021", 61), ("410100-2021-2025", 4), ("410100-2035", 15)]
)
def test_all_commitments_of_the_report_stand_in_their_plans(plan, number):
    assert Commitment.objects.published().filter(plan__code=plan).count() == number


@pytest.mark.parametrize(
    ("document", "number"),
    [("zhengzhou-2021-work-report", 167), ("zhengzhou-2020-plenum-digest", 80), (None, 421 + 87)],
)
def test_merged_outcomes_are_as_many_as_published(document, number):
    rows = Observation.objects.published()
    assert (rows.filter(document__code=document) if document else rows).count() == number


@pytest.mark.parametrize(
    ("indicator", "status", "written"),
    [
        ("gdp-growth", "missed", "4.7"),
        ("retail-sales-growth", "missed", "6.2"),
        ("new-hightech-firms", "met", "1230"),
        ("tech-contract-turnover", "met", "306.5"),
        ("rd-intensity", "met", "2.45"),
    ],
)
def test_reported_targets_are_judged_by_the_year(indicator, status, written):
    standing = standing_of(indicator)
    assert (standing.status, standing.latest.written) == (status, written)


def test_a_derived_figure_says_so():
    standing = standing_of("new-hightech-firms")
    assert "derived" in standing.judgement.reasons
    assert standing.latest.derivation == "4130-2900"


def test_the_example_of_the_design_holds():
    standing = standing_of("new-hightech-firms")
    assert standing.commitment.code == "410100-2021-017"
    assert standing.baseline is None
    assert (standing.previous.written, standing.previous.period, standing.previous.obs_status) == (
        "800",
        "2020",
        "estimated",
    )
    assert standing.judgement.to_numbers()["completion"] == "123/100"


def test_investment_is_unreported_though_its_first_months_are_shown():
    standing = standing_of("key-project-investment")
    assert (standing.status, standing.latest.period) == ("unreported", "2021-01..04")


def test_a_doubtful_reading_stays_unreported_and_says_why():
    standing = standing_of("a-level-logistics-parks")
    assert standing.status == "unreported"
    assert "园区" in standing.commitment.reading_note
    assert "企业" in standing.commitment.reading_note


def test_quantities_without_a_figure_of_the_period_are_unreported():
    rows = Commitment.objects.filter(plan__code="410100-2021", checkable=True).exclude(
        series__indicator__kind="milestone"
    )
    without = [row for row in standings(rows.for_list()) if row.latest is None]
    assert without
    assert {row.status for row in without} == {"unreported"}


def test_vision_is_not_rateable_unless_its_wording_can_be_checked_later():
    rows = Commitment.objects.filter(plan__code__in=["410100-2021-2025", "410100-2035"]).for_list()
    found = {row.commitment.code: row.status for row in standings(rows)}
    assert found.pop("410100-2035-004") == "no_data"
    assert set(found.values()) == {"not_rateable"}


def test_work_lists_are_not_outcomes():
    standing = standing_of("leading-firms-followed")
    assert standing.status == "not_rateable"
    assert standing.commitment.unrateable_reason == "scope_not_outcome"


def test_a_past_day_shows_no_later_figure_and_no_verdict_that_needs_one():
    rows = standings(of_the_report(), as_of=FEBRUARY)
    assert len(rows) == 80
    assert all(row.latest is None or row.latest.known_from <= FEBRUARY for row in rows)
    assert {row.status for row in rows} == {"no_data", "not_rateable"}


def test_cloud_firms_have_no_data_on_that_day_but_their_baseline():
    standing = standing_of("cloud-firms", as_of=FEBRUARY)
    assert standing.status == "no_data"
    assert (standing.baseline.written, standing.baseline.unit.symbol) == ("3.1", "万家")


def test_nothing_is_known_before_the_report_was_published():
    day = datetime.date(2021, 1, 29)
    assert standings(of_the_report(), as_of=day) == []


@pytest.mark.parametrize("table", sorted(path.name for path in SEEDS.glob("[0-9]*.csv")))
def test_the_same_table_twice_changes_nothing(table):
    before = (Observation.objects.count(), Verdict.objects.count())
    change_set = run_import(SEEDS / table, say=lambda line: None, warn=lambda line: None)
    assert (change_set.counts["unchanged"], change_set.state) == (change_set.total, "discarded")
    assert (Observation.objects.count(), Verdict.objects.count()) == before


@pytest.mark.parametrize(
    ("code", "written", "relation"),
    [
        ("410100-2021-001", "12003", "gdp"),
        ("410100-2021-002", "1259.2", "budget-revenue"),
        ("410100-2021-005", "37274.8", "resident-income"),
        ("410100-2021-020", "2", "rd-intensity"),
        ("410100-2021-043", "3.1", "cloud-firms"),
    ],
)
def test_baselines_are_pinned_to_the_figures_the_sources_name(code, written, relation):
    baseline = Target.objects.get(commitment__code=code).baseline
    assert (baseline.written, baseline.series.indicator.code) == (written, relation)


def test_no_other_target_has_a_baseline():
    assert Target.objects.filter(baseline__isnull=False).count() == 5


@pytest.mark.parametrize(
    ("code", "written"),
    [("410100-2021-017", "800"), ("410100-2021-018", "1861"), ("410100-2021-021", "209")],
)
def test_the_value_of_the_year_before_is_found(code, written):
    [standing] = standings(Commitment.objects.filter(code=code).for_list())
    assert standing.previous.written == written


@pytest.mark.parametrize("code", ["410100-2021-018", "410100-2021-021"])
def test_targets_below_what_was_reached_before_say_so(code):
    [standing] = standings(Commitment.objects.filter(code=code).for_list())
    assert "target_below_previous" in standing.judgement.reasons


@pytest.mark.parametrize("code", ["410100-2021-022", "410100-2021-027", "410100-2021-048", "410100-2021-052"])
def test_tempting_links_that_do_not_compare_are_not_made(code):
    [standing] = standings(Commitment.objects.filter(code=code).for_list())
    assert standing.baseline is None
    assert standing.previous is None


def test_both_figures_stay_where_documents_disagree():
    rows = Observation.objects.filter(series__code="410100.airport-cargo", period="2020")
    assert sorted(row.written for row in rows) == ["63", "64"]


def test_every_commitment_is_judged_once():
    judged = Commitment.objects.annotate(times=Count("verdicts")).values_list("times", flat=True)
    assert set(judged) == {1}


def test_every_verdict_comes_out_the_same_again():
    assert [found for verdict in Verdict.objects.for_replay() for found in replay(verdict)] == []


def test_no_rule_between_tables_is_broken():
    assert list(broken_invariants()) == []


def test_seeding_leaves_a_database_with_data_alone():
    before = Indicator.objects.count()
    assert seed(say=lambda line: None) is False
    assert Indicator.objects.count() == before


def test_the_password_is_shown_once(demo):
    assert sum("admin / " in line for line in demo) == 1


def test_every_fixture_file_is_loaded():
    stems = {path.stem for path in (SEEDS.parent / "fixtures").glob("*.json")}
    assert stems == set(FIXTURES)
