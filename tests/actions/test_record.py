"""Entering a single figure: a vintage of its own, and its verdicts in the same transaction."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from tests import factories as make
from tracker.actions import observations, stated
from tracker.actions.observations import record_observation
from tracker.exceptions import ActionError
from tracker.models import ChangeSet, Commitment, Observation, Verdict

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2022, 7, 10)


class Broken(RuntimeError):
    """Something went wrong in the middle of a write."""


@pytest.fixture
def commitment() -> Commitment:
    return make.make_commitment(target={"value": "100"})


@pytest.fixture
def analyst():
    return make.make_user("analyst", is_superuser=True)


def record(commitment: Commitment, **fields: Any) -> Observation:
    document = fields.pop("document", None) or make.make_document(published="2022-06-30")
    fields = {"period": "2021", "value": "120", "by": None, **fields}
    return record_observation(series=commitment.series, document=document, **fields)


def code_of(commitment: Commitment, **fields: Any) -> str:
    """What the refusal is called."""
    with pytest.raises(ActionError) as caught:
        record(commitment, **fields)
    return caught.value.code


def status_of(commitment: Commitment) -> str:
    return Commitment.objects.get(pk=commitment.pk).status


def stored() -> tuple[int, int, int]:
    """How many figures, verdicts and change sets there are."""
    return Observation.objects.count(), Verdict.objects.count(), ChangeSet.objects.count()


def test_a_recorded_figure_is_published_with_its_digits_and_unit(commitment: Commitment):
    row = record(commitment, value="1,282.90", qualifier="about", quote="约1282.90家")

    row.refresh_from_db()
    assert (row.value, row.written, row.unit) == (
        Decimal("1282.90"),
        "1,282.90",
        commitment.series.indicator.unit,
    )
    assert format(row.value, "f") == "1282.90"
    assert (row.state, row.qualifier, row.quote) == ("published", "about", "约1282.90家")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2.4万", "24000.0"),
        ("-3.7", "-3.7"),
        ("２２０", "220"),
        ("0", "0"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("1234567890.12345678901234567890万亿", "1234567890123456789012.34567890000000000000"),
    ],
)
def test_the_value_is_what_the_digits_say_however_many_there_are(
    commitment: Commitment, written: str, value: str
):
    row = record(commitment, value=written)

    row.refresh_from_db()
    assert format(row.value, "f") == value


def test_a_figure_settles_the_verdict_at_once(commitment: Commitment):
    assert status_of(commitment) == ""

    record(commitment, value="120")

    assert status_of(commitment) == "met"


def test_the_verdict_names_the_change_set_that_brought_the_figure(commitment: Commitment, analyst):
    row = record(commitment, by=analyst, reason="补录")

    verdict = Verdict.objects.get(commitment=commitment)
    assert verdict.change_set == row.change_set
    assert (row.change_set.created_by, row.change_set.reason, row.change_set.state) == (
        analyst,
        "补录",
        "applied",
    )


def test_figure_and_verdict_are_undone_together(commitment: Commitment):
    with transaction.atomic():
        record(commitment)
        transaction.set_rollback(True)

    assert status_of(commitment) == ""
    assert stored() == (0, 0, 0)


def test_no_figure_is_stored_when_its_verdict_cannot_be(commitment: Commitment, monkeypatch):
    def broken(*_arguments: object, **_named: object) -> None:
        raise Broken

    monkeypatch.setattr(observations, "refresh_hanging", broken)

    with pytest.raises(Broken):
        record(commitment)

    assert stored() == (0, 0, 0)


def test_a_later_figure_is_a_vintage_beside_the_first(commitment: Commitment):
    record(commitment, value="90", published="2022-01-30")
    record(commitment, value="120", published="2022-06-30")

    assert sorted(row.value for row in Observation.objects.standing()) == [90, 120]
    assert status_of(commitment) == "met"


def test_a_target_in_step_with_the_series_is_judged_again(commitment: Commitment):
    rate = {"kind": "rate", "unit": "%"}
    growth, income = make.make_series(**rate), make.make_series(**rate)
    in_step = {"form": "reference", "wording": "in_step", "reference": growth}
    follower = make.make_commitment(series=income, target=in_step)
    make.make_observation(income, "6.0")

    record_observation(series=growth, period="2021", document=make.make_document(), value="4.7", by=None)

    assert status_of(follower) == "met"


@pytest.mark.parametrize("where", ["commitment", "plan"])
def test_what_is_not_published_gets_no_verdict(where: str):
    plan = make.make_plan(state="draft" if where == "plan" else "published")
    hidden = make.make_commitment(plan=plan, state="draft" if where == "commitment" else "published")

    record(hidden)

    assert not Verdict.objects.exists()


def test_the_document_dates_the_figure_unless_it_says_otherwise(commitment: Commitment):
    document = make.make_document(published="2022-06-30")

    own = record(commitment, document=document, published="2022-07-01")
    default = record(commitment, document=document)

    assert (own.published_on, default.published_on) == (
        datetime.date(2022, 7, 1),
        datetime.date(2022, 6, 30),
    )


@pytest.mark.parametrize(
    ("published", "first_day", "precision", "known_from"),
    [
        ("2022-06-30", datetime.date(2022, 6, 30), "day", datetime.date(2022, 6, 30)),
        ("2022-06", datetime.date(2022, 6, 1), "month", datetime.date(2022, 6, 30)),
        ("2021", datetime.date(2021, 1, 1), "year", datetime.date(2021, 12, 31)),
        # Whoever enters it knows it: the rest of the month or year need not be waited for.
        ("2022-07", datetime.date(2022, 7, 1), "month", TODAY),
        ("2022", datetime.date(2022, 1, 1), "year", TODAY),
    ],
)
def test_a_partial_date_is_known_from_its_end_but_never_after_it_was_entered(
    commitment: Commitment, monkeypatch, published: str, first_day, precision: str, known_from
):
    monkeypatch.setattr(stated, "today", lambda: TODAY)

    row = record(commitment, published=published)

    assert (row.published_on, row.published_precision, row.known_from) == (first_day, precision, known_from)


def test_a_figure_of_an_undated_document_lies_between_its_period_and_the_day_it_was_seen(
    commitment: Commitment,
):
    page = make.make_document(published="")

    row = record(commitment, document=page)

    assert (row.published, row.published_precision) == ("", "unknown")
    assert (row.published_on, row.known_from) == (datetime.date(2022, 1, 1), page.seen_on)


def test_an_undated_document_seen_before_the_period_ended_dates_the_figure_itself(commitment: Commitment):
    seen = datetime.date(2021, 11, 22)
    page = make.make_document(published="", seen_on=seen)

    row = record(commitment, document=page)

    assert (row.published_on, row.known_from) == (seen, seen)


def test_a_missing_value_is_recorded_with_its_reason(commitment: Commitment):
    row = record(commitment, value="", missing_reason="当年未公布")

    row.refresh_from_db()
    assert (row.value, row.written, row.missing_reason) == (None, "", "当年未公布")
    assert status_of(commitment) == "unreported"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        pytest.param({"value": "三百多"}, "not_readable", id="value"),
        pytest.param({"period": "去年"}, "not_readable", id="period"),
        pytest.param({"published": "年初"}, "not_readable", id="date"),
        pytest.param({"value": ""}, "breaks_a_rule", id="neither value nor reason"),
        pytest.param({"missing_reason": "未公布"}, "breaks_a_rule", id="value and reason"),
        pytest.param({"qualifier": "?"}, "breaks_a_rule", id="unknown qualifier"),
    ],
)
def test_what_cannot_be_stored_is_refused_by_name_and_leaves_nothing(
    commitment: Commitment, fields: dict[str, str], code: str
):
    assert code_of(commitment, **fields) == code
    assert stored() == (0, 0, 0)


def test_the_refusal_repeats_what_could_not_be_read(commitment: Commitment):
    with pytest.raises(ActionError) as caught:
        record(commitment, value="三百多")

    assert caught.value.detail == {"text": "三百多"}


def test_the_refusal_repeats_the_rule_that_was_broken(commitment: Commitment):
    message = next(
        str(row.violation_error_message)
        for row in Observation._meta.constraints
        if row.name == "observation_value_or_reason"
    )

    with pytest.raises(ActionError) as caught:
        record(commitment, value="")

    assert caught.value.detail == {"rule": message}


def test_a_unit_of_another_dimension_is_refused(commitment: Commitment):
    assert code_of(commitment, unit=make.make_unit("亿元")) == "other_dimension"


def test_a_unit_of_the_same_dimension_is_kept(commitment: Commitment):
    row = record(commitment, value="1.2", unit=make.make_unit("万家"))

    assert (row.value, row.unit.symbol) == (Decimal("1.2"), "万家")
    assert status_of(commitment) == "met"


def test_the_same_identity_is_refused_even_with_another_value(commitment: Commitment):
    document = make.make_document()
    record(commitment, document=document)

    assert code_of(commitment, document=document, value="130") == "already_published"
    assert Observation.objects.get().value == 120
