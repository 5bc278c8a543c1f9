import re

import pytest
from django.test import Client
from django.utils import translation

from tests import factories
from tests.web.test_pages import Parsed
from tracker.assessment import METHODS
from tracker.models import Commitment, Status
from tracker.progress import refresh
from tracker.reports.methods import bounds, words_of
from tracker.templatetags.figures import raised
from tracker.web import methods

pytestmark = pytest.mark.django_db


def test_exponents_are_raised_and_nothing_else():
    assert raised("((v ÷ u)^(1 ÷ (t − s)) − 1) < 2") == "((v ÷ u)<sup>1 ÷ (t − s)</sup> − 1) &lt; 2"


@pytest.mark.parametrize("name", METHODS)
def test_every_registered_method_is_explained(client: Client, name: str):
    page = client.get("/en/methods/").content.decode()

    assert f'<h2 id="{name}">' in page
    assert raised(METHODS[name].formula) in page
    assert METHODS[name].source in page


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.name)
def test_the_words_are_translated_and_repeat_the_registry_s_source(method):
    words = words_of(method)
    with translation.override("en"):
        english = [str(words.title), str(words.formula), str(words.never), str(words.source)]
    with translation.override("zh-hans"):
        chinese = [str(words.title), str(words.formula), str(words.never), str(words.source)]

    assert english[3] == method.source
    assert not set(english) & set(chinese)


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.name)
def test_every_class_of_a_method_shows_its_bound(client: Client, method):
    page = client.get("/methods/").content.decode()
    with translation.override("zh-hans"):
        shown = bounds(method)

    assert {status for status, _bound in method.classes} <= set(shown)
    assert all(bound.replace("<", "&lt;") in page for bound in shown.values())


def test_thresholds_come_from_the_rules(client: Client):
    page = client.get("/en/methods/").content.decode()

    assert "gap from −25 percentage points, below −10 percentage points" in page
    assert "after 180 days without a deciding figure" in page
    assert "from 90% of the way" in page


def test_every_status_has_its_row(client: Client):
    page = client.get("/methods/").content.decode()
    table = page.split('id="statuses"')[1]

    assert table.count('<span class="badge') == len(Status)


@pytest.mark.parametrize(
    ("place", "statuses"),
    [
        (0, ["on_track", "behind", "behind", "behind"]),
        (1, ["regressing", "regressing", "far_behind", "regressing"]),
        (2, ["on_track", "on_track", "on_track", "on_track"]),
        (3, ["far_behind", "far_behind", "far_behind", "far_behind"]),
    ],
)
def test_the_examples_are_judged_as_the_design_does(client: Client, place: int, statuses: list[str]):
    _told, answers = client.get("/methods/").context["examples"][place]

    assert [answer.status for answer in answers] == statuses


def test_the_examples_are_judged_on_each_rendering(client: Client, monkeypatch: pytest.MonkeyPatch):
    from tracker.reports import examples

    asked = []
    real = examples.assess
    monkeypatch.setattr(examples, "assess", lambda **given: asked.append(given["method"]) or real(**given))
    client.get("/methods/")

    assert set(asked) == set(METHODS)


def test_where_a_method_must_not_be_used_the_examples_say_so(client: Client):
    _told, answers = client.get("/methods/").context["examples"][-1]

    assert [answer.applies for answer in answers] == [True, False, False, False]


@pytest.mark.parametrize(("language", "text"), [("", "复合增速法"), ("/en", "Compound growth")])
def test_the_page_keeps_to_the_rules_of_all_pages(client: Client, gdp: Commitment, language: str, text: str):
    page = client.get(f"{language}/methods/").content.decode()
    parsed = Parsed(page)

    assert text in page
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", page)
    assert len(parsed.ids) == len(set(parsed.ids))
    for link in {link for link in parsed.links if link.startswith("/")}:
        assert client.get(link, follow=True).status_code == 200, link


def test_the_page_asks_the_database_nothing(client: Client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/methods/")


def test_a_commitment_s_page_puts_the_methods_side_by_side(client: Client, db: None):
    series = factories.make_series(kind="stock", unit="家")
    base = factories.make_observation(series, "2000", "2020", published="2021-01-10")
    commitment = factories.make_commitment(
        series=series, target={"value": "3000", "period": "2025", "baseline": base}
    )
    factories.make_observation(series, "2500", "2023", published="2024-01-10")
    refresh()

    page = client.get(f"/commitments/{commitment.code}/?as_of=2024-01-31")

    answers = {answer.method: answer.status for answer in page.context["side_by_side"]}
    assert answers == {"schedule": "on_track", "cagr": "behind", "extrapolation": "behind", "trend": "behind"}
    assert "R = 0.91" in page.content.decode()


def test_a_method_that_must_not_be_used_says_so(client: Client, gdp: Commitment):
    page = client.get(f"/en/commitments/{gdp.code}/").content.decode()

    assert page.count("must not be used for this target") == 3


def test_a_method_that_cannot_tell_gives_its_reason(client: Client, db: None):
    commitment = factories.make_commitment(
        series=factories.make_series(kind="stock"), target={"period": "2025"}
    )
    refresh()

    answers = client.get(f"/commitments/{commitment.code}/?as_of=2024-01-31").context["side_by_side"]

    assert all(answer.reasons for answer in answers if answer.applies)


def test_comparing_methods_costs_no_query(gdp: Commitment, django_assert_num_queries):
    from tracker.progress import standings

    [standing] = standings(Commitment.objects.for_list())
    with django_assert_num_queries(0):
        methods.side_by_side(standing)
