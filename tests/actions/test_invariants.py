"""Rules between tables: each is broken once and named, and rows that are whole break none."""

from collections.abc import Callable
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests import factories as make
from tracker.actions.invariants import RULES, Broken, broken_invariants
from tracker.actions.observations import record_observation
from tracker.actions.targets import pin_baseline
from tracker.models import Commitment, Evidence, Observation, Series, Tally, Target, Unit
from tracker.progress import read, refresh, today
from tracker.progress.counts.filing import file_anew

pytestmark = pytest.mark.django_db

Break = Callable[[], str]


def unit_with_a_wrong_factor() -> str:
    make.make_unit("万家")
    Unit.objects.update(factor=Decimal("1000"))
    return "万家"


def unit_nobody_can_read() -> str:
    Unit.objects.create(symbol="什么", dimension="firm", factor=1)
    return "什么"


def unit_of_a_wrong_dimension() -> str:
    make.make_unit("亿美元")
    Unit.objects.update(dimension=make.make_unit("亿元").dimension)
    return "亿美元"


def figure_in_another_dimension() -> str:
    return str(make.make_observation(unit="亿元"))


def target_in_another_dimension() -> str:
    commitment = make.make_commitment()
    commitment.targets.update(unit=make.make_unit("亿元"))
    return commitment.code


def stock_over_a_stretch_of_time() -> str:
    row = make.make_observation(make.make_series(kind="stock"))
    Observation.objects.update(period_start="2021-01-01")
    return str(Observation.objects.get(pk=row.pk))


def stock_since_nobody_knows_when() -> str:
    row = make.make_observation(make.make_series(kind="stock"))
    Observation.objects.update(period_start=None)
    return str(row)


def commitment_with_a_code_of_its_own() -> str:
    make.make_commitment(code="gdp-2021")
    return "gdp-2021"


def series_with_a_code_of_its_own() -> str:
    make.make_series()
    Series.objects.update(code="gdp")
    return "gdp"


def commitment_elsewhere_than_its_plan() -> str:
    elsewhere = make.make_jurisdiction("410000", level="province")
    return make.make_commitment(jurisdiction=elsewhere).code


def published_commitment_without_evidence() -> str:
    commitment = make.make_commitment()
    Evidence.objects.all().delete()
    return commitment.code


def published_commitment_whose_target_is_a_draft() -> str:
    return make.make_commitment(target={"state": "draft"}).code


def number_without_a_series() -> str:
    commitment = make.make_commitment(target={"form": "reference", "wording": "in_step"})
    Commitment.objects.update(series=None)
    return commitment.code


def file_as_it_is(number: int) -> None:
    file_anew([number], read(Commitment.objects.filter(pk=number), as_of=today()))


def verdict_of_another_commitment() -> str:
    commitment = make.make_commitment(status="met")
    Commitment.objects.filter(pk=commitment.pk).update(current_verdict=make.make_verdict())
    file_as_it_is(commitment.pk)
    return commitment.code


def status_its_verdict_does_not_say() -> str:
    verdict = make.make_verdict(status="missed")
    Commitment.objects.update(current_verdict=verdict, status="met")
    file_as_it_is(verdict.commitment_id)
    return verdict.commitment.code


def commitment_filed_under_another_topic() -> str:
    commitment = make.make_commitment()
    refresh()
    Commitment.objects.update(topic=make.make_topic("innovation"))
    return commitment.code


def words_nobody_finds() -> str:
    commitment = make.make_commitment()
    refresh()
    Commitment.objects.update(statement="another")
    return commitment.code


def words_that_are_not_shown() -> str:
    commitment = make.make_commitment()
    make.make_evidence(commitment)
    refresh()
    Evidence.objects.filter(pk=commitment.filed.evidence_id).delete()
    return commitment.code


def count_of_nothing() -> str:
    Tally.objects.create(grouping=1, key=7, beside=0, other=0, year=2021, status="met", number=1)
    return "1 7 0 0 2021 met"


def baseline_of_the_due_period() -> str:
    commitment = make.make_commitment()
    Target.objects.update(baseline=make.make_observation(commitment.series))
    return commitment.code


def baseline_of_another_series() -> str:
    commitment = make.make_commitment()
    Target.objects.update(baseline=make.make_observation(period="2020"))
    return commitment.code


def milestone_that_is_half_done() -> str:
    series = make.make_series(kind="milestone", unit="项")
    return str(make.make_observation(series, "0.5"))


def part_in_another_plan() -> str:
    whole = make.make_commitment(plan=make.make_plan("410100-2021-2025"))
    return make.make_commitment(part_of=whole).code


def planned_value_after_the_due_date() -> str:
    commitment = make.make_commitment()
    make.make_path_point(commitment.targets.get(), "2022-01-01", 100)
    return f"{commitment.code} 2022-01-01"


def planned_value_before_the_period() -> str:
    commitment = make.make_commitment()
    make.make_path_point(commitment.targets.get(), "2020-12-31", 10)
    return f"{commitment.code} 2020-12-31"


