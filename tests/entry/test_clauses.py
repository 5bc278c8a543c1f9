"""What a clause proposes for the commitment it may be entered as."""

import datetime

import pytest

from tests import factories as make
from tracker.entry import likely_period, read_clause

pytestmark = pytest.mark.django_db


@pytest.fixture
def known():
    """Indicators as the clauses of a work report name them."""
    make.make_unit("万户")
    gdp = make.make_indicator("gdp", name="地区生产总值", unit="亿元")
    make.make_indicator("gdp-growth", name="经济增速", kind="rate", unit="%", growth_of=gdp)
    make.make_indicator("firms", name="高新技术企业", kind="stock")
    make.make_indicator("new-firms", name="新增高新技术企业")
    make.make_indicator("unemployment", name="城镇调查失业率", kind="ratio", direction="down", unit="%")
    make.make_indicator("turnover", name="技术交易", aliases=("技术合同成交额",), unit="亿元")
    make.make_indicator("entities", name="市场主体", unit="户")


@pytest.mark.parametrize(
    ("quote", "indicator", "figure"),
    [
        ("力争新增高新技术企业1000家", "new-firms", ("1000", "", "家", "at_least", "bare")),
        ("高新技术企业达到4000家以上", "firms", ("4000", "", "家", "at_least", "at_least")),
        ("高新技术企业达到4000家", "firms", ("4000", "", "家", "at_least", "at_least")),
        ("地区生产总值增长7.5%", "gdp-growth", ("7.5", "", "%", "at_least", "bare")),
        ("地区生产总值突破1.2万亿元", "gdp", ("1.2", "", "万亿元", "more_than", "more_than")),
        ("技术合同成交额400亿元左右", "turnover", ("400", "", "亿元", "about", "about")),
        ("城镇调查失业率控制在5.5%以内", "unemployment", ("5.5", "", "%", "at_most", "at_most")),
        ("城镇调查失业率降到5%", "unemployment", ("5", "", "%", "at_most", "at_most")),
        ("地区生产总值增长6%—6.5%", "gdp-growth", ("6", "6.5", "%", "between", "between")),
        ("新增市场主体25万户", "entities", ("25", "", "万户", "at_least", "bare")),
        ("新建学校30所", None, ("30", "", "所", "exactly", "bare")),
    ],
)
def test_a_clause_names_its_indicator_and_prints_its_figure(known, quote, indicator, figure):
    for symbol in ("万亿元", "所"):
        make.make_unit(symbol)
    read = read_clause(quote)

    first = read.figures[0]
    assert (read.indicator and read.indicator.code) == indicator
    assert (first.value, first.value_to, str(first.unit), first.comparator, first.wording) == figure


def test_of_several_figures_those_of_the_indicator_come_first(known):
    read = read_clause("投资增长20%，高新技术企业达到4000家")

    assert [figure.printed for figure in read.figures] == ["达到4000家", "增长20%"]


def test_a_unit_that_is_not_stored_gives_its_multiplier_to_the_number(known):
    figure = read_clause("新增高新技术企业4.65万家").figures[0]

    assert (figure.value, str(figure.unit)) == ("4.65万", "家")


@pytest.mark.parametrize(
    ("quote", "modality"),
    [("力争突破100家", "strive"), ("争创国家级新区", "contend"), ("新增100家", "plain")],
)
def test_the_words_say_how_firmly_they_promise(db, quote, modality):
    assert read_clause(quote).modality == modality


@pytest.mark.parametrize("quote", ["", "   ", "建成北三环东延工程", "言" * 5000])
def test_where_there_is_no_figure_none_is_made_up(known, quote):
    assert read_clause(quote).figures == []


def test_what_is_chosen_stays_chosen(known):
    chosen = make.make_indicator("other", direction="down")

    read = read_clause("高新技术企业4000家", indicator=chosen)
    assert (read.indicator, read.figures[0].comparator) == (chosen, "at_most")


@pytest.mark.parametrize(
    ("years", "kind", "quote", "period"),
    [
        ((2021, 2021), "flow", "", "2021"),
        ((2021, 2025), "flow", "", "2021..2025"),
        ((2021, 2025), "stock", "", "2025"),
        ((2021, 2025), "flow", "2023年新增100家", "2023"),
        ((2021, 2021), "flow", "比2020年增长", "2021"),
    ],
)
def test_a_target_is_likeliest_of_the_plan_s_time(db, years, kind, quote, period):
    first, last = years
    plan = make.make_plan(
        "p", period_start=datetime.date(first, 1, 1), period_end=datetime.date(last, 12, 31)
    )

    assert likely_period(plan, make.make_indicator(kind=kind), quote) == period


def test_reading_costs_the_same_however_many_indicators_there_are(known, django_assert_num_queries):
    for number in range(20):
        make.make_indicator(name=f"指标第{number}号", aliases=(f"别名第{number}号",))
    with django_assert_num_queries(4):
        read_clause("高新技术企业达到4000家以上，指标第3号，别名第4号")
