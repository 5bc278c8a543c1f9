"""A plan is carried out whole or not at all, with the verdicts that hang on it."""

import datetime
import hashlib
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_commitment,
    make_observation,
    make_series,
    make_target,
    make_user,
    make_worker,
)
from tests.ingest.tables import staged, staged_rows
from tracker.actions.invariants import broken_invariants
from tracker.exceptions import IngestError
from tracker.ingest import apply_change_set, may_publish, refresh_pending
from tracker.ingest.applying import judging, storing
from tracker.models import ChangeSet, Document, Indicator, Observation, Series, User, Verdict
from tracker.progress import refresh

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

QUOTE = "2021年新增企业1230家"


def series_of(indicator: str = "new-firms") -> Series:
    return make_series(Indicator.objects.get(code=indicator))


def counts() -> tuple[int, ...]:
    applied = ChangeSet.objects.filter(state="applied").count()
    return applied, *(model.objects.count() for model in (Series, Document, Observation, Verdict))


def bring_in(folder: Path, *rows: dict[str, str], by: User | None = None, **options) -> ChangeSet:
    return apply_change_set(staged(folder, *rows, **options), by=by)


def test_a_row_is_stored_with_all_it_says(tmp_path):
    bring_in(
        tmp_path,
        {
            "value": "约1,230",
            "obs_status": "初步",
            "section": "一",
            "quote": f"{QUOTE[:8]}1,230家",
            "quote_start": "40",
            "derivation": "4130-2900",
            "note": "全市",
            "published_on": "2022-03",
        },
    )

    row = Observation.objects.get()
    assert (row.series.code, row.period, row.document.code) == ("410100.new-firms", "2021", "bulletin")
    assert (row.value, row.written, row.unit.symbol) == (Decimal("1230"), "1,230", "家")
    assert (row.qualifier, row.obs_status, row.state) == ("about", "provisional", "published")
    assert (row.section, row.derivation, row.note) == ("一", "4130-2900", "全市")
    assert (row.published, row.known_from) == ("2022-03", datetime.date(2022, 3, 31))
    assert (row.quote, row.start, row.figure, row.figure_start) == ("2021年新增企1,230家", 40, "1,230", 48)
    assert list(broken_invariants()) == []


def test_a_change_set_records_who_what_and_how(tmp_path):
    user, other = make_user(is_superuser=True), make_user(is_superuser=True)

    made = apply_change_set(staged(tmp_path, {}, {"value": ""}, by=user), by=other)

    assert (made.title, made.file_name, made.door) == ("outcomes.csv", "outcomes.csv", "command")
    assert (made.created_by, made.applied_by, made.state) == (user, other, "applied")
    assert made.file_sha256 == hashlib.sha256((tmp_path / "outcomes.csv").read_bytes()).hexdigest()
    assert (made.encoding, made.counts["new"], made.counts["skipped"]) == ("utf-8", 1, 1)
    assert made.observations.count() == 1


def test_a_missing_value_is_a_row_with_its_reason(tmp_path):
    bring_in(tmp_path, {"value": "—", "note": "口径调整"})

    row = Observation.objects.get()
    assert (row.value, row.written, row.missing_reason, row.note) == (None, "", "口径调整", "口径调整")


def test_a_stock_is_stored_as_an_instant(tmp_path):
    bring_in(tmp_path, {"indicator": "firms", "period": "2021", "value": "4130"})

    row = Observation.objects.get()
    assert row.period_start == row.period_end == datetime.date(2021, 12, 31)
    assert row.period == "2021"


def test_a_figure_stays_in_the_unit_it_was_published_in(tmp_path):
    bring_in(tmp_path, {"indicator": "jobs", "value": "4.65万", "unit": "人"})

    row = Observation.objects.get()
    assert (str(row.value), row.written, row.unit.symbol) == ("4.65", "4.65", "万人")


@pytest.mark.parametrize(
    ("indicator", "value", "stored"),
    [("gdp-growth", "下降12.1%", "-12.1"), ("dust-fall", "下降12.1%", "12.1")],
)
def test_a_fall_is_stored_by_the_one_rule_of_signs(tmp_path, indicator, value, stored):
    bring_in(tmp_path, {"indicator": indicator, "value": value, "quote": "同比下降12.1%"})

    row = Observation.objects.get()
    assert (str(row.value), row.written, row.figure) == (stored, stored, "12.1")


