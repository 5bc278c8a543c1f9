import json
from fractions import Fraction

import pytest

from tests.assessment.makers import figure, judge, target
from tracker.assessment import DEFAULT_RULES, Rules
from tracker.exceptions import AssessmentError


def test_the_standard_rules_as_they_are_stored():
    assert DEFAULT_RULES.to_json() == {
        "code": "standard-1", "nearly_met": "9/10", "behind": "-10", "far_behind": "-25", "ahead": "10",
        "unreported_after": 180, "stale_after_months": 6, "about_tolerance": "5",
    }  # fmt: skip


def test_rules_come_back_from_json_exactly():
    rules = Rules(code="thirds", nearly_met=Fraction(2, 3), behind=Fraction(-31, 3), unreported_after=90)

    assert Rules.from_json(json.loads(json.dumps(rules.to_json()))) == rules


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"ahead": None}, "rules_unreadable"),
        ({"ahead": 0.1}, "rules_unreadable"),
        ({"ahead": True}, "rules_unreadable"),
        ({"ahead": "1/0"}, "rules_unreadable"),
        ({"ahead": "ten"}, "rules_unreadable"),
        ({"unreported_after": "1/2"}, "rules_unreadable"),
        ({"unreported_after": -1}, "rules_unreadable"),
        ({"extra": 1}, "rules_unknown"),
        ({"behind": "11"}, "rules_out_of_order"),
        ({"far_behind": "-9"}, "rules_out_of_order"),
    ],
)
def test_rules_that_cannot_be_followed_are_refused(changed, code):
    with pytest.raises(AssessmentError) as error:
        Rules.from_json({**DEFAULT_RULES.to_json(), **changed})

    assert error.value.code == code


def test_missing_rules_are_named():
    with pytest.raises(AssessmentError, match="behind, far_behind"):
        Rules.from_json({k: v for k, v in DEFAULT_RULES.to_json().items() if "behind" not in k})


@pytest.mark.parametrize(
    ("rules", "done", "status"),
    [
        (Rules(code="a", ahead=Fraction(5)), "55.1", "ahead"),
        (Rules(code="b", behind=Fraction(8), ahead=Fraction(9)), "57.9", "behind"),
        (Rules(code="c", behind=Fraction(9), far_behind=Fraction(9)), "58.9", "far_behind"),
    ],
)
def test_other_rules_give_other_classes(rules, done, status):
    aim = target("flow", "2021", "at_least", 100)

    assert judge(aim, figure("2021-01..06", done), as_of="2021-08-01", rules=rules).status == status


def test_how_long_a_report_is_awaited_and_when_about_is_missed_are_rules():
    rules = Rules(code="strict", unreported_after=30, about_tolerance=Fraction(0), nearly_met=Fraction(1))
    aim = target("flow", "2021", "about", 100)

    assert judge(aim, as_of="2022-01-31", rules=rules).status == "unreported"
    assert judge(aim, figure("2021", 99), as_of="2022-01-31", rules=rules).status == "missed"
