"""What is said in public beside a commitment, and by whom: the same for page and interface."""

import datetime
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson
from django.db.models import Aggregate, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import JSONArray

from tracker.models import Commitment, Remark
from tracker.models.named import named
from tracker.progress.prepared import Given
from tracker.reports.citations import office_name
from tracker.reports.periods import day_text


class _Said(NamedTuple):
    """A remark as it is stored, with the names of those it speaks for; the day as text."""

    dated: str
    number: int
    text: str
    text_en: str
    department: str | None
    department_name: str | None
    department_name_en: str | None
    first_name: str | None
    last_name: str | None


_COLUMNS = (
    *("dated", "pk", "text", "text_en"),
    *("department__code", "department__name", "department__name_en"),
    *("author__first_name", "author__last_name"),
)


class _Gathered(Aggregate):
    """Values as one list of JSON, in any order."""

    output_field = TextField()
    function, template = "json_group_array", "%(function)s(json(%(expressions)s))"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        """By its own name."""
        return self.as_sql(compiler, connection, template="jsonb_agg(%(expressions)s)::text", **context)


@dataclass(frozen=True, kw_only=True)
class ShownRemark:
    """A remark as it is shown; `signed` says whose words it is: a department's, somebody's, the office's.

    `department` is the code of the one that replies; `is_translated` says that the words are not those the
    remark was made in.
    """

    text: str
    dated: datetime.date
    signed: str
    department: str | None
    is_translated: bool

    @property
    def day(self) -> str:
        """Its day, as a reader is told days."""
        return day_text(self.dated)


def with_remarks(commitments: QuerySet[Commitment], day: datetime.date | Given) -> QuerySet[Commitment]:
    """The commitments with the public remarks made by a day, for `remarks_of`."""
    rows = _public(day).filter(commitment=OuterRef("pk")).order_by().values("commitment")
    return commitments.annotate(
        remarks_told=Subquery(rows.annotate(told=_Gathered(JSONArray(*_COLUMNS))).values("told"))
    )


def remarks_of(commitment: Any) -> list[ShownRemark]:
    """The remarks that were read `with_remarks`, the newest first."""
    told = sorted((_Said(*each) for each in orjson.loads(commitment.remarks_told or "[]")), reverse=True)
    return [_shown(each) for each in told]


def _public(day: datetime.date | Given) -> QuerySet[Remark]:
    return Remark.objects.published().filter(dated__lte=day)


def _shown(said: _Said) -> ShownRemark:
    text = named(said.text, said.text_en)
    return ShownRemark(
        text=text,
        dated=datetime.date.fromisoformat(said.dated),
        signed=_signed(said),
        department=said.department,
        is_translated=text != said.text,
    )


def _signed(said: _Said) -> str:
    """The department where it is a reply, else the author's own name, else the office; never an account."""
    if said.department_name is not None:
        return named(said.department_name, said.department_name_en or "")
    return f"{said.first_name or ''} {said.last_name or ''}".strip() or office_name()
