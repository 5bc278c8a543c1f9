"""Filters that are typed: by code, else by name, always with what they found."""

import pytest

from tests.factories import (
    make_commitment,
    make_department,
    make_document,
    make_indicator,
    make_jurisdiction,
    make_observation,
    make_plan,
    make_series,
)


@pytest.fixture
def figures(db):
    """Figures of two indicators in two places from two documents, named by their value."""
    firms, jobs = make_indicator("firms", name="企业", aliases=("高企",)), make_indicator("jobs", name="就业")
    kaifeng = make_jurisdiction("410200", name="开封市", name_en="Kaifeng")
    report, bulletin = (
        make_document("report", title="工作报告"),
        make_document("bulletin", title="公报 上半年"),
    )
    make_observation(make_series(firms), 1, document=report)
    make_observation(make_series(firms, kaifeng), 2, document=bulletin)
    make_observation(make_series(jobs), 3, document=bulletin)


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ({"indicator": "firms"}, [1, 2]),
        ({"indicator": "高企"}, [1, 2]),
        ({"indicator": "业"}, [1, 2, 3]),
        ({"indicator": "高企", "jurisdiction": "Kaifeng"}, [2]),
        ({"jurisdiction": "410100"}, [1, 3]),
        ({"document": "bulletin"}, [2, 3]),
        ({"document": "公报"}, [2, 3]),
        ({"document": "公报", "q": "就业"}, [3]),
        ({"indicator": "没有"}, []),
        ({"indicator": "a\x00b"}, []),
        ({"indicator": " "}, [1, 2, 3]),
        ({"indicator": ""}, [1, 2, 3]),
    ],
)
def test_figures(desk, figures, typed, values):
    page = desk.get("/admin/tracker/observation/", typed)
    assert sorted(int(row.value) for row in page.context["cl"].result_list) == values


def test_commitments_by_plan_and_department(desk):
    bureau = make_department("science", name="科技局")
    here = make_commitment()
    here.departments.add(bureau)
    there = make_commitment(plan=make_plan("410100-2022", name="2022年政府工作报告"))

    def found(**typed):
        return [row.pk for row in desk.get("/admin/tracker/commitment/", typed).context["cl"].result_list]

    assert found(plan="410100-2022") == [there.pk]
    assert found(plan="政府工作报告") == [here.pk, there.pk]
    assert found(department="科技") == [here.pk]
    assert found(department="科技", plan="410100-2022") == []


def test_a_commitment_of_two_such_departments_comes_once(desk):
    commitment = make_commitment()
    commitment.departments.add(make_department("one", name="一局"), make_department("two", name="二局"))
    page = desk.get("/admin/tracker/commitment/", {"department": "局"})
    assert [row.pk for row in page.context["cl"].result_list] == [commitment.pk]


def test_what_was_found_is_named_and_can_be_cleared(desk, figures):
    page = desk.get("/admin/tracker/observation/", {"indicator": "业", "q": "2021"}).content.decode()
    assert "企业、就业" in page
    assert 'href="?q=2021">清除' in page


def test_nothing_found_is_said(desk, figures):
    assert "没有符合的名称" in desk.get("/admin/tracker/observation/", {"indicator": "x"}).content.decode()


def test_only_a_few_of_many_are_named(desk, db):
    for number in range(5):
        make_indicator(name=f"指标{number}")
    assert "等，另有 2 个" in desk.get("/admin/tracker/observation/", {"indicator": "指标"}).content.decode()


def test_other_filters_are_kept(desk, figures):
    page = desk.get("/admin/tracker/observation/", {"state__exact": "published", "indicator": "高企"})
    assert '<input type="hidden" name="state__exact" value="published">' in page.content.decode()
    assert len(page.context["cl"].result_list) == 2
