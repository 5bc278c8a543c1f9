"""The filters of commitments and of their counts."""

import datetime
from collections.abc import Mapping

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from tracker.api.problems import Problem, unsupported
from tracker.api.sentences import told
from tracker.models import (
    Binding,
    Commitment,
    Evidence,
    Jurisdiction,
    Modality,
    Plan,
    Status,
    Target,
    Topic,
)
from tracker.progress import Standing, standings

from .base import PublicFilters
from .kinds import Choices, Codes, CodesOf, Day, Flag, Words, Years


def due_on(day: datetime.date) -> Subquery:
    """When a commitment's current target, the last announced by `day`, is due."""
    known = Target.objects.published().filter(commitment=OuterRef("pk"), known_from__lte=day)
    return Subquery(known.order_by("-published_on", "-id").values("due")[:1])


class CommitmentScope(PublicFilters):
    """The filters that do not depend on how a commitment stands: those of the summary."""

    jurisdiction = CodesOf("jurisdiction", Jurisdiction, says="Code of the jurisdiction, such as 410100.")
    plan = CodesOf("plan", Plan, says="Code of the plan, such as 410100-2021.")
    document = Codes(method="by_document", says="Code of a document that is evidence of the commitment.")
    topic = CodesOf("topic", Topic, says="Code of the topic.")
    department = Codes(method="by_department", says="Code of a responsible department.")
    indicator = Codes("series__indicator__code", says="Code of the indicator.")
    binding = Choices(
        "binding", choices=Binding.choices, says="Whether the plan calls it expected or binding."
    )
    modality = Choices("modality", choices=Modality.choices, says="How firmly the words promise.")
    headline = Flag(method="by_column", says="Whether it is one of its plan's main targets.")
    checkable = Flag(method="by_column", says="Whether the wording gives something to check.")
    due_year = Years(method="by_due_year", says="Year the current target is due.")
    due_min = Day(method="by_due", says="Current target due on this day or later.")
    due_max = Day(method="by_due", says="Current target due on this day or earlier.")
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

    def by_column(self, queryset: QuerySet, name: str, word: str) -> QuerySet:
        """Commitments of which the column of that name is true, or false."""
        return queryset.filter(**{name: word == "true"})

    def by_due_year(self, queryset: QuerySet, name: str, years: list[int]) -> QuerySet:
        """Commitments whose current target is due in one of the years."""
        return self._with_due(queryset).filter(filter_due__year__in=years)

    def by_due(self, queryset: QuerySet, name: str, day: datetime.date) -> QuerySet:
        """Commitments whose current target is due from, or up to, a day."""
        lookup = "gte" if name == "due_min" else "lte"
        return self._with_due(queryset).filter(**{f"filter_due__{lookup}": day})

    def _with_due(self, queryset: QuerySet) -> QuerySet:
        """With the due date: of today the one kept beside the status."""
        return queryset.alias(filter_due=F("due") if self.as_of is None else due_on(self.day))

    def by_words(self, queryset: QuerySet, name: str, text: str) -> QuerySet:
        """Commitments that hold every word."""
        for word in text.split():
            queryset = queryset.filter(filed__words__holds=word)
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
        """Commitments whose stored verdict says so."""
        return queryset.filter(**{f"current_verdict__{name}": word == "true"})

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """All filters; of a past day what the others leave is judged once for those only that can answer."""
        if self.as_of is None:
            return super().filter_queryset(queryset)
        given = self.form.cleaned_data
        found = queryset
        for name in given.keys() - set(JUDGED):
            found = self.filters[name].filter(found, given[name])
        asked = {name: self.data[name] for name in JUDGED if given.get(name)}
        if not asked:
            return found
        self._check_scope(asked)
        candidates = found.for_list().prefetch_related(None)
        kept = [row.commitment.pk for row in standings(candidates, as_of=self.as_of) if _stands(row, asked)]
        return found.filter(pk__in=kept)

    def _check_scope(self, asked: dict[str, str]) -> None:
        """Raises Problem where all there is would have to be judged."""
        if any(self.data[scope] for scope in ("plan", "jurisdiction", "document")):
            return
        raise unscoped(asked)


def unscoped(asked: Mapping[str, str]) -> Problem:
    """The problem of filters, given with their values, for which all there is would have to be judged."""
    remedy = _("Add plan=, jurisdiction= or document=.")
    wrong = _("A past as_of together with %(names)s needs a plan, a jurisdiction or a document.")
    return unsupported(asked, remedy, told(wrong, names=", ".join(asked)))


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
        "status",
        choices=Status.choices,
        says="How the commitment stands by the default method, whatever `method` shows.",
    )
