"""Rules of its own that a row breaks, said in the language of whoever reads it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils import translation
from django.utils.functional import lazy
from django.utils.text import capfirst

from tracker.exceptions import ActionError


def broken_by(row: models.Model, check: Callable[[], Any]) -> ActionError:
    """The refusal `breaks_a_rule` of a row that a check of its own refuses, such as `row.full_clean`.

    It is checked once in each language, while it still is as it was: the words of a constraint come out in
    the language in which it is checked.
    """
    said = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            try:
                check()
            except ValidationError as error:
                said[language] = _said(row, error)
    rule: Any = lazy(lambda: said[translation.get_language() or settings.LANGUAGE_CODE], str)()
    return ActionError("breaks_a_rule", {"rule": rule})


def _said(row: models.Model, error: ValidationError) -> str:
    """What is wrong with a row, each field by its name."""
    texts = []
    for name, messages in error.message_dict.items():
        field = None if name == NON_FIELD_ERRORS else row._meta.get_field(name)
        about = "" if field is None else f"{capfirst(field.verbose_name)}: "
        texts += [about + message for message in messages]
    return " ".join(texts)
