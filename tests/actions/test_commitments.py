"""A commitment with its evidence, target and baseline, entered in one go."""

import datetime
from typing import Any

import pytest
from django.utils import translation

from tests import factories as make
from tracker.actions.commitments import Aim, Clause, Pledge, enter_commitment
from tracker.exceptions import ActionError, DoubtError
from tracker.models import AuditEntry, Commitment, Evidence, Series, Target

pytestmark = pytest.mark.django_db

QUOTE = "新增高新技术企业1000家以上"


@pytest.fixture
def report():
    return make.make_document("report-2021", "2021-01-30")


@pytest.fixture
def plan(report):
    return make.make_plan("410100-2021", document=report, state="draft")


@pytest.fixture
def firms():
    return make.make_indicator("new-hightech-firms", name="新增高新技术企业")


def enter(plan: Any, indicator: Any = None, **changed: Any) -> Commitment:
    """Enter the commitment of `QUOTE`, with what differs from it in `clause`, `aim` and the pledge itself."""
    how = {"by": changed.pop("by", None), "accepted": changed.pop("accepted", ())}
    clause = {"document": plan.document, "quote": QUOTE, "section": "三（一）", **changed.pop("clause", {})}
    aim = {
        "period": "2021", "comparator": "at_least", "wording": "at_least",
        "value": "1000" if indicator else "", **changed.pop("aim", {}),
    }  # fmt: skip
    pledge = {"plan": plan, "statement": QUOTE, "indicator": indicator, **changed}
    return enter_commitment(pledge=Pledge(**pledge), clause=Clause(**clause), aim=Aim(**aim), **how)


def test_all_of_it_is_stored_as_drafts(plan, firms):
    science = make.make_department("science")
    make.make_commitment(plan=plan, number=7)

    row = enter(plan, firms, departments=[science], clause={"start": 7862}, columns={"binding": "binding"})

    target, evidence = row.targets.get(), row.evidence.get()
    assert (row.code, row.jurisdiction, row.topic) == ("410100-2021-008", plan.jurisdiction, firms.topic)
    assert (row.series.code, row.binding) == ("410100.new-hightech-firms", "binding")
    assert list(row.departments.all()) == [science]
    assert (target.value, target.written, target.unit, target.due) == (
        1000, "1000", firms.unit, datetime.date(2021, 12, 31),
    )  # fmt: skip
    assert (evidence.quote, evidence.figure, evidence.figure_start) == (QUOTE, "1000家", 7870)
    assert (target.published, evidence.known_from) == ("2021-01-30", datetime.date(2021, 1, 30))
    assert {row.state, target.state} == {"draft"}


def test_each_part_and_the_departments_are_noted(plan, firms):
    analyst = make.make_user("analyst", is_superuser=True)
    row = enter(plan, firms, departments=[make.make_department("science")], by=analyst)

    entries = AuditEntry.objects.about(row)
    assert sorted(entry.verb for entry in entries) == ["assigned", "entered", "entered", "entered"]
    assert {entry.by for entry in entries} == {analyst}
    assert {entry.content_type.model for entry in entries} == {"commitment", "evidence", "target"}


@pytest.mark.parametrize(
    ("quote", "aim", "figure"),
    [
        ("技术合同成交额突破240亿元", {"value": "240", "unit": "亿元"}, "240亿元"),
        ("2021年达到５家", {"value": "5", "unit": "家"}, ""),  # printed in full width
        ("跨境电商交易额达到1000亿以上", {"value": "1000", "unit": "亿元"}, "1000亿"),
        ("增长6%—6.5%", {"value": "6", "value_to": "6.5", "unit": "%", "comparator": "between"}, "6%—6.5%"),
    ],
)
def test_the_figure_is_marked_where_the_quote_prints_it_so(plan, quote, aim, figure):
    unit = make.make_unit(aim["unit"])
    indicator = make.make_indicator(unit=aim["unit"])

    row = enter(plan, indicator, clause={"quote": quote}, aim={**aim, "unit": unit})

    assert row.evidence.get().figure == figure


def test_a_stock_is_aimed_at_for_a_day(plan):
    row = enter(plan, make.make_indicator(kind="stock"))

    assert row.targets.get().period_start == row.targets.get().due == datetime.date(2021, 12, 31)


