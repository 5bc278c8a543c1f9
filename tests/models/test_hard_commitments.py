"""Commitments and targets that do not fit a simple table, stored faithfully and read back (DESIGN §4)."""

import datetime
from decimal import Decimal

import pytest

from tests import factories as make
from tests.models import zhengzhou
from tests.models.zhengzhou import evidence_of, promised, target_of
from tracker.models import Commitment, Target

pytestmark = pytest.mark.django_db

MILESTONE = {"form": "milestone", "wording": "none"}


def test_a_target_without_any_baseline():
    series = zhengzhou.series("全社会固定资产投资增速", kind="rate", unit="%")

    commitment = promised(
        3,
        "全社会固定资产投资增长6%",
        ("全社会固定资产投资增长6%", 7038, "6%"),
        series=series,
        target={"value": "6"},
    )

    target = target_of(commitment)
    assert (target.value, target.unit.symbol, target.baseline) == (Decimal("6"), "%", None)
    assert (target.comparator, target.wording) == ("at_least", "bare")


def test_a_target_in_step_with_another_indicator():
    growth = zhengzhou.series("地区生产总值增速", kind="rate", unit="%")
    income = zhengzhou.series("居民人均可支配收入增速", kind="rate", unit="%")

    commitment = promised(
        5,
        "城乡居民收入增长与经济增速同步",
        ("城乡居民收入增长与经济增速同步", 7066, "同步"),
        series=income,
        target={"form": "reference", "wording": "in_step", "reference": growth},
    )

    target = target_of(commitment)
    assert (target.form, target.wording, target.comparator) == ("reference", "in_step", "at_least")
    assert (target.reference, target.value, target.unit) == (growth, None, None)
    assert list(growth.referring_targets.all()) == [target]
    assert evidence_of(commitment).figure_start == 7079


def test_a_target_in_step_with_something_outside_the_data():
    commitment = promised(
        62,
        "人均国内生产总值达到中等发达国家水平",
        ("人均国内生产总值达到中等发达国家标准水平", 5374, ""),
        series=zhengzhou.series("人均地区生产总值", kind="ratio", unit="元"),
        target={
            "form": "reference",
            "wording": "at_least",
            "period": "2035",
            "reference_note": "中等发达国家人均国内生产总值：文中没有数值",
        },
    )

    target = target_of(commitment)
    assert (target.reference, target.due) == (None, datetime.date(2035, 12, 31))
    assert target.reference_note == "中等发达国家人均国内生产总值：文中没有数值"


def test_a_minimum_for_each_of_an_unknown_number_of_entities():
    quote = "开发区引进30亿元以上、区县（市）引进10亿元以上高质量项目均不少于2个"

    commitment = promised(
        58,
        "每个开发区引进30亿元以上高质量项目不少于2个",
        (quote, 9575, "2个"),
        series=zhengzhou.series("开发区引进30亿元以上高质量项目", unit="个"),
        target={"value": "2", "wording": "at_least"},
        entity="开发区",
        threshold_of="单个项目投资额",
        threshold=Decimal("30"),
        threshold_unit=make.make_unit("亿元"),
    )

    assert (commitment.entity, commitment.entity_count) == ("开发区", None)
    assert (commitment.threshold_of, commitment.threshold, commitment.threshold_unit.symbol) == (
        "单个项目投资额",
        Decimal("30"),
        "亿元",
    )
    assert (target_of(commitment).value, target_of(commitment).unit.symbol) == (Decimal("2"), "个")


def test_a_total_whose_parts_do_not_add_up():
    whole = promised(
        28,
        "实施技改项目500个",
        ("实施“202个技改”项目500个", 8307, "500个"),
        series=zhengzhou.series("技改项目数", unit="个"),
        target={"value": "500"},
    )
    for number, stage in ((29, "开工"), (30, "续建"), (31, "竣工")):
        promised(
            number,
            f"技改项目{stage}200个",
            ("开工、续建、竣工项目各200个", 8324, "200个"),
            series=zhengzhou.series(f"技改项目{stage}数", unit="个"),
            target={"value": "200"},
            part_of=whole,
        )

    parts = Target.objects.filter(commitment__part_of=whole)
    assert [row.value for row in parts] == [Decimal("200")] * 3
    assert target_of(whole).value == Decimal("500") != sum(row.value for row in parts)
    assert [row.number for row in whole.parts.all()] == [29, 30, 31]


