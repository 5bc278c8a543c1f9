"""What others rest on cannot be deleted."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import models
from django.db.models import ProtectedError

from tests import factories as make
from tracker.models import Alias, Commitment, Document, Evidence, Observation, Series, Target, Verdict

#: A part that means nothing without its whole goes with it.
GO_ALONG = {
    "Alias.indicator",
    "DocumentText.document",
    "Evidence.commitment",
    "Filed.commitment",
    "KeptAnswer.user",
    "PathPoint.target",
    "Remit.user",
    "StagedDocument.change_set",
    "StagedRow.change_set",
    "TokenPart.token",
}
RELATIONS = {
    f"{model.__name__}.{field.name}": field.remote_field.on_delete
    for model in apps.get_app_config("tracker").get_models()
    for field in model._meta.get_fields()
    if isinstance(field, models.ForeignKey)
}
Rested = tuple[models.Model, models.Model]


#: A preview keeps nobody from anything: the rows it refers to may go, and applying it then fails. Nor does
#: the audit log, which says what a draft was that is no more, nor what lists show, which is filed anew.
LOOSE = {name for name, on_delete in RELATIONS.items() if on_delete is models.DO_NOTHING}


def test_every_relation_protects_what_it_refers_to_but_for_mere_parts():
    unprotected = {name for name, on_delete in RELATIONS.items() if on_delete is not models.PROTECT}

    assert unprotected - LOOSE == GO_ALONG


def test_only_previews_lists_and_the_audit_log_refer_to_rows_without_protecting_them():
    loose = {"StagedRow", "StagedDocument", "AuditEntry", "Filed"}
    assert {name.partition(".")[0] for name in LOOSE} == loose


def figure() -> Observation:
    return make.make_observation()


def document_of_a_plan() -> Rested:
    plan = make.make_plan()
    return plan.document, plan


def document_of_evidence() -> Rested:
    row = make.make_evidence(make.make_commitment(), document=make.make_document())
    return row.document, row


def document_of_a_target() -> Rested:
    row = make.make_target(make.make_commitment(), document=make.make_document())
    return row.document, row


def document_of_a_figure() -> Rested:
    row = figure()
    return row.document, row


def series_of_a_figure() -> Rested:
    row = figure()
    return row.series, row


def series_of_a_commitment() -> Rested:
    row = make.make_commitment()
    return row.series, row


def series_a_target_refers_to() -> Rested:
    series = make.make_series(kind="rate", unit="%")
    row = make.make_commitment(target={"form": "reference", "wording": "in_step", "reference": series})
    return series, row.targets.get()


def unit_of_a_figure() -> Rested:
    row = make.make_observation(unit="万家")
    return row.unit, row


def figure_a_target_is_counted_from() -> Rested:
    row = figure()
    return row, make.make_commitment(series=row.series, target={"baseline": row, "period": "2022"})


def figure_a_verdict_rests_on() -> Rested:
    row = figure()
    return row, make.make_verdict(make.make_commitment(series=row.series), latest=row)


def target_a_verdict_rests_on() -> Rested:
    commitment = make.make_commitment()
    target = commitment.targets.get()
    return target, make.make_verdict(commitment, target=target)


def rule_set_of_a_verdict() -> Rested:
    row = make.make_verdict()
    return row.rule_set, row


def verdict_that_is_current() -> Rested:
    row = make.make_verdict()
    Commitment.objects.filter(pk=row.commitment_id).update(current_verdict=row)
    return row, row.commitment


def commitment_with_a_target() -> Rested:
    row = make.make_commitment()
    return row, row.targets.get()


def whole_of_a_part() -> Rested:
    whole = make.make_commitment()
    return whole, make.make_commitment(part_of=whole)


def commitment_another_continues() -> Rested:
    before = make.make_commitment()
    return before, make.make_commitment(continues=before)


def change_set_of_a_figure() -> Rested:
    row = make.make_observation(change_set=make.make_change_set())
    return row.change_set, row


def person_who_brought_rows_in() -> Rested:
    row = make.make_change_set(created_by=make.make_user())
    return row.created_by, row


def place_with_a_plan() -> Rested:
    row = make.make_plan()
    return row.jurisdiction, row


def parent_of_a_place() -> Rested:
    parent = make.make_jurisdiction("410000", name="河南省", level="province")
    return parent, make.make_jurisdiction(parent=parent)


def level_of_a_growth() -> Rested:
    level = make.make_indicator()
    return level, make.make_indicator(growth_of=level)


CASES = [
    document_of_a_plan,
    document_of_evidence,
    document_of_a_target,
    document_of_a_figure,
    series_of_a_figure,
    series_of_a_commitment,
    series_a_target_refers_to,
    unit_of_a_figure,
    figure_a_target_is_counted_from,
    figure_a_verdict_rests_on,
    target_a_verdict_rests_on,
    rule_set_of_a_verdict,
    verdict_that_is_current,
    commitment_with_a_target,
    whole_of_a_part,
    commitment_another_continues,
    change_set_of_a_figure,
    person_who_brought_rows_in,
    place_with_a_plan,
    parent_of_a_place,
    level_of_a_growth,
]


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__.replace("_", " "))
def test_deleting_is_refused_for_a(case: Callable[[], Rested]):
    rested_on, resting = case()

    with pytest.raises(ProtectedError):
        rested_on.delete()

    assert type(resting).objects.filter(pk=resting.pk).exists()
    assert type(rested_on).objects.filter(pk=rested_on.pk).exists()


@pytest.mark.django_db
def test_an_unused_commitment_takes_its_evidence_with_it():
    commitment = make.make_commitment()
    Target.objects.all().delete()

    commitment.delete()

    assert not Evidence.objects.exists()
    assert Document.objects.exists()


@pytest.mark.django_db
def test_an_unused_indicator_takes_its_aliases_with_it():
    make.make_indicator(aliases=("GDP增速", "生产总值增速")).delete()

    assert not Alias.objects.exists()


@pytest.mark.django_db
def test_nothing_else_disappears_when_a_verdict_s_commitment_is_to_go():
    row = make.make_verdict()

    with pytest.raises(ProtectedError):
        row.commitment.delete()

    assert (Verdict.objects.count(), Series.objects.count(), Evidence.objects.count()) == (1, 1, 1)