def test_what_is_not_measured_is_a_milestone_of_a_topic(plan):
    row = enter(
        plan, topic=make.make_topic(), clause={"quote": "建成北三环东延工程"},
        aim={"form": "milestone", "wording": "none"},
    )  # fmt: skip

    assert (row.series, row.targets.get().value, row.evidence.get().figure) == (None, None, "")


def test_an_undated_document_announces_on_the_day_it_was_seen(plan, firms):
    undated = make.make_document("page", "")

    target = enter(plan, firms, clause={"document": undated}).targets.get()

    assert (target.published_on, target.published) == (undated.seen_on, "")


def test_the_baseline_is_pinned(plan, firms):
    before = make.make_observation(make.make_series(firms), "800", "2020")

    assert enter(plan, firms, aim={"baseline": before}).targets.get().baseline == before


@pytest.mark.parametrize(
    ("quote", "value"), [("新增高新技术企业一千家", "1000"), ("新增高新技术企业0.1万家", "1000")]
)
def test_numbers_in_words_and_other_units_are_found_in_the_quote(plan, firms, quote, value):
    assert enter(plan, firms, clause={"quote": quote}, aim={"value": value}).pk


def test_a_number_the_quote_does_not_print_is_stored_once_that_is_accepted(plan, firms):
    with pytest.raises(DoubtError) as doubted:
        enter(plan, firms, aim={"value": "1200"})
    assert (doubted.value.code, Commitment.objects.count()) == ("number_not_in_quote", 0)

    assert enter(plan, firms, aim={"value": "1200"}, accepted=["number_not_in_quote"]).pk


def test_a_clause_is_not_entered_twice_unawares(plan, firms):
    enter(plan, firms)
    with pytest.raises(DoubtError) as doubted:
        enter(plan, firms)
    assert (doubted.value.code, Commitment.objects.count()) == ("entered_already", 1)

    other = make.make_indicator("high-tech-output")
    assert enter(plan, other).number == 2  # one clause may pledge several things
    assert enter(plan, firms, accepted=["entered_already"]).number == 3


def test_each_refusal_has_its_code_and_stores_nothing(plan, firms):
    elsewhere = make.make_jurisdiction("410200", name="开封市")
    figure = make.make_observation(make.make_series(firms), "800", "2020")
    cases = {
        "no_topic": {"aim": {"form": "milestone", "wording": "none"}},
        "no_series": {"topic": make.make_topic()},
        "not_readable": {"indicator": firms, "aim": {"value": "一堆"}},
        "other_dimension": {"indicator": firms, "aim": {"unit": make.make_unit("亿元")}},
        "baseline_of_other_series": {
            "indicator": firms, "jurisdiction": elsewhere, "aim": {"baseline": figure},
        },
        "baseline_not_before_due": {"indicator": firms, "aim": {"baseline": figure, "period": "2020"}},
    }  # fmt: skip
    series = Series.objects.count()
    for code, changed in cases.items():
        with pytest.raises(ActionError) as refused:
            enter(plan, **changed)
        assert refused.value.code == code
    assert not Commitment.objects.exists()
    assert Series.objects.count() == series


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"statement": "言" * 401}, "400"),
        ({"clause": {"quote": "言" * 501}, "accepted": ["number_not_in_quote"]}, "500"),
        ({"clause": {"quote": ""}, "accepted": ["number_not_in_quote"]}, "exact words"),
        ({"aim": {"comparator": "between"}}, "second value"),
        ({"aim": {"value": ""}}, "has a value"),
        ({"number": 7}, "number already"),
    ],
)
def test_what_a_column_or_a_constraint_refuses_is_told_and_nothing_stays(
    plan, firms, changed, said, settings
):
    settings.LANGUAGE_CODE = "en"
    make.make_commitment(plan=plan, number=7)
    with translation.override("en"), pytest.raises(ActionError) as refused:
        enter(plan, firms, **changed)
    assert refused.value.code == "breaks_a_rule"
    assert said.casefold() in refused.value.detail["rule"].casefold()
    assert (Commitment.objects.count(), Evidence.objects.count(), Target.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    ("rights", "everywhere", "code"), [((), True, "no_right"), (("add_commitment",), False, "outside_remit")]
)
def test_right_and_remit_are_needed(plan, firms, rights, everywhere, code):
    with pytest.raises(ActionError) as refused:
        enter(plan, firms, by=make.make_worker("", *rights, everywhere=everywhere))
    assert refused.value.code == code
