from fractions import Fraction

import pytest

from tests.assessment.makers import figure, judge, target
from tracker.assessment import NUMBERS, REASONS, Judgement, Reason, Status, numbers_from_text, numbers_to_text
from tracker.models import Status as StoredStatus

SAMPLE = judge(
    target("ratio", "2025", "at_most", 35, "down"),
    figure("2022", "41.3"),
    baseline=figure("2020", 45),
    as_of="2023-12-01",
)


def test_numbers_survive_as_exact_text():
    others = {name: getattr(SAMPLE, name) for name in SAMPLE.__slots__ if name not in NUMBERS}

    assert SAMPLE.to_numbers()["progress"] == "37/100"
    assert Judgement.from_numbers(SAMPLE.to_numbers(), **others) == SAMPLE


def test_a_number_missing_from_the_text_is_absent():
    assert numbers_from_text({"gap": "-7/3"}) == {**dict.fromkeys(NUMBERS), "gap": Fraction(-7, 3)}
    assert numbers_to_text({"gap": None, "elapsed": Fraction(1)}) == {"gap": None, "elapsed": "1"}


def test_text_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="many"):
        numbers_from_text({"gap": "many"})


def test_a_judgement_holds_plain_text_and_cannot_be_changed():
    assert type(SAMPLE.status) is str
    assert {type(reason) for reason in SAMPLE.reasons} == {str}
    with pytest.raises(AttributeError):
        SAMPLE.status = "met"


def test_statuses_are_those_that_are_stored_in_the_same_order():
    assert [status.value for status in Status] == StoredStatus.values


def test_every_reason_has_one_code_and_a_sentence():
    assert len(set(REASONS)) == len(REASONS) == len(Reason)
    assert all(reason.meaning.endswith(".") and reason == reason.value for reason in Reason)
