"""The desk speaks one language at a time: every page of it, rendered over rows in that language only."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone, translation

from tests.factories import (
    make_commitment,
    make_department,
    make_document,
    make_indicator,
    make_jurisdiction,
    make_observation,
    make_path_point,
    make_plan,
    make_remark,
    make_revision,
    make_series,
    make_topic,
    make_user,
)
from tests.kept import kept
from tests.visible import visible_texts
from tracker.assessment import DEFAULT_RULES
from tracker.models import Alias, AuditEntry, ChangeSet, FailedLogin, Login, RuleSet, SavedMapping, Unit
from tracker.progress import refresh

pytestmark = pytest.mark.either_engine

#: What stands in Latin letters on a Chinese page, and why.
LATIN = {
    "English": "the name of the other language, in itself",
    "API": "the usual word",
    "CSV": "a format",
    "XLSX": "a format",
    "standard": "the rules of the program, by their code",
    "GB": "a standard's letters: GB/T 2260",
    "URL": "the usual word",
    "IP": "the usual word",
    "JSON": "a format",
    "SHA": "a method's name: SHA-256",
}
#: What stands in Chinese on an English page, and why.
CHINESE = {
    "中文": "the name of the other language, in itself",
    "万": "an example as printed: 4.65万",
    "各开发区": "an example as printed",
    "预期性": "a term of the State's plans, beside its English",
    "约束性": "a term of the State's plans, beside its English",
    "力争": "a term of the State's plans, beside its English",
    "争创": "a term of the State's plans, beside its English",
}
#: A checksum is no word.
WORDS = {"zh-hans": re.compile(r"\b(?![0-9a-f]{64}\b)[A-Za-z]{2,}"), "en": re.compile(r"[\u3400-\u9fff]+")}
ALLOWED = {"zh-hans": LATIN, "en": CHINESE}


def foreign(html, language):
    """Words of the other language a reader meets, with the text they stand in.

    What stands in <code> is no language: notation marked as such, or a password; keys are in <kbd>.
    """
    return {
        (word, text)
        for text in visible_texts(re.sub(r"<(code|kbd)\b.*?</\1>", "", html, flags=re.DOTALL))
        for word in WORDS[language].findall(text)
        if word not in ALLOWED[language]
    }


@pytest.fixture(scope="module", params=["zh-hans", "en"])
def spoken(request, django_db_setup, django_db_blocker):
    """The language of the pages, somebody who reads them, and rows whose every word is in it."""
    with kept(django_db_blocker):
        with translation.override(request.param):
            reader = make_user("1", is_staff=True, is_superuser=True)
            rows = make_rows({"zh-hans": "数据", "en": "Data"}[request.param])
        yield request.param, reader, rows


@pytest.fixture
def language(spoken, client, db):
    """The language of the pages, and of every word of the rows they show; their codes are digits."""
    name, reader, _rows = spoken
    client.force_login(reader)
    Login.objects.filter(username=reader.username).delete()
    with translation.override(name):
        yield name


@pytest.fixture
def rows(spoken, language):
    """Those rows that tests name."""
    return spoken[2]


def make_rows(text):
    """A row or two of every table, with something in every field a page shows."""
    named = {"name": text, "name_en": text}
    place = make_jurisdiction("410100", **named)
    body = make_department("01", kind="bureau", jurisdiction=place, **named)
    paper = make_document("0001", title=text, publisher=text, url="", note=text, jurisdiction=place)
    Unit.objects.create(symbol="%", name_en=text, dimension="%", factor=1)
    what = make_indicator(
        "001", unit="%", kind="rate", topic=make_topic("01", **named), definition=text, **named
    )
    Alias.objects.create(indicator=what, name=text, note=text)
    series = make_series(what, place)
    plan = make_plan("410100-2021", document=paper, jurisdiction=place, **named)
    commitment = make_commitment(
        plan=plan,
        series=series,
        number=1,
        statement=text,
        statement_en=text,
        reading_note=text,
        printed_as=text,
    )
    commitment.departments.add(body)
    flow = make_indicator("002", unit="%", kind="ratio", topic=what.topic, **named)
    other = make_commitment(
        plan=plan, series=make_series(flow, place), number=2, statement=text, statement_en=text
    )
    make_path_point(other.targets.get(), "2021-06-30", "40", document=paper)
    figure = make_observation(series, "4", document=paper, unit="%", quote=text, section=text, note=text)
    make_observation(series, None, "2020", document=paper, missing_reason=text)
    done = ChangeSet.objects.create(title=text, counts={"new": 1, "revised": 2}, reason=text, file_name=text)
    ChangeSet.objects.create(title=text, state="failed", failure={"code": "stopped"}, door="api")
    SavedMapping.objects.create(name=text, headers=[text], mapping={})
    Group.objects.create(name=text)
    FailedLogin.objects.create(username=text, ip_address="192.0.2.1", failures_since_start=5, path_info="/1")
    Login.objects.create(username=text, ip_address="192.0.2.1", path_info="/1", logout_time=timezone.now())
    someone = make_user(text, last_name=text, email="1@2.34")
    lock = {"username": text, "ip_address": "192.0.2.2", "failures_since_start": 9}
    FailedLogin.objects.create(**lock)
    rules = {"rules": DEFAULT_RULES.to_json(), **named}
    RuleSet.objects.create(code=DEFAULT_RULES.code, **rules)
    RuleSet.objects.create(code="2", **rules)
    make_remark(commitment, text=text, text_en=text)
    make_revision(commitment, text, label=text, reason=text)
    AuditEntry.objects.record(
        "changed", commitment, by=someone, changes={"statement": [text, text]}, reason=text
    )
    refresh()
    return {"figure": figure, "set": done, "user": someone}


MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


def stands_in_one_language(answer, language):
    assert answer.status_code == 200, answer.headers.get("Location")
    assert foreign(answer.content.decode(), language) == set()


def named(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("model", MODELS)
def test_lists(client, rows, language, model):
    for query in ({}, {"q": "0"}, {"_popup": "1"}, {"o": "1.-2"}):
        stands_in_one_language(client.get(named(model, "changelist"), query), language)


@pytest.mark.parametrize("model", MODELS)
def test_rows(client, rows, language, model):
    for row in model.objects.all()[:2]:
        for page in ("change", "delete", "history"):
            answer = client.get(named(model, page, row.pk))
            if answer.status_code != 403:
                stands_in_one_language(answer, language)


@pytest.mark.parametrize("model", MODELS)
def test_forms(client, rows, language, model):
    address = named(model, "add")
    blank = client.get(address)
    if blank.status_code == 403:
        return
    stands_in_one_language(blank, language)
    stands_in_one_language(client.post(address, dict(_management(blank))), language)


def _management(page):
    """The hidden counts without which no form with rows of its own is read; one row is sent empty."""
    for formset in page.context.get("inline_admin_formsets") or ():
        prefix = formset.formset.prefix
        yield from ((f"{prefix}-TOTAL_FORMS", "1"), (f"{prefix}-INITIAL_FORMS", "0"))


@pytest.mark.parametrize("model", MODELS)
def test_deletions_in_bulk(client, rows, language, model):
    chosen = {
        "action": "delete_selected",
        "_selected_action": list(model.objects.values_list("pk", flat=True)),
    }
    stands_in_one_language(client.post(named(model, "changelist"), chosen, follow=True), language)


@pytest.mark.parametrize("page", ["correct", "withdraw", "prefer"])
@pytest.mark.parametrize("data", [None, {}])
def test_what_can_be_done_to_a_figure(client, rows, language, page, data):
    address = reverse(f"admin:tracker_observation_{page}", args=[rows["figure"].pk])
    answer = client.get(address) if data is None else client.post(address, data)
    stands_in_one_language(answer, language)


@pytest.mark.parametrize("data", [None, {"password": "1"}, {"password": ""}])
def test_passwords(client, rows, language, data):
    address = reverse("admin:auth_user_password_change", args=[rows["user"].pk])
    answer = client.get(address) if data is None else client.post(address, data)
    stands_in_one_language(answer, language)


def test_history_that_was_written_in_the_other_language(client, rows, language):
    other = "en" if language == "zh-hans" else "zh-hans"
    user = rows["user"]
    with translation.override(other):
        address = named(type(user), "change", user.pk)
        client.post(address, {"username": user.username, "is_active": "on"})
        client.get(reverse("admin:index"))  # shows, and so forgets, that it was stored
    stands_in_one_language(client.get(named(type(user), "history", user.pk)), language)


@pytest.mark.parametrize("page", ["export", "import"])
@pytest.mark.parametrize("data", [None, {}])
def test_tables_going_out_and_coming_in(client, rows, language, page, data):
    address = reverse(f"admin:tracker_observation_{page}")
    answer = client.get(address) if data is None else client.post(address, data)
    # The headers of a file are part of its format.
    html = re.sub(r'<(p|ul) class="(help|columns)".*?</\1>', "", answer.content.decode(), flags=re.DOTALL)
    assert foreign(html, language) == set()


def test_the_first_page(client, rows, language):
    stands_in_one_language(client.get(reverse("admin:index")), language)


@pytest.mark.parametrize("data", [None, {}, {"username": "1", "password": "2"}])
@pytest.mark.parametrize("page", ["admin:login", "web:login"])
def test_the_entrances(client, language, page, data):
    client.logout()
    answer = client.get(reverse(page)) if data is None else client.post(reverse(page), data)
    stands_in_one_language(answer, language)


@pytest.mark.parametrize("page", ["entry_grid", "quick_commitment", "entry_copy_plan"])
@pytest.mark.parametrize("data", [None, {"quote": "1", "value": "0"}])
def test_fast_entry(client, rows, language, page, data):
    address = reverse(f"admin:{page}")
    query = {"jurisdiction": "410100", "period": "2021", "plan": "410100-2021", "source": "410100-2021"}
    answer = client.get(address, query) if data is None else client.post(address, data)
    stands_in_one_language(answer, language)
