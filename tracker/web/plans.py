"""The plans a reader can choose among, and the one the bare page shows."""

import datetime
from collections.abc import Iterable
from typing import Final

from django.db.models import Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.http import QueryDict
from django.utils.translation import gettext as _

from tracker.models import Commitment, Jurisdiction, Plan
from tracker.progress.prepared import Prepared
from tracker.web.days import Refused

ALL_PLANS: Final = "all"
#: More plans than these are no choice any more: those of one place are offered.
MOST_OFFERED: Final = 100
#: Plans counted to find the one with most commitments, and the number beyond which all are as long.
_CANDIDATES: Final = 20
_LONG: Final = 500


def plans_with_something(as_of: datetime.date | None) -> QuerySet:
    """Public plans some public commitment of which there is, or had been announced by a day."""
    members = Commitment.objects.published().filter(plan=OuterRef("pk"))
    members = members if as_of is None else members.announced(as_of)
    return Plan.objects.published().filter(Exists(members)).select_related("jurisdiction")


_FEW_TODAY: Final = Prepared(
    lambda: plans_with_something(None).order_by().values_list("pk")[: MOST_OFFERED + 1], kept=True
)


def offered_plans(
    as_of: datetime.date | None, plan: Plan | None = None, place: Jurisdiction | None = None
) -> list[Plan]:
    """The plans to choose among: all there are or, where those are too many, those of a place or of a plan's.

    Too many and no place: none, and a reader begins at the places. A plan of later days than the page's can
    be asked for by its address; then it is among them.
    """
    place = plan.jurisdiction if plan is not None and place is None else place
    rows = plans_with_something(as_of)
    few = rows.values_list("pk")[: MOST_OFFERED + 1] if as_of else _FEW_TODAY.rows()
    if len(few) > MOST_OFFERED:
        if place is None:
            return []
        rows = rows.filter(jurisdiction=place)
    found = list(rows[:MOST_OFFERED])
    return found if plan is None or plan in found else [*found, plan]


def chosen_plan(query: QueryDict, filters: Iterable[str], as_of: datetime.date | None) -> Plan | None:
    """The plan the address names; None for all of them. Raises Refused for one that does not exist.

    Without a plan the bare page shows `front_plan`; a search or filter goes through all plans.
    """
    code = query.get("plan", "")
    if code == ALL_PLANS:
        return None
    if not code:
        return None if any(query.get(name) for name in filters) else front_plan(as_of)
    plan = Plan.objects.published().filter(code=code).select_related("jurisdiction", "document").first()
    if plan is None:
        raise Refused(_("There is no plan “%(code)s”.") % {"code": code[:60]})
    return plan


def front_plan(as_of: datetime.date | None) -> Plan | None:
    """The plan with most commitments, of equals the latest: what there is most to see of. None before any.

    Commitments number on within their plan: only plans that number high are counted, and none to its end.
    """
    members = Commitment.objects.published().filter(plan=OuterRef("pk"))
    highest = plans_with_something(as_of).annotate(
        last_number=Subquery(members.order_by("-number").values("number")[:1])
    )
    numbers = list(highest.order_by("-last_number").values_list("pk", flat=True)[:_CANDIDATES])
    sized = Plan.objects.filter(pk__in=numbers).annotate(size=_Size(members.values("pk")[:_LONG]))
    sized = sized.select_related("jurisdiction", "document")
    found: Plan | None = sized.order_by("-size", "-period_end", "-code").first()
    return found


class _Size(Subquery):
    """How many rows a subquery gives."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def by_jurisdiction(plans: Iterable[Plan]) -> list[tuple[Jurisdiction, list[Plan]]]:
    """Plans under their jurisdictions, the one with most plans first; in each the latest first."""
    groups: dict[Jurisdiction, list[Plan]] = {}
    for plan in sorted(plans, key=lambda plan: (plan.period_end, plan.code), reverse=True):
        groups.setdefault(plan.jurisdiction, []).append(plan)
    return sorted(groups.items(), key=lambda group: (-len(group[1]), group[0].code))
