"""The shapes of what commitments and figures refer to."""

from rest_framework import serializers

from tracker.models import (
    CountedFrom,
    DatePrecision,
    DepartmentKind,
    Direction,
    DocumentKind,
    IndicatorForm,
    Level,
    PlanKind,
    Reliability,
)

from .fields import Shape, count, day, maybe, text, word
from .figures import IndicatorBrief


class Document(Shape):
    """A published source."""

    code = text("Its code.")
    title = text("Its title.")
    publisher = text("Who published it.")
    published_on = maybe("When, as far as it is known.")
    published_precision = word(DatePrecision, "How exactly that is known.")
    seen_on = day("When it was first seen; of an undated one, known from.")
    kind = word(DocumentKind, "What sort of publication it is.")
    reliability = word(Reliability, "Whose publication it is.")
    jurisdiction = maybe("Code of the jurisdiction it is about.")
    url = maybe("Where it can be read.")
    file_sha256 = maybe("Hash of the file that was read.")
    note = maybe("What else to know.")


class Plan(Shape):
    """Commitments made together for a period."""

    code = text("Its code.")
    name = text("Its name, in the language of the request.")
    kind = word(PlanKind, "What sort of plan it is.")
    jurisdiction = text("Code of the jurisdiction.")
    period_start = serializers.DateField(help_text="The first day of its period.")
    period_end = serializers.DateField(help_text="The last day of its period.")
    document = text("Code of the document it was published in.")


class Indicator(IndicatorBrief):
    """What is measured, with its definition and other names."""

    direction = word(Direction, "Which way is better.")
    form = word(IndicatorForm, "Whether it states a level, its change or its growth.")
    unit = text("The usual unit.")
    topic = text("Code of the topic.")
    basis = maybe("Real or nominal of rates, gross or net of additions.")
    counted_from = word(CountedFrom, "From which end a rank is counted.", allow_null=True)
    definition = maybe("What exactly is measured.")
    change_of = maybe("Code of the indicator it is the change of.")
    growth_of = maybe("Code of the indicator it is the growth of.")
    aliases = serializers.ListField(child=serializers.CharField(), help_text="Other names sources use.")


class Jurisdiction(Shape):
    """An area with a government."""

    code = text("GB/T 2260 code; of a development zone one of our own.")
    name = text("Its name, in the language of the request.")
    level = word(Level, "What kind of area it is.")
    parent = maybe("Code of the jurisdiction it lies in.")
    valid_from = day("Since when it has existed.")
    valid_to = day("Until when.")


class Topic(Shape):
    """What commitments and indicators are about."""

    code = text("Its code.")
    name = text("Its name, in the language of the request.")
    parent = maybe("Code of the topic it is a part of.")
    position = count("Its place in the order topics are shown in; by code where places are the same.")


class Department(Shape):
    """A body that answers for commitments or publishes figures."""

    code = text("Its code.")
    name = text("Its name, in the language of the request.")
    kind = word(DepartmentKind, "What kind of body it is.")
    jurisdiction = maybe("Code of the jurisdiction it belongs to.")
