"""What is wrong is said in both languages, with its place and a remedy."""

import re
from functools import lru_cache
from pathlib import Path

import pytest
from babel.messages import pofile
from django.utils import translation

import tracker.ingest
from tracker.ingest.problems import MESSAGES, WARNINGS, Problem, shown
from tracker.ingest.problems.row_messages import NOTHING_NEAR
from tracker.management import catalogue

CHINESE = re.compile("[\u4e00-\u9fff]")


class AnyText(dict):
    """Parameters of every name."""

    def __missing__(self, name: str) -> str:
        return f"<{name}>"


def msgids() -> list[str]:
    with translation.override("en"):
        return [str(text) for pair in [*MESSAGES.values(), NOTHING_NEAR.values()] for text in pair]


@lru_cache(maxsize=1)
def collected_translations() -> dict[str, str]:
    """What the catalogue file says so far."""
    with catalogue.PO_FILE.open("rb") as file:
        return {message.id: message.string for message in pofile.read_po(file) if message.id}


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_a_message_names_row_column_value_and_remedy_in_both_languages(code):
    problem = Problem(code, row=12, column="完成值", value="很多", params=AnyText(x="x"))

    said = problem.texts()

    assert set(said) == {"zh-hans", "en"}
    for text in said.values():
        assert all(part in text for part in ("12", "完成值", "很多"))
        assert "%" not in text.replace("74.5%", "")


@pytest.mark.parametrize("code", sorted(NOTHING_NEAR))
def test_where_no_known_name_is_like_it_none_is_named(code):
    with translation.override("en"):
        assert "(nearest: x)" in Problem(code, params={"nearest": "x"}).text()
        assert "nearest" not in Problem(code, params={"nearest": ""}).text()


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_a_message_says_what_to_do(code):
    with translation.override("en"):
        wrong, remedy = (str(text) for text in MESSAGES[code])

    assert wrong
    assert remedy.endswith(".")


def test_every_message_is_collected_for_translation():
    assert set(msgids()) <= {message.id for message in catalogue.collect() if message.id}


@pytest.mark.parametrize("msgid", msgids())
def test_once_the_catalogue_has_a_message_it_is_said_in_chinese(msgid):
    translated = collected_translations().get(msgid)

    with translation.override("zh-hans"):
        said = translation.gettext(msgid)

    assert said == (translated or msgid)
    assert CHINESE.search(said) if translated else said == msgid


def test_the_place_of_a_file_problem_may_be_unknown():
    with translation.override("en"):
        assert Problem("empty_file").text().startswith("the file is empty. ")


def test_every_code_the_checkers_use_has_a_message_and_every_message_a_use():
    sources = Path(tracker.ingest.__file__).parent.rglob("*.py")
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources if path.parent.name != "problems")
    used = set(re.findall(r"""(?:report|Problem|Doubt)\(\s*"([a-z_0-9]+)\"""", text))

    assert used == set(MESSAGES)


def test_only_known_codes_are_warnings():
    assert set(MESSAGES) >= WARNINGS
    assert not Problem("not_a_number").is_warning
    assert Problem("new_document").is_warning


@pytest.mark.parametrize(
    ("text", "repeated"),
    [
        ("1.2.3", "1.2.3"),
        (" a\n b\t", "a b"),
        ("a\x1b[2Jb", "a\ufffd[2Jb"),
        ("郑\u202e州", "郑\ufffd州"),
        ("长" * 61, "长" * 60 + "…"),
        ("100%s %(x)s {0}", "100%s %(x)s {0}"),
    ],
)
def test_a_text_of_the_file_is_repeated_safely(text, repeated):
    assert shown(text) == repeated


def test_percent_signs_and_braces_of_the_file_stay_as_they_are():
    problem = Problem("two_units", value="5%s{x}", params={"found": "%(unit)s", "unit": "%d"})

    assert "“5%s{x}”" in problem.texts()["en"]
    assert "the value says %(unit)s, the unit %d" in problem.texts()["en"]
