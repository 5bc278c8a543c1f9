import re

import pytest
from django.test import Client

from tests import factories
from tests.web.test_pages import Parsed
from tracker.actions.observations import prefer_observation
from tracker.models import AuditEntry, Commitment, Observation
from tracker.progress import refresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def hanging(gdp: Commitment) -> Observation:
    """An estimate of 8.1 % before the 4.7 % that missed the target of 7.5 %."""
    paper = factories.make_document("estimate", "2022-01-05", title="年初测算<b>", reliability="press")
    row = factories.make_observation(
        gdp.series, "8.1", document=paper, obs_status="estimated", derivation="<i>1+1", note="<script>"
    )
    refresh()
    return row


@pytest.fixture
def dispute(gdp: Commitment) -> tuple[Observation, Observation]:
    """Two papers on kindergartens, and no commitment about them."""
    series = factories.make_series(name="新增幼儿园", name_en="New kindergartens", unit="所")
    return (
        factories.make_observation(series, "241", published="2021-01-30", period="2020"),
        factories.make_observation(series, "141", published="2021-01-07", period="2020"),
    )


@pytest.fixture
def analyst(client: Client) -> Client:
    """Somebody who decides what the public sees."""
    client.force_login(factories.make_worker("analyst", "publish_observation"))
    return client


def rows_of(client: Client, query: str = "") -> list[tuple[str, str]]:
    response = client.get(f"/conflicts/{query}")
    assert response.status_code == 200
    pairs = [row.conflict for row in response.context["rows"]]
    return [(pair.later.written, pair.earlier.written) for pair in pairs]


def test_both_figures_stand_with_source_reliability_and_arithmetic(client: Client, hanging: Observation):
    page = client.get("/conflicts/").content.decode()

    for text in (
        "地区生产总值增速", "4.7%", "8.1%", "3.4个百分点", "42%", "2022年1月5日", "年初测算&lt;b&gt;",
        "reliability-press", "&lt;i&gt;1+1", "&lt;script&gt;",
    ):  # fmt: skip
        assert text in page


def test_what_hangs_on_it_is_named_with_both_statuses(client: Client, hanging: Observation):
    page = client.get("/en/conflicts/").content.decode()

    assert 'href="/en/commitments/410100-2021-001/"' in page
    assert re.search(r"by the later:\s+missed", page)
    assert re.search(r"by the earlier:\s+met", page)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [("4.7", "8.1"), ("241", "141")]),
        ("?kind=revision", [("4.7", "8.1")]),
        ("?kind=dispute", [("241", "141")]),
        ("?hangs=yes", [("4.7", "8.1")]),
        ("?hangs=no", [("241", "141")]),
        ("?state=open", [("4.7", "8.1"), ("241", "141")]),
        ("?state=settled", []),
        ("?jurisdiction=410100&kind=dispute", [("241", "141")]),
        ("?jurisdiction=nowhere", []),
        ("?series=nothing", []),
        ("?as_of=2022-01-25", [("241", "141")]),
        ("?as_of=2021-01-29", []),
    ],
)
def test_filters_stand_in_the_address(
    client: Client, hanging: Observation, dispute: tuple, query: str, found: list
):
    assert rows_of(client, query) == found


def test_the_kinds_are_counted(client: Client, hanging: Observation, dispute: tuple):
    page = client.get("/en/conflicts/").content.decode()

    assert "revision <strong>1</strong>" in page
    assert "dispute <strong>1</strong>" in page
    assert "settled <strong>0</strong>" in page


def test_a_settled_one_stays_with_the_reason(client: Client, dispute: tuple):
    prefer_observation(observation=dispute[1], by=None, reason="口径<b>不同")

    page = client.get("/en/conflicts/").content.decode()

    assert rows_of(client, "?state=settled") == [("241", "141")]
    assert 'class="settled"' in page
    assert "口径&lt;b&gt;不同" in page


def test_one_settled_for_a_third_figure_says_so(client: Client, dispute: tuple):
    third = factories.make_observation(dispute[0].series, "200", published="2021-03-01", period="2020")
    prefer_observation(observation=third, by=None, reason="审计数")

    assert client.get("/en/conflicts/").content.decode().count("in favour of a third figure") == 1


