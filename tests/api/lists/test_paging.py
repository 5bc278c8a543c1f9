"""Pages by keyset: nothing lost, nothing twice, whatever ties and however one walks."""

import base64
import datetime
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import make_observation, make_public_document, make_series
from tracker.models import Document, DocumentText, Observation
from tracker.reports.keyset import NUMBER, Keyset, SortKey, decode_cursor, encode_cursor


@pytest.fixture
def documents(db):
    """Twelve documents of two days and three without any, so that most sort keys tie."""
    for number in range(12):
        make_public_document(f"d{number:02d}", published=f"2021-01-{1 + number % 2:02d}")
    for number in range(12, 15):
        make_public_document(f"d{number:02d}", published="")
    return {f"d{number:02d}" for number in range(15)}


@pytest.mark.parametrize("ordering", ["published_on", "-published_on", "published_on,-code", "-code"])
@pytest.mark.parametrize("size", [1, 2, 7, 15, 1000])
def test_walking_shows_every_row_once(api, documents, ordering, size):
    codes = api.codes("documents/", ordering=ordering, page_size=size)
    assert len(codes) == len(documents)
    assert set(codes) == documents


@pytest.mark.parametrize("ordering", ["published_on", "-published_on,code"])
def test_pages_follow_one_another_as_the_whole_list_does(api, documents, ordering):
    whole = api.codes("documents/", ordering=ordering, page_size=1000)
    assert api.codes("documents/", ordering=ordering, page_size=4) == whole


def test_walking_back_shows_the_same_pages(api, documents):
    answer = api.get("documents/", ordering="published_on", page_size=4).json()
    forth = [answer["results"]]
    while answer["next"]:
        answer = api.client.get(answer["next"]).json()
        forth.append(answer["results"])
    back = [answer["results"]]
    while answer["previous"]:
        answer = api.client.get(answer["previous"]).json()
        back.append(answer["results"])
    assert back[::-1] == forth


def test_the_first_page_has_none_before_and_the_last_none_after(api, documents):
    first = api.get("documents/", page_size=8).json()
    last = api.client.get(first["next"]).json()
    assert (first["previous"], last["next"]) == (None, None)
    assert first["next"]
    assert last["previous"]


def test_a_row_added_before_the_cursor_moves_nothing(api, documents):
    first = api.get("documents/", page_size=5).json()
    make_public_document("a00")
    second = api.client.get(first["next"]).json()
    assert [row["code"] for row in second["results"]] == ["d05", "d06", "d07", "d08", "d09"]


def test_a_page_of_rows_deleted_meanwhile_is_empty(api, documents):
    first = api.get("documents/", page_size=14).json()
    Document.objects.filter(code="d14").delete()
    assert api.client.get(first["next"]).json() == {"next": None, "previous": None, "results": []}


def test_links_keep_the_question(api, documents):
    answer = api.get("documents/", reliability="official", page_size=3, ordering="-code").json()
    assert "reliability=official" in answer["next"]
    assert "ordering=-code" in answer["next"]
    assert "page_size=3" in answer["next"]


def test_a_hundred_rows_make_a_page(api, db):
    Document.objects.bulk_create(
        Document(code=f"d{n}", title=f"t{n}", publisher="p", published_on="2021-01-01", reliability="press")
        for n in range(101)
    )
    DocumentText.objects.bulk_create(
        DocumentText(document=row, text="全文") for row in Document.objects.all()
    )
    answer = api.get("documents/").json()
    assert len(answer["results"]) == 100
    assert answer["next"]


def test_the_total_is_given_when_asked_for(api, documents):
    assert api.get("documents/", count="true", page_size=2).json()["count"] == 15
    assert "count" not in api.get("documents/", page_size=2).json()


def test_the_total_is_not_counted_again_on_later_pages(api, documents):
    first = api.get("documents/", count="true", page_size=2).json()
    assert "count" not in api.client.get(first["next"]).json()


@pytest.mark.parametrize("size", ["0", "-1", "1001", "ten", "1.5", "٣", "9" * 30])
def test_a_page_size_out_of_bounds_is_refused(api, size):
    refusal = api.refusal("documents/", page_size=size)
    assert refusal["errors"][0]["parameter"] == "page_size"


def _forged(content):
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


DAY = "2021-01-01"


