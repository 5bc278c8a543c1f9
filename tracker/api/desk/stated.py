"""What was sent about a commitment, in the terms of the actions."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.actions.commitments import Aim, Clause, Pledge
from tracker.api.problems import invalid
from tracker.authority import visible_to
from tracker.ingest.texts import place_of
from tracker.models import Commitment, Document, Target, User

#: What of a new commitment is said to the action by a name of its own.
_OWN: Final = frozenset(
    {"plan", "number", "statement", "indicator", "jurisdiction", "topic", "departments"}
    | {"evidence", "targets", "accepted"}
)

#: What was sent that a refusal is about, by its code.
_ABOUT: Final = {
    "baseline_not_before_due": "baseline",
    "baseline_of_other_series": "baseline",
    "baseline_without_value": "baseline",
    "other_dimension": "unit",
    "path_outside": "period",
}
ABOUT_COMMITMENTS: Final = {
    "entered_already": "evidence[1].quote",
    "no_series": "indicator",
    "no_topic": "topic",
    "number_not_in_quote": "evidence[1].quote",
    "part_of_other_plan": "part_of",
}


#: What a planned value was refused for, by its code.
ABOUT_PATHS: Final = {
    "off_the_way": "by_end_of",
    **dict.fromkeys(("not_plain", "other_count", "endless"), "planned"),
}


def about_aims(place: str = "") -> dict[str, str]:
    """What of the aim at a place a refusal is about, by its code."""
    return {code: place + name for code, name in _ABOUT.items()}


def about_words(place: str = "") -> dict[str, str]:
    """What of the words at a place a refusal is about, by its code."""
    return {"words_not_in_text": place + "quote"}


def pledge_of(data: Mapping[str, Any], by: User) -> Pledge:
    """What a new commitment says. Raises Problem for rows who asks cannot see."""
    require_visible(data, by)
    own = {name: data[name] for name in _OWN - {"evidence", "targets", "accepted"} if name in data}
    rest = {name: value for name, value in data.items() if name not in _OWN}
    return Pledge(**own, columns=filled(Commitment, rest))


def clause_of(data: Mapping[str, Any], accepted: Collection[str] = ()) -> Clause:
    """Words a commitment stands on, with their place in the document's text, where that has them once.

    Raises DoubtError where the text does not hold them, unless that is `accepted`.
    """
    document, quote, start = data["document"], data["quote"], data.get("start")
    place = place_of(document, quote, accepted=accepted)
    section = data.get("section") or ""
    return Clause(document=document, quote=quote, section=section, start=place if start is None else start)


def aim_of(data: Mapping[str, Any], by: User, place: str = "") -> Aim:
    """What a commitment aims at. Raises Problem for rows who asks cannot see."""
    return Aim(**aim_fields(data, by, place))


def aim_fields(data: Mapping[str, Any], by: User, place: str = "") -> dict[str, Any]:
    """The fields of an aim that were sent."""
    require_visible(data, by, place)
    said = {name: value for name, value in data.items() if name not in ("document", "reason")}
    if "published_on" in said:
        said["published"] = said.pop("published_on")
    for name in ("value", "value_to"):
        if name in said:
            said[name] = said[name] or ""
    return filled(Target, said)


def planned_fields(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a planned value that were sent."""
    said = {name: value for name, value in data.items() if name != "reason"}
    if "published_on" in said:
        said["published"] = said.pop("published_on")
    return said


def filled(model: type[models.Model], said: Mapping[str, Any]) -> dict[str, Any]:
    """What was sent, with an empty text where null was."""
    texts = {
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
    }
    return {name: "" if value is None and name in texts else value for name, value in said.items()}


def require_visible(data: Mapping[str, Any], by: User, place: str = "") -> None:
    """Raise Problem for a row that who asks cannot see: to them there is none."""
    for name in ("plan", "commitment", "part_of", "continues", "baseline"):
        row = data.get(name)
        if row is not None and not visible_to(type(row)._default_manager.filter(pk=row.pk), by).exists():
            key = getattr(row, "code", row.pk)
            raise invalid(place + name, str(key), _("Nothing bears this name: look among those listed."))


def document_of(target: Mapping[str, Any], commitment: Commitment) -> Document:
    """The document that announced a target: the one named, else that of the commitment's first words.

    Raises Problem where there are no words either.
    """
    if found := target.get("document"):
        return found
    words = commitment.evidence.select_related("document").first()
    if words is None:
        raise invalid("document", "", _("Name the document: the commitment has no evidence yet."))
    return words.document