def test_links_and_forms_keep_day_and_filters(client: Client, hanging: Observation):
    page = client.get("/conflicts/?as_of=2022-02-01&kind=revision").content.decode()

    assert 'href="/commitments/410100-2021-001/?as_of=2022-02-01"' in page
    assert '<input type="hidden" name="as_of" value="2022-02-01">' in page


@pytest.mark.parametrize("query", ["kind=quarrel", "state=ajar", "hangs=1", "as_of=2999-01-01"])
def test_a_value_that_does_not_exist_is_refused(client: Client, gdp: Commitment, query: str):
    assert client.get(f"/conflicts/?{query}").status_code == 400


def test_too_many_figures_must_be_narrowed(
    client: Client, hanging: Observation, dispute: tuple, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tracker.progress.conflicts.MOST_COMPARED", 3)

    assert client.get("/conflicts/").status_code == 400
    assert rows_of(client, f"?series={dispute[0].series.code}") == [("241", "141")]


def test_long_lists_come_in_pages(client: Client, dispute: tuple, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tracker.web.conflicts.PER_PAGE", 1)
    factories.make_observation(dispute[0].series, "200", published="2021-03-01", period="2020")

    pages = [rows_of(client, f"?page={number}") for number in (1, 2, 3)]
    assert pages == [[("241", "141")], [("200", "141")], [("200", "241")]]


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_keeps_to_the_rules_of_all_pages(
    analyst: Client, hanging: Observation, dispute: tuple, language: str
):
    page = analyst.get(f"{language}/conflicts/").content.decode()
    parsed = Parsed(page)

    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", page)
    assert len(parsed.ids) == len(set(parsed.ids))
    for link in {link for link in parsed.links if link.startswith("/") and "/imports/" not in link}:
        assert analyst.get(link).status_code == 200, link


def test_every_page_leads_to_it(client: Client, gdp: Commitment):
    assert 'href="/conflicts/?as_of=2022-02-01"' in client.get("/?as_of=2022-02-01").content.decode()


def test_the_figures_of_a_commitment_lead_to_their_conflicts(client: Client, hanging: Observation):
    code = hanging.series.code
    page = client.get("/commitments/410100-2021-001/").content.decode()
    dated = client.get("/commitments/410100-2021-001/?as_of=2022-02-01").content.decode()

    assert f'href="/conflicts/?series={code}"' in page
    assert f'href="/conflicts/?series={code}&amp;as_of=2022-02-01"' in dated


def test_figures_that_agree_lead_nowhere(client: Client, gdp: Commitment):
    factories.make_observation(gdp.series, "4.70", published="2023-01-26")

    assert "/conflicts/?series=" not in client.get("/commitments/410100-2021-001/").content.decode()


def test_the_number_of_queries_does_not_grow(
    client: Client, hanging: Observation, django_assert_max_num_queries, django_assert_num_queries
):
    with django_assert_max_num_queries(15) as few:
        client.get("/conflicts/")
    for _number in range(5):
        commitment = factories.make_commitment()
        factories.make_observation(commitment.series, "120", published="2022-03-01")
        factories.make_observation(commitment.series, "99", published="2022-02-01")
    with django_assert_num_queries(len(few.captured_queries)):
        assert len(rows_of(client)) == 6


# Settling one


def test_an_analyst_lets_a_figure_count_with_a_reason(analyst: Client, hanging: Observation):
    data = {"observation": hanging.pk, "reason": "后者为笔误"}

    response = analyst.post("/conflicts/prefer/?kind=revision", data)

    assert response.headers["Location"] == "/conflicts/?kind=revision"
    hanging.refresh_from_db()
    assert (hanging.preferred, hanging.preferred_reason) == (True, "后者为笔误")
    assert Commitment.objects.get(code="410100-2021-001").status == "met"
    entry = AuditEntry.objects.about(hanging).get()
    assert (entry.verb, entry.door, entry.reason) == ("preferred", "web", "后者为笔误")
    assert entry.by.username == "analyst"


def test_a_choice_can_be_taken_back(analyst: Client, hanging: Observation):
    analyst.post("/conflicts/prefer/", {"observation": hanging.pk, "reason": "后者为笔误"})

    analyst.post("/conflicts/prefer/", {"observation": hanging.pk, "reason": "原表无误", "undo": "1"})

    assert not Observation.objects.filter(preferred=True).exists()
    assert Commitment.objects.get(code="410100-2021-001").status == "missed"


def test_a_figure_outside_the_remit_is_not_settled(client: Client, hanging: Observation):
    elsewhere = factories.make_worker("elsewhere", "publish_observation", everywhere=False)
    factories.make_remit(elsewhere, factories.make_jurisdiction("420100", name="武汉市"))
    client.force_login(elsewhere)

    response = client.post("/conflicts/prefer/", {"observation": hanging.pk, "reason": "无"})

    assert response.status_code == 403
    assert not Observation.objects.filter(preferred=True).exists()


def test_the_form_stands_only_before_those_who_may(client: Client, analyst: Client, hanging: Observation):
    assert 'action="/conflicts/prefer/' in analyst.get("/conflicts/").content.decode()
    assert 'action="/conflicts/prefer/' not in analyst.get("/conflicts/?as_of=2022-02-01").content.decode()
    assert 'action="/conflicts/prefer/' not in Client().get("/conflicts/").content.decode()


@pytest.mark.parametrize("permissions", [(), ("change_observation", "add_observation")])
def test_nobody_else_settles_anything(client: Client, hanging: Observation, permissions: tuple):
    client.force_login(factories.make_worker("reader", *permissions))

    response = client.post("/conflicts/prefer/", {"observation": hanging.pk, "reason": "无"})

    assert response.status_code == 403
    assert not Observation.objects.filter(preferred=True).exists()


def test_a_visitor_settles_nothing(client: Client, hanging: Observation):
    assert client.post("/conflicts/prefer/", {"observation": hanging.pk, "reason": "无"}).status_code == 403


@pytest.mark.parametrize(
    ("reason", "status"), [("", 400), ("   ", 400), ("长" * 301, 400), ("长" * 300, 302)]
)
def test_a_choice_needs_a_reason_that_fits(analyst: Client, hanging: Observation, reason: str, status: int):
    answer = analyst.post("/conflicts/prefer/", {"observation": hanging.pk, "reason": reason})

    assert answer.status_code == status
    assert Observation.objects.filter(preferred=True).exists() is (status == 302)


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "٣", "999999"])
def test_only_a_figure_can_be_chosen(analyst: Client, hanging: Observation, number: str):
    assert analyst.post("/conflicts/prefer/", {"observation": number, "reason": "无"}).status_code == 404


