"""Figures that do not fit a simple table, stored faithfully and read back (DESIGN §4)."""

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from tests import factories as make
from tests.models import zhengzhou
from tests.models.zhengzhou import reported
from tracker.models import Observation

pytestmark = pytest.mark.django_db

LATER = datetime.date(2026, 11, 22)


def test_a_rank_from_the_top_within_the_first_so_many():
    series = zhengzhou.series(
        "中国城市综合竞争力排名", kind="rank", unit="位", direction="down", counted_from="top"
    )

    row = reported(series, "20", qualifier="at_most", quote="进入中国城市综合竞争力20强")

    assert (row.value, row.qualifier) == (Decimal("20"), "at_most")
    assert (row.series.indicator.counted_from, row.series.indicator.direction) == ("top", "down")


def test_a_rank_from_the_bottom_outside_the_last_so_many():
    series = zhengzhou.series(
        "空气质量综合指数全国排名（倒数）", kind="rank", unit="位", direction="up", counted_from="bottom"
    )

    row = reported(series, "20", qualifier="more_than", quote="空气质量综合指数稳定退出全国168城市后20位")

    assert (row.value, row.qualifier) == (Decimal("20"), "more_than")
    assert (row.series.indicator.counted_from, row.series.indicator.direction) == ("bottom", "up")


@pytest.mark.parametrize(
    ("name", "unit", "digits", "qualifier", "obs_status", "quote"),
    [
        ("进出口总额", "万亿元", "2", "about", "final", "进出口总额近2万亿元"),
        ("中欧班列开行班次", "班", "1130", "more_than", "final", "班列开行突破1130班"),
        ("建议提案办理满意率", "%", "99.8", "at_least", "final", "满意率99.8%以上"),
        ("高新技术企业数", "家", "2900", "exact", "estimated", "累计达到2900家"),
        ("跨境电商交易额增速", "%", "20", "about", "estimated", "预计全年跨境电商交易额增长20%左右"),
        ("研发投入强度", "%", "2", "more_than", "final", "全社会研发投入强度超过2%"),
    ],
)
def test_hedges_and_bounds_are_kept_apart_from_the_number(
    name: str, unit: str, digits: str, qualifier: str, obs_status: str, quote: str
):
    series = zhengzhou.series(name, unit=unit)

    row = reported(series, digits, qualifier=qualifier, obs_status=obs_status, quote=quote)

    assert (row.written, row.value, row.qualifier, row.obs_status) == (
        digits,
        Decimal(digits),
        qualifier,
        obs_status,
    )
    assert digits in row.quote


def test_the_unit_stays_as_published_and_compares_in_the_base_unit():
    firms = zhengzhou.series("上云企业数", kind="stock", unit="家")

    row = reported(firms, "3.1", unit="万家", document=zhengzhou.digest())

    assert (row.value, row.unit.symbol, row.unit.to_base(row.value)) == (
        Decimal("3.1"),
        "万家",
        Fraction(31000),
    )


def test_trailing_zeros_stay_so_that_the_rounding_is_known():
    row = reported(zhengzhou.series("地区生产总值", unit="亿元"), "10143.30", "2018")

    assert (format(row.value, "f"), row.written) == ("10143.30", "10143.30")


def test_five_years_and_one_year_of_one_name_are_two_figures():
    series = zhengzhou.series("PM2.5浓度降幅", kind="rate", unit="%")
    reported(series, "12.1", "2020", quote="PM2.5、PM10年度分别下降12.1%、14.3%")
    reported(series, "46.9", "2016..2020", quote="PM2.5、PM10分别下降46.9%、49.7%")

    rows = Observation.objects.counting(LATER).order_by("period_start")

    assert [(row.period, row.value) for row in rows] == [
        ("2016..2020", Decimal("46.9")),
        ("2020", Decimal("12.1")),
    ]
    assert {row.period_end for row in rows} == {datetime.date(2020, 12, 31)}


