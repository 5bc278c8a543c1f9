"""What lists can be filtered by. Several values are separated by commas, and any of them may match."""

import datetime
from typing import Any

from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django_filters import FilterSet
from django_filters import filters as kinds
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema_field
from rest_framework.request import Request

from tracker.exceptions import QuantityError
from tracker.models import (
    Alias,
    Binding,
    Commitment,
    DocumentKind,
    Evidence,
    Level,
    PlanKind,
    QuantityKind,
    Reliability,
    Status,
    Target,
)
from tracker.progress import Standing, standings
from tracker.quantities import parse_period

from .parameters import listed, one_of, single
from .problems import Fault, Problem, invalid, shown

SEVERAL = "Several values may be given, separated by commas."
YEARS = (1900, 2200)


class Several(kinds.BaseInFilter):
    """A filter of several values."""

    def __init__(self, field_name: str | None = None, *, says: str, **options: Any) -> None:
        super().__init__(field_name, help_text=f"{says} {SEVERAL}", **options)


class Codes(Several, kinds.CharFilter):
    """Rows whose field is one of several codes."""


class Choices(Several, kinds.ChoiceFilter):
    """Rows whose field is one of several fixed words; any other word is an error."""


class Years(Several, kinds.NumberFilter):
    """Rows of one of several years."""

    field_class = forms.IntegerField

    def __init__(self, field_name: str | None = None, **options: Any) -> None:
        super().__init__(field_name, min_value=YEARS[0], max_value=YEARS[1], **options)
        year = {"type": "integer", "minimum": YEARS[0], "maximum": YEARS[1]}
        extend_schema_field({**year, "description": self.extra["help_text"]})(self)


class Flag(kinds.ChoiceFilter):
    """Rows of which something is `true` or `false`; any other word is an error."""

    def __init__(self, *, says: str, **options: Any) -> None:
        super().__init__(choices=[(word, word) for word in ("true", "false")], help_text=says, **options)
        extend_schema_field({"type": "boolean", "description": says})(self)


class Words(kinds.CharFilter):
    """Rows that hold every word, wherever it stands."""

    def __init__(self, *, says: str, **options: Any) -> None:
        super().__init__(max_length=100, help_text=says, **options)