@pytest.mark.parametrize(
    ("quote", "start", "figure", "place"),
    [
        ("新增企业5家", "", "5", None),
        ("2025年新增企业5家", "", "", None),
        ("2025年新增企业5家", "100", "5", 109),
        ("新增企业15家", "", "", None),
        ("新增企业5.5家", "", "", None),
        ("新增企业5,6月", "", "", None),
        ("新增企业五家", "", "", None),
        ("新增企业5。", "0", "5", 4),
    ],
)
def test_the_digits_of_the_quote_are_marked_only_where_they_are_the_figure(
    tmp_path, quote, start, figure, place
):
    bring_in(tmp_path, {"value": "5", "quote": quote, "quote_start": start}, accept_warnings=True)

    row = Observation.objects.get()
    assert (row.figure, row.figure_start) == (figure, place)
    assert row.marked()[1] == figure
    assert row.marked()[0] + row.marked()[1] + row.marked()[2] == quote


def test_a_new_document_is_made_once_for_all_its_rows(tmp_path):
    rows = [
        {"source_title": "新公报", "published_on": "2022-04", "reliability": "press", "period": str(year)}
        for year in (2019, 2020)
    ]
    bring_in(tmp_path, *rows, accept_warnings=True)

    made = Document.objects.get(title="新公报")
    assert (made.publisher, made.published, made.reliability) == ("郑州市统计局", "2022-04", "press")
    assert made.code.startswith("doc-2022-04-")
    assert made.observations.count() == 2


def test_an_undated_new_document_was_seen_on_the_day_of_the_plan(tmp_path):
    bring_in(tmp_path, {"source_title": "新公报"}, accept_warnings=True)

    made = Document.objects.get(title="新公报")
    assert (made.published, made.seen_on) == ("", datetime.date(2022, 12, 31))


def test_codes_of_new_documents_never_collide(tmp_path):
    rows = [
        {"source_title": "新公报", "source_publisher": publisher, "published_on": "2022-04-01"}
        for publisher in ("甲局", "乙局", "丙局")
    ]
    bring_in(tmp_path, *rows, accept_warnings=True)
    bring_in(tmp_path, {"source_title": "别的", "published_on": "2022-04-01"}, accept_warnings=True)

    assert Document.objects.filter(code__startswith="doc-2022-04-01-").count() == 4


def test_the_code_of_a_new_document_is_the_same_on_every_machine(tmp_path):
    row = {"source_title": "新公报", "published_on": "2022-04-01"}
    bring_in(tmp_path, row, accept_warnings=True)
    code = Document.objects.get(title="新公报").code
    Observation.objects.all().delete()
    Document.objects.get(title="新公报").delete()

    bring_in(tmp_path, row, accept_warnings=True)

    assert Document.objects.get(title="新公报").code == code


TWICE = [
    [{}],
    [{"value": "—"}],
    [{"indicator": "firms", "period": "2021"}],
    [{"period": "..2021"}],
    [{"value": "约4.65万", "indicator": "jobs", "unit": "人", "obs_status": "初步"}],
    [{"indicator": "gdp-growth", "value": "下降12.1%", "quote": "下降12.1%"}],
    [{"source_title": "新公报"}, {"source_title": "新公报", "period": "2020"}],
    [{"source_title": "新公报", "period": "2022..2024"}],
    [
        {"source_title": "新公报", "published_on": "2022-04"},
        {"source_title": "新公报", "published_on": "2022-04-18"},
    ],
    [{"source_title": "新公报", "published_on": "2022-04-18"}, {"source_title": "新公报"}],
    [
        {"source_title": "新公报", "published_on": "2022-04-18"},
        {"source_title": "新公报", "published_on": "2022-05"},
    ],
    [{"published_on": "2022-03-01"}, {"value": "1231"}],
    [{"published_on": "2022-11-01", "value": "1231"}, {"published_on": "2022-04-18"}],
    [{"indicator": "PM2.5浓度变化", "value": "-3"}],
]


