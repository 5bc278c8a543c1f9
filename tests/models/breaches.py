"""For every named constraint a row that breaks it and nothing else: what `test_constraints` tries to store.

Each function returns a row that is whole but for one thing; it is not stored (or stored and then changed), so
that a test can both validate and save it.
"""

import datetime
from collections.abc import Callable
from decimal import Decimal

from django.db import models
from django.utils import timezone

from tests import factories as make
from tracker.models import Alias, AuditEntry, Evidence, KeptAnswer, Replacement, Series, StagedDocument

DAY = datetime.date(2021, 1, 30)
Breach = Callable[[], models.Model]


def changed(row: models.Model, **fields: object) -> models.Model:
    """A stored row with some of its fields changed, in memory only."""
    for name, value in fields.items():
        setattr(row, name, value)
    return row


def again(row: models.Model, **fields: object) -> models.Model:
    """The same row a second time, not stored, with some of its fields changed."""
    row.pk = None
    row._state.adding = True
    return changed(row, **fields)


def second_number() -> models.Model:
    return again(make.make_commitment(number=17), code="another-code")


def second_place() -> models.Model:
    return again(Evidence.objects.get(commitment=make.make_commitment()))


def second_quote_without_place() -> models.Model:
    return again(make.make_evidence(make.make_commitment(), "地区生产总值增长7.5%以上"))


def path_point() -> models.Model:
    return make.make_path_point(make.make_commitment().targets.get(), "2021-06-30", 40)


def second_alias() -> models.Model:
    indicator = make.make_indicator(aliases=("GDP增速",))
    return Alias(indicator=indicator, name="GDP增速")


def second_series() -> models.Model:
    series = make.make_series()
    return Series(code="another", indicator=series.indicator, jurisdiction=series.jurisdiction)


def second_preferred(period: str) -> models.Model:
    row = make.make_observation(period=period, preferred=True, preferred_reason="核对过年鉴")
    return again(row, document=make.make_document())


def replacement() -> models.Model:
    figures = make.make_observation(period="2020"), make.make_observation(period="2021")
    return Replacement.objects.create(change_set=make.make_change_set(), wrong=figures[0], right=figures[1])


def staged_document() -> models.Model:
    return StagedDocument.objects.create(
        change_set=make.make_change_set(),
        number=1,
        title="公报",
        publisher="统计局",
        published_precision="unknown",
        reliability="other",
    )


def level_without_unit() -> models.Model:
    return changed(make.make_commitment().targets.get(), unit=None)


def target(**fields: object) -> Breach:
    return lambda: changed(make.make_commitment().targets.get(), **fields)


def commitment(**fields: object) -> Breach:
    return lambda: changed(make.make_commitment(), **fields)


def observation(**fields: object) -> Breach:
    return lambda: changed(make.make_observation(), **fields)


def document(**fields: object) -> Breach:
    return lambda: changed(make.make_document(), **fields)


def indicator(**fields: object) -> Breach:
    return lambda: changed(make.make_indicator(), **fields)


def part_of_itself() -> models.Model:
    row = make.make_commitment()
    return changed(row, part_of_id=row.pk)


def change_and_growth() -> models.Model:
    level = make.make_indicator()
    return changed(make.make_indicator(), change_of=level, growth_of=level)


def about() -> models.Model:
    fields = {"comparator": "about", "tolerance": Decimal(5), "tolerance_kind": "percent"}
    return make.make_commitment(target=fields).targets.get()


UNHEARD = "?"  # short enough for every column, and nobody's choice


def audit_entry(verb: str = "changed", **fields: object) -> models.Model:
    return changed(AuditEntry.objects.entry(verb, make.make_commitment(), by=None), **fields)


def revision(**fields: object) -> models.Model:
    return changed(make.make_revision(make.make_commitment()), **fields)


