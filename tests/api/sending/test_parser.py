"""JSON is read in one way only."""

import contextlib
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.api.numbers import Number
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
        ('{"a": 1e5}', {"a": "100000"}),
        ('{"a": 1e-05}', {"a": "0.00001"}),
        ('{"a": -1.50E+2}', {"a": "-150"}),
        ('{"a": 0.1e1}', {"a": "1"}),
        ('{"a": 123456789012345678901234567890.5e-3}', {"a": "123456789012345678901234567.8905"}),
        ('{"a": 1e99}', {"a": "1" + "0" * 99}),
        ('{"a": "1e5"}', {"a": "1e5"}),
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
        "1e100", "1e-100", "1e999999", "-1e999999", "1e-999999", "1e" + "9" * 5000, "0e1000",
        b"\xff", b"\xef\xbb\xbf\xef\xbb\xbf{}", b"\xef\xbb\xbf\xff",
        '{"a": "中"}'.encode("gb18030"), '{"a": 1}'.encode("utf-16"),
    ],
)  # fmt: skip
def test_what_can_be_meant_otherwise_is_refused(raw):
    with pytest.raises(Problem) as refused:
        read(raw)
    assert refused.value.code == "malformed_request"


def test_the_mark_of_utf_8_is_passed_over():
    assert read(b'\xef\xbb\xbf{"a": 1}') == {"a": "1"}


def test_a_number_is_known_from_a_text():
    number, text = read('[1, "1"]')
    assert isinstance(number, Number)
    assert not isinstance(text, Number)


@pytest.mark.parametrize(
    ("raw", "zh", "en"),
    [
        (
            "{,}",
            "第 1 行第 2 列：此处缺少双引号中的名称。",
            "column 2: a name in double quotes is missing here.",
        ),
        (
            "[1,\n]",
            "第 2 行第 1 列：",
            "Line 2, column 1: a value is missing here, or is none that JSON knows.",
        ),
        ('{"a" 1}', "冒号", "a colon is missing here."),
        ("[1 2]", "逗号", "a comma is missing here, or the end of the list or object."),
        ("1 2", "JSON 已结束", "something follows here, behind the end of the JSON."),
        ('"a', "没有结束", "a text begins here and does not end."),
        ('"a\n"', "控制字符", "a line break or a control character stands in a text: escape it."),
        ('"\\q"', "反斜杠", "a backslash stands here that escapes nothing: write it twice."),
        (b"\xef\xbb\xbf\xff", "第 4 个字节", "It is not UTF-8 at byte 4."),
        ("1e999999", "1e999999", "The exponent of 1e999999 is beyond 99: write the number out."),
    ],
)
def test_what_is_wrong_is_said_in_each_language_alone(raw, zh, en):
    with pytest.raises(Problem) as refused:
        read(raw)
    said = refused.value.body()["message"]
    assert zh in said["zh"]
    assert en in said["en"]
    assert not re.search("[A-Za-z]{3,} [A-Za-z]{2,}", said["zh"])


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
