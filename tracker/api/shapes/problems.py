"""The shapes of refusals."""

from rest_framework import serializers

from tracker.api.problems import PROBLEMS

from .fields import Shape, count, text

#: Every code with its title.
CODES = [(code, title) for code, (_status, title) in PROBLEMS.items()]


class Fault(serializers.Serializer):
    """One parameter that is wrong."""

    parameter = text("The parameter that is wrong.")
    value = text("The value given.")
    remedy = text("What to do about it, in the language of the request.")


class Problem(serializers.Serializer):
    """Why a request could not be answered (RFC 9457)."""

    type = text("A name for this kind of problem, `urn:duixian:problem:` and the code.")
    title = text("The kind of problem, in the language of the request.")
    status = count("The HTTP status.")
    detail = text("What this one is about.")
    code = serializers.ChoiceField(
        CODES,
        help_text="Stable: programs may rely on it.",
    )
    errors = Fault(many=True, help_text="The parameters that are wrong.")


class InBothLanguages(Shape):
    """One sentence, in Chinese and in English."""

    zh = text("In Chinese.")
    en = text("In English.")


class RefusedFault(Fault):
    """What is wrong with what was sent."""

    parameter = text(
        "The name in what was sent, or the parameter; empty where the request as a whole is meant."
    )
    code = text("Stable: programs may rely on it.", required=False)
    row = count("Line of the file, or place among the rows sent.", allow_null=True, required=False)
    column = text("The header as printed, or the name sent.", required=False)
    message = InBothLanguages(required=False, help_text="Row, column, value, what is wrong, and the remedy.")


class Refusal(Problem):
    """Why something sent was refused (RFC 9457)."""

    errors = RefusedFault(many=True, help_text="All that is wrong.")
