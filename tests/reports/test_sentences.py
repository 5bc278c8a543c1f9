"""The sentence of every status and form, in both languages, and its agreement with what was decided."""

import datetime
import re
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.reports import sentences as make
from tests.reports.standing import rate
from tracker.assessment import METHODS
from tracker.models import Commitment, Status, TargetForm
from tracker.progress import standings
from tracker.reports.explanations import explain, gap_text

BETWEEN = {"value": "6", "value_to": "6.5", "comparator": "between", "wording": "between"}


def percent(**fields):
    return {"form": "growth", "unit_id": make.factories.make_unit("%").pk, **fields}


#: What is made, the day it is judged, its status, and what is said of it.
CASES = {
    "withdrawn": (
        make.withdrawn, "2023-06-30", "withdrawn",
        "2022年3月1日撤销：并入新规划",
        "Withdrawn on March 1, 2022: 并入新规划",
    ),
    "a list of work": (
        lambda: rate(checkable=False, unrateable_reason="scope_not_outcome"), "2023-06-30", "not_rateable",
        "无法判定：工作清单，不是产出。",
        "Cannot be rated: a list of work, not an output.",
    ),
    "rate met": (
        lambda: rate(actual="8.10"), "2023-06-30", "met",
        "目标7.5%以上，实际8.10%，高0.6个百分点：完成。",
        "Target at least 7.5%, actual 8.10%, 0.6 percentage points above: met.",
    ),
    "range met": (
        lambda: rate(target=BETWEEN, actual="6.2"), "2023-06-30", "met",
        "目标6%至6.5%，实际6.2%，在区间之内：完成。",
        "Target 6% to 6.5%, actual 6.2%, within the range: met.",
    ),
    "additions met": (
        lambda: make.additions(actual="1230"), "2023-06-30", "met",
        "目标1000家，实际1230家，多230家，完成率123%：完成。",
        "Target 1000 firms, actual 1230 firms, 230 firms above, completion 123%: met.",
    ),
    "additions met early in the year": (
        lambda: make.additions(actual="1100", period="2021-01..10"), "2022-02-01", "met",
        "目标1000家，2021年1—10月已为1100家，多100家，完成率110%：完成。",
        "Target 1000 firms, already 1100 firms (Jan–Oct 2021), 100 firms above, completion 110%: met.",
    ),
    "stock met": (
        lambda: make.firms(actual="3100", year="2025"), "2026-06-30", "met",
        "目标3000家，从2000家到3100家，多100家，进展110%：完成。",
        "Target 3000 firms, from 2000 firms to 3100 firms, 100 firms above, progress 110%: met.",
    ),
    "ratio met": (
        lambda: make.fine_dust("34", year="2025"), "2026-06-30", "met",
        "目标35微克/立方米以内，从45微克/立方米到34微克/立方米，少1微克/立方米，进展110%：完成。",
        "Target at most 35 µg/m³, from 45 µg/m³ to 34 µg/m³, 1 µg/m³ below, progress 110%: met.",
    ),
    "change met": (
        lambda: make.firms("1000", form="change", actual="3100", year="2025"), "2026-06-30", "met",
        "目标比基期增加1000家，从2000家到3100家，进展110%：完成。",
        "Target an increase of 1000 firms, from 2000 firms to 3100 firms, progress 110%: met.",
    ),
    "growth met": (
        lambda: make.firms("50", actual="3100", year="2025", **percent()), "2026-06-30", "met",
        "目标比基期增长50%，从2000家到3100家，进展110%：完成。",
        "Target growth of 50%, from 2000 firms to 3100 firms, progress 110%: met.",
    ),
    "in step": (
        make.in_step, "2023-06-30", "met",
        "目标与地区生产总值增速同步（4.7%），实际6.2%，高1.5个百分点：完成。",
        "Target in step with GDP growth (4.7%), actual 6.2%, 1.5 percentage points above: met.",
    ),
    "out of step": (
        lambda: make.in_step("4"), "2023-06-30", "missed",
        "目标与地区生产总值增速同步（4.7%），实际4%，低0.7个百分点：未完成。",
        "Target in step with GDP growth (4.7%), actual 4%, 0.7 percentage points below: missed.",
    ),
    "done": (
        lambda: make.milestone("1"), "2023-06-30", "met",
        "应于2021年12月31日前办成，2021年公布的结果为“已办成”：完成。",
        "Due by Dec. 31, 2021, reported as done for 2021: met.",
    ),
    "not done": (
        lambda: make.milestone("0"), "2023-06-30", "missed",
        "应于2021年12月31日前办成，2021年公布的结果为“未办成”：未完成。",
        "Due by Dec. 31, 2021, reported as not done for 2021: missed.",
    ),
    "done early": (
        lambda: make.milestone("1"), "2021-11-30", "achieved",
        "应于2021年12月31日前办成，2021年公布的结果为“已办成”：提前完成。",
        "Due by Dec. 31, 2021, reported as done for 2021: achieved early.",
    ),
    "rank": (
        lambda: make.rank("11"), "2023-06-30", "met",
        "目标第20位，实际第11位，靠前9位：完成。",
        "Target rank 20, actual rank 11, 9 places better: met.",
    ),
    "rank from the bottom": (
        lambda: make.rank("19", counted_from="bottom"), "2023-06-30", "missed",
        "目标倒数第20位，实际倒数第19位，靠后1位：未完成。",
        "Target rank 20 from the bottom, actual rank 19 from the bottom, 1 place worse: missed.",
    ),
    "nine tenths done": (
        lambda: make.additions(actual="900"), "2023-06-30", "nearly_met",
        "目标1000家，实际900家，少100家，完成率90%：基本完成。",
        "Target 1000 firms, actual 900 firms, 100 firms below, completion 90%: nearly met.",
    ),
    "a little less": (
        lambda: make.additions(actual="899.9999"), "2023-06-30", "missed",
        "目标1000家，实际899.9999家，少100.0001家，完成率89.99999%：未完成。",
        "Target 1000 firms, actual 899.9999 firms, 100.0001 firms below, completion 89.99999%: missed.",
    ),
    "nine tenths of the way": (
        lambda: make.firms(actual="2900", year="2025"), "2026-06-30", "nearly_met",
        "目标3000家，从2000家到2900家，少100家，进展90%：基本完成。",
        "Target 3000 firms, from 2000 firms to 2900 firms, 100 firms below, progress 90%: nearly met.",
    ),
    "no step of the way": (
        lambda: make.firms(actual="2000", year="2025"), "2026-06-30", "missed",
        "目标3000家，从2000家到2000家，少1000家，进展0%：未完成。",
        "Target 3000 firms, from 2000 firms to 2000 firms, 1000 firms below, progress 0%: missed.",
    ),
    "rate missed": (
        lambda: rate(actual="-0.9"), "2023-06-30", "missed",
        "目标7.5%以上，实际\u22120.9%，低8.4个百分点：未完成。",
        "Target at least 7.5%, actual \u22120.9%, 8.4 percentage points below: missed.",
    ),
    "never reported": (
        make.additions, "2023-06-30", "unreported",
        "目标1000家，2021年12月31日到期；截至2023年6月30日没有公布能据以判定的数字：未见公布。",
        "Target 1000 firms, due Dec. 31, 2021; no figure that decides it had been published by "
        "June 30, 2023: unreported.",
    ),
    "nobody said whether it was done": (
        make.milestone, "2023-06-30", "unreported",
        "应于2021年12月31日前办成；截至2023年6月30日，没有已公布的内容说明是否办成：未见公布。",
        "Due by Dec. 31, 2021; nothing published by June 30, 2023 says whether it was done: unreported.",
    ),
    "nothing yet": (
        make.firms, "2021-06-30", "no_data",
        "目标3000家，2025年12月31日到期：暂无数据。目标时期内没有公布过数字。",
        "Target 3000 firms, due Dec. 31, 2025: no data. No figure of the target's time has been published.",
    ),
    "to be done": (
        make.milestone, "2021-06-30", "no_data",
        "2021年12月31日到期：暂无数据。目标时期内没有公布过数字。",
        "Due by Dec. 31, 2021: no data. No figure of the target's time has been published.",
    ),
    "achieved early": (
        lambda: make.firms(actual="3100"), "2024-06-30", "achieved",
        "目标3000家，从2000家到3100家（2023年末），多100家，进展110%：提前完成。",
        "Target 3000 firms, from 2000 firms to 3100 firms (end of 2023), 100 firms above, "
        "progress 110%: achieved early.",
    ),
    "fallen back": (
        lambda: make.firms(actual="1900"), "2024-02-01", "regressing",
        "到2025年12月31日的目标为3000家，从2000家到1900家（2023年末），进展\u221210%，时序进度60%，"
        "欠70个百分点：倒退。",
        "Target 3000 firms by Dec. 31, 2025, from 2000 firms to 1900 firms (end of 2023), "
        "progress \u221210%, schedule 60%, 70 percentage points behind: regressing.",
    ),
    "no step so far": (
        lambda: make.fine_dust("45"), "2024-02-01", "far_behind",
        "到2025年12月31日的目标为35微克/立方米以内，从45微克/立方米到45微克/立方米（2023年），进展0%，"
        "时序进度60%，欠60个百分点：严重欠进度。",
        "Target at most 35 µg/m³ by Dec. 31, 2025, from 45 µg/m³ to 45 µg/m³ (2023), "
        "progress 0%, schedule 60%, 60 percentage points behind: far behind.",
    ),
    "25 points behind": (
        lambda: make.firms(actual="2350"), "2024-02-01", "behind",
        "到2025年12月31日的目标为3000家，从2000家到2350家（2023年末），进展35%，时序进度60%，"
        "欠25个百分点：欠进度。",
        "Target 3000 firms by Dec. 31, 2025, from 2000 firms to 2350 firms (end of 2023), "
        "progress 35%, schedule 60%, 25 percentage points behind: behind.",
    ),
    "a hair more than 25 points behind": (
        lambda: make.firms(actual="2349.96"), "2024-02-01", "far_behind",
        "到2025年12月31日的目标为3000家，从2000家到2349.96家（2023年末），进展35%，时序进度60%，"
        "欠25.004个百分点：严重欠进度。",
        "Target 3000 firms by Dec. 31, 2025, from 2000 firms to 2349.96 firms (end of 2023), "
        "progress 35%, schedule 60%, 25.004 percentage points behind: far behind.",
    ),
    "a hair more than 10 points behind": (
        lambda: make.firms(actual="2499.96"), "2024-02-01", "behind",
        "到2025年12月31日的目标为3000家，从2000家到2499.96家（2023年末），进展50%，时序进度60%，"
        "欠10.004个百分点：欠进度。",
        "Target 3000 firms by Dec. 31, 2025, from 2000 firms to 2499.96 firms (end of 2023), "
        "progress 50%, schedule 60%, 10.004 percentage points behind: behind.",
    ),
    "10 points behind": (
        lambda: make.firms(actual="2500"), "2024-02-01", "on_track",
        "到2025年12月31日的目标为3000家，从2000家到2500家（2023年末），进展50%，时序进度60%，"
        "欠10个百分点：达进度。",
        "Target 3000 firms by Dec. 31, 2025, from 2000 firms to 2500 firms (end of 2023), "
        "progress 50%, schedule 60%, 10 percentage points behind: on track.",
    ),
    "10 points ahead": (
        lambda: make.fine_dust("38"), "2024-02-01", "on_track",
        "到2025年12月31日的目标为35微克/立方米以内，从45微克/立方米到38微克/立方米（2023年），进展70%，"
        "时序进度60%，超10个百分点：达进度。",
        "Target at most 35 µg/m³ by Dec. 31, 2025, from 45 µg/m³ to 38 µg/m³ (2023), "
        "progress 70%, schedule 60%, 10 percentage points ahead: on track.",
    ),
    "a hair more than 10 points ahead": (
        lambda: make.firms(actual="2700.4"), "2024-02-01", "ahead",
        "到2025年12月31日的目标为3000家，从2000家到2700.4家（2023年末），进展70%，时序进度60%，"
        "超10.04个百分点：超进度。",
        "Target 3000 firms by Dec. 31, 2025, from 2000 firms to 2700.4 firms (end of 2023), "
        "progress 70%, schedule 60%, 10.04 percentage points ahead: ahead.",
    ),
    "exactly on schedule": (
        lambda: make.firms(actual="2600"), "2024-02-01", "on_track",
        "到2025年12月31日的目标为3000家，从2000家到2600家（2023年末），进展60%，时序进度60%，"
        "与时序进度持平：达进度。",
        "Target 3000 firms by Dec. 31, 2025, from 2000 firms to 2600 firms (end of 2023), "
        "progress 60%, schedule 60%, exactly on schedule: on track.",
    ),
    "additions by midyear": (
        lambda: make.additions(actual="300", period="2021-H1"), "2021-12-01", "behind",
        "目标1000家，2021年上半年为300家，完成率30%，时序进度50%，欠20个百分点：欠进度。",
        "Target 1000 firms, 300 firms (first half of 2021), completion 30%, schedule 50%, "
        "20 percentage points behind: behind.",
    ),
    "ceiling held": (
        lambda: make.ceiling("3.57"), "2021-12-31", "on_track",
        "目标4.3%以内（2021年12月31日到期），2021年为3.57%，低0.73个百分点：达进度。",
        "Target at most 4.3% until Dec. 31, 2021, 3.57% (2021), 0.73 percentage points below: on track.",
    ),
    "rank not held": (
        lambda: make.rank("23"), "2021-12-31", "behind",
        "目标第20位（2021年12月31日到期），2021年为第23位，靠后3位：欠进度。",
        "Target rank 20 until Dec. 31, 2021, rank 23 (2021), 3 places worse: behind.",
    ),
    "held since the baseline": (
        lambda: make.firms("1800", actual="1900"), "2024-02-01", "on_track",
        "目标1800家（2025年12月31日到期），2023年末为1900家，多100家：达进度。",
        "Target 1800 firms until Dec. 31, 2025, 1900 firms (end of 2023), 100 firms above: on track.",
    ),
}  # fmt: skip


