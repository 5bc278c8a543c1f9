"""Narrowing a list of commitments to a place, a plan and a topic, by the address."""

import datetime
from collections.abc import Iterable
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from tracker.models import Commitment, Jurisdiction, Plan, Topic
from tracker.models.commitments import CommitmentQuerySet
from tracker.web.days import Refused
from tracker.web.lists.filters import A_CODE
from tracker.web.plans import MOST_OFFERED, by_jurisdiction, offered_plans, plans_with_something

#: Where each filter of the address looks.
_PATHS: Final = {"jurisdiction": "plan__jurisdiction__code", "plan": "plan__code", "topic": "topic__code"}


def offered_choices(query: QueryDict, as_of: datetime.date | None) -> dict[str, Any]:
    """What can be chosen: public jurisdictions, plans under theirs, and topics; what is chosen among them."""
    place = _named(Jurisdiction.objects.all(), query.get("jurisdiction", ""))
    plan = _named(Plan.objects.published().select_related("jurisdiction"), query.get("plan", ""))
    promised = plans_with_something(as_of).filter(jurisdiction=OuterRef("pk"))
    places = list(Jurisdiction.objects.filter(Exists(promised))[:MOST_OFFERED])
    used = Exists(Commitment.objects.published().filter(topic=OuterRef("pk")))
    return {
        "jurisdiction": places if place is None or place in places else [*places, place],
        "plan": by_jurisdiction(offered_plans(as_of, plan, place)),
        "topic": list(Topic.objects.filter(used)),
    }


def _named(rows: QuerySet, code: str) -> Any:
    """The row of a code; None where there is none, or nothing that could be one."""
    return rows.filter(code=code.strip()).first() if A_CODE.fullmatch(code.strip()) else None


def chosen_of(query: QueryDict, offered: dict[str, Any]) -> dict[str, str]:
    """The filters of the address; empty where none. Raises Refused for a value that is not offered."""
    chosen = {name: query.get(name, "").strip() for name in _PATHS}
    known = {name: _codes(rows) for name, rows in offered.items()}
    for name, value in chosen.items():
        if value and value not in known[name]:
            raise Refused(_("Nothing here has the code “%(code)s”.") % {"code": value[:60]})
    return chosen


def narrowed_to(rows: CommitmentQuerySet, chosen: dict[str, str]) -> CommitmentQuerySet:
    """Those of `rows` the filters leave."""
    return rows.filter(**{_PATHS[name]: value for name, value in chosen.items() if value})


def _codes(rows: Iterable[Jurisdiction | Topic | tuple[Jurisdiction, list[Plan]]]) -> set[str]:
    groups = [row[1] if isinstance(row, tuple) else [row] for row in rows]
    return {row.code for group in groups for row in group}
