import pytest

from tests.assessment.makers import figure, judge, target
from tracker.assessment import DEFAULT_METHOD, METHODS
from tracker.exceptions import AssessmentError

AIM = target("flow", "2021", "at_least", 100)


def test_schedule_is_judged_by_unless_another_method_is_asked_for():
    named = judge(AIM, figure("2021", 5, key=1), as_of="2022-02-01", method="schedule")

    assert DEFAULT_METHOD == "schedule"
    assert named == judge(AIM, figure("2021", 5, key=1), as_of="2022-02-01")


@pytest.mark.parametrize("name", METHODS)
def test_a_judgement_names_the_method_that_gave_it(name):
    judgement = judge(AIM, figure("2021", 5), as_of="2022-02-01", method=name)

    assert (judgement.method, judgement.version) == (name, METHODS[name].version)
    assert METHODS[name].source


def test_a_method_there_is_not_is_refused_by_name():
    with pytest.raises(AssessmentError, match="horoscope") as error:
        judge(AIM, as_of="2022-02-01", method="horoscope")

    assert error.value.code == "unknown_method"


def test_the_registry_cannot_be_changed_by_accident():
    with pytest.raises(TypeError):
        METHODS["mine"] = METHODS["schedule"]
