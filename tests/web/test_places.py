import datetime

import pytest
from django.test import Client

from tests import factories
from tests.web.test_overview import listed
from tracker.models import Commitment, Department
from tracker.progress import refresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def next_year(gdp: Commitment) -> Commitment:
    """The same growth promised at 6 % for 2022, and 6.5 % reported."""
    document = factories.make_document("report-2022", "2022-02-10")
    plan = factories.make_plan(
        "410100-2022", name="2022年报告", period_end=datetime.date(2022, 12, 31), document=document
    )
    row = factories.make_commitment(
        series=gdp.series, plan=plan, number=1, target={"value": "6", "period": "2022", "wording": "at_least"}
    )
    factories.make_observation(gdp.series, "6.5", "2022", published="2023-01-20")
    refresh()
    return row


@pytest.fixture
def bureau(gdp: Commitment, firms: Commitment) -> Department:
    """A department that answers for the growth target alone."""
    row = factories.make_department(
        "development-reform", name="发展和改革委员会", jurisdiction=gdp.plan.jurisdiction
    )
    gdp.departments.add(row)
    refresh()
    return row


def test_a_place_shows_its_plans_with_both_denominators(
    client: Client, gdp: Commitment, next_year: Commitment
):
    page = client.get("/jurisdictions/410100/").content.decode()

    assert page.index("2022年报告") < page.index("2021年政府工作报告")
    for text in ("2项承诺，完成<strong>1</strong>项", "0 ÷ 1", 'href="/?plan=410100-2022"', "逐年对比"):
        assert text in page


def test_a_place_on_a_past_day_keeps_the_day_in_its_links(
    client: Client, gdp: Commitment, next_year: Commitment
):
    page = client.get("/jurisdictions/410100/?as_of=2021-12-31").content.decode()

    assert "2022年报告" not in page
    assert 'href="/?plan=410100-2021&amp;as_of=2021-12-31"' in page


def test_a_place_without_anything_public_says_so(client: Client, gdp: Commitment):
    gdp.plan.state = "draft"
    gdp.plan.save()
    refresh()

    assert "尚无已发布的承诺" in client.get("/jurisdictions/410100/").content.decode()


@pytest.mark.parametrize(
    "path", ["/jurisdictions/999999/", "/jurisdictions/999999/years/", "/departments/none/"]
)
def test_what_does_not_exist_is_not_found(client: Client, gdp: Commitment, path: str):
    assert client.get(path).status_code == 404


def test_places_with_plans_or_series_are_listed(client: Client, gdp: Commitment):
    factories.make_jurisdiction("110000", name="北京市", level="province")

    page = client.get("/jurisdictions/").content.decode()

    assert 'href="/jurisdictions/410100/">郑州市</a>' in page
    assert "北京市" not in page


def test_years_stand_side_by_side_for_what_was_promised_again(
    client: Client, gdp: Commitment, firms: Commitment, next_year: Commitment
):
    response = client.get("/jurisdictions/410100/years/")

    (line,) = response.context["repeated"]
    assert response.context["columns"] == [2021, 2022]
    assert [[row.standing.status for row in cell] for cell in line.cells] == [["missed"], ["met"]]
    assert [(year, group.met, group.total) for year, group in response.context["totals"]] == [
        (2021, 1, 2),
        (2022, 1, 1),
    ]


def test_years_of_a_past_day_hold_what_had_been_announced(
    client: Client, gdp: Commitment, next_year: Commitment
):
    context = client.get("/jurisdictions/410100/years/?as_of=2021-12-31").context

    assert (context["columns"], context["repeated"]) == ([2021], [])


def test_too_many_years_are_refused(client: Client, gdp: Commitment, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tracker.web.years.MOST_COMPARED", 0)

    assert client.get("/jurisdictions/410100/years/").status_code == 400


@pytest.mark.parametrize("day", ["", "?as_of=2022-12-31"])
def test_a_department_shows_what_it_answers_for(client: Client, bureau: Department, day: str):
    response = client.get(f"/departments/{bureau.code}/{day}")

    assert listed(response) == ["410100-2021-001"]
    for text in ("发展和改革委员会", "0 ÷ 1", "综合经济", f"/departments/{bureau.code}/notice.docx"):
        assert text in response.content.decode()


@pytest.mark.parametrize("day", ["", "?as_of=2022-12-31"])
def test_departments_are_listed_with_their_counts(client: Client, bureau: Department, day: str):
    (group,) = client.get(f"/departments/{day}").context["groups"]

    assert (group.label, group.counts, group.url) == (
        "发展和改革委员会", {"missed": 1}, f"/departments/{bureau.code}/{day}",
    )  # fmt: skip


def test_a_department_of_drafts_has_no_page(client: Client, bureau: Department):
    Commitment.objects.update(state="draft")
    refresh()

    assert client.get(f"/departments/{bureau.code}/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/jurisdictions/410100/", "/jurisdictions/410100/years/", "/departments/bureau/"]
)
def test_the_number_of_queries_does_not_grow(
    client: Client, gdp: Commitment, path: str, django_assert_max_num_queries
):
    bureau = factories.make_department("bureau")
    bureau.commitments.add(gdp, factories.make_commitment(target={"period": "1999"}))
    refresh()
    with django_assert_max_num_queries(25) as few:
        client.get(path)
    for year in range(2000, 2008):
        plan = factories.make_plan(f"410100-{year}", document=gdp.plan.document)
        row = factories.make_commitment(series=gdp.series, plan=plan, number=1, target={"period": str(year)})
        bureau.commitments.add(row)
    refresh()
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert client.get(path).status_code == 200