@pytest.mark.parametrize("rows", TWICE)
def test_the_same_file_twice_changes_nothing(tmp_path, rows):
    make_commitment(series=series_of())
    bring_in(tmp_path, *rows, accept_warnings=True)
    before = counts()

    again = staged(tmp_path, *rows, today=datetime.date(2023, 6, 1))

    assert {row.outcome for row in staged_rows(again)} == {"unchanged"}
    assert refused(again) == "nothing_to_store"
    assert counts() == before


def test_figures_and_the_verdicts_that_hang_on_them_appear_together(tmp_path):
    commitment = make_commitment(series=series_of(), target={"value": "1000"})
    other = make_commitment()

    made = bring_in(tmp_path, {})

    commitment.refresh_from_db()
    other.refresh_from_db()
    assert (commitment.status, commitment.current_verdict.change_set) == ("met", made)
    assert other.current_verdict is None


def test_a_verdict_of_a_commitment_that_refers_to_the_series_is_refreshed(tmp_path):
    commitment = make_commitment(series=series_of("gdp-growth"))
    commitment.targets.all().delete()
    make_target(commitment, form="reference", reference=series_of("energy-growth"))

    bring_in(
        tmp_path, {"indicator": "energy-growth", "value": "3"}, {"indicator": "gdp-growth", "value": "4"}
    )

    commitment.refresh_from_db()
    assert commitment.status == "met"


@pytest.mark.parametrize("valid_only", [False, True])
def test_an_invalid_row_applies_nothing_unless_it_is_left_out(tmp_path, valid_only):
    plan = staged(tmp_path, {}, {"period": "2020", "value": "很多"}, {"source_title": "新公报"})
    before = counts()

    if valid_only:
        assert apply_change_set(plan, by=None, valid_only=True).counts["invalid"] == 1
        assert Observation.objects.get().period == "2021"
    else:
        with pytest.raises(IngestError) as caught:
            apply_change_set(plan, by=None)
        assert (caught.value.code, caught.value.detail) == ("blocked_rows", {"rows": "2"})
        assert (counts(), plan.state) == (before, "planned")


@pytest.mark.parametrize("value", ["", "很多"])
def test_nothing_to_store_is_refused(tmp_path, value):
    plan = staged(tmp_path, {"value": value}, valid_only=True)

    assert refused(plan) == "nothing_to_store"
    assert plan.state == "planned"


def refused(plan: ChangeSet, **decision) -> str:
    with pytest.raises(IngestError) as caught:
        apply_change_set(plan, by=None, **decision)
    return caught.value.code


def corrected(folder: Path, *rows: dict[str, str]) -> ChangeSet:
    return bring_in(folder, *rows, reason="录入错误", accept_warnings=True)


def test_a_correction_withdraws_the_wrong_row_and_stores_the_right_one(tmp_path):
    user = make_user(is_superuser=True)
    bring_in(tmp_path, {"value": "1320"})
    wrong = Observation.objects.get()

    made = apply_change_set(staged(tmp_path, {}, reason="录入错误"), by=user)

    wrong.refresh_from_db()
    right = Observation.objects.standing().get()
    assert (wrong.withdrawn_reason, wrong.withdrawn_by, str(wrong.value)) == ("录入错误", user, "1320")
    assert wrong.withdrawn_at is not None
    assert (str(right.value), right.change_set, made.reason) == ("1230", made, "录入错误")


def test_a_correction_keeps_what_the_row_leaves_open(tmp_path):
    bring_in(
        tmp_path,
        {
            "value": "约1320",
            "obs_status": "provisional",
            "quote": QUOTE,
            "quote_start": "40",
            "note": "全市",
            "section": "一",
        },
        accept_warnings=True,
    )

    corrected(tmp_path, {"note": "市区"})

    right = Observation.objects.standing().get()
    assert (right.written, right.qualifier, right.obs_status) == ("1230", "about", "provisional")
    assert (right.quote, right.start, right.figure, right.figure_start) == (QUOTE, 40, "1230", 49)
    assert (right.section, right.note) == ("一", "市区")


def test_an_offset_belongs_to_its_quote(tmp_path):
    bring_in(tmp_path, {"value": "1320", "quote": "新增企业1320家", "quote_start": "40"})

    corrected(tmp_path, {"quote": QUOTE})

    right = Observation.objects.standing().get()
    assert (right.quote, right.start) == (QUOTE, None)


