"""A document is public once something public rests on it (decision 0043)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from tests import factories as make
from tracker.models import Document, Observation, ReviewState

pytestmark = pytest.mark.django_db

UNPUBLISHED = [state for state in ReviewState.values if state != "published"]


def rest_figure(document: Document, state: str = "published") -> None:
    make.make_observation(document=document, state=state)


def rest_plan(document: Document, state: str = "published") -> None:
    make.make_plan("410100-2035", document=document, state=state)


def rest_target(document: Document, state: str = "published") -> None:
    make.make_target(make.make_commitment(), document=document, state=state)


def rest_evidence(document: Document, state: str = "published") -> None:
    make.make_evidence(make.make_commitment(state=state), document=document)


def rest_path(document: Document, state: str = "published") -> None:
    target = make.make_commitment(target={"state": state}).targets.get()
    make.make_path_point(target, "2021-06-30", 40, document=document)


RESTS = (rest_figure, rest_plan, rest_target, rest_evidence, rest_path)


def is_public(document: Document) -> bool:
    return Document.objects.public().filter(pk=document.pk).exists()


@pytest.fixture
def document() -> Document:
    return make.make_document("typed", title="内部材料")


@pytest.mark.parametrize("rest", RESTS)
def test_what_is_published_makes_its_document_public(document: Document, rest: Callable[..., Any]):
    rest(document)

    assert is_public(document)


@pytest.mark.parametrize("state", UNPUBLISHED)
@pytest.mark.parametrize("rest", RESTS)
def test_what_is_not_published_leaves_it_to_the_desk(
    document: Document, rest: Callable[..., Any], state: str
):
    rest(document, state)

    assert not is_public(document)


@pytest.mark.parametrize("hidden", [{"state": "draft"}, {"plan": "draft"}])
def test_words_and_aims_of_a_hidden_commitment_leave_it_to_the_desk(
    document: Document, hidden: dict[str, str]
):
    plan = make.make_plan("410100-2035", state=hidden.get("plan", "published"))
    commitment = make.make_commitment(plan=plan, state=hidden.get("state", "published"))
    make.make_evidence(commitment, document=document)
    target = make.make_target(commitment, document=document)
    make.make_path_point(target, "2021-06-30", 40, document=document)

    assert not is_public(document)


def test_a_document_on_which_nothing_rests_is_left_to_the_desk(document: Document):
    assert not is_public(document)


@pytest.mark.parametrize(("state", "public"), [("published", True), ("submitted", False)])
def test_a_figure_withdrawn_since_counts_if_it_was_public(document: Document, state: str, public: bool):
    rest_figure(document, state)
    Observation.objects.update(withdrawn_at=timezone.now(), withdrawn_reason="录入错误")

    assert is_public(document) is public


def test_a_loaded_full_text_makes_its_document_public(document: Document):
    make.DocumentText.objects.create(document=document, text="全文")

    assert is_public(document)


def test_a_document_is_named_once_however_much_rests_on_it(document: Document):
    rest_figure(document)
    rest_figure(document)
    rest_plan(document)

    assert list(Document.objects.public().filter(code="typed")) == [document]