class PublicFilters(FilterSet):
    """The filters of a list. `as_of` is the past day the answer speaks of, `day` that day or today."""

    def __init__(self, *args: Any, as_of: datetime.date | None, day: datetime.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.as_of = as_of
        self.day = day


class Filters(DjangoFilterBackend):
    """Applies a view's filters; a wrong value is a problem that names what would be right."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> QuerySet:
        """`queryset` cut down. Raises Problem."""
        if view.filterset_class is None:
            return queryset
        filterset = self.get_filterset(request, queryset, view)
        if not filterset.is_valid():
            raise _refusal(filterset)
        return filterset.qs

    def get_filterset_kwargs(self, request: Request, queryset: QuerySet, view: Any) -> dict[str, Any]:
        """The query with each filter given at most once, as the filters expect it."""
        query = request.query_params
        data = {
            name: (listed if isinstance(found, Several) else single)(query, name)
            for name, found in view.filterset_class.base_filters.items()
        }
        return {
            "data": data, "queryset": queryset, "request": request, "as_of": view.as_of, "day": view.day,
        }  # fmt: skip


def _refusal(filterset: FilterSet) -> Problem:
    faults = [
        Fault(
            parameter=name,
            value=str(filterset.data.get(name, "")),
            remedy=_remedy(filterset.filters[name], messages),
        )
        for name, messages in filterset.errors.items()
    ]
    detail = _("%(parameter)s=%(value)s cannot be used.")
    sentences = [detail % {"parameter": fault.parameter, "value": shown(fault.value)} for fault in faults]
    return Problem("invalid_parameter", " ".join(sentences), faults)


def _remedy(found: kinds.Filter, messages: list[str]) -> str:
    if choices := found.extra.get("choices"):
        return one_of([value for value, _label in choices])
    if isinstance(found, Years):
        return _("Years from %(first)s to %(last)s, separated by commas.") % {
            "first": YEARS[0],
            "last": YEARS[1],
        }
    return " ".join(str(message) for message in messages)


def due_on(day: datetime.date) -> Subquery:
    """When a commitment's current target, the last announced by `day`, is due."""
    known = Target.objects.published().filter(commitment=OuterRef("pk"), known_from__lte=day)
    return Subquery(known.order_by("-published_on", "-id").values("due")[:1])


class CommitmentScope(PublicFilters):
    """The filters that do not depend on how a commitment stands: those of the summary."""

    jurisdiction = Codes("plan__jurisdiction__code", says="Code of the jurisdiction, such as 410100.")
    plan = Codes("plan__code", says="Code of the plan, such as 410100-2021.")
    document = Codes(method="by_document", says="Code of a document that is evidence of the commitment.")
    topic = Codes("topic__code", says="Code of the topic.")
    department = Codes(method="by_department", says="Code of a responsible department.")
    indicator = Codes("series__indicator__code", says="Code of the indicator.")
    binding = Choices(
        "binding", choices=Binding.choices, says="Whether the plan calls it expected or binding."
    )
    due_year = Years(method="by_due_year", says="Year the current target is due.")
    q = Words(
        method="by_words",
        says="Words of the statement or of the indicator and its aliases; two Chinese characters are enough.",
    )

    def by_document(self, queryset: QuerySet, name: str, codes: list[str]) -> QuerySet:
        """Commitments some evidence of which stands in one of the documents and was known by the day."""
        found = Evidence.objects.filter(document__code__in=codes, known_from__lte=self.day)
        return queryset.filter(pk__in=found.values("commitment"))

    def by_department(self, queryset: QuerySet, name: str, codes: list[str]) -> QuerySet:
        """Commitments one of the departments is responsible for, each once."""
        through = Commitment.departments.through.objects.filter(department__code__in=codes)
        return queryset.filter(pk__in=through.values("commitment"))

    def by_due_year(self, queryset: QuerySet, name: str, years: list[int]) -> QuerySet:
        """Commitments whose current target is due in one of the years."""
        return queryset.alias(filter_due=due_on(self.day)).filter(filter_due__year__in=years)

    def by_words(self, queryset: QuerySet, name: str, text: str) -> QuerySet:
        """Commitments that hold every word. Looks at each row: an index comes when the tables are large."""
        for word in text.split():
            aliases = Alias.objects.filter(indicator=OuterRef("series__indicator"), name__icontains=word)
            fields = ("statement", "statement_en", "series__indicator__name", "series__indicator__name_en")
            anywhere = Q(Exists(aliases))
            for field in fields:
                anywhere |= Q(**{f"{field}__icontains": word})
            queryset = queryset.filter(anywhere)
        return queryset


class SensitivityFilters(CommitmentScope):
    """With what a status hangs on: the filters of the summary."""

    method_sensitive = Flag(
        method="by_flag", says="Whether methods disagree on good or bad, told by the default method."
    )
    vintage_sensitive = Flag(
        method="by_flag",
        says="Whether another published figure of the same period would change the status, told by the "
        "default method.",
    )

    def by_flag(self, queryset: QuerySet, name: str, word: str) -> QuerySet:
        """Commitments whose stored verdict says so; those of a past day are judged by `filter_queryset`."""
        if self.as_of is not None:
            return queryset
        return queryset.filter(**{f"current_verdict__{name}": word == "true"})

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """All filters; of a past day what the others leave is judged once for those only that can answer."""
        found = super().filter_queryset(queryset)
        asked = {name: self.data[name] for name in JUDGED if self.form.cleaned_data.get(name)}
        if self.as_of is None or not asked:
            return found
        self._check_scope(asked)
        candidates = found.for_list().prefetch_related(None)
        kept = [row.commitment.pk for row in standings(candidates, as_of=self.as_of) if _stands(row, asked)]
        return found.filter(pk__in=kept)

    def _check_scope(self, asked: dict[str, str]) -> None:
        """Raises Problem where all there is would have to be judged."""
        if any(self.data[scope] for scope in ("plan", "jurisdiction", "document")):
            return
        remedy = _("Add plan=, jurisdiction= or document=.")
        names = ", ".join(asked)
        raise Problem(
            "unsupported_combination",
            _("A past as_of together with %(names)s needs a plan, a jurisdiction or a document.")
            % {"names": names},
            [Fault(parameter=name, value=value, remedy=remedy) for name, value in asked.items()],
        )


#: Filters only a judgement can answer.
JUDGED = ("status", "method_sensitive", "vintage_sensitive")


def _stands(standing: Standing, asked: dict[str, str]) -> bool:
    """Whether a standing of a past day answers the filters `asked`, as they stand in the query."""
    if "status" in asked and standing.status not in asked["status"].split(","):
        return False
    flags = [name for name in asked if name != "status"]
    return all(getattr(standing, name) == (asked[name] == "true") for name in flags)


class CommitmentFilters(SensitivityFilters):
    """All filters of commitments."""

    status = Choices(
        method="by_status",
        choices=Status.choices,
        says="How the commitment stands by the default method, whatever `method` shows.",
    )

    def by_status(self, queryset: QuerySet, name: str, statuses: list[str]) -> QuerySet:
        """Commitments stored so; those of a past day are judged by `filter_queryset`."""
        return queryset.filter(status__in=statuses) if self.as_of is None else queryset


class ObservationFilters(PublicFilters):
    """The filters of figures."""

    series = Codes("series__code", says="Code of the series, such as 410100.gdp-growth.")
    indicator = Codes("series__indicator__code", says="Code of the indicator.")
    jurisdiction = Codes("series__jurisdiction__code", says="Code of the jurisdiction.")
    document = Codes("document__code", says="Code of the document that published the figure.")
    period = Codes(
        method="by_period", says="Period as documents write it: 2021, 2021-H1, 2021-06, 2016..2020."
    )
    year = Years("period_end__year", says="Year the period ends in.")

    def by_period(self, queryset: QuerySet, name: str, texts: list[str]) -> QuerySet:
        """Figures of one of the periods; of a level, 2021, 2021-12 and 2021-12-31 are one instant."""
        wanted = Q()
        for text in texts:
            try:
                period = parse_period(text)
            except QuantityError as error:
                raise invalid(
                    name, text, _("Write a period as 2021, 2021-H1, 2021-06 or 2016..2020.")
                ) from error
            instant = Q(period_start=F("period_end"))
            start = Q(period_start=period.start) if period.start else Q(period_start__isnull=True)
            wanted |= Q(period_end=period.end) & (start | instant)
        return queryset.filter(wanted)


class DocumentFilters(PublicFilters):
    """The filters of documents."""

    code = Codes("code", says="Code of the document.")
    jurisdiction = Codes("jurisdiction__code", says="Code of the jurisdiction it is about.")
    kind = Choices("kind", choices=DocumentKind.choices, says="What sort of publication it is.")
    reliability = Choices("reliability", choices=Reliability.choices, says="Whose publication it is.")
    year = Years("published_on__year", says="Year it was published.")


class PlanFilters(PublicFilters):
    """The filters of plans."""

    code = Codes("code", says="Code of the plan.")
    jurisdiction = Codes("jurisdiction__code", says="Code of the jurisdiction.")
    kind = Choices("kind", choices=PlanKind.choices, says="What sort of plan it is.")
    document = Codes("document__code", says="Code of the document it was published in.")


class IndicatorFilters(PublicFilters):
    """The filters of indicators."""

    code = Codes("code", says="Code of the indicator.")
    topic = Codes("topic__code", says="Code of the topic.")
    kind = Choices("kind", choices=QuantityKind.choices, says="How its values behave within a period.")
    q = Words(method="by_words", says="Words of the name, in either language, or of an alias.")

    def by_words(self, queryset: QuerySet, name: str, text: str) -> QuerySet:
        """Indicators whose names hold every word."""
        for word in text.split():
            aliases = Alias.objects.filter(indicator=OuterRef("pk"), name__icontains=word)
            queryset = queryset.filter(Q(name__icontains=word) | Q(name_en__icontains=word) | Exists(aliases))
        return queryset


class JurisdictionFilters(PublicFilters):
    """The filters of jurisdictions."""

    code = Codes("code", says="Code of the jurisdiction.")
    level = Choices("level", choices=Level.choices, says="What kind of area it is.")
    parent = Codes("parent__code", says="Code of the jurisdiction it lies in.")
