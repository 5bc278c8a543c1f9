"""What commitments and figures refer to: documents, plans, indicators, places, topics and departments."""

import datetime
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce

from tracker.models import Department, Document, Indicator, Jurisdiction, Plan, Topic
from tracker.reports.keyset import SortKey

from . import bodies, shapes
from .base import PublicList
from .filters import (
    DepartmentFilters,
    DocumentFilters,
    IndicatorFilters,
    JurisdictionFilters,
    PlanFilters,
    TopicFilters,
)

_CODE = (SortKey(path="code", kind=str, unique=True),)


def _published_or_first(_day: datetime.date) -> Coalesce:
    return Coalesce(F("published_on"), Value(datetime.date.min))


class Documents(PublicList):
    """Published sources that something public rests on. Figures and quotes name them by code."""

    tag = "catalogue"
    summary = "Documents"
    shape = shapes.Document
    filterset_class = DocumentFilters
    queryset = Document.objects.none()
    file_name = "documents"
    orderings = {
        "code": _CODE,
        "published_on": (
            SortKey(path="order_published_on", kind=datetime.date, expression=_published_or_first),
        ),
    }

    def get_queryset(self) -> QuerySet:
        """Those the public may see."""
        return Document.objects.public().select_related("jurisdiction")

    def bodies(self, rows: list[Any]) -> list[bodies.Body]:
        """Each document."""
        return [bodies.document(row) for row in rows]


class Plans(PublicList):
    """Published plans."""

    tag = "catalogue"
    summary = "Plans"
    shape = shapes.Plan
    filterset_class = PlanFilters
    queryset = Plan.objects.none()
    file_name = "plans"
    orderings = {
        "code": _CODE,
        "period_start": (SortKey(path="period_start", kind=datetime.date),),
    }

    def get_queryset(self) -> QuerySet:
        """Those the public may see."""
        return Plan.objects.published().select_related("jurisdiction", "document")

    def bodies(self, rows: list[Any]) -> list[bodies.Body]:
        """Each plan."""
        return [bodies.plan(row) for row in rows]


class Indicators(PublicList):
    """What is measured, with definitions and the other names sources use."""

    tag = "catalogue"
    summary = "Indicators"
    shape = shapes.Indicator
    filterset_class = IndicatorFilters
    queryset = Indicator.objects.none()
    file_name = "indicators"
    orderings = {"code": _CODE}

    def get_queryset(self) -> QuerySet:
        """All indicators, with their ties and aliases."""
        ties = ("unit", "topic", "change_of", "growth_of")
        return Indicator.objects.select_related(*ties).prefetch_related("aliases")

    def bodies(self, rows: list[Any]) -> list[bodies.Body]:
        """Each indicator."""
        return [bodies.indicator(row) for row in rows]


class Jurisdictions(PublicList):
    """Areas with a government."""

    tag = "catalogue"
    summary = "Jurisdictions"
    shape = shapes.Jurisdiction
    filterset_class = JurisdictionFilters
    queryset = Jurisdiction.objects.none()
    file_name = "jurisdictions"
    orderings = {"code": _CODE}

    def get_queryset(self) -> QuerySet:
        """All jurisdictions."""
        return Jurisdiction.objects.select_related("parent")

    def bodies(self, rows: list[Any]) -> list[bodies.Body]:
        """Each jurisdiction."""
        return [bodies.jurisdiction(row) for row in rows]


class Topics(PublicList):
    """What commitments and indicators are about: a tree."""

    tag = "catalogue"
    summary = "Topics"
    shape = shapes.Topic
    filterset_class = TopicFilters
    queryset = Topic.objects.none()
    file_name = "topics"
    orderings = {"code": _CODE, "position": (SortKey(path="position", kind=int),)}

    def get_queryset(self) -> QuerySet:
        """All topics."""
        return Topic.objects.select_related("parent")

    def bodies(self, rows: list[Any]) -> list[bodies.Body]:
        """Each topic."""
        return [bodies.topic(row) for row in rows]


class Departments(PublicList):
    """Bodies that answer for commitments or publish figures."""

    tag = "catalogue"
    summary = "Departments"
    shape = shapes.Department
    filterset_class = DepartmentFilters
    queryset = Department.objects.none()
    file_name = "departments"
    orderings = {"code": _CODE}

    def get_queryset(self) -> QuerySet:
        """All departments."""
        return Department.objects.select_related("jurisdiction")

    def bodies(self, rows: list[Any]) -> list[bodies.Body]:
        """Each department."""
        return [bodies.department(row) for row in rows]