@pytest.mark.parametrize(
    "changed", [{"state": "draft"}, {"value": None, "written": "", "missing_reason": "无"}]
)
def test_a_figure_that_cannot_count_is_not_there_to_choose(
    analyst: Client, hanging: Observation, changed: dict
):
    Observation.objects.filter(pk=hanging.pk).update(**changed)

    assert analyst.post("/conflicts/prefer/", {"observation": hanging.pk, "reason": "无"}).status_code == 404


def test_the_form_is_safe_from_other_sites(hanging: Observation):
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.make_user("boss", is_superuser=True))
    data = {"observation": hanging.pk, "reason": "无"}

    assert client.post("/conflicts/prefer/", data).status_code == 403


def test_reading_is_no_settling(analyst: Client, hanging: Observation):
    assert analyst.get("/conflicts/prefer/").status_code == 405
    assert analyst.post("/conflicts/").status_code == 405


def test_a_list_is_narrowed_to_the_remit_of_who_asks(client: Client, dispute):
    elsewhere = factories.make_series(jurisdiction=factories.make_jurisdiction("420100", name="武汉市"))
    for value, day in (("10", "2021-01-30"), ("20", "2021-01-07")):
        factories.make_observation(elsewhere, value, published=day, period="2020")
    user = factories.make_worker("analyst", "publish_observation", everywhere=False)
    factories.make_remit(user, elsewhere.jurisdiction)
    client.force_login(user)

    assert len(rows_of(client)) == 2
    assert rows_of(client, "?remit=own") == [("10", "20")]


def test_without_a_remit_there_is_nothing_of_ones_own(client: Client, dispute):
    assert rows_of(client, "?remit=own") == []
