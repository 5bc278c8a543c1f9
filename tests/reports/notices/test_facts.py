import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tracker.models import Commitment, Plan
from tracker.progress import refresh, summarise, summarise_total
from tracker.reports.notices import department_notice, notice_scope, plan_notice
from tracker.reports.notices.facts import SHORT, SILENT

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("as_of", [None, datetime.date(2022, 3, 1)])
def test_the_counts_are_those_of_the_summary(plan: Plan, as_of: datetime.date | None):
    notice, scope = plan_notice(plan, as_of=as_of), notice_scope(plan=plan)

    assert notice.total.counts == summarise_total(scope, as_of=as_of).counts
    for grouping in notice.groupings:
        expected = {row.key: row.counts for row in summarise(scope, by=grouping.by, as_of=as_of)}
        assert {row.key: row.counts for row in grouping.rows} == expected


def test_groups_stand_in_the_order_of_topics_and_the_nameless_last(plan: Plan):
    topics, departments = plan_notice(plan).groupings

    assert [row.label for row in topics.rows] == ["综合经济", "科技创新"]
    assert [row.label for row in departments.rows] == ["市科技局", ""]


def test_where_no_department_is_named_none_are_compared(plan: Plan):
    for row in Commitment.objects.all():
        row.departments.clear()

    assert [grouping.by for grouping in plan_notice(plan).groupings] == ["topic"]


def test_a_department_s_notice_goes_through_its_plans(department):
    notice = department_notice(department)

    assert [row.commitment.code for row in notice.standings] == ["410100-2021-002", "410100-2025-001"]
    assert [row.label for row in notice.groupings[0].rows] == ["2021年政府工作报告", "2025年规划"]
    assert not notice.names_departments


def test_a_second_department_is_named_beside_the_own(department):
    Commitment.objects.get(code="410100-2021-002").departments.add(
        factories.make_department("industry", name="市工信局")
    )
    notice = department_notice(department)

    assert notice.names_departments
    assert [notice.departments_of(row) for row in notice.standings] == [["市工信局"], []]


def test_those_of_some_statuses_come_status_by_status(plan: Plan):
    notice = plan_notice(plan)

    assert [row.status for row in notice.having(SHORT + SILENT)] == ["missed", "unreported"]


def test_within_a_status_the_furthest_comes_first(plan: Plan):
    for number, value in ((11, "90"), (12, "10"), (13, "50")):
        series = factories.make_series()
        factories.make_commitment(series=series, number=number)
        factories.make_observation(series, value)
    refresh()

    missed = [row for row in plan_notice(plan).having(("missed",)) if row.commitment.number > 10]
    assert [row.commitment.number for row in missed] == [12, 13]


def test_drafts_are_not_told(plan: Plan):
    Commitment.objects.filter(number=1).update(state="draft")

    assert plan_notice(plan).total.total == 3


def test_before_the_plan_was_announced_there_is_nothing(plan: Plan):
    assert plan_notice(plan, as_of=datetime.date(2021, 1, 1)).standings == []


def test_more_commitments_take_no_more_queries(plan: Plan):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            notice = plan_notice(plan)
            assert notice.groupings
            notice.figures()
        return len(asked)

    few = queries()
    for number in range(20, 30):
        series = factories.make_series()
        factories.make_commitment(series=series, number=number)
        factories.make_observation(series)
    refresh()

    assert queries() == few <= 12