@pytest.mark.parametrize(
    "word",
    [
        "x", "💥", "eyJ9", "====", "A" * 5000, _forged(None), _forged(7), _forged({}), _forged([]),
        _forged(["published_on", False]), _forged(["published_on", False, DAY]),
        _forged(["published_on", "no", DAY, 1]), _forged(["published_on", False, DAY, "1"]),
        _forged(["published_on", False, DAY, True]), _forged(["published_on", False, 5, 1]),
        _forged(["published_on", False, "a", 1]), _forged(["published_on", False, DAY, 2**63]),
        _forged(["published_on", False, DAY, 1, 1]), _forged(["code", False, DAY, 1]),
    ],
)  # fmt: skip
def test_a_forged_cursor_is_refused(api, word):
    refusal = api.refusal("documents/", cursor=word, ordering="published_on")
    assert refusal["errors"][0]["parameter"] == "cursor"


@pytest.mark.parametrize("code", [5, None, "a\x00"])
def test_a_forged_text_is_refused(api, code):
    assert api.refusal("documents/", cursor=_forged(["code", False, code]))["code"] == "invalid_parameter"


def test_a_cursor_of_another_order_is_refused(api, documents):
    cursor = api.get("documents/", page_size=2).json()["next"].split("cursor=")[1].split("&")[0]
    assert api.refusal("documents/", cursor=cursor, ordering="-code")["code"] == "invalid_parameter"


@pytest.mark.parametrize("ordering", ["colour", "code,code", "code,-code", "--code", "pk"])
def test_an_unknown_order_is_refused_naming_the_known(api, ordering):
    refusal = api.refusal("documents/", ordering=ordering)
    assert refusal["errors"][0]["parameter"] == "ordering"


KEYS = Keyset.by(
    [
        SortKey(path="a", kind=str),
        SortKey(path="b", kind=datetime.date),
        SortKey(path="c", kind=datetime.datetime),
    ]
)


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\x00")), st.dates(),
    st.datetimes(timezones=st.just(datetime.UTC)), st.integers(-(2**63) + 1, 2**63 - 1), st.booleans(),
)  # fmt: skip
def test_a_cursor_is_read_back_as_it_was_written(text, day, moment, number, backwards):
    word = encode_cursor("a,b,c", backwards, [text, day, moment, number])
    assert decode_cursor(word, "a,b,c", KEYS) == (backwards, [text, day, moment, number])


def test_an_order_ends_with_the_first_key_no_two_rows_share():
    code, day = SortKey(path="code", kind=str, unique=True), SortKey(path="day", kind=datetime.date)
    assert Keyset.by([day, code, day]).keys == (day, code)
    assert Keyset.by([day]).keys == (day, NUMBER)


@given(st.text(max_size=80))
def test_any_other_word_is_no_cursor(word):
    with pytest.raises(ValueError):  # noqa: PT011 - whichever kind, the door turns it into a refusal
        decode_cursor(word, "a,b", KEYS)


class Walks(TestCase):
    """Against sorting in memory, on rows whose keys tie at random."""

    # Each example fills and empties a database: fewer of them, and no stopwatch.
    @settings(max_examples=30, deadline=None)
    @given(
        days=st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), max_size=12),
        size=st.integers(1, 5),
        descending=st.tuples(st.booleans(), st.booleans()),
    )
    def test_walking_equals_sorting(self, days, size, descending):
        series = make_series()
        for known, published in days:
            make_observation(
                series,
                published=f"2021-01-{published:02d}",
                known_from=datetime.date(2021, 2, known),
            )
        keys = [
            SortKey(path="known_from", kind=datetime.date, descending=descending[0]),
            SortKey(path="published_on", kind=datetime.date, descending=descending[1]),
        ]
        keyset = Keyset.by(keys)
        rows = sorted(Observation.objects.all(), key=lambda row: row.pk, reverse=descending[1])
        for key in reversed(keys):
            rows.sort(key=key.of, reverse=key.descending)
        assert self.walk(keyset, size) == rows
        assert self.walk(keyset.turned(), size) == rows[::-1]

    def walk(self, keyset, size):
        found, position = [], None
        while page := keyset.rows(Observation.objects.all(), size, position):
            found += page
            position = keyset.position(page[-1])
        return found
