"""Every table has its pages, and they cost the same however many rows there are."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    make_commitment,
    make_document,
    make_indicator,
    make_jurisdiction,
    make_observation,
    make_remark,
    make_revision,
    make_token,
    make_user,
)
from tests.kept import kept
from tracker.models import AuditEntry, ChangeSet, Commitment, Department, FailedLogin, RuleSet, SavedMapping
from tracker.progress import refresh

MODELS = [model for model in apps.get_app_config("tracker").get_models() if model in admin.site._registry]
INLINE = {"alias", "documenttext", "evidence", "pathpoint", "remit", "tokenpart"}
#: Kept by the program for its own use, and nobody's to look at.
WITHIN = {"filed", "keptanswer", "tally"}
#: What only the page of a change set shows.
OF_IMPORTS = {"stagedrow", "stageddocument", "replacement"}


@pytest.fixture(scope="module")
def rows(django_db_setup, django_db_blocker):
    """At least one row of every table."""
    with kept(django_db_blocker):
        commitment = make_commitment()
        make_observation(commitment.series, "120")
        ChangeSet.objects.create(title="figures", counts={"new": 1})
        Department.objects.create(code="science-bureau", name="科技局")
        SavedMapping.objects.create(name="年报")
        make_indicator("gdp", aliases=("GDP",))
        make_remark(commitment)
        make_token()
        make_revision(commitment)
        AuditEntry.objects.record("changed", commitment, by=None)
        FailedLogin.objects.create(username="clerk", failures_since_start=1)
        refresh()
        yield commitment


def address(model, page, *args):
    return reverse(f"admin:tracker_{model._meta.model_name}_{page}", args=args)


def test_every_table_is_at_the_desk_or_on_the_page_of_another():
    known = {model._meta.model_name for model in apps.get_app_config("tracker").get_models()}
    assert known - {model._meta.model_name for model in MODELS} == INLINE | OF_IMPORTS | WITHIN


@pytest.mark.parametrize("model", MODELS)
def test_a_table_can_be_listed_and_searched(desk, rows, model):
    found = desk.get(address(model, "changelist"), {"q": "2021 新"})
    assert found.status_code == 200
    assert found.context["cl"].search_fields


@pytest.mark.parametrize("model", MODELS)
def test_a_row_has_a_page(desk, rows, model):
    row = model.objects.first()
    page = desk.get(address(model, "change", row.pk))
    assert page.status_code == 200


def _choices():
    """Every field of the desk that is chosen from by typing."""
    for model in MODELS:
        page = admin.site._registry[model]
        for place in (page, *page.inlines):
            owner = getattr(place, "model", model) if place is not page else model
            for field in place.autocomplete_fields:
                yield owner._meta.model_name, field


@pytest.mark.parametrize(("model", "field"), sorted(set(_choices())))
def test_related_rows_are_chosen_by_typing(desk, rows, model, field):
    query = {"app_label": "tracker", "model_name": model, "field_name": field, "term": "2021 x"}
    assert desk.get(reverse("admin:autocomplete"), query).json()["results"] == []


@pytest.mark.parametrize("path", ["/admin/", "/admin/tracker/commitment/", "/admin/tracker/observation/add/"])
def test_the_desk_is_in_chinese_and_under_en_in_english(desk, rows, path):
    assert '<html lang="zh-hans"' in desk.get(path).content.decode()
    assert '<html lang="en"' in desk.get(f"/en{path}").content.decode()


def test_the_desk_is_closed_to_strangers(client, db):
    assert client.get("/admin/tracker/commitment/").status_code == 302


def _more_rows():
    for number in range(8):
        commitment = make_commitment(series=None)
        make_observation(commitment.series, "80")
        Department.objects.create(code=f"bureau-{number}", name="局", jurisdiction=make_jurisdiction())
        make_document(jurisdiction=make_jurisdiction())
        make_user()
        RuleSet.objects.create(code=f"rules-{number}", name="规则")
    refresh()


@pytest.mark.parametrize("model", MODELS)
def test_a_list_costs_the_same_however_long_it_is(desk, rows, model):
    desk.get(address(model, "changelist"))
    with CaptureQueriesContext(connection) as few:
        desk.get(address(model, "changelist"))
    _more_rows()
    with CaptureQueriesContext(connection) as many:
        desk.get(address(model, "changelist"))
    assert len(many) <= len(few)


def test_what_identifies_a_row_is_fixed_once_stored(desk, rows):
    page = desk.get(address(Commitment, "change", rows.pk))
    fields = page.context["adminform"].form.fields
    assert not {"code", "plan", "number"}.intersection(fields)


def test_the_policy_is_strict_on_every_page(desk, rows):
    policy = desk.get("/admin/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
