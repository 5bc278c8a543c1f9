"""Figures at the desk: never changed, only set right by other rows."""

import pytest
from django.urls import reverse

from tests.factories import make_commitment, make_document, make_observation, make_series, make_target
from tracker.models import AuditEntry, Observation
from tracker.progress import refresh


@pytest.fixture
def figure(db):
    """A figure that misses its target of 100, the verdict stored."""
    commitment = make_commitment()
    row = make_observation(commitment.series, "60", quote="新增60家", section="一", note="初报")
    refresh()
    return row


def page(name, row):
    return reverse(f"admin:tracker_observation_{name}", args=[row.pk])


def entry(row, **changes):
    """What the form of a figure posts."""
    return {
        "series": row.series_id, "period": row.period, "document": row.document_id,
        "published": row.published, "value": row.written, "unit": row.unit_id or "",
        "qualifier": row.qualifier, "obs_status": row.obs_status, "missing_reason": row.missing_reason,
        "section": row.section, "quote": row.quote, "start": row.start or "", "derivation": row.derivation,
        "note": row.note, **changes,
    }  # fmt: skip


def status_of(row):
    commitment = row.series.commitments.get()
    return commitment.status


def test_a_stored_figure_has_nothing_to_type_in(desk, figure):
    shown = desk.get(page("change", figure))
    assert shown.context["adminform"].form.fields == {}
    assert not shown.context["has_change_permission"]


def test_a_stored_figure_cannot_be_changed_by_posting(desk, figure):
    assert desk.post(page("change", figure), entry(figure, value="100")).status_code == 403


def test_a_stored_figure_cannot_be_deleted(desk, figure):
    assert desk.post(page("delete", figure), {"post": "yes"}).status_code == 403


def test_its_page_leads_to_what_can_be_done(desk, figure):
    content = desk.get(page("change", figure)).content.decode()
    for name in ("correct", "withdraw", "prefer"):
        assert page(name, figure) in content
    assert f"{reverse('admin:tracker_observation_add')}?series={figure.series_id}&amp;period=2021" in content


def test_what_is_not_public_cannot_be_preferred(desk, figure):
    draft = make_observation(figure.series, "70", state="draft")
    assert page("prefer", draft) not in desk.get(page("change", draft)).content.decode()


# Recording


def test_a_figure_is_recorded_and_judged_at_once(desk, figure):
    later = make_document(published="2022-09-01")
    posted = entry(figure, document=later.pk, published="", value="1,234")
    answer = desk.post(reverse("admin:tracker_observation_add"), posted)
    row = Observation.objects.get(document=later)
    assert answer.headers["Location"] == page("change", row)
    assert (str(row.value), row.written, row.published) == ("1234", "1,234", "2022-09-01")
    assert row.change_set.created_by.username == "boss"
    assert status_of(figure) == "met"


def test_the_form_of_another_vintage_knows_series_period_and_unit(desk, figure):
    query = {"series": figure.series_id, "period": "2021", "unit": figure.unit_id}
    form = desk.get(reverse("admin:tracker_observation_add"), query).context["adminform"].form
    assert form["period"].value() == "2021"
    assert form["series"].value() == str(figure.series_id)


def test_a_missing_figure_is_recorded_with_its_reason(desk, figure):
    later = make_document(published="2022-09-01")
    posted = entry(figure, document=later.pk, published="", value="", missing_reason="not published")
    desk.post(reverse("admin:tracker_observation_add"), posted)
    assert Observation.objects.get(document=later).value is None


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("value", {"value": ""}),
        ("value", {"value": "90", "missing_reason": "not published"}),
        ("period", {"period": "sometime"}),
        ("published", {"published": "soon"}),
        ("series", {"series": "999999"}),
        ("qualifier", {"qualifier": "roughly"}),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field(desk, figure, field, changes):
    answer = desk.post(reverse("admin:tracker_observation_add"), entry(figure, **changes))
    assert field in answer.context["adminform"].form.errors
    assert Observation.objects.count() == 1


@pytest.mark.parametrize("changes", [{}, {"value": "ninety"}])
def test_what_a_rule_refuses_is_said_above_the_form_and_nothing_is_lost(desk, figure, changes):
    posted = entry(figure, note="typed with care", **changes)
    answer = desk.post(reverse("admin:tracker_observation_add"), posted)
    form = answer.context["adminform"].form
    assert form.non_field_errors()
    assert form["note"].value() == "typed with care"
    assert Observation.objects.count() == 1


# Correcting