def test_a_sum_since_nobody_knows_when_has_an_open_start():
    row = reported(zhengzhou.series("对口帮扶卢氏县累计投入资金", unit="亿元"), "3.43", "..2020")

    assert (row.period, row.period_start, row.period_end) == ("..2020", None, datetime.date(2020, 12, 31))


def test_one_figure_of_a_clause_is_shared_by_several_series():
    quote = "受污染耕地、建设用地安全利用率100%"
    for name in ("受污染耕地安全利用率", "受污染建设用地安全利用率"):
        series = zhengzhou.series(name, kind="ratio", unit="%")
        reported(series, "100", quote=quote, start=1389, figure="100%", figure_start=1404)

    rows = Observation.objects.all()
    assert {(row.quote, row.start, row.figure, row.value) for row in rows} == {
        (quote, 1389, "100%", Decimal("100"))
    }
    assert len({row.series_id for row in rows}) == 2
    assert rows[0].marked() == ("受污染耕地、建设用地安全利用率", "100%", "")


def test_the_same_figure_reported_differently_by_two_documents_stands_twice():
    cargo = zhengzhou.series("机场货邮吞吐量", unit="万吨")
    early = reported(cargo, "63", document=zhengzhou.digest(), quote="货邮吞吐量达到63万吨")
    late = reported(cargo, "64", quote="货邮吞吐量64万吨")

    assert list(Observation.objects.known(LATER).newest_first()) == [late, early]
    assert Observation.objects.counting(LATER).get() == late
    assert Observation.objects.counting(datetime.date(2021, 1, 29)).get() == early


def test_zero_is_a_value():
    row = reported(zhengzhou.series("财政收入增速", kind="rate", unit="%"), "0.0")

    assert (row.value, row.written, row.missing_reason) == (Decimal(0), "0.0", "")
    assert Observation.objects.counting(LATER).get() == row


def test_a_missing_value_is_a_row_with_its_reason_and_no_zero():
    row = reported(
        zhengzhou.series("固定资产投资增速", kind="rate", unit="%"), None, missing_reason="当年未公布"
    )

    assert (row.value, row.written, row.missing_reason) == (None, "", "当年未公布")
    assert Observation.objects.known(LATER).get() == row
    assert not Observation.objects.counting(LATER)


def test_a_figure_nobody_looked_for_is_no_row_at_all():
    series = zhengzhou.series("新型研发机构数", unit="家")

    assert not series.observations.exists()


def test_a_value_that_is_not_printed_says_how_it_was_computed():
    row = reported(
        zhengzhou.series("新增高新技术企业", unit="家"),
        "1230",
        "2021",
        derivation="4130-2900",
        quote="高新技术企业达到4130家",
        document=make.make_document(published="2022-09-08"),
    )

    assert (row.value, row.derivation) == (Decimal("1230"), "4130-2900")
    assert row.written not in row.quote


def test_every_figure_has_a_time_it_is_about_and_a_time_it_was_published():
    stock = zhengzhou.series("上云企业数", kind="stock", unit="家")
    row = reported(stock, "3.1", "2020-11", unit="万家", published="2020-12")

    assert (row.period_start, row.period_end) == (datetime.date(2020, 11, 30), datetime.date(2020, 11, 30))
    assert (row.published_on, row.known_from, row.published) == (
        datetime.date(2020, 12, 1),
        datetime.date(2020, 12, 31),
        "2020-12",
    )


def test_a_figure_of_an_undated_document_is_known_from_the_day_it_was_seen():
    page = make.make_document("cargo-page", published="")

    row = make.make_observation(
        zhengzhou.series("机场货邮吞吐量", unit="万吨"),
        "60.78",
        "2023",
        published="2024-01-01",
        document=page,
        published_precision="unknown",
        known_from=page.seen_on,
    )

    row.refresh_from_db()
    assert row.published == page.published == ""
    assert (row.published_on, row.known_from) == (datetime.date(2024, 1, 1), LATER)
