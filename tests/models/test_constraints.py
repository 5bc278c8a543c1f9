"""Every named constraint holds in the database and says what is wrong in the reader's language."""

import re

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils import translation

from tests.models.breaches import BREACHES

MODELS = list(apps.get_app_config("tracker").get_models())
CONSTRAINTS = {row.name: (model, row) for model in MODELS for row in model._meta.constraints}
NAMES = sorted(CONSTRAINTS)
#: A form nobody knows has no rule about its value either.
INSEPARABLE = {"target_form_known": {"target_value_fits_form"}}


def refused_by(error: IntegrityError, model: type[models.Model]) -> set[str]:
    """The constraint the database names; SQLite names the columns of a unique one instead."""
    if connection.vendor == "postgresql":
        return {error.__cause__.diag.constraint_name}
    message = str(error)
    if named := re.fullmatch(r"CHECK constraint failed: (\w+)", message):
        return {named[1]}
    columns = re.findall(rf"{model._meta.db_table}\.(\w+)", message)
    return {
        row.name
        for row in model._meta.constraints
        if isinstance(row, models.UniqueConstraint)
        and [model._meta.get_field(field).column for field in row.fields] == columns
    }


def messages_of(row: models.Model, check: str) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        getattr(row, check)()
    return caught.value.messages


def said(names: set[str]) -> set[str]:
    return {str(CONSTRAINTS[name][1].violation_error_message) for name in names}


def test_every_constraint_has_a_row_that_breaks_it():
    assert sorted(BREACHES) == NAMES


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_the_database_refuses_a_row_that_breaks(name: str):
    row = BREACHES[name]()

    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        row.save()

    assert refused_by(caught.value, type(row)) & {name, *INSEPARABLE.get(name, ())}


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_validation_says_what_is_wrong_and_nothing_else(name: str):
    row = BREACHES[name]()

    assert set(messages_of(row, "validate_constraints")) == said({name, *INSEPARABLE.get(name, ())})


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith(("_known", "_url_http"))])
def test_a_form_s_full_check_repeats_the_message(name: str):
    row = BREACHES[name]()

    # Words out of a closed list and addresses are refused by their own field before any constraint is asked.
    assert said({name}) & set(messages_of(row, "full_clean"))


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(("_known", "_url_http"))])
def test_a_form_s_full_check_refuses_the_field(name: str):
    assert messages_of(BREACHES[name](), "full_clean")


@pytest.mark.parametrize("name", NAMES)
def test_the_message_is_chinese_by_default_and_english_on_request(name: str):
    message = CONSTRAINTS[name][1].violation_error_message

    with translation.override("zh-hans"):
        assert re.search("[一-鿿]", str(message))
    with translation.override("en"):
        assert str(message).isascii() or "“" in str(message)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_closed_list_is_held_by_a_constraint(model: type[models.Model]):
    closed = {field.name for field in model._meta.fields if field.choices}
    held = {
        name.partition("__")[0]
        for row in model._meta.constraints
        if isinstance(row, models.CheckConstraint)
        for name in looked_up(row.condition)
        if name.endswith("__in")
    }

    assert closed <= held


def looked_up(condition: object) -> list[str]:
    """The lookups a condition consists of."""
    if isinstance(condition, models.Q):
        return [name for child in condition.children for name in looked_up(child)]
    return [condition[0]] if isinstance(condition, tuple) else []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_constraint_is_named_after_its_table_and_has_a_message_of_its_own(model: type[models.Model]):
    table = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model.__name__).lower()

    assert not [
        row.name
        for row in model._meta.constraints
        if not row.name.startswith(f"{table}_")
        or row.violation_error_message == row.default_violation_error_message
    ]