def test_several_commitments_out_of_one_clause_share_its_place():
    quote = "在抓好915个年度计划完成投资4650亿元的省市重点项目建设基础上"
    projects = promised(
        53,
        "抓好省市重点项目915个",
        (quote, 9357, "915个"),
        series=zhengzhou.series("省市重点项目数", kind="stock", unit="个"),
        target={"value": "915"},
    )
    investment = promised(
        54,
        "省市重点项目年度完成投资4650亿元",
        (quote, 9357, "4650亿元"),
        series=zhengzhou.series("省市重点项目完成投资", unit="亿元"),
        target={"value": "4650"},
    )

    one, other = evidence_of(projects), evidence_of(investment)
    assert (one.quote, one.start, one.document) == (other.quote, other.start, other.document)
    assert (one.figure_start, other.figure_start) == (9360, 9372)
    assert one.marked() == ("在抓好", "915个", "年度计划完成投资4650亿元的省市重点项目建设基础上")
    assert other.marked()[1] == "4650亿元"


def test_one_printed_figure_stands_for_several_commitments():
    quote = "开发区引进30亿元以上、区县（市）引进10亿元以上高质量项目均不少于2个"
    for number, entity in ((58, "开发区"), (59, "区县（市）")):
        promised(
            number,
            f"每个{entity}引进高质量项目不少于2个",
            (quote, 9575, "2个"),
            series=zhengzhou.series(f"{entity}引进高质量项目", unit="个"),
            target={"value": "2", "wording": "at_least"},
            entity=entity,
        )

    rows = [evidence_of(row) for row in Commitment.objects.all()]
    assert {(row.figure, row.figure_start) for row in rows} == {("2个", 9609)}
    assert {target_of(row).value for row in Commitment.objects.all()} == {Decimal("2")}


def test_a_work_list_is_kept_but_not_checkable():
    commitment = promised(
        48,
        "紧盯80家引领型龙头企业",
        ("紧盯80家引领型龙头企业", 9187, "80家"),
        series=zhengzhou.series("跟踪服务的引领型龙头企业数", kind="stock"),
        target={"value": "80"},
        checkable=False,
        unrateable_reason="scope_not_outcome",
    )

    assert (commitment.checkable, commitment.unrateable_reason) == (False, "scope_not_outcome")
    assert target_of(commitment).value == Decimal("80")


def test_a_goal_that_names_nothing_measurable_has_neither_series_nor_number():
    commitment = promised(
        6,
        "加快中原科技城起步区建设",
        ("加快起步区建设", 7299, ""),
        measured=False,
        target={},
        checkable=False,
        unrateable_reason="no_measure",
    )

    target = target_of(commitment)
    assert (commitment.series, target.form, target.value) == (None, "milestone", None)
    assert target.due == datetime.date(2021, 12, 31)


def test_a_deliverable_without_a_number_has_a_date_and_is_settled_by_words():
    series = zhengzhou.series("商贸业转型升级总体规划出台", kind="milestone", unit="项")
    commitment = promised(
        35,
        "出台商贸业转型升级总体规划",
        ("研究出台推动商贸业转型升级总体规划", 8645, ""),
        series=series,
        target=MILESTONE,
    )

    done = zhengzhou.reported(series, "1", "2021-10-29", published="2021-10-30", quote="印发总体规划")

    assert target_of(commitment).due == datetime.date(2021, 12, 31)
    assert evidence_of(commitment).marked() == ("研究出台推动商贸业转型升级总体规划", "", "")
    assert (done.value, done.quote, done.period_end) == (
        Decimal("1"),
        "印发总体规划",
        datetime.date(2021, 10, 29),
    )


def test_one_target_announced_by_two_documents():
    commitment = promised(
        1,
        "地区生产总值增长7.5%以上",
        ("地区生产总值增长7.5%以上", 7008, "7.5%"),
        series=zhengzhou.series("地区生产总值增速", kind="rate", unit="%"),
        target={"value": "7.5", "wording": "at_least"},
    )
    city = make.make_document("keywords", published="2021-01-31", reliability="official")
    make.make_evidence(commitment, "地区生产总值增长7.5%以上", document=city, figure="7.5%")

    first, second = commitment.evidence.all()
    assert (first.document.code, second.document.code) == ("report", "keywords")
    assert (first.start, second.start) == (7008, None)
    assert first.known_from < second.known_from
    assert commitment.targets.count() == 1


