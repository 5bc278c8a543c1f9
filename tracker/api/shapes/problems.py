"""The shape of a refusal."""

from rest_framework import serializers

from tracker.api.problems import PROBLEMS

from .fields import count, text

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