def test_targets_are_counted_from_the_corrected_figure(tmp_path):
    bring_in(tmp_path, {"period": "2020", "value": "880"})
    commitment = make_commitment(series=series_of(), target={"baseline": Observation.objects.get()})

    corrected(tmp_path, {"period": "2020", "value": "800"})

    assert commitment.targets.get().baseline == Observation.objects.standing().get()


def test_a_corrected_figure_is_judged_anew(tmp_path):
    commitment = make_commitment(series=series_of(), target={"value": "1250"})
    bring_in(tmp_path, {"value": "1320"})
    commitment.refresh_from_db()
    assert commitment.status == "met"

    corrected(tmp_path, {})

    commitment.refresh_from_db()
    assert commitment.status == "nearly_met"
    assert commitment.verdicts.count() == 2


@pytest.mark.parametrize("step", ["world_now", "make_documents", "move_baselines", "judge_anew", "refresh"])
def test_a_failure_in_the_middle_leaves_nothing(tmp_path, monkeypatch, step):
    make_commitment(series=series_of())
    bring_in(tmp_path, {"value": "1320"})
    plan = staged(
        tmp_path,
        {},
        {"source_title": "新公报"},
        {"indicator": "jobs"},
        accept_warnings=True,
        reason="录入错误",
    )
    before = counts()
    module = judging if step == "refresh" else storing
    real = getattr(module, step)

    def then_fail(*args, **options):
        real(*args, **options)
        raise RuntimeError("power cut")

    monkeypatch.setattr(module, step, then_fail)
    with pytest.raises(RuntimeError, match="power cut"):
        apply_change_set(plan, by=None)

    assert counts() == before
    assert str(Observation.objects.standing().get().value) == "1320"


def stale(action) -> str:
    before = counts()
    with pytest.raises(IngestError) as caught:
        action()
    assert counts() == before
    return caught.value.code


def test_a_plan_applied_twice_is_refused_the_second_time(tmp_path):
    plan = staged(tmp_path, {}, {"period": "2020", "value": "800"})
    apply_change_set(plan, by=None)

    assert stale(lambda: apply_change_set(plan, by=None)) == "not_planned"


def test_a_plan_whose_new_document_came_meanwhile_is_refused(tmp_path):
    plans = [
        staged(tmp_path, {"source_title": "新公报", "period": str(year)}, accept_warnings=True)
        for year in (2020, 2021)
    ]
    apply_change_set(plans[0], by=None)

    assert stale(lambda: apply_change_set(plans[1], by=None)) == "changed_meanwhile"


def test_a_plan_that_corrects_a_row_withdrawn_meanwhile_is_refused(tmp_path):
    bring_in(tmp_path, {"value": "1320"})
    plan = staged(tmp_path, {}, reason="录入错误")
    row = Observation.objects.get()
    Observation.objects.update(withdrawn_at=row.recorded_at, withdrawn_reason="错行")

    assert stale(lambda: apply_change_set(plan, by=None)) == "changed_meanwhile"
    assert Observation.objects.get().withdrawn_reason == "错行"


def test_a_series_made_meanwhile_is_used(tmp_path):
    plan = staged(tmp_path, {})
    there = series_of()

    apply_change_set(plan, by=None)

    assert Observation.objects.get().series == there


def test_a_row_the_database_refuses_is_no_race(tmp_path, monkeypatch):
    plan = staged(tmp_path, {})
    plan.staged_rows.update(written="")

    with pytest.raises(IntegrityError, match=r"(?i)check constraint"):
        apply_change_set(plan, by=None)


@pytest.mark.parametrize("message", ["deadlock detected", "database is locked"])
def test_a_collision_of_writers_asks_to_try_again(tmp_path, monkeypatch, message):
    def collide(*args, **options):
        raise OperationalError(message)

    monkeypatch.setattr(judging, "refresh", collide)
    plan = staged(tmp_path, {})

    assert stale(lambda: apply_change_set(plan, by=None)) == "busy"
    plan.refresh_from_db()
    assert plan.state == "planned"


