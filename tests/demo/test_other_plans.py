"""The other plans on the real figures: the program answers what docs/verdicts.md says of each."""

import datetime
import re

import pytest
from django.conf import settings

from tracker.models import Commitment, Observation, Target
from tracker.progress import Standing, standings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

PAGE = (settings.BASE_DIR / "docs" / "verdicts.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([\w-]+-\d{3})` \|(?:[^|\n]*\|){3} ([^|\n]*) \| (\w+) \|", re.MULTILINE)
LEFT = re.compile(r"^\| `([\w-]+)` \| (unreported|no_data) \| ([\d, ]+) \|", re.MULTILINE)
#: Commitment, verdict by hand and the program's, as the page has them.
COMPARED = ROW.findall(PAGE)
WITHOUT_FIGURE = [
    (f"{plan}-{number}", status)
    for plan, status, numbers in LEFT.findall(PAGE)
    for number in numbers.split(", ")
]


def standing_of(code: str, *, as_of: datetime.date | None = None) -> Standing:
    (standing,) = standings(Commitment.objects.filter(code=code).for_list(), as_of=as_of)
    return standing


def status_of(code: str) -> str:
    return standing_of(code).status


@pytest.mark.parametrize(("code", "by_hand", "status"), COMPARED, ids=[row[0] for row in COMPARED])
def test_the_program_answers_what_the_page_says(code, by_hand, status):
    assert status_of(code) == status


@pytest.mark.parametrize(("code", "status"), WITHOUT_FIGURE, ids=[row[0] for row in WITHOUT_FIGURE])
def test_without_a_figure_of_the_period_nothing_is_met_or_missed(code, status):
    standing = standing_of(code)
    assert standing.status == status
    assert standing.latest is None


def test_verdicts_by_hand_hold_except_one_left_open_between_two_readings():
    plain = [(by_hand, status) for _, by_hand, status in COMPARED if by_hand in ("met", "missed")]
    assert len(plain) == 105
    assert [pair for pair in plain if pair[0] != pair[1]] == []
    assert [row for row in COMPARED if row[1] == "met or missed"] == [
        ("100000-2025-004", "met or missed", "missed")
    ]


def test_the_page_leaves_out_no_commitment_of_the_other_plans():
    others = Commitment.objects.exclude(plan__document__code="zhengzhou-2021-work-report")
    told = {row[0] for row in COMPARED} | {row[0] for row in WITHOUT_FIGURE}
    assert set(others.values_list("code", flat=True)) - told == set()
    assert others.count() == 197


def test_the_states_outcomes_are_as_many_as_published():
    assert Observation.objects.published().filter(series__jurisdiction__code="100000").count() == 87


@pytest.mark.parametrize("code", ["410100-2020-sti-001", "410000-2025-four-ports-001"])
def test_a_bound_below_the_target_leaves_it_unreported(code):
    assert "only_bound" in standing_of(code).judgement.reasons


@pytest.mark.parametrize(
    ("code", "decided_by"),
    [
        ("100000-2022-003", "5.6"),  # the year's mean, not December's 5.5
        ("100000-2020-003", "3.62"),  # press before a reprint of the same day
        ("410100-2022-001", "2"),  # the page with 1.0 has no date
        ("410100-2023-006", "2.72"),  # published after 2.67
    ],
)
def test_where_figures_compete_the_one_of_the_vintage_rule_decides(code, decided_by):
    assert standing_of(code).latest.written == decided_by


@pytest.mark.parametrize(
    ("series", "period", "written"),
    [
        ("100000.urban-registered-unemployment", "2020", ["3.62", "4.24"]),
        ("100000.corporate-burden-relief", "2020", ["2.5", "2.6"]),
        ("100000.tax-and-contribution-relief", "2019", ["2.3", "2.36"]),
    ],
)
def test_both_figures_stay_where_the_states_documents_disagree(series, period, written):
    rows = Observation.objects.filter(series__code=series, period=period)
    assert sorted(row.written for row in rows) == written


def test_tonnes_and_jin_of_grain_compare_exactly():
    standing = standing_of("100000-2023-005")
    assert (standing.target.unit.symbol, standing.latest.unit.symbol) == ("万亿斤", "万吨")
    assert standing.judgement.to_numbers()["completion"] == "69541/65000"


def test_zhengzhou_and_the_state_share_an_indicator_and_not_a_series():
    codes = Commitment.objects.filter(series__indicator__code="gdp-growth", plan__period_end__year=2022)
    assert set(codes.values_list("series__code", flat=True)) == {"410100.gdp-growth", "100000.gdp-growth"}


@pytest.mark.parametrize(("day", "known"), [("2019-03-04", False), ("2019-03-05", True)])
def test_a_target_is_known_from_the_day_of_the_report_that_made_it(day, known):
    target = Target.objects.get(commitment__code="100000-2019-001")
    assert (target in Target.objects.all().known(datetime.date.fromisoformat(day))) is known


def test_pledges_of_the_2021_report_continue_those_of_2020():
    rows = Commitment.objects.filter(plan__code="410100-2021", continues__isnull=False)
    found = dict(rows.values_list("series__indicator__code", "continues__plan__code"))
    assert len(found) == 10
    assert found["gdp-growth"] == "410100-2020"
    assert found["new-hightech-firms"] == "410100-2020-sti"
    assert found["key-project-investment"] == "410100-2020-key-projects"


def test_a_pledge_can_be_followed_back_through_its_plans():
    steps = []
    row = Commitment.objects.get(code="410100-2026-001")
    while row is not None:
        steps.append((row.plan.code, str(row.targets.get().value)))
        row = row.continues
    assert steps == [
        ("410100-2026", "5"),
        ("410100-2024", "7"),
        ("410100-2023", "7"),
        ("410100-2022", "7.5"),
        ("410100-2021", "7.5"),
        ("410100-2020", "6.5"),
    ]
