"""What may stand after the question mark: declared once, for checking requests and for documenting them."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from tracker import assessment
from tracker.progress import today
from tracker.progress.counts.summary import GROUPS

from .problems import Problem, invalid, unknown
from .sentences import Said, told

#: Years an answer can speak of, and a filter name.
YEARS = (1900, 2200)
DEFAULT_PAGE_SIZE = 100
MAX_PAGE_SIZE = 1000


def explained(says: str, words: Mapping[str, str]) -> str:
    """A description with what each value means, set as those of filters are."""
    return "\n".join([f"{says}\n", *(f"* `{value}` - {word}" for value, word in words.items())])


AS_OF = OpenApiParameter(
    "as_of",
    OpenApiTypes.DATE,
    description="Answer with what had been published by the end of this day (YYYY-MM-DD). Default: today.",
)
METHOD = OpenApiParameter(
    "method",
    OpenApiTypes.STR,
    enum=list(assessment.METHODS),
    default=assessment.DEFAULT_METHOD,
    description=explained(
        "The method verdicts are shown by. It changes what is shown, never what is filtered. A method that "
        "must not be used for a commitment answers `no_data` with the reason `not_applicable`.",
        {name: method.source for name, method in assessment.METHODS.items()},
    ),
)
BY = OpenApiParameter(
    "by",
    OpenApiTypes.STR,
    enum=list(GROUPS),
    default="topic",
    description=explained(
        "What to group by.",
        {
            "topic": "what they are about",
            "plan": "the plan they stand in",
            "department": "who answers for them; one of several is counted with each",
            "jurisdiction": "the place whose they are",
            "due_year": "the year in which the current target is due",
        },
    ),
)
FIELDS = OpenApiParameter(
    "fields",
    OpenApiTypes.STR,
    many=True,
    explode=False,
    style="form",
    description=(
        "Only these values, separated by commas; what lies inside one after a dot: `code,verdict.status`. "
        "Default: everything."
    ),
)
PAGE_SIZE = OpenApiParameter(
    "page_size",
    {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": DEFAULT_PAGE_SIZE},
    description="Rows on a page. JSON only: CSV is always the whole list.",
)
CURSOR = OpenApiParameter(
    "cursor", OpenApiTypes.STR, description="Where to go on, as given by `next` and `previous`. JSON only."
)
COUNT = OpenApiParameter(
    "count",
    OpenApiTypes.BOOL,
    description="`true` adds `count`, the number of rows on all pages. JSON only.",
)
DRY_RUN = OpenApiParameter(
    "dry_run",
    OpenApiTypes.BOOL,
    default=False,
    description="`true` only says what would become of what is sent; nothing is stored.",
)
PAGING = (PAGE_SIZE, CURSOR, COUNT)


_FORMATS: Final = {
    "json": "JSON; of a list a page",
    "csv": "a table in UTF-8, with all its rows",
    "xlsx": "a workbook",
}
#: Keys lists are ordered by.
_KEYS: Final = {
    "code": "the code",
    "due": "the day the current target is due; those without one last",
    "known_from": "the day from which it is known",
    "newest": "the latest first",
    "period": "the end of the period, the latest last",
    "period_start": "the first day of the period",
    "position": "the place: of a row in the file, of a topic in the order topics are shown in",
    "published_on": "the day of publication",
    "recorded": "the moment it was stored",
    "series": "the code of the series, in it the latest period first",
    "size": "the size, the largest first",
    "status": "the word for the status, by alphabet",
    "topic": "the topic, in the order topics are shown in",
}


def format_parameter(formats: list[str]) -> OpenApiParameter:
    """The parameter that chooses among `formats`."""
    says = explained(
        "The form of the answer; wins over `Accept`.", {name: _FORMATS[name] for name in formats}
    )
    return OpenApiParameter("format", OpenApiTypes.STR, enum=formats, description=says)


def ordering_parameter(names: Collection[str]) -> OpenApiParameter:
    """The parameter that chooses an order by some of the keys of these names, the first by default."""
    says = "Sort keys, the first counting most; `-` turns one round."
    return OpenApiParameter(
        "ordering",
        OpenApiTypes.STR,
        many=True,
        explode=False,
        style="form",
        default=[next(iter(names))],
        enum=[sign + name for name in names for sign in ("", "-")],
        description=explained(says, {name: _KEYS[name] for name in names}),
    )


#: What stands where bytes were no UTF-8.
_UNREADABLE = "\ufffd"


def check_known(query: QueryDict, known: Collection[str]) -> None:
    """Refuse parameters that would be ignored otherwise: a misspelt filter must not look like an answer; nor
    must one whose letters were lost on the way.
    """
    for name, values in query.lists():
        if any(_UNREADABLE in text for text in (name, *values)):
            raise invalid(name, query[name], _("Write the address in UTF-8, each byte as %XX."))
    if strange := [name for name in query if name not in known]:
        raise unknown([(name, query[name]) for name in strange], sorted(known))


def single(query: QueryDict, name: str) -> str:
    """The value of a parameter that may be given once; empty when it was not given."""
    values = query.getlist(name)
    if len(values) > 1:
        raise invalid(name, " & ".join(values), _("Give it once."))
    return values[0].strip() if values else ""


def listed(query: QueryDict, name: str) -> str:
    """The values of a parameter that may hold several, separated by commas or given again and again."""
    parts = [part.strip() for value in query.getlist(name) for part in value.split(",")]
    return ",".join(part for part in parts if part)


def chosen(query: QueryDict, parameter: OpenApiParameter) -> str:
    """The value of a parameter that has a fixed choice."""
    known = list(parameter.enum or ())
    value = single(query, parameter.name) or str(parameter.default)
    if value not in known:
        raise not_among(parameter.name, value, known)
    return value


def one_of(values: Iterable[Any]) -> Said:
    """The remedy that lists what is known."""
    return told(_("One of: %(values)s."), values=", ".join(map(str, values)))


def not_among(parameter: str, value: str, known: Iterable[Any]) -> Problem:
    """The problem of a value that is none of those known."""
    return invalid(parameter, value, one_of(known), code="invalid_choice")


def read_as_of(query: QueryDict) -> datetime.date | None:
    """The past day an answer is to speak of; None for today, also when today is named."""
    text = single(query, AS_OF.name)
    if not text:
        return None
    day = _date(text)
    if day > today():
        raise invalid(AS_OF.name, text, _("Name a day up to today: what will be published is not known."))
    return None if day == today() else day


def _date(text: str) -> datetime.date:
    try:
        # Strictly YYYY-MM-DD: the parser of Python 3.11 also reads week dates and bare digits.
        day = datetime.datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007
        if day.year < YEARS[0]:
            raise ValueError(text)
        return day
    except ValueError as error:
        raise invalid(AS_OF.name, text, _("Write a day as YYYY-MM-DD, such as 2021-02-01.")) from error


def read_page_size(query: QueryDict) -> int:
    """The number of rows on a page."""
    text = single(query, PAGE_SIZE.name)
    if not text:
        return DEFAULT_PAGE_SIZE
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:10]) <= MAX_PAGE_SIZE):
        remedy = told(_("A whole number from 1 to %(most)s."), most=MAX_PAGE_SIZE)
        raise invalid(PAGE_SIZE.name, text, remedy)
    return int(text)


def read_flag(query: QueryDict, parameter: OpenApiParameter) -> bool:
    """Whether a parameter says `true`; without it, false."""
    text = single(query, parameter.name) or "false"
    if text not in ("true", "false"):
        raise not_among(parameter.name, text, ["true", "false"])
    return text == "true"
