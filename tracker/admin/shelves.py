"""How the tables are put together for those who work with them, and what each holds."""

from typing import Any, Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Shelf(NamedTuple):
    """Tables that belong together: a name for addresses, a title, and the tables with what they hold."""

    name: str
    title: Promise
    tables: dict[str, Promise]


SHELVES: Final = (
    Shelf(
        "figures",
        _("Commitments and figures"),
        {
            "tracker.Plan": _("reports and plans, with the period they are for"),
            "tracker.Commitment": _("checkable pledges, with evidence and targets"),
            "tracker.Target": _("what was announced, first and later, and planned paths"),
            "tracker.Observation": _("published figures; recorded, corrected, withdrawn, preferred"),
            "tracker.Revision": _("new versions of public rows, waiting for a second person"),
            "tracker.Remark": _("what is added to a commitment in public"),
            "tracker.ChangeSet": _("files brought in, and what became of their rows"),
            "tracker.SavedMapping": _("how the columns of yearly files are understood"),
        },
    ),
    Shelf(
        "reference",
        _("Reference"),
        {
            "tracker.Document": _("published sources, with date and reliability"),
            "tracker.Indicator": _("what is measured: unit, kind, direction, other names"),
            "tracker.Series": _("an indicator in an area: what figures belong to"),
            "tracker.Topic": _("subjects a reader browses by"),
            "tracker.Unit": _("units as documents print them"),
            "tracker.Jurisdiction": _("areas with a government, by their code"),
            "tracker.Department": _("bodies that publish figures or answer for commitments"),
        },
    ),
    Shelf(
        "judging",
        _("Judging"),
        {
            "tracker.Verdict": _("stored judgements: read only"),
            "tracker.RuleSet": _("thresholds; fixed once a verdict rests on them"),
        },
    ),
    Shelf(
        "people",
        _("People and rights"),
        {
            "tracker.User": _("who may log in, their passwords and locks"),
            "auth.Group": _("roles: what their members may do"),
            "tracker.Token": _("secrets by which programs ask in somebody's name"),
            "tracker.AuditEntry": _("who did what to which row, when, and why"),
            "tracker.FailedLogin": _("failed logins of the last while"),
            "tracker.Login": _("who logged in, when and from where"),
        },
    ),
)
#: Tables of no shelf: shown all the same.
_LOOSE: Final = Shelf("others", _("Others"), {})


def shelved(apps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The tables of Django's list of applications, those on one shelf together, in the order of `SHELVES`."""
    tables = {f"{app['app_label']}.{table['object_name']}": table for app in apps for table in app["models"]}
    known = {name: about for shelf in SHELVES for name, about in shelf.tables.items()}
    loose = Shelf(_LOOSE.name, _LOOSE.title, {name: "" for name in tables if name not in known})
    found = []
    for shelf in (*SHELVES, loose):
        there = [{**tables[name], "about": about} for name, about in shelf.tables.items() if name in tables]
        if there:
            found.append({"name": shelf.title, "app_label": shelf.name, "app_url": "", "models": there})
    return found
