"""What a search of a long list finds: by the beginning of a code, by names, by period, word by word."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_commitment,
    make_indicator,
    make_jurisdiction,
    make_observation,
    make_plan,
    make_series,
    make_verdict,
)
from tests.kept import kept
from tracker.admin import finding, lists
from tracker.models import Commitment
from tracker.progress.counts.filing import file_anew

ROWS = {
    "commitment": lambda commitment: commitment.code,
    "target": lambda target: target.commitment.code,
    "verdict": lambda verdict: verdict.commitment.code,
    "series": lambda series: series.code,
    "observation": lambda figure: f"{figure.series.code} {figure.period}",
}


@pytest.fixture(scope="module")
def rows(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        firms = make_indicator(
            "new-firms", name="新增高新技术企业", name_en="New firms", aliases=("高企净增数",)
        )
        air = make_indicator("pm25", name="PM2.5浓度", name_en="Fine dust")
        kaifeng = make_jurisdiction("410200", name="开封市", name_en="Kaifeng")
        here, there, dust = make_series(firms), make_series(firms, kaifeng), make_series(air)
        make_commitment(
            series=here, number=17, statement="新增高新技术企业1000家", statement_en="1,000 more firms"
        )
        plan = make_plan("410200-2021", jurisdiction=kaifeng)
        make_commitment(series=there, plan=plan, number=3, statement="培育企业200家")
        make_commitment(series=dust, number=18, statement="空气更好")
        for series in (here, there, dust):
            make_verdict(series.commitments.get())
            make_observation(series, period="2021")
        make_observation(here, period="2022-Q1")
        file_anew([row.pk for row in Commitment.objects.all()], [])
        make_commitment(series=dust, number=19, statement="蓝天更多", state="draft")
        drafted = make_plan("410300-2021", jurisdiction=kaifeng, state="draft")
        make_commitment(series=here, plan=drafted, number=1, statement="规划新增1000家")
        yield


A, B, C = "410100-2021-017", "410200-2021-003", "410100-2021-018"
DRAFT, IN_DRAFT_PLAN = "410100-2021-019", "410300-2021-001"
HERE, THERE, DUST = "410100.new-firms", "410200.new-firms", "410100.pm25"


@pytest.mark.parametrize(
    ("table", "text", "found"),
    [
        ("commitment", "410100-2021-017", [A]),
        ("commitment", "410100", [A, C, DRAFT]),
        ("commitment", "0100", []),
        ("commitment", "1000家", [A, IN_DRAFT_PLAN]),
        ("commitment", "蓝天", [DRAFT]),
        ("commitment", "家", [A, B, IN_DRAFT_PLAN]),
        ("commitment", "FIRMS", [A, B, IN_DRAFT_PLAN]),
        ("commitment", "高企净增数", [A, B, IN_DRAFT_PLAN]),
        ("commitment", "高企净增数 培育", [B]),
        ("commitment", "more firms", [A]),
        ("commitment", "PM2.5", [C, DRAFT]),
        ("commitment", "没有这个", []),
        ("target", "410200-2021", [B]),
        ("target", "空气", [C]),
        ("target", "蓝天", [DRAFT]),
        ("verdict", "空气", [C]),
        ("series", HERE, [HERE]),
        ("series", "410100", [HERE, DUST]),
        ("series", "企业 开封", [THERE]),
        ("series", "kaifeng", [THERE]),
        ("observation", "PM2.5", [f"{DUST} 2021"]),
        ("observation", "企业 2021年", [f"{HERE} 2021", f"{THERE} 2021"]),
        ("observation", f"{HERE} 2022-Q1", [f"{HERE} 2022-Q1"]),
        ("observation", "2030", []),
    ],
)
@pytest.mark.parametrize("many", [finding._MANY, 0], ids=["few", "many"])
def test_what_is_found(desk, rows, table, text, found, many, monkeypatch):
    monkeypatch.setattr(finding, "_MANY", many)
    page = desk.get(f"/admin/tracker/{table}/", {"q": text})
    assert sorted(map(ROWS[table], page.context["cl"].result_list)) == sorted(found)


@pytest.mark.parametrize("table", ROWS)
@pytest.mark.parametrize("text", ["%", "_", "\\", "'", "a\x00b", "x" * 500, "  ", "(", "２０２１"])
def test_hostile_words_are_looked_for_as_they_are(desk, rows, table, text):
    page = desk.get(f"/admin/tracker/{table}/", {"q": text})
    assert page.status_code == 200


def test_a_frequent_word_is_known_to_go_on_without_counting_all(desk, rows, monkeypatch):
    monkeypatch.setattr(finding, "_MANY", 2)
    monkeypatch.setattr(lists, "COUNTED", 1)
    with CaptureQueriesContext(connection) as queries:
        page = desk.get("/en/admin/tracker/commitment/", {"q": "家"})

    assert page.context["cl"].count_text == "more than 1 rows"
    assert not [
        query["sql"] for query in queries if "COUNT(" in query["sql"] and "LIKE" in query["sql"].upper()
    ]


def test_a_frequent_word_is_narrowed_by_filters_all_the_same(desk, rows, monkeypatch):
    monkeypatch.setattr(finding, "_MANY", 0)
    page = desk.get("/en/admin/tracker/commitment/", {"q": "家", "plan": "410200-2021"})

    assert [row.code for row in page.context["cl"].result_list] == [B]
    assert page.context["cl"].count_text == "1 row"