def test_a_correction_withdraws_the_wrong_row_and_adds_the_right_one(desk, figure):
    answer = desk.post(page("correct", figure), entry(figure, value="120", reason="mistyped"))
    figure.refresh_from_db()
    right = Observation.objects.standing().get()
    assert answer.headers["Location"] == page("change", right)
    assert (figure.withdrawn_reason, figure.withdrawn_by.username) == ("mistyped", "boss")
    assert (right.written, right.quote, right.note) == ("120", "新增60家", "初报")
    assert status_of(figure) == "met"


def test_a_correction_can_move_a_figure_to_another_period(desk, figure):
    desk.post(page("correct", figure), entry(figure, period="2020", reason="wrong year"))
    assert Observation.objects.standing().get().period == "2020"


def test_a_correction_keeps_the_targets_that_count_from_it(desk, figure):
    commitment = figure.series.commitments.get()
    base = make_observation(figure.series, "50", "2020", published="2021-01-01")
    target = make_target(commitment, announced="2021-03-01", document=make_document(), baseline=base)
    desk.post(page("correct", base), entry(base, value="55", reason="mistyped"))
    target.refresh_from_db()
    assert target.baseline.written == "55"


def test_the_form_of_a_correction_shows_the_figure_as_written(desk, figure):
    form = desk.get(page("correct", figure)).context["adminform"].form
    assert (form["value"].value(), form["period"].value(), form["published"].value()) == (
        "60", "2021", "2022-06-30",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"value": "120"}, "reason"),
        ({"reason": "nothing wrong"}, "__all__"),
        ({"value": "120", "reason": " "}, "reason"),
    ],
)
def test_a_correction_needs_a_reason_and_a_change(desk, figure, changes, field):
    answer = desk.post(page("correct", figure), entry(figure, **changes))
    assert field in answer.context["adminform"].form.errors
    assert Observation.objects.standing().get() == figure


def test_a_withdrawn_figure_stays_to_be_seen_but_not_to_be_corrected(desk, figure):
    desk.post(page("withdraw", figure), {"reason": "not in the document"})
    assert desk.get(page("change", figure)).status_code == 200
    assert page("correct", figure) not in desk.get(page("change", figure)).content.decode()
    assert desk.get(page("correct", figure)).status_code == 404


# Withdrawing and preferring


def test_a_withdrawal_takes_back_the_verdict(desk, figure):
    assert status_of(figure) == "missed"
    desk.post(page("withdraw", figure), {"reason": "not in the document"})
    assert status_of(figure) == "unreported"


def test_a_preferred_vintage_counts_whatever_came_later(desk, figure):
    make_observation(figure.series, "130", published="2022-12-01")
    desk.post(page("prefer", figure), {"reason": "same definition as the target"})
    figure.refresh_from_db()
    assert (figure.preferred, figure.preferred_reason) == (True, "same definition as the target")
    assert status_of(figure) == "missed"


@pytest.mark.parametrize("name", ["withdraw", "prefer"])
def test_nothing_is_done_without_a_reason(desk, figure, name):
    assert "reason" in desk.post(page(name, figure), {"reason": ""}).context["adminform"].form.errors
    figure.refresh_from_db()
    assert (figure.withdrawn_at, figure.preferred) == (None, False)


def test_what_was_done_stands_in_the_history_of_the_figure(desk, figure):
    desk.post(page("withdraw", figure), {"reason": "not in the document"})
    entry = AuditEntry.objects.about(figure).get()
    assert (entry.verb, entry.reason, entry.door) == ("withdrawn", "not in the document", "admin")


# Permissions


@pytest.mark.parametrize(
    ("permissions", "name", "status"),
    [
        (["view_observation"], "change", 200),
        (["view_observation"], "correct", 403),
        (["view_observation", "add_observation"], "withdraw", 403),
        (["view_observation", "add_observation", "change_observation"], "prefer", 403),
        (["view_observation", "change_observation"], "correct", 200),
        (["view_observation", "publish_observation"], "prefer", 200),
        ([], "change", 403),
    ],
)
def test_each_page_asks_for_its_permission(clerk, figure, permissions, name, status):
    assert clerk(*permissions).get(page(name, figure)).status_code == status


@pytest.mark.parametrize(("permissions", "status"), [(["view_observation"], 403), (["add_observation"], 200)])
def test_recording_asks_for_its_permission(clerk, db, permissions, status):
    assert clerk(*permissions).get(reverse("admin:tracker_observation_add")).status_code == status


def test_the_list_shows_bounds_and_missing_figures_as_such(desk, db):
    series = make_series()
    make_observation(series, "20", qualifier="more_than")
    make_observation(series, None, "2020", written="", unit=None, missing_reason="not published")
    content = desk.get("/en/admin/tracker/observation/").content.decode()
    assert "more than 20 家" in content
    assert "— (not published)" in content
