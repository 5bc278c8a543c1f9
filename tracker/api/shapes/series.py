"""The shapes of series: an indicator in a jurisdiction, with its figures and the targets on it."""

from .catalogue import Indicator
from .fields import Shape, flag, status, text
from .figures import IndicatorBrief, LatestFigure, Observation, Target


class SeriesBrief(Shape):
    """A series."""

    code = text("Its code: the jurisdiction's, a dot, the indicator's.")
    jurisdiction = text("Code of the jurisdiction.")
    unit = text("The usual unit.")
    topic = text("Code of the topic.")


class Series(SeriesBrief):
    """A series in a list."""

    indicator = IndicatorBrief()
    latest = LatestFigure(allow_null=True, help_text="The counting figure of its newest period.")


class TargetOnSeries(Target):
    """A target of some commitment on the series."""

    commitment = text("Code of the commitment.")
    statement = text("What is pledged, in the language of the request.")
    plan = text("Code of the plan.")
    current = flag("Whether it is the commitment's current target: the last announced.")
    status = status()


class SeriesDetail(SeriesBrief):
    """A series in full."""

    indicator = Indicator()
    jurisdiction_name = text("Name of the jurisdiction, in the language of the request.")
    observations = Observation(many=True, help_text="All vintages, the newest period first.")
    targets = TargetOnSeries(many=True, help_text="Targets of every plan, by due date, then as announced.")
