import datetime

import pytest

from tests import factories
from tracker.models import Department, Plan
from tracker.progress import refresh

AS_OF = datetime.date(2023, 6, 30)


@pytest.fixture
def plan(db) -> Plan:
    """A plan of 2021 with a main target missed, one met from worked-out figures, one unreported and one not
    rateable; the second is a department's."""
    economy = factories.make_topic()
    growth = factories.make_series(
        kind="rate", unit="%", name="地区生产总值增速", name_en="GDP growth", topic=economy
    )
    factories.make_commitment(
        series=growth,
        number=1,
        statement="地区生产总值增长7.5%以上",
        statement_en="GDP to grow by at least 7.5%",
        headline=True,
        target={"value": "7.5", "wording": "at_least"},
    )
    factories.make_observation(growth, "3", "2020", published="2021-02-01")
    factories.make_observation(growth, "4.7", published="2022-01-26", obs_status="provisional")
    innovation = factories.make_topic("innovation", name="科技创新", name_en="Innovation", position=2)
    firms = factories.make_series(unit="家", name="新增高新技术企业", topic=innovation)
    met = factories.make_commitment(
        series=firms, number=2, statement="新增高新技术企业1000家。", target={"value": "1000"}
    )
    met.departments.add(factories.make_department("science", name="市科技局", name_en="Science bureau"))
    paper = factories.make_document("evening-news", "2022-09-08", reliability="press", title="晚报报道")
    factories.make_observation(firms, "1230", document=paper, derivation="4130-2900")
    platforms = factories.make_series(unit="家", name="新建创新平台", topic=innovation)
    factories.make_commitment(series=platforms, number=3, statement="新建创新平台100家")
    factories.make_commitment(
        number=4, statement="紧盯重点企业80家", checkable=False, unrateable_reason="scope_not_outcome"
    )
    refresh(as_of=AS_OF)
    return Plan.objects.select_related("jurisdiction", "document").get()


@pytest.fixture
def department(plan: Plan) -> Department:
    """Answers for one commitment of the plan, and for one of another, under way and ahead."""
    found = Department.objects.get()
    later = factories.make_plan(
        "410100-2025",
        name="2025年规划",
        name_en="Plan to 2025",
        period_start=datetime.date(2021, 1, 1),
        period_end=datetime.date(2025, 12, 31),
    )
    series = factories.make_series(kind="stock", unit="家", name="上云企业", name_en="Firms in the cloud")
    start = factories.make_observation(series, "100", "2020", published="2021-01-01")
    ahead = factories.make_commitment(
        series=series,
        plan=later,
        number=1,
        statement="上云企业达到200家",
        target={"period": "2025", "value": "200", "baseline": start},
    )
    ahead.departments.add(found)
    factories.make_observation(series, "180", "2022", published="2023-01-20")
    refresh(as_of=AS_OF)
    return found
