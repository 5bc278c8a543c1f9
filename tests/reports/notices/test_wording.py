import datetime

import pytest
from django.utils import translation

from tests import factories
from tracker.models import Commitment, Plan
from tracker.progress import refresh
from tracker.reports.notices import department_notice, file_stem, plan_notice, wording

pytestmark = pytest.mark.django_db

AS_OF = datetime.date(2023, 6, 30)


def texts(notice, address: str = "") -> dict[str, list[str]]:
    return {row.heading: [*row.paragraphs, *row.items] for row in wording.sections(notice, address=address)}


def test_the_summary_gives_both_denominators_and_the_rest(plan: Plan):
    assert wording.summary(plan_notice(plan, as_of=AS_OF)) == (
        "共有目标任务4项，其中可判定的3项。计划期已于2021年12月31日届满。"
        "截至2023年6月30日，已完成1项，占全部目标任务的25%，占可判定目标任务的33.3%。"
        "其余3项中，未完成1项、未见公布1项、无法判定1项。"
    )


def test_the_summary_in_english(plan: Plan):
    with translation.override("en"):
        assert wording.summary(plan_notice(plan, as_of=AS_OF)) == (
            "4 commitments were made, and 3 can be rated. The plan ended on Dec. 31, 2021. By June 30, 2023 "
            "1 were met: 25% of all, 33.3% of those that can be rated. The other 3: missed 1, unreported 1, "
            "not rateable 1."
        )


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2021-02-01", "计划期为2021年1月1日至2021年12月31日，时间进度8.3%。"),
        ("2021-06-30", "计划期为2021年1月1日至2021年12月31日，时间进度50%。"),
        ("2021-12-30", "时间进度91.7%。"),
        ("2021-12-31", "计划期已于2021年12月31日届满。"),
    ],
)
def test_how_much_of_the_time_has_gone(plan: Plan, day: str, told: str):
    assert told in wording.summary(plan_notice(plan, as_of=datetime.date.fromisoformat(day)))


def test_what_was_met_early_is_told_apart(department):
    series = factories.make_series(name="提前完成")
    plan = Plan.objects.get(code="410100-2025")
    factories.make_commitment(series=series, plan=plan, target={"period": "2021..2025", "value": "50"})
    factories.make_observation(series, "60", "2021..2022", published="2023-02-01")
    refresh(as_of=AS_OF)

    assert "已完成1项（其中提前完成1项）" in wording.summary(plan_notice(plan, as_of=AS_OF))


def test_sections_tell_the_good_the_bad_and_the_silent(plan: Plan):
    found = texts(plan_notice(plan, as_of=AS_OF))

    assert list(found) == [
        "总体情况",
        "分领域情况",
        "分部门情况",
        "主要目标",
        "进展较好的目标任务",
        "未完成和进度滞后的目标任务",
        "尚无可据以判定数字的目标任务",
        "数据说明",
    ]
    assert found["进展较好的目标任务"] == [
        "共1项（完成1项）：",
        "新增高新技术企业1000家（责任单位：市科技局）。目标1000家，实际1230家，多230家，完成率123%：完成。",
    ]
    assert found["未完成和进度滞后的目标任务"][1] == (
        "地区生产总值增长7.5%以上。目标7.5%以上，实际4.7%，低2.8个百分点：未完成。"
    )
    assert "共1项（未见公布1项）：新建创新平台100家。" in found["尚无可据以判定数字的目标任务"][0]


def test_the_best_group_and_those_without_any_are_named(plan: Plan):
    topics = texts(plan_notice(plan, as_of=AS_OF))["分领域情况"]

    assert topics == ["完成占比最高的是科技创新，2项中完成1项，占50%。综合经济尚无目标任务完成。"]


def test_a_long_list_is_cut_and_leads_to_the_table(plan: Plan):
    for number in range(20, 32):
        factories.make_observation(factories.make_commitment(number=number).series, "100")
    refresh(as_of=AS_OF)

    section = texts(plan_notice(plan, as_of=AS_OF))["进展较好的目标任务"]

    assert section[0] == "共13项（完成13项）。前10项如下，其余见附件："
    assert len(section) == 11


def test_a_section_nobody_is_in_is_left_out(plan: Plan):
    Commitment.objects.filter(number__in=(1, 3)).update(state="draft")

    found = texts(plan_notice(plan, as_of=AS_OF))

    assert "未完成和进度滞后的目标任务" not in found
    assert "主要目标" not in found


def test_the_data_are_told_by_source_and_firmness(plan: Plan):
    data = texts(plan_notice(plan, as_of=AS_OF), address="https://duixian.example/")["数据说明"]

    assert data == [
        "判定依据截至2023年6月30日已公布的数字，采用“时序进度法”（schedule，第2版）方法，规则公开，可以复算。",
        "判定所依据的2个数字按来源分：官方1个、媒体1个。其中推算所得、原文未直接给出的1个；"
        "初步、预计或仅给出界限的1个。",
        "逐项判定及原文出处见：https://duixian.example/",
    ]


def test_what_hangs_on_a_choice_is_counted(plan: Plan):
    factories.make_observation(Commitment.objects.get(number=1).series, "8", published="2022-01-05")

    data = texts(plan_notice(plan, as_of=AS_OF))["数据说明"]

    assert "有1项的同一时期另有公布的数字，换用后判定会改变。" in data


@pytest.mark.parametrize(
    ("language", "title", "lines", "stem"),
    [
        ("zh-hans", "关于2021年政府工作报告目标任务进展情况的通报", 2, "通报-2021年政府工作报告-20230630"),
        ("en", "Progress notice: Work report 2021", 1, "Progress notice Work report 2021 20230630"),
    ],
)
def test_title_and_file_name(plan: Plan, language: str, title: str, lines: int, stem: str):
    notice = plan_notice(plan, as_of=AS_OF)
    with translation.override(language):
        assert wording.title(notice) == title
        assert len(wording.title_lines(notice)) == lines
        assert file_stem(notice) == stem


def test_a_department_is_named_in_title_and_opening(department):
    notice = department_notice(department, as_of=AS_OF)

    assert wording.title(notice) == "关于市科技局承担的目标任务进展情况的通报"
    assert wording.opening(notice) == "现将市科技局承担的各项目标任务截至2023年6月30日的进展情况通报如下。"


@pytest.mark.parametrize("name", ['a/b\\c:d*e?f"g<h>i|j', "两行\n名称"])
def test_a_file_name_is_one_on_every_system(plan: Plan, name: str):
    plan.name = name

    assert not set(file_stem(plan_notice(plan))) & set('/\\:*?"<>|\n')


@pytest.mark.parametrize(
    ("language", "place", "heading"),
    [("zh-hans", 1, "一、概况"), ("zh-hans", 10, "十、概况"), ("en", 3, "3. 概况")],
)
def test_headings_are_numbered_as_official_letters_are(language: str, place: int, heading: str):
    with translation.override(language):
        assert wording.numbered(place, "概况") == heading
