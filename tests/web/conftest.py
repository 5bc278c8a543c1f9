import pytest

from tests import factories
from tracker.models import Commitment
from tracker.progress import refresh


@pytest.fixture
def gdp(db) -> Commitment:
    """Growth promised at 7.5 % or more for 2021, reported as 4.7 % in 2022."""
    economy = factories.make_topic()
    series = factories.make_series(
        kind="rate", unit="%", name="地区生产总值增速", name_en="GDP growth", topic=economy
    )
    commitment = factories.make_commitment(
        series=series,
        number=1,
        statement="地区生产总值增长7.5%以上",
        statement_en="GDP to grow by at least 7.5%",
        binding="expected",
        headline=True,
        target={"value": "7.5", "wording": "at_least"},
    )
    commitment.evidence.update(start=7000, quote="地区生产总值增长7.5%以上", figure="7.5%", figure_start=7007)
    factories.make_observation(
        series, "4.7", published="2022-01-26", obs_status="provisional", quote="增长4.7%", figure="4.7%"
    )
    refresh()
    return commitment


@pytest.fixture
def firms(db) -> Commitment:
    """A thousand new firms promised for 2021, 1230 derived from two levels."""
    innovation = factories.make_topic("innovation", name="科技创新", name_en="Innovation", position=2)
    series = factories.make_series(
        kind="flow", unit="家", name="新增高新技术企业", topic=innovation, aliases=("高企净增数",)
    )
    commitment = factories.make_commitment(
        series=series,
        number=17,
        statement="新增高新技术企业1000家",
        statement_en="1,000 more high-tech firms",
        target={"value": "1000"},
    )
    paper = factories.make_document("evening-news", "2022-09-08", reliability="press", title="晚报报道")
    factories.make_observation(series, "1230", document=paper, obs_status="estimated", derivation="4130-2900")
    refresh()
    return commitment
