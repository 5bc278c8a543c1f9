"""The shapes of refusals."""

from rest_framework import serializers

from tracker.api.problems import PROBLEMS

from .fields import Shape, count, text

#: Every code with its title.
CODES = [(code, title) for code, (_status, title) in PROBLEMS.items()]


class InBothLanguages(Shape):
    """One sentence, in Chinese and in English."""

    zh = text("In Chinese.")
    en = text("In English.")


class Fault(serializers.Serializer):
    """One thing that is wrong with a request."""

    parameter = text(
        "The parameter, or the name in what was sent; empty where the request as a whole is meant. Places in "
        "lists count from 1, as people do: `rows[1]` is the first."
    )
    value = text("The value given.")
    remedy = text("What to do about it, in the language of the request.")
    code = text("Stable: programs may rely on it.")
    message = InBothLanguages(help_text="What is wrong, with which value and where, and the remedy.")
    row = count(
        "Line of the file as a spreadsheet numbers them, or place among the rows sent, the first being 1; "
        "null where none is meant. With files and rows only.",
        allow_null=True,
        required=False,
    )
    column = text("The header as printed, or the name sent. With files and rows only.", required=False)


class Problem(serializers.Serializer):
    """Why a request was refused (RFC 9457)."""

    type = text("A name for this kind of problem, `urn:duixian:problem:` and the code.")
    title = text("The kind of problem, in the language of the request.")
    status = count("The HTTP status.")
    detail = text("What this one is about, in the language of the request.")
    code = serializers.ChoiceField(
        CODES,
        help_text="Stable: programs may rely on it.",
    )
    message = InBothLanguages(help_text="The kind of problem, and what this one is about.")
    errors = Fault(many=True, help_text="All that is wrong.")
