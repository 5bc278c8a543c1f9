"""Rows named in a text field."""

import pytest
from django.core.exceptions import ValidationError

from tests import factories as make
from tracker.admin.entry.names import NamedField, find, offered, option

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(db):
    return make.make_document("report-2022", "2022-01-26", title="政府工作报告", publisher="郑州市人民政府")


def test_a_row_is_shown_with_its_code_and_known_again_by_it(report):
    shown = option(report)
    assert shown == "政府工作报告（郑州市人民政府 · 2022-01-26）[report-2022]"
    assert find("document", [shown]) == {shown: [report]}


@pytest.mark.parametrize("text", ["report-2022", "政府工作报告", " report-2022 ", "whatever [report-2022]"])
def test_a_code_or_a_name_finds_it(report, text):
    assert find("document", [text])[text] == [report]


def test_names_in_either_language_and_aliases_find_an_indicator():
    indicator = make.make_indicator("gdp", name="地区生产总值", name_en="GDP", aliases=("生产总值",))
    for text in ("gdp", "GDP", "地区生产总值", "生产总值"):
        assert NamedField("indicator").clean(text) == indicator


def test_many_texts_cost_no_more_queries_than_few(report, django_assert_num_queries):
    with django_assert_num_queries(2):
        find("document", ["report-2022", "政府工作报告", "nothing", "", *map(str, range(50))])


def test_the_field_says_what_is_wrong(report):
    make.make_document("report-2021", "2021-01-30", title="政府工作报告", publisher="郑州市人民政府")
    for text, words in (("政府工作报告", "多个"), ("无此文献", "无此文献"), ("x" * 401, "400")):
        with pytest.raises(ValidationError) as refused:
            NamedField("document").clean(text)
        assert words in str(refused.value.messages) or "several" in str(refused.value.messages)
    assert NamedField("document", required=False).clean(" ") is None


def test_what_is_offered_holds_the_text(report):
    make.make_document(title="统计公报")
    assert offered("document", "工作") == [option(report)]
    assert len(offered("document")) == 2
    assert offered("document", "%") == []


class TestPage:
    def test_a_script_asks_for_more(self, page, report):
        answer = page.get("/admin/entry/names/", {"of": "document", "q": "工作"}).json()
        assert answer == {"names": [option(report)]}

    @pytest.mark.parametrize(
        ("query", "status"),
        [({"of": "user"}, 404), ({}, 404), ({"of": "topic"}, 403), ({"of": "document", "q": "\x00"}, 200)],
    )
    def test_what_else_may_be_asked(self, page, query, status):
        assert page.get("/admin/entry/names/", query).status_code == status

    def test_nobody_learns_names_without_logging_in(self, client, report):
        assert client.get("/admin/entry/names/", {"of": "document"}).status_code == 302
