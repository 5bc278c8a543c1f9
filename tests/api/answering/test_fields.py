"""Sparse answers: only the values asked for, in JSON and CSV."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_commitment, make_observation, make_public_document
from tracker.api import shapes
from tracker.api.answering import sparse
from tracker.api.answering.rendering import columns_of
from tracker.progress import refresh


@pytest.fixture
def commitment(db):
    commitment = make_commitment()
    make_observation(commitment.series, "120")
    refresh()
    return commitment


@pytest.mark.parametrize(
    ("fields", "row"),
    [
        ("code", {"code": "d0"}),
        ("title,code", {"code": "d0", "title": "t0"}),
        ("code,code", {"code": "d0"}),
        (" code , url ", {"code": "d0", "url": None}),
    ],
)
def test_a_row_holds_what_was_asked_for_in_its_own_order(api, fields, row):
    make_public_document("d0", title="t0")
    (found,) = api.get("documents/", fields=fields).json()["results"]
    assert list(found.items()) == list(row.items())


def test_what_lies_inside_a_value_follows_a_dot(api, commitment):
    (row,) = api.get("commitments/", fields="code,verdict.status,target.value,target.unit").json()["results"]
    assert row == {
        "code": commitment.code, "target": {"value": "100", "unit": "家"}, "verdict": {"status": "met"},
    }  # fmt: skip


def test_a_whole_value_wins_over_a_part_of_it(api, commitment):
    (row,) = api.get("commitments/", fields="target.value,target").json()["results"]
    assert "comparator" in row["target"]


def test_inside_a_value_that_is_absent_there_is_nothing(api, commitment):
    (row,) = api.get("commitments/", fields="baseline.value").json()["results"]
    assert row == {"baseline": None}


def test_a_page_of_one_holds_what_was_asked_for_of_each_of_its_rows(api, commitment):
    page = api.get(f"commitments/{commitment.code}/", fields="code,observations.value").json()
    assert page == {"code": commitment.code, "observations": [{"value": "120"}]}


def test_the_links_keep_the_fields(api):
    for number in range(3):
        make_public_document(f"d{number}")
    assert api.rows("documents/", fields="code", page_size=2) == [{"code": f"d{n}"} for n in range(3)]


def test_csv_has_the_columns_asked_for(api, commitment):
    response = api.get("commitments/", format="csv", fields="verdict.status,code,target")
    lines = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert lines[0] == [
        "code", "target.form", "target.comparator", "target.value", "target.value_to", "target.unit",
        "target.period", "target.due", "verdict.status",
    ]  # fmt: skip
    assert (lines[1][0], lines[1][-1]) == (commitment.code, "met")


@pytest.mark.parametrize("fields", ["colour", "code,verdict.colour", "code.x", "verdict.", ".", "a" * 5000])
def test_an_unknown_field_is_refused_naming_the_known(api, fields):
    refusal = api.refusal("commitments/", fields=fields)
    assert refusal["errors"][0]["parameter"] == "fields"
    assert "code, statement, plan" in refusal["errors"][0]["remedy"]


@pytest.mark.parametrize("fields", ["", ",", " , "])
def test_naming_nothing_asks_for_everything(api, commitment, fields):
    assert api.get("commitments/", fields=fields).json() == api.get("commitments/").json()


NAMES = sparse.known_names(shapes.CommitmentDetail)


def leaves(body, prefix=""):
    """Every value of an answer by its dotted name, that of a list's rows under the list's."""
    if isinstance(body, list):
        return {leaf for item in body for leaf in leaves(item, prefix)}
    if not isinstance(body, dict):
        return {prefix.rstrip(".")}
    return {leaf for name, value in body.items() for leaf in leaves(value, f"{prefix}{name}.")}


def example(shape):
    """An answer of a shape with one row in each list."""
    found = {}
    for name, field in shape.fields.items():
        child = getattr(field, "child", None)
        inner = child if child is not None and hasattr(child, "fields") else field
        value = example(inner) if hasattr(inner, "fields") else "x"
        found[name] = [value] if child is inner else value
    return found


@given(st.sets(st.sampled_from(NAMES), min_size=1, max_size=6))
def test_exactly_what_is_named_or_lies_below_it_is_kept(names):
    whole = example(shapes.CommitmentDetail())
    wanted = sparse.read_fields(_Query(",".join(names)), shapes.CommitmentDetail)
    kept = leaves(sparse.trimmed(whole, wanted))
    below = tuple(f"{name}." for name in names)
    assert kept == {leaf for leaf in leaves(whole) if leaf in names or leaf.startswith(below)}


@given(st.sets(st.sampled_from(sparse.known_names(shapes.CommitmentRow)), min_size=1, max_size=6))
def test_columns_are_those_whose_values_are_kept(names):
    columns = columns_of(shapes.CommitmentRow())
    wanted = sparse.read_fields(_Query(",".join(names)), shapes.CommitmentRow)
    below = tuple(f"{name}." for name in names)
    assert sparse.wanted_columns(columns, wanted) == [
        column for column in columns if column in names or column.startswith(below)
    ]


class _Query(dict):
    """A query that names fields."""

    def __init__(self, text):
        super().__init__(fields=text)

    def getlist(self, name):
        return [self[name]] if name in self else []