def told(commitment: Commitment, day: str, method: str = "schedule"):
    rows = Commitment.objects.for_list().filter(pk=commitment.pk)
    return standings(rows, as_of=datetime.date.fromisoformat(day), method=method)[0]


def said(standing, language: str) -> str:
    with translation.override(language):
        return explain(standing)


@pytest.mark.django_db
@pytest.mark.parametrize(("made", "day", "status", "chinese", "english"), CASES.values(), ids=CASES)
def test_a_verdict_is_told_in_both_languages(made, day: str, status: str, chinese: str, english: str):
    standing = told(made(), day)

    assert standing.status == status
    assert said(standing, "zh-hans") == chinese
    assert said(standing, "en") == english


def test_every_status_has_its_sentence():
    assert {status for _made, _day, status, *_texts in CASES.values()} == set(Status.values)


@pytest.mark.django_db
def test_every_form_has_its_sentence():
    forms = {told(made(), day).target.form for made, day, *_rest in CASES.values()}

    assert forms == set(TargetForm.values)


@pytest.mark.django_db
@pytest.mark.parametrize("method", [name for name in METHODS if name != "schedule"])
def test_another_method_tells_the_ratio_it_classes_by(method: str):
    standing = told(make.firms(actual="2500"), "2024-02-01", method)

    assert re.search(r"进展50%，R = 0\.[0-9]+：欠进度。$", said(standing, "zh-hans"))
    assert re.search(r"progress 50%, R = 0\.[0-9]+: behind\.$", said(standing, "en"))


@pytest.mark.django_db
def test_a_planned_path_is_the_schedule_that_is_told():
    commitment = make.firms(actual="2500")
    make.factories.make_path_point(commitment.targets.get(), "2023-12-31", 2400)

    assert said(told(commitment, "2024-02-01"), "zh-hans") == (
        "到2025年12月31日的目标为3000家，从2000家到2500家（2023年末），进展50%，时序进度40%，"
        "超10个百分点：达进度。"
    )


LIMITS = (-25, -10, 0, 10)


@given(near=st.sampled_from(LIMITS), off=st.fractions(min_value=-1, max_value=1, max_denominator=10**9))
def test_points_shown_lie_on_the_decided_side_of_every_limit(near: int, off: Fraction):
    gap = near + off
    with translation.override("en"):
        text = gap_text(gap)
    number = re.search(r"[0-9][0-9,.]*", text)
    size = Fraction(number[0]) if number else Fraction(0)
    shown = -size if "behind" in text else size

    for limit in LIMITS:
        assert (shown > limit, shown < limit) == (gap > limit, gap < limit)
