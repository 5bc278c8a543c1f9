"""Remarks beside a commitment, for a reader."""

import datetime

import pytest
from django.utils import translation

from tests import factories as make
from tracker.reports.remarks import shown_remarks, signature

pytestmark = pytest.mark.django_db

DAY = datetime.date(2022, 6, 1)


def test_public_ones_dated_by_the_day_the_newest_first(django_assert_num_queries):
    commitment = make.make_commitment()
    for text, dated, state in (
        ("一", "2022-03-01", "published"), ("二", "2022-05-01", "published"),
        ("三", "2022-05-02", "approved"), ("四", "2022-07-01", "published"),
    ):  # fmt: skip
        make.make_remark(commitment, text, dated=dated, state=state, department=make.make_department())
    make.make_remark(text="另一条承诺的")

    with django_assert_num_queries(1):
        assert [row.text for row in shown_remarks(commitment, as_of=DAY)] == ["二", "一"]


@pytest.mark.parametrize(
    ("language", "text", "original"), [("en", "The flood", False), ("zh-hans", "暴雨", True)]
)
def test_each_reads_in_their_language_where_there_is_a_text_in_it(language, text, original):
    remark = make.make_remark(text="暴雨", text_en="The flood")
    with translation.override(language):
        [row] = shown_remarks(remark.commitment, as_of=DAY)
    assert (row.text, row.is_original) == (text, original)


class TestSignature:
    def test_a_department_replies(self):
        science = make.make_department(name="科技局", name_en="Science bureau")
        with translation.override("en"):
            assert signature(make.make_remark(department=science)) == "reply of Science bureau"

    def test_an_author_signs_with_their_own_name(self):
        author = make.make_user("zhang3", first_name="三", last_name="张")
        assert signature(make.make_remark(author=author)) == author.get_full_name()

    @pytest.mark.parametrize("author", [None, "zhang3"])
    def test_no_name_of_an_account_is_shown(self, author, settings):
        settings.OFFICE = "郑州市人民政府督查室"
        user = make.make_user(author) if author else None
        assert signature(make.make_remark(author=user)) == "郑州市人民政府督查室"
