"""Units, indicators, plans, documents, rule sets: what changes with them, and what they fix."""

import pytest
from django.urls import reverse

from tests.factories import (
    make_commitment,
    make_document,
    make_indicator,
    make_jurisdiction,
    make_observation,
    make_topic,
    make_unit,
)
from tracker.exceptions import ActionError
from tracker.models import ChangeSet, RuleSet, Series, Unit, Verdict
from tracker.progress import refresh
from tracker.reports.denials import refusal_text


def change(row):
    return reverse(f"admin:tracker_{row._meta.model_name}_change", args=[row.pk])


def test_a_unit_is_read_from_its_symbol(desk):
    desk.post("/admin/tracker/unit/add/", {"symbol": "万家", "name_en": "10 thousand firms"})
    unit = Unit.objects.get()
    assert (unit.to_base(1), unit.dimension) == (10000, make_unit("家").dimension)


def test_a_symbol_nobody_can_read_is_refused(desk):
    answer = desk.post("/admin/tracker/unit/add/", {"symbol": "glorp"})
    assert "symbol" in answer.context["adminform"].form.errors


def test_a_series_carries_the_code_of_both(desk):
    indicator, place = make_indicator("gdp"), make_jurisdiction()
    desk.post("/admin/tracker/series/add/", {"indicator": indicator.pk, "jurisdiction": place.pk})
    assert Series.objects.get().code == "410100.gdp"


def indicator_post(indicator, **changes):
    return {
        "name": indicator.name, "name_en": "", "kind": indicator.kind, "direction": indicator.direction,
        "form": indicator.form, "unit": indicator.unit_id, "topic": indicator.topic_id, "definition": "",
        "basis": "", "counted_from": "", "change_of": "", "growth_of": "",
        "aliases-TOTAL_FORMS": 1, "aliases-INITIAL_FORMS": 0, "aliases-0-name": "别名", **changes,
    }  # fmt: skip


def test_an_indicator_is_saved_with_its_aliases(desk):
    indicator = make_indicator()
    desk.post(change(indicator), indicator_post(indicator))
    assert indicator.aliases.get().name == "别名"


def test_an_indicator_that_turns_round_turns_its_verdicts(desk):
    commitment = make_commitment()
    make_observation(commitment.series, "120")
    refresh()
    before = Verdict.objects.count()
    indicator = commitment.series.indicator
    desk.post(change(indicator), indicator_post(indicator, direction="down"))
    assert Verdict.objects.count() == before + 1


def test_a_plan_published_is_judged(desk):
    commitment = make_commitment()
    plan = commitment.plan
    plan.state = "approved"
    plan.save()
    desk.post(f"/admin/tracker/plan/{plan.pk}/step/publish/", {"confirmed": "1", "comment": ""})
    commitment.refresh_from_db()
    assert commitment.status == "unreported"


def test_the_date_of_a_document_is_fixed_once_it_is_cited(desk):
    free, cited = make_document(), make_commitment().plan.document
    assert "published_on" in desk.get(change(free)).context["adminform"].form.fields
    assert "published_on" not in desk.get(change(cited)).context["adminform"].form.fields


def test_rules_a_verdict_rests_on_are_only_read(desk):
    make_commitment()
    refresh()
    used = RuleSet.objects.get()
    free = RuleSet.objects.create(code="mine", name="规则")
    assert desk.get(change(used)).context["adminform"].form.fields == {}
    assert "rules" in desk.get(change(free)).context["adminform"].form.fields
    assert (
        desk.post(reverse("admin:tracker_ruleset_delete", args=[used.pk]), {"post": "yes"}).status_code == 403
    )


@pytest.mark.parametrize("page", ["add", "change", "delete"])
@pytest.mark.parametrize("model", [Verdict, ChangeSet])
def test_what_the_program_writes_is_only_read(desk, model, page):
    ChangeSet.objects.create(title="figures")
    make_commitment()
    refresh()
    args = [] if page == "add" else [model.objects.first().pk]
    address = reverse(f"admin:tracker_{model._meta.model_name}_{page}", args=args)
    assert desk.post(address, {"post": "yes"}).status_code == 403


def test_a_topic_is_a_tree(desk):
    parent = make_topic("economy")
    desk.post(
        "/admin/tracker/topic/add/",
        {"code": "trade", "name": "贸易", "name_en": "", "parent": parent.pk, "position": "2"},
    )
    assert parent.children.get().code == "trade"


@pytest.mark.parametrize(
    "code",
    [
        "already_published", "already_withdrawn", "baseline_not_before_due", "baseline_of_other_series",
        "baseline_without_value", "cannot_count", "no_reason",
    ],
)  # fmt: skip
def test_every_refusal_has_words(code):
    assert code not in refusal_text(ActionError(code))


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (ActionError("not_readable", {"text": "ninety"}), "ninety"),
        (ActionError("other_dimension", {"unit": "亿元", "expected": "家"}), "亿元"),
        (ActionError("breaks_a_rule", {"rule": "A preference needs a reason."}), "A preference"),
        (ActionError("never_heard_of", {"what": "it"}), "never_heard_of"),
    ],
)
def test_a_refusal_names_what_it_is_about(error, part):
    assert part in refusal_text(error)