BREACHES: dict[str, Breach] = {
    "alias_once_per_indicator": second_alias,
    "audit_entry_door_known": lambda: audit_entry(door=UNHEARD),
    "audit_entry_verb_known": lambda: audit_entry(UNHEARD),
    "change_set_applied_has_time": lambda: changed(make.make_change_set(), applied_at=None),
    "change_set_door_known": lambda: changed(make.make_change_set(), door=UNHEARD),
    "change_set_reversed_says_why": lambda: changed(
        make.make_change_set(), state="reversed", reversed_at=timezone.now()
    ),
    "change_set_state_known": lambda: changed(make.make_change_set(), state=UNHEARD),
    "commitment_binding_known": commitment(binding=UNHEARD),
    "commitment_modality_known": commitment(modality=UNHEARD),
    "commitment_not_part_of_itself": part_of_itself,
    "commitment_number_once_in_plan": second_number,
    "commitment_state_known": commitment(state=UNHEARD),
    "commitment_status_known": commitment(status=UNHEARD),
    "commitment_threshold_has_unit": commitment(threshold=Decimal(30)),
    "commitment_unrateable_reason_known": commitment(checkable=False, unrateable_reason=UNHEARD),
    "commitment_unrateable_says_why": commitment(checkable=False),
    "commitment_withdrawn_says_why": commitment(withdrawn_on=DAY),
    "department_kind_known": lambda: changed(make.make_department(), kind=UNHEARD),
    "document_dated_or_seen": document(published_on=None, published_precision="unknown"),
    "document_identity": lambda: again(make.make_document("report"), code="report-again"),
    "document_identity_undated": lambda: again(make.make_document("page", published=""), code="page-again"),
    "document_kind_known": document(kind=UNHEARD),
    "document_reliability_known": document(reliability=UNHEARD),
    "document_sha256_form": document(file_sha256="eafc2e10"),
    "document_url_http": document(url="javascript:alert(1)"),
    "evidence_has_words": lambda: changed(make.make_evidence(make.make_commitment()), quote=""),
    "evidence_once_per_place": second_place,
    "evidence_once_per_quote_without_place": second_quote_without_place,
    "indicator_basis_known": indicator(basis=UNHEARD),
    "indicator_change_or_growth": change_and_growth,
    "indicator_counted_from_known": indicator(kind="rank", counted_from=UNHEARD),
    "indicator_direction_known": indicator(direction=UNHEARD),
    "indicator_form_known": indicator(form=UNHEARD),
    "indicator_kind_known": indicator(kind=UNHEARD),
    "indicator_rank_counted_from": indicator(kind="rank"),
    "jurisdiction_code_form": lambda: changed(make.make_jurisdiction(), code="4101"),
    "jurisdiction_level_known": lambda: changed(make.make_jurisdiction(), level=UNHEARD),
    "jurisdiction_valid_to_after_from": lambda: changed(
        make.make_jurisdiction(), valid_from=DAY, valid_to=DAY - datetime.timedelta(days=1)
    ),
    "kept_answer_once_per_key": lambda: again(
        KeptAnswer.objects.create(user=make.make_user(), key="k", request_sha256="0")
    ),
    "observation_identity": lambda: again(make.make_observation()),
    "observation_identity_open_start": lambda: again(make.make_observation(period="..2020")),
    "observation_known_after_published": observation(known_from=DAY),
    "observation_one_preferred": lambda: second_preferred("2021"),
    "observation_one_preferred_open_start": lambda: second_preferred("..2020"),
    "observation_period_ordered": observation(period_end=datetime.date(2020, 12, 31)),
    "observation_precision_known": observation(published_precision=UNHEARD),
    "observation_preferred_says_why": observation(preferred=True),
    "observation_qualifier_known": observation(qualifier=UNHEARD),
    "observation_state_known": observation(state=UNHEARD),
    "observation_status_known": observation(obs_status=UNHEARD),
    "observation_value_or_reason": observation(value=None),
    "observation_withdrawn_says_why": observation(withdrawn_at=timezone.now()),
    "path_point_identity": lambda: again(path_point()),
    "path_point_known_after_announced": lambda: changed(
        path_point(), known_from=DAY - datetime.timedelta(days=1)
    ),
    "path_point_precision_known": lambda: changed(path_point(), published_precision=UNHEARD),
    "plan_kind_known": lambda: changed(make.make_plan(), kind=UNHEARD),
    "plan_period_ordered": lambda: changed(make.make_plan(), period_end=datetime.date(2020, 12, 31)),
    "plan_state_known": lambda: changed(make.make_plan(), state=UNHEARD),
    "remark_says_something": lambda: changed(make.make_remark(), text=""),
    "remark_state_known": lambda: changed(make.make_remark(), state=UNHEARD),
    "remit_identity": lambda: again(make.make_remit(make.make_user())),
    "replacement_once_per_change_set": lambda: again(replacement()),
    "revision_belongs_somewhere": lambda: revision(commitment=None),
    "revision_one_open": lambda: again(make.make_revision(make.make_commitment())),
    "revision_state_known": lambda: revision(state=UNHEARD),
    "series_once_per_indicator_and_jurisdiction": second_series,
    "staged_document_number_once": lambda: again(staged_document()),
    "target_comparator_known": target(comparator=UNHEARD),
    "target_form_known": target(form=UNHEARD),
    "target_identity": lambda: again(make.make_commitment().targets.get()),
    "target_known_after_announced": target(known_from=datetime.date(2021, 1, 29)),
    "target_period_ordered": target(due=datetime.date(2020, 12, 31)),
    "target_precision_known": target(published_precision=UNHEARD),
    "target_range_has_two_ends": target(comparator="between"),
    "target_range_ordered": target(comparator="between", value_to=Decimal(99)),
    "target_reference_only_in_step": lambda: changed(
        make.make_commitment().targets.get(), reference=make.make_series()
    ),
    "target_state_known": target(state=UNHEARD),
    "target_tolerance_kind_known": lambda: changed(about(), tolerance_kind=UNHEARD),
    "target_tolerance_only_of_about": lambda: changed(about(), comparator="at_least"),
    "target_value_fits_form": level_without_unit,
    "target_wording_known": target(wording=UNHEARD),
    "token_expires_later": lambda: changed(token := make.make_token(), expires_at=token.created_at),
    "token_part_identity": lambda: again(make.make_token(parts=[(None, None)]).parts.get()),
    "verdict_status_known": lambda: changed(make.make_verdict(), status=UNHEARD),
}
