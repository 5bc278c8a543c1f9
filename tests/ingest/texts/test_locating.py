import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest.texts.locating import Place, PrintedText

TEXT = (
    "一、目标\n　　新增高新技术企业１０００家，“三高”企业 2000家；\r\n"
    "增长7.5 %以上——力争。新增高新技术企业１０００家。"
)


def words(text: PrintedText, place: Place | None) -> str | None:
    return None if place is None else text.text[place.start : place.end]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("新增高新技术企业1000家", ["新增高新技术企业１０００家"] * 2),
        ("“三高”企业2000家", ["“三高”企业 2000家"]),
        ('"三高"企业2000家;', ["“三高”企业 2000家；"]),
        ("2000家；增长7.5%以上", ["2000家；\r\n增长7.5 %以上"]),
        ("以上--力争", ["以上——力争"]),
        ("增长 ７．５％ 以上", ["增长7.5 %以上"]),
        ("新增高新技术企业2000家", []),
        ("", []),
        ("　 \n", []),
    ],
)
def test_words_are_found_whatever_their_spaces_and_widths(wanted: str, found: list[str]):
    text = PrintedText(TEXT)

    assert [words(text, place) for place in text.places(wanted)] == found


@pytest.mark.parametrize(
    ("start", "there"),
    [(TEXT.index("新增"), True), (TEXT.rindex("新增"), True), (0, False), (8, False), (999, False)],
)
def test_words_stand_at_an_offset_or_not(start: int, there: bool):
    assert (PrintedText(TEXT).at("新增高新技术企业1000家", start) is not None) == there


def test_an_offset_counts_from_the_first_letter_and_not_from_the_space_before_it():
    start = TEXT.index("　　新增")

    assert PrintedText(TEXT).at("新增高新技术企业1000家", start) is None


def test_words_within_a_place_are_those_of_the_place():
    text = PrintedText("增长5%，其中5%；5%")
    [place] = text.places("其中5%")

    assert [found.start for found in text.within(place, "5%")] == [7]


def test_one_character_can_stand_for_several():
    text = PrintedText("面积5㎡…")

    assert words(text, text.places("5m2...")[0]) == "5㎡…"


@pytest.mark.parametrize(
    ("wanted", "nearest"),
    [
        ("新增高新技术企业3000家以上", "新增高新技术企业"),
        ("实际增长7.5%以上", "增长7.5 %以上"),
        ("完全不同的一句话", None),
        ("目标", "目标"),
        ("目的", None),
        ("", None),
    ],
)
def test_the_nearest_is_the_longest_beginning_or_end_that_stands_somewhere(wanted: str, nearest: str | None):
    text = PrintedText(TEXT)

    assert words(text, text.nearest(wanted)) == nearest


def folded(text: str) -> str:
    """The obvious way: all at once, with a regular look at each character."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(
        char for char in plain if not char.isspace() and unicodedata.category(char) not in ("Cf", "Cc")
    )


LETTERS = st.text(alphabet="目标增长１1５5％% 　\n，,家", max_size=30)


@given(LETTERS, LETTERS)
def test_found_are_all_places_where_the_folded_words_stand(text: str, wanted: str):
    printed, looked_for = PrintedText(text), folded(wanted)
    spots = [place for place in range(len(folded(text))) if folded(text).startswith(looked_for, place)]

    places = printed.places(wanted)

    assert len(places) == (len(spots) if looked_for else 0)
    for place in places:
        assert folded(text[place.start : place.end]) == looked_for
        assert printed.at(wanted, place.start) == place
