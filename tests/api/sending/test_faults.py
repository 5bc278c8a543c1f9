"""What is wrong with something sent: by its place, with a stable code, in both languages."""

import pytest

from tests.api.sender import Sender
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def faults(sent, language="en"):
    send = Sender(make_user(is_superuser=True))
    answer = send("post", "observations/", sent, accept_language=language)
    assert answer.status_code == 400
    return answer.json()["errors"]


@pytest.mark.parametrize(
    ("sent", "place", "code"),
    [
        ({}, "rows", "required"),
        ({"rows": []}, "rows", "min_length"),
        ({"rows": [{"value": "1"}], "accept_warnings": "perhaps"}, "accept_warnings", "invalid"),
        ({"rows": [{"value": "1"}], "surprise": 1}, "surprise", "unknown"),
        ({"rows": [{"value": "1"}, {"surprise": "1"}]}, "rows[2].surprise", "unknown"),
    ],
)
def test_each_is_named_by_its_place_with_a_code(sent, place, code):
    found = {error["parameter"]: error["code"] for error in faults(sent)}
    assert found[place] == code


@pytest.mark.parametrize(("language", "spoken"), [("en", "en"), ("zh", "zh")])
def test_each_is_said_in_both_languages_the_remedy_in_the_one_asked_for(language, spoken):
    (error,) = faults({}, language)
    assert error["message"]["zh"] != error["message"]["en"]
    assert error["message"][spoken].endswith(error["remedy"])


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Cannot be used: rows. This field is required."),
        (
            {"rows": [{"value": "1"}], "accept_warnings": "perhaps"},
            "accept_warnings=perhaps cannot be used. Must be",
        ),
        ({"rows": [{"value": "1"}], "surprise": 1}, "Unknown: surprise. Known parameters: "),
    ],
)
def test_each_says_what_is_wrong_with_which_value(sent, said):
    assert [error for error in faults(sent) if error["message"]["en"].startswith(said)]


def test_the_form_of_the_answer_is_no_parameter_where_something_is_sent():
    send = Sender(make_user(is_superuser=True))
    answer = send("post", "observations/", {"rows": [{"value": "1"}]}, query={"format": "csv"})
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_parameter")
