"""Whatever stands in the query of a read is answered, or refused as documented: nothing breaks."""

import base64
import itertools
import json
from urllib.parse import quote, quote_from_bytes

import pytest
from django.test import Client

from tests.api.caller import contract
from tests.factories import make_commitment, make_document, make_observation
from tracker.progress import refresh

pytestmark = pytest.mark.django_db

PAGES = {
    path.removeprefix("/api/v1/"): {
        row["name"]: row["schema"] for row in item["get"]["parameters"] if row["in"] == "query"
    }
    for path, item in contract()["paths"].items()
    if "get" in item and {} in item["get"].get("security", [])
}
# As they stand behind the equals sign, percent signs and all
WORDS = ["%00", "%0A", "%FF%FE", "%ED%A0%80", quote(",met,,met"), quote(" " * 50), "x" * 5000]
TEXTS = [
    *WORDS, "a%00b", quote("%' OR 1=1 --"), "{0}", quote("%(name)s"), quote("\\"), "-1",
    quote("\u202e\u2028𠜎"), quote("9999-Q4..0001"), "0001", "9" * 400,
    ",".join(["a"] * 3000), ".".join(["code"] * 500),
    quote("0001-01-01T00:00:00+14:00"), quote("9999-12-31T23:59:59-12:00"), quote("2021-01-01T25:00+99:99"),
]  # fmt: skip
NUMBERS = [
    *WORDS, "-1", "1e309", "1e-400", "NaN", "Infinity", "1_000", quote("１２３"), quote("²"), "9" * 400,
    "0.1" + "0" * 40, "-9223372036854775809",
]  # fmt: skip
DAYS = [*WORDS, "0000-00-00", "0001-01-01", "1899-12-31", "9999-12-31", "2021-02-30", "2021-W05-1"]


def values(schema):
    """What may go wrong with a parameter of this kind."""
    schema = schema.get("items", schema)
    if "enum" in schema or schema["type"] == "boolean":
        return [*WORDS, "TRUE", ",".join(["a"] * 3000)]
    if schema["type"] in ("integer", "number"):
        return NUMBERS
    return DAYS if schema.get("format") == "date" else TEXTS


@pytest.fixture
def asking():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def world():
    commitment = make_commitment(code="410100-2021-017", number=17)
    make_observation(commitment.series, "90")
    make_observation(commitment.series, "120", published="2022-09-01")
    make_document(f"d{commitment.pk}")
    refresh()
    return commitment


def ask(client, path, query):
    """Ask, and read the answer to its end."""
    answer = client.get(f"/api/v1/{path}?{query}")
    # A page of one may not have been known on the day asked for.
    known = (200, 400, 404) if "as_of=" in query else (200, 400)
    assert answer.status_code in known, (query[:200], answer.status_code)
    if answer.streaming:
        b"".join(answer.streaming_content)
    elif answer.status_code == 400:
        assert answer.json()["errors"], query[:200]
    return answer


def addressed(path, commitment):
    series = "series" in path
    return path.format(code=commitment.series.code if series else commitment.code)


@pytest.mark.parametrize("path", PAGES)
def test_no_value_of_any_parameter_breaks_a_read(asking, world, path):
    address = addressed(path, world)
    for name, schema in PAGES[path].items():
        for value in values(schema):
            ask(asking, address, f"{name}={value}")
    for name in ("colour", quote("a[]"), "%00", "%FF", ""):
        assert ask(asking, address, f"{name}=1").status_code == 400


@pytest.mark.parametrize("path", [path for path in PAGES if "cursor" in PAGES[path]])
def test_no_cursor_breaks_a_list(asking, world, path):
    positions = [
        [], [None], [1], ["a"], ["\x00"], [2**70], [-1], [1.5], [True], [[]], [{}], ["2021-01-01"],
        ["9999-12-31", 1], ["0001-01-01T00:00:00+14:00", 1], ["9999-12-31T23:59:59-12:00", 1], ["a", 2**62],
        ["a", "b", 3], ["2021-01-01", "a", 1, 2, 3],
    ]  # fmt: skip
    orderings = PAGES[path]["ordering"]["items"]["enum"]
    for order, position in itertools.product(orderings, positions):
        word = base64.urlsafe_b64encode(json.dumps([order, False, *position]).encode()).decode()
        ask(asking, addressed(path, world), f"ordering={order}&cursor={word}")


@pytest.mark.parametrize("path", PAGES)
def test_a_parameter_given_again_is_a_list_or_refused(asking, world, path):
    for name in PAGES[path]:
        ask(asking, addressed(path, world), f"{name}=a&{name}=b")


@pytest.mark.parametrize(
    "accept",
    [
        "*",
        "*/*;q=0",
        "text/csv;q=nonsense",
        "application/json;version=9",
        ",",
        ";;",
        "a" * 5000,
        "application/*",
        "\xff",
    ],
)
def test_no_accept_header_breaks_a_read(asking, world, accept):
    answer = asking.get("/api/v1/commitments/", headers={"accept": accept})
    assert answer.status_code in (200, 406)


@pytest.mark.parametrize(
    "language", ["*", "xx", "en;q=9", "zh-Hant-TW", "," * 999, "en-" + "x" * 5000, "\xe9", "-"]
)
def test_no_language_breaks_a_read(asking, world, language):
    assert asking.get("/api/v1/commitments/", headers={"accept-language": language}).status_code == 200


@pytest.mark.parametrize(
    "code", ["%00", "a%00b", "%FF", "..", "'", quote("新"), "x" * 3000, "%2F", "410100-2021-017%20"]
)
@pytest.mark.parametrize("path", ["commitments/{}/", "commitments/{}/verdicts/", "series/{}/"])
def test_no_code_in_an_address_breaks_it(asking, world, path, code):
    answer = asking.get("/api/v1/" + path.format(code))
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    "tag", ['"', '""', 'W/"', "W/*", '"a" "b"', "," * 500, '"' + "x" * 9000 + '"', "\xff"]
)
def test_no_tag_breaks_a_read(asking, world, tag):
    assert asking.get("/api/v1/commitments/", headers={"if-none-match": tag}).status_code == 200


def test_bytes_that_are_no_text_find_nothing(asking, world):
    for word in (b"\xff", b"\xed\xa0\x80", b"\xf0\x28\x8c\x28"):
        answer = ask(asking, "commitments/", f"q={quote_from_bytes(word)}&plan={quote_from_bytes(word)}")
        assert answer.status_code == 400 or answer.json()["results"] == []
