"""The methods in words, with examples judged on each rendering; and their answers to one commitment."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker import assessment
from tracker.assessment import DEFAULT_RULES, METHODS, Judgement, Method
from tracker.models import Status
from tracker.progress import Standing
from tracker.progress.known.rules import current_rules
from tracker.progress.known.terms import judge
from tracker.reports.examples import EXAMPLES, Example
from tracker.reports.methods import (
    PACES,
    MethodWords,
    applies,
    bounds,
    method_title,
    never_for,
    number_of,
    steps_of,
    words_of,
)
from tracker.reports.reasons import reason_text


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one method says of one target; `reasons` only where it cannot tell."""

    method: str
    title: str
    status: str
    number: str
    applies: bool
    reasons: list[str]


@dataclass(frozen=True, kw_only=True)
class ShownMethod:
    """A registered method, with the first example worked out by it."""

    method: Method
    words: MethodWords
    never_for: list[str]
    classes: list[tuple[str, str]]
    example: Answer
    steps: list[tuple[str, str]]


@require_safe
def methods(request: HttpRequest) -> HttpResponse:
    """Explain every registered method by formula, thresholds, source and examples."""
    paces = {name: bounds(method) for name, method in METHODS.items()}
    answers = [(example.told, _answers(example)) for example in EXAMPLES]
    context = {
        "methods": [_shown(method) for method in METHODS.values()],
        "default": assessment.DEFAULT_METHOD,
        "rules": DEFAULT_RULES,
        "alike": [status for status in Status.values if status not in PACES],
        "paces": [(status, [paces[name].get(status, "") for name in METHODS]) for status in PACES],
        "titles": [method_title(name) for name in METHODS],
        "first_example": EXAMPLES[0],
        "examples": answers,
        "indexable": True,
    }
    return render(request, "methods.html", context)


def side_by_side(standing: Standing) -> list[Answer]:
    """Every method's answer to a commitment on the day of the standing, from the rows already read."""
    rules = current_rules()
    others = {
        name: judge(standing.reading, rules=rules, method=name)
        for name in METHODS
        if name != standing.judgement.method
    }
    judgements = {**others, standing.judgement.method: standing.judgement}
    return [_answer(name, judgements[name]) for name in METHODS]


def _shown(method: Method) -> ShownMethod:
    judgement = EXAMPLES[0].judged()[method.name]
    return ShownMethod(
        method=method,
        words=words_of(method),
        never_for=never_for(method),
        classes=list(bounds(method).items()),
        example=_answer(method.name, judgement),
        steps=steps_of(judgement),
    )


def _answers(example: Example) -> list[Answer]:
    return [_answer(name, judgement) for name, judgement in example.judged().items()]


def _answer(name: str, judgement: Judgement) -> Answer:
    unclear = judgement.status == Status.NO_DATA and applies(judgement)
    return Answer(
        method=name,
        title=method_title(name),
        status=judgement.status,
        number=number_of(judgement),
        applies=applies(judgement),
        reasons=[reason_text(code) for code in judgement.reasons] if unclear else [],
    )