def planned_value_on_the_baseline_s_day() -> str:
    commitment = make.make_commitment(series=make.make_series(kind="stock"), target={"period": "2025"})
    start = make.make_observation(commitment.series, "60", "2020", published="2021-01-10")
    pin_baseline(target=commitment.targets.get(), observation=start, by=None)
    make.make_path_point(commitment.targets.get(), "2020-12-31", 60)
    return f"{commitment.code} 2020-12-31"


def path_to_something_done_or_not() -> str:
    commitment = make.make_commitment(measured=False)
    make.make_path_point(commitment.targets.get(), "2021-06-30", 1)
    return commitment.code


BREAKS: list[tuple[str, Break]] = [
    ("unit_reads_alike", unit_with_a_wrong_factor),
    ("unit_reads_alike", unit_nobody_can_read),
    ("unit_reads_alike", unit_of_a_wrong_dimension),
    ("figure_fits_indicator", figure_in_another_dimension),
    ("target_fits_indicator", target_in_another_dimension),
    ("level_is_instant", stock_over_a_stretch_of_time),
    ("level_is_instant", stock_since_nobody_knows_when),
    ("code_is_joined", commitment_with_a_code_of_its_own),
    ("code_is_joined", series_with_a_code_of_its_own),
    ("commitment_holds_in_place", commitment_elsewhere_than_its_plan),
    ("commitment_is_whole", published_commitment_without_evidence),
    ("commitment_is_whole", published_commitment_whose_target_is_a_draft),
    ("quantity_has_series", number_without_a_series),
    ("verdict_is_own", verdict_of_another_commitment),
    ("verdict_is_own", status_its_verdict_does_not_say),
    ("counts_in_step", commitment_filed_under_another_topic),
    ("counts_in_step", words_nobody_finds),
    ("counts_in_step", words_that_are_not_shown),
    ("counts_in_step", count_of_nothing),
    ("baseline_comes_before", baseline_of_the_due_period),
    ("baseline_belongs", baseline_of_another_series),
    ("milestone_is_yes_or_no", milestone_that_is_half_done),
    ("parts_share_plan", part_in_another_plan),
    ("path_lies_on_the_way", planned_value_after_the_due_date),
    ("path_lies_on_the_way", planned_value_before_the_period),
    ("path_lies_on_the_way", planned_value_on_the_baseline_s_day),
    ("path_leads_to_a_number", path_to_something_done_or_not),
]


def whole_database() -> None:
    """One row of everything, entered through the actions."""
    stock = make.make_series(kind="stock", unit="万家")
    total = make.make_commitment(series=stock, target={"value": "4"})
    make.make_commitment(part_of=total)
    make.make_commitment(measured=False)
    before = record_observation(
        series=stock, period="2020-11", document=make.make_document(published="2020-12"), value="3.1", by=None
    )
    pin_baseline(target=total.targets.get(), observation=before, by=None)
    for day in ("2021-06-30", "2021-12-31"):
        make.make_path_point(total.targets.get(), day, 3.5)
    record_observation(
        series=stock, period="2021", document=make.make_document(), missing_reason="未公布", by=None
    )
    make.make_observation(make.make_series(kind="milestone", unit="项"), "1.0")


def test_every_rule_has_a_row_that_breaks_it():
    assert {rule for rule, _break in BREAKS} == set(RULES)


@pytest.mark.parametrize(
    ("rule", "break_it"), BREAKS, ids=[f"{rule}: {each.__name__.replace('_', ' ')}" for rule, each in BREAKS]
)
def test_a_broken_rule_is_named_with_its_row_and_no_other(rule: str, break_it: Break):
    row = break_it()

    assert list(broken_invariants()) == [Broken(rule, row)]


def test_an_empty_database_breaks_no_rule():
    assert not list(broken_invariants())


def test_rows_entered_through_the_actions_break_no_rule():
    whole_database()

    assert not list(broken_invariants())


def test_rows_that_are_allowed_to_be_incomplete_break_no_rule():
    make.make_commitment(state="draft", target={"state": "draft"})
    make.make_commitment(measured=False, checkable=False, unrateable_reason="no_measure")
    make.make_observation(value=None, missing_reason="未公布", unit="亿元")

    assert not list(broken_invariants())


def test_a_number_of_what_is_not_checkable_needs_no_series():
    make.make_commitment(checkable=False, unrateable_reason="scope_not_outcome", target={"value": "80"})
    Commitment.objects.update(series=None)

    assert not list(broken_invariants())


def test_the_audit_takes_the_same_queries_however_many_rows_there_are(django_assert_num_queries):
    whole_database()
    whole = len(RULES) + 10  # codes are read from two tables, what is filed from ten

    with django_assert_num_queries(whole):
        assert not list(broken_invariants())


def test_the_command_ends_well_when_all_rules_hold():
    whole_database()
    out = StringIO()

    call_command("audit_data", stdout=out)

    assert str(len(RULES)) in out.getvalue()


def test_the_command_fails_and_names_every_row_that_breaks_a_rule():
    figure = figure_in_another_dimension()
    commitment = baseline_of_the_due_period()
    errors = StringIO()

    with pytest.raises(CommandError, match="2"):
        call_command("audit_data", stderr=errors)

    assert errors.getvalue().splitlines() == [
        f"figure_fits_indicator: {figure}",
        f"baseline_comes_before: {commitment}",
    ]
