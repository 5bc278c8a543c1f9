"""JSON is read in one way only."""

import contextlib
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.api.problems import Problem
from tracker.api.sending.parser import StrictJSON


def read(raw):
    return StrictJSON().parse(io.BytesIO(raw if isinstance(raw, bytes) else raw.encode()))


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ('{"a": 1.10}', {"a": "1.10"}),
        ('{"a": 12345678901234567890123}', {"a": "12345678901234567890123"}),
        ('{"a": -0}', {"a": "-0"}),
        ('{"a": 1e5}', {"a": "1e5"}),
        ('{"a": [true, null, "x\\ty\\n"]}', {"a": [True, None, "x\ty\n"]}),
        ('"中文"', "中文"),
    ],
)
def test_numbers_keep_their_digits(raw, found):
    assert read(raw) == found


@pytest.mark.parametrize(
    "raw",
    [
        "", "{", "{'a': 1}", '{"a": 1,}', "nothing", "[1] [2]",
        '{"a": 1, "a": 2}', '{"b": {"a": 1, "a": 1}}', '[{"a": 1, "\\u0061": 2}]',
        '{"a": NaN}', "Infinity", "-Infinity",
        '"\\u0000"', '"\\u0007"', '"\\u007f"', '{"\\u0000": 1}', '"\\ud800"', '{"\\udc00": 1}',
        "[" * 9 + "]" * 9, '{"a":' * 9 + "1" + "}" * 9, "[" * 100_000, "[" * 100_000 + "]" * 100_000,
        b"\xff", b"\xef\xbb\xbf{}", '{"a": "中"}'.encode("gb18030"), '{"a": 1}'.encode("utf-16"),
    ],
)  # fmt: skip
def test_what_can_be_meant_otherwise_is_refused(raw):
    with pytest.raises(Problem) as refused:
        read(raw)
    assert refused.value.code == "malformed_request"


def test_eight_levels_are_enough():
    assert read("[" * 8 + "]" * 8) == [[[[[[[[]]]]]]]]


def test_a_body_over_the_limit_is_not_read(settings):
    settings.API_MAX_BODY_KB = 1
    assert len(read('"' + "x" * 1022 + '"')) == 1022
    with pytest.raises(Problem) as refused:
        read('"' + "x" * 1023 + '"')
    assert refused.value.code == "payload_too_large"


TEXTS = st.text(st.characters(categories=["L", "N", "P", "Zs"]))
JSON = st.recursive(
    st.none() | st.booleans() | TEXTS,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(TEXTS, below, max_size=3),
    max_leaves=4,
)


@given(JSON)
def test_what_is_written_plainly_comes_back(value):
    assert read(json.dumps(value)) == value


@given(st.binary(max_size=60))
def test_no_bytes_are_ever_a_failure(raw):
    with contextlib.suppress(Problem):
        read(raw)
