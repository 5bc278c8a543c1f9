"""Commitments, their evidence and targets on one page; what is saved is judged at once."""

import datetime

import pytest
from django.urls import reverse

from tests.factories import (
    make_commitment,
    make_document,
    make_indicator,
    make_observation,
    make_path_point,
    make_plan,
    make_remark,
    make_series,
    make_target,
    make_topic,
)
from tracker.models import Commitment, Target
from tracker.progress import refresh

EVIDENCE, TARGETS = "evidence", "targets"


def formset(prefix, *rows, stored=0):
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": stored}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def target_row(document, **changes):
    return {
        "document": document.pk, "announced": "", "form": "level", "comparator": "at_least",
        "wording": "bare",
        "value": "1000", "value_to": "", "unit": "", "written": "", "tolerance": "", "tolerance_kind": "",
        "period": "2021", "baseline": "", "reference": "", "reference_note": "", "reading_note": "",
        "state": "published", **changes,
    }  # fmt: skip


def evidence_row(document, **changes):
    return {
        "document": document.pk, "section": "三", "quote": "新增高新技术企业1000家", "start": "7862",
        "figure": "1000家", "figure_start": "7870", **changes,
    }  # fmt: skip


@pytest.fixture
def entry(db):
    """What the page of a new commitment posts."""
    document = make_document(published="2021-01")
    plan = make_plan(document=document)
    series = make_series(make_indicator(kind="flow", unit="家"))

    def post(evidence=({},), targets=({},), **changes):
        unit = series.indicator.unit_id
        return {
            "plan": plan.pk, "number": "17", "statement": "新增高新技术企业1000家", "statement_en": "",
            "series": series.pk, "topic": make_topic().pk, "modality": "plain",
            "binding": "", "checkable": "on", "unrateable_reason": "",
            "state": "published", "withdrawn_reason": "",
            **formset(EVIDENCE, *[evidence_row(document, **row) for row in evidence]),
            **formset(TARGETS, *[target_row(document, **{"unit": unit, **row}) for row in targets]),
            **changes,
        }  # fmt: skip

    post.series = series
    post.document = document
    return post


ADD = "/admin/tracker/commitment/add/"


def errors_of(answer):
    """All errors of a page and its formsets, by field."""
    found = dict(answer.context["adminform"].form.errors)
    for formset in answer.context["inline_admin_formsets"]:
        for row in formset.formset.errors:
            found |= row
    return found


def test_a_commitment_is_entered_on_one_page_and_judged_at_once(desk, entry):
    make_observation(entry.series, "1230", "2021")
    assert desk.post(ADD, entry()).status_code == 302
    commitment = Commitment.objects.get()
    assert commitment.code == "410100-2021-017"
    assert commitment.status == "met"


def test_dates_follow_from_document_and_period(desk, entry):
    desk.post(ADD, entry())
    target, evidence = Target.objects.get(), Commitment.objects.get().evidence.get()
    assert (target.published_on, target.published_precision, target.known_from) == (
        datetime.date(2021, 1, 1), "month", datetime.date(2021, 1, 31),
    )  # fmt: skip
    assert (target.period_start, target.due) == (datetime.date(2021, 1, 1), datetime.date(2021, 12, 31))
    assert evidence.known_from == datetime.date(2021, 1, 31)
    assert target.written == "1000"


def test_a_target_announced_another_day_says_so(desk, entry):
    desk.post(ADD, entry(targets=[{"announced": "2021-03-05"}]))
    assert Target.objects.get().known_from == datetime.date(2021, 3, 5)


def test_a_level_is_due_on_one_day(desk, entry):
    entry.series.indicator.kind = "stock"
    entry.series.indicator.save()
    desk.post(ADD, entry())
    target = Target.objects.get()
    assert target.period_start == target.due == datetime.date(2021, 12, 31)


@pytest.mark.parametrize(
    ("targets", "field"),
    [
        ({"period": "sometime"}, "period"),
        ({"announced": "soon"}, "announced"),
        ({"value": "many"}, "value"),
        ({"value": ""}, "__all__"),
        ({"comparator": "between"}, "__all__"),
        ({"comparator": "between", "value_to": "900"}, "__all__"),
        ({"tolerance": "5"}, "__all__"),
    ],
)
def test_a_target_that_says_nothing_clear_is_refused(desk, entry, targets, field):
    answer = desk.post(ADD, entry(targets=[targets]))
    assert field in errors_of(answer)
    assert not Commitment.objects.exists()


def test_two_targets_of_one_document_and_day_are_refused(desk, entry):
    answer = desk.post(ADD, entry(targets=[{}, {"value": "900"}]))
    assert answer.status_code == 200
    assert not Commitment.objects.exists()
    assert desk.post(ADD, entry(targets=[{}, {"value": "900", "announced": "2021-03-05"}])).status_code == 302


def test_a_target_in_another_dimension_is_refused(desk, entry):
    other = make_indicator(unit="亿元").unit_id
    assert "unit" in errors_of(desk.post(ADD, entry(targets=[{"unit": other}])))


def test_a_quote_that_does_not_hold_its_figure_is_refused(desk, entry):
    assert "figure" in errors_of(desk.post(ADD, entry(evidence=[{"figure": "2000家"}])))


def test_the_same_number_of_a_plan_is_refused(desk, entry):
    desk.post(ADD, entry())
    answer = desk.post(ADD, entry())
    assert "__all__" in errors_of(answer)
    assert Commitment.objects.count() == 1


