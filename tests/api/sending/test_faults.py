"""What is wrong with something sent: by its place, with a stable code, in both languages."""

import pytest

from tests.api.sender import Sender
from tests.factories import make_commitment, make_user
from tracker.api.sending.faults import place_of
from tracker.models import Target

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
            "accept_warnings=perhaps cannot be used. Send true or false, without quotes.",
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


@pytest.mark.parametrize(
    ("sent", "place", "value", "remedy"),
    [
        ({"rows": {}}, "rows", "{}", "Send a list, in square brackets."),
        ({"rows": [1]}, "rows[1]", "1", "Send an object, in braces."),
        ({"rows": [{"value": True}]}, "rows[1].value", "true", "Send a text, in double quotes."),
        ({"rows": [{"value": "1"}], "reason": 5}, "reason", "5", "Send a text, in double quotes."),
        *(
            (
                {"rows": [{"value": "1"}], "accept_warnings": wrong},
                "accept_warnings",
                shown,
                "Send true or false",
            )
            for wrong, shown in [("yes", "yes"), ("true", "true"), (1, "1"), ([], "[]")]
        ),
    ],
)
def test_a_value_of_another_type_is_told_as_sent_with_what_is_expected(sent, place, value, remedy):
    (error,) = [each for each in faults(sent) if each["parameter"] == place]
    assert error["value"] == value
    assert error["remedy"].startswith(remedy)


def test_a_code_nobody_has_is_told_as_sent():
    send = Sender(make_user(is_superuser=True))
    plan = {"code": "a-2022", "kind": "annual", "document": "nope"}
    errors = send("post", "desk/plans/", plan, accept_language="en").json()["errors"]
    (error,) = [each for each in errors if each["parameter"] == "document"]
    assert (error["value"], error["code"]) == ("nope", "does_not_exist")
    assert error["remedy"] == "Nothing here has this code or number: look it up in its list."


def test_what_is_compressed_is_refused_and_the_header_named():
    send = Sender(make_user(is_superuser=True))
    answer = send("post", "observations/", {"rows": []}, content_encoding="gzip")
    (error,) = answer.json()["errors"]
    assert (answer.status_code, answer.headers["Accept-Encoding"]) == (415, "identity")
    assert (error["parameter"], error["value"]) == ("Content-Encoding", "gzip")


def test_what_comes_as_it_is_may_say_so():
    send = Sender(make_user(is_superuser=True))
    assert send("post", "observations/", {"rows": []}, content_encoding="identity").status_code == 400


def test_a_text_that_cannot_be_read_is_named_by_its_place():
    target = make_commitment(state="draft").targets.get()
    Target.objects.update(state="draft")
    row = f"desk/targets/{target.pk}/"
    answer = Sender(make_user(is_superuser=True)).matched("patch", row, {"period": "sometime"})
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["code"]) == (422, "not_readable")
    assert (error["parameter"], error["value"]) == ("period", "sometime")


def test_what_is_about_nothing_that_was_sent_names_no_value():
    target = make_commitment(state="draft").targets.get()
    Target.objects.update(state="draft")
    row = f"desk/targets/{target.pk}/"
    answer = Sender(make_user(is_superuser=True)).matched("patch", row, {"period": target.period})
    (error,) = answer.json()["errors"]
    assert (error["code"], error["parameter"], error["value"]) == ("no_changes", "", "")


@pytest.mark.parametrize(
    ("data", "place"), [({"a": [{"b": "x"}]}, "a[1].b"), ({"a": "x"}, "a"), ({"a": ["y"]}, ""), ({}, "")]
)
def test_the_place_of_a_text(data, place):
    assert place_of("x", data) == place
