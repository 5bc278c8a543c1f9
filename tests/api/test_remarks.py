"""Remarks in the answer about a commitment."""

import datetime

import pytest

from tests.factories import make_commitment, make_department, make_remark

pytestmark = pytest.mark.django_db


def test_public_remarks_are_told_the_newest_first_with_whose_words_they_are(api, settings):
    settings.OFFICE = "某统计局"
    commitment = make_commitment()
    bureau = make_department(name="科技局")
    make_remark(commitment, "受特大暴雨影响", dated=datetime.date(2021, 8, 1), text_en="Flooded.")
    make_remark(commitment, "已补报", dated=datetime.date(2022, 3, 1), department=bureau)
    make_remark(commitment, "尚未公开", state="draft")
    make_remark(make_commitment(), "别处的话")

    found = api.get(f"commitments/{commitment.code}/").json()["remarks"]

    assert found == [
        {"dated": "2022-03-01", "signed": "科技局", "department": bureau.code, "text": "已补报"},
        {"dated": "2021-08-01", "signed": "某统计局", "department": None, "text": "受特大暴雨影响"},
    ]


def test_a_remark_is_told_in_the_language_it_was_given_in(api):
    remark = make_remark(text_en="Flooded.")

    [found] = api.get(f"commitments/{remark.commitment.code}/", language="en").json()["remarks"]

    assert found["text"] == "Flooded."


def test_a_past_day_knows_no_later_remark(api):
    commitment = make_commitment()
    make_remark(commitment, dated=datetime.date(2022, 3, 1))

    assert api.get(f"commitments/{commitment.code}/", as_of="2022-02-28").json()["remarks"] == []


def test_remarks_cost_no_query_of_their_own(api, django_assert_num_queries):
    with_one, without = make_commitment(), make_commitment()
    make_remark(with_one)
    for row in (with_one, without):
        api.get(f"commitments/{row.code}/")

    for row in (with_one, without):
        with django_assert_num_queries(4):
            api.get(f"commitments/{row.code}/")