@pytest.mark.parametrize("published", ["2020", "2021", ""])
def test_a_baseline_must_come_before_have_a_value_and_belong(desk, entry, published):
    rows = {
        "2020": make_observation(entry.series, "800", "2020"),
        "2021": make_observation(entry.series, "1230", "2021"),
        "": make_observation(make_series(), "800", "2020"),
    }
    answer = desk.post(ADD, entry(targets=[{"baseline": rows[published].pk}]))
    assert (answer.status_code == 302) == (published == "2020")


# Saved later


@pytest.fixture
def stored(db):
    commitment = make_commitment(target={"value": "100"})
    make_observation(commitment.series, "60")
    refresh()
    return commitment


def page_of(commitment):
    return reverse("admin:tracker_commitment_change", args=[commitment.pk])


def posted(commitment, aim="100", **changes):
    """What the page posts when nothing but `aim`, the target's value, was typed in anew."""
    target, evidence = commitment.targets.get(), commitment.evidence.get()
    return {
        "statement": commitment.statement, "statement_en": "", "series": commitment.series_id,
        "topic": commitment.topic_id, "modality": "plain", "binding": "", "checkable": "on",
        "unrateable_reason": "", "state": "published", "withdrawn_reason": "",
        **formset(
            EVIDENCE,
            evidence_row(evidence.document, id=evidence.pk, quote=evidence.quote, figure="", figure_start=""),
            stored=1,
        ),
        **formset(
            TARGETS,
            target_row(
                target.document,
                id=target.pk, value=aim, unit=target.unit_id,
            ),
            stored=1,
        ),
        **changes,
    }  # fmt: skip


def test_a_mended_target_is_judged_anew(desk, stored):
    stored.refresh_from_db()
    assert stored.status == "missed"
    assert desk.post(page_of(stored), posted(stored, aim="50")).status_code == 302
    stored.refresh_from_db()
    assert stored.status == "met"


def test_a_withdrawn_commitment_is_judged_so(desk, stored):
    changes = {"withdrawn_on": "2022-01-01", "withdrawn_reason": "superseded"}
    desk.post(page_of(stored), posted(stored, **changes))
    stored.refresh_from_db()
    assert stored.status == "withdrawn"


def test_saving_without_a_change_stores_no_verdict(desk, stored):
    desk.post(page_of(stored), posted(stored))
    assert stored.verdicts.count() == 1


def test_a_target_saved_on_its_own_page_is_judged_too(desk, stored):
    target = stored.targets.get()
    row = target_row(target.document, value="50", unit=target.unit_id, written="50") | formset("path")
    address = reverse("admin:tracker_target_change", args=[target.pk])
    assert desk.post(address, row).status_code == 302
    stored.refresh_from_db()
    assert stored.status == "met"


@pytest.mark.parametrize(("announced", "status"), [("", 200), ("2021-08-01", 302)])
def test_a_target_announced_again_needs_a_day_of_its_own(desk, stored, announced, status):
    target = stored.targets.get()
    row = target_row(target.document, commitment=stored.pk, unit=target.unit_id, announced=announced)
    answer = desk.post(reverse("admin:tracker_target_add"), row | formset("path"))
    assert answer.status_code == status
    assert ("document" in errors_of(answer)) if status == 200 else stored.targets.count() == 2


def test_a_target_deleted_gives_the_commitment_its_former_one_back(desk, stored):
    later = make_target(stored, announced="2021-06-01", document=make_document(), value="50")
    desk.post(reverse("admin:tracker_target_delete", args=[later.pk]), {"post": "yes"})
    stored.refresh_from_db()
    assert (stored.targets.count(), stored.status) == (1, "missed")


def test_a_target_a_verdict_rests_on_cannot_be_deleted(desk, stored):
    target = stored.targets.get()
    desk.post(reverse("admin:tracker_target_delete", args=[target.pk]), {"post": "yes"})
    assert stored.targets.get() == target


def test_a_target_cannot_leave_its_planned_path_outside(desk, stored):
    target = stored.targets.get()
    make_path_point(target, "2021-09-30", 80)
    row = target_row(target.document, id=target.pk, value="100", unit=target.unit_id, period="2021-H1")
    answer = desk.post(page_of(stored), posted(stored) | formset(TARGETS, row, stored=1))
    assert "period" in errors_of(answer)
    assert desk.post(page_of(stored), posted(stored)).status_code == 302


def test_several_targets_deleted_at_once_are_judged_too(desk, stored):
    later = make_target(stored, announced="2021-06-01", document=make_document(), value="50")
    desk.post(
        reverse("admin:tracker_target_changelist"),
        {"action": "delete_selected", "_selected_action": [later.pk], "post": "yes"},
    )
    stored.refresh_from_db()
    assert (stored.targets.count(), stored.status) == (1, "missed")


def test_its_page_shows_its_remarks_and_leads_to_another(desk):
    row = make_commitment()
    make_remark(row, "特大暴雨后推迟", state="draft")

    body = desk.get(reverse("admin:tracker_commitment_change", args=[row.pk])).content.decode()

    assert "特大暴雨后推迟" in body
    assert f"/admin/tracker/remark/add/?commitment={row.pk}" in body


@pytest.mark.parametrize("page", ["admin:index", "admin:tracker_commitment_changelist"])
def test_the_one_form_is_reached_from_where_commitments_are(desk, page):
    assert reverse("admin:quick_commitment") in desk.get(reverse(page)).content.decode()


def test_the_one_form_is_reached_from_its_plan(desk):
    plan = make_plan()
    body = desk.get(reverse("admin:tracker_plan_change", args=[plan.pk])).content.decode()

    assert f"{reverse('admin:quick_commitment')}?plan={plan.code}" in body