def test_words_printed_wrongly_beside_the_corrected_reading():
    revenue = zhengzhou.series("一般公共预算收入增速", kind="rate", unit="%")

    commitment = promised(
        2,
        "地方一般公共预算收入增长5%",
        ("地方一般公共预算支出增长5%", 7023, "5%"),
        series=revenue,
        target={"value": "5"},
        printed_as="地方一般公共预算支出",
        reading_note="市政府网站同句作“收入”。",
    )

    assert evidence_of(commitment).quote == "地方一般公共预算支出增长5%"
    assert commitment.printed_as in evidence_of(commitment).quote
    assert commitment.printed_as not in commitment.statement
    assert commitment.series == revenue
    assert commitment.reading_note == "市政府网站同句作“收入”。"


def test_a_later_target_stands_beside_the_first():
    cargo = zhengzhou.series("机场货邮吞吐量", unit="万吨")
    scheme = make.make_document("three-year-scheme", published="2020-04-07")
    meeting = make.make_document("logistics-2022", published="2022-03-23")
    plan = make.make_plan("410100-2022-city", document=scheme)
    commitment = make.make_commitment(plan=plan, series=cargo, target={"period": "2022", "value": "72"})
    make.make_target(commitment, document=meeting, period="2022", value="75")

    before = Target.objects.known(datetime.date(2022, 3, 22))
    after = list(Target.objects.known(datetime.date(2022, 3, 23)))

    assert [row.value for row in before] == [Decimal("72")]
    assert [row.value for row in after] == [Decimal("72"), Decimal("75")]
    assert (after[0].document, after[-1].document) == (scheme, meeting)


def test_about_keeps_its_words_its_reading_and_a_tolerance_of_its_own():
    commitment = promised(
        27,
        "主导产业占比达到80%左右",
        ("主导产业占比比重达到80%左右", 8159, "80%"),
        series=zhengzhou.series("主导产业占比", kind="ratio", unit="%"),
        target={
            "value": "80",
            "comparator": "about",
            "wording": "about",
            "tolerance": "1.5",
            "tolerance_kind": "points",
        },
    )

    target = target_of(commitment)
    assert (target.comparator, target.wording) == ("about", "about")
    assert (target.tolerance, target.tolerance_kind) == (Decimal("1.5"), "points")


def test_a_ceiling_read_out_of_about_says_so_in_two_fields():
    commitment = make.make_commitment(
        series=zhengzhou.series("居民消费价格涨幅", kind="rate", unit="%", direction="none"),
        target={
            "value": "3",
            "comparator": "at_most",
            "wording": "about",
            "reading_note": "“左右”按上限读。",
        },
    )

    target = target_of(commitment)
    assert (target.wording, target.comparator, target.reading_note) == (
        "about",
        "at_most",
        "“左右”按上限读。",
    )


def test_a_range_keeps_both_ends():
    commitment = make.make_commitment(
        series=zhengzhou.series("国内生产总值增速", kind="rate", unit="%"),
        target={
            "value": "6",
            "value_to": "6.5",
            "comparator": "between",
            "wording": "between",
            "written": "6%-6.5%",
        },
    )

    target = target_of(commitment)
    assert (target.value, target.value_to, target.written) == (Decimal("6"), Decimal("6.5"), "6%-6.5%")


def test_a_year_s_flow_inside_a_longer_plan_keeps_its_own_year():
    plan = make.make_plan(
        "410100-2021-2025",
        kind="five_year",
        period_end=datetime.date(2025, 12, 31),
        document=zhengzhou.report(),
    )
    commitment = make.make_commitment(
        plan=plan,
        series=zhengzhou.series("机场货邮吞吐量", unit="万吨"),
        target={"period": "2025", "value": "120"},
    )

    target = target_of(commitment)
    assert (target.period, target.period_start) == ("2025", datetime.date(2025, 1, 1))
    assert commitment.plan.period_start == datetime.date(2021, 1, 1)