def test_another_trouble_of_the_database_is_not_hidden(tmp_path, monkeypatch):
    def fail(*args, **options):
        raise OperationalError("disk full")

    monkeypatch.setattr(judging, "refresh", fail)

    with pytest.raises(OperationalError, match="disk full"):
        bring_in(tmp_path, {})


def test_queries_do_not_grow_with_the_rows(tmp_path, monkeypatch):
    def queries(years: range) -> int:
        rows = [
            {
                "indicator": indicator,
                "jurisdiction": place,
                "period": str(year),
                "source_title": f"公报{year}",
            }
            for indicator in ("new-firms", "jobs")
            for place in ("410100", "410102")
            for year in years
        ]
        plan = staged(tmp_path, *rows, accept_warnings=True)
        with CaptureQueriesContext(connection) as captured:
            apply_change_set(plan, by=None)
        return len([query for query in captured if not query["sql"].startswith("INSERT")])

    make_commitment(series=series_of())
    make_observation(series_of("jobs"))
    few = queries(range(2000, 2003))

    assert queries(range(2003, 2020)) <= few


def test_figures_of_somebody_who_may_not_publish_wait_and_change_no_verdict(tmp_path):
    commitment = make_commitment(series=series_of(), target={"value": "1000"})
    refresh()
    commitment.refresh_from_db()
    before = commitment.status

    made = bring_in(tmp_path, {}, by=make_worker())

    commitment.refresh_from_db()
    assert (Observation.objects.get().state, commitment.status) == ("submitted", before)
    assert (made.state, made.verdicts_pending, commitment.verdicts.count()) == ("applied", False, 1)


def test_figures_of_somebody_with_the_permission_are_published(tmp_path):
    user = make_worker("", "publish_unreviewed")

    bring_in(tmp_path, {}, by=user)

    assert Observation.objects.get().state == "published"


def test_who_applies_decides_what_is_published_not_who_brought_the_file(tmp_path):
    plan = staged(tmp_path, {}, by=make_worker())

    made = apply_change_set(plan, by=make_user(is_superuser=True))

    assert (Observation.objects.get().state, made.applied_by != made.created_by) == ("published", True)


def test_somebody_no_longer_active_publishes_nothing():
    assert not may_publish(User(is_superuser=True, is_active=False))


def test_verdicts_of_a_large_set_come_right_after_its_figures(tmp_path, settings):
    settings.IMPORT_VERDICTS_WITH = 1
    commitment = make_commitment(series=series_of(), target={"value": "1000"})

    made = bring_in(tmp_path, {}, {"period": "2020", "value": "800"})

    commitment.refresh_from_db()
    assert (made.verdicts_pending, commitment.status) == (True, "")
    assert refresh_pending(made) == 1
    commitment.refresh_from_db()
    assert (made.verdicts_pending, commitment.status) == (False, "met")
    assert refresh_pending(made) == 0


def test_a_decision_stands_as_the_set_was_opened_with_unless_told_otherwise(tmp_path):
    rows = {"source_title": "新公报"}

    assert refused(staged(tmp_path, rows, accept_warnings=True), accept_warnings=False) == "blocked_rows"
    made = bring_in(tmp_path, rows, accept_warnings=True)

    assert made.options == {"accept_warnings": True, "valid_only": False, "reason": ""}


def test_a_reason_given_at_the_end_lets_corrections_through(tmp_path):
    bring_in(tmp_path, {"value": "1320"})
    plan = staged(tmp_path, {})
    assert refused(plan) == "blocked_rows"

    made = apply_change_set(plan, by=None, reason="录入错误")

    assert (made.counts["correction"], made.reason) == (1, "录入错误")
    assert [(pair.wrong.written, pair.right.written) for pair in made.replacements.all()] == [
        ("1320", "1230")
    ]


def test_progress_is_told_while_figures_are_stored(tmp_path, monkeypatch):
    monkeypatch.setattr(storing, "BATCH", 2)
    told = []
    plan = staged(tmp_path, *({"period": str(year), "value": str(year)} for year in range(2010, 2015)))

    apply_change_set(plan, by=None, progress=lambda done, total: told.append((done, total)))

    assert told == [(2, 5), (4, 5), (5, 5)]
    assert Observation.objects.count() == 5
