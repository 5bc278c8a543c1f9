"""Where the rows of the matrix lie, and one of each sort in each state."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.core.management import call_command

from tests import factories as make
from tests.authority.matrix import REMITS, ROLES
from tracker.models import (
    AuditEntry,
    Commitment,
    Department,
    Document,
    Jurisdiction,
    Plan,
    Series,
    User,
    Verb,
)


@dataclass(frozen=True)
class Spot:
    """A place, and the department there that answers for its commitment."""

    place: Jurisdiction
    department: Department
    plan: Plan
    commitment: Commitment
    document: Document

    @property
    def series(self) -> Series:
        """What the commitment is measured by."""
        assert self.commitment.series is not None
        return self.commitment.series


def make_spots() -> dict[str, Spot]:
    """One for each place a row can lie in, seen from somebody of the science bureau of Zhengzhou."""
    zhengzhou, kaifeng = make.make_jurisdiction(), make.make_jurisdiction("410200", name="开封市")
    science, finance = make.make_department("science"), make.make_department("finance")
    return {
        "own": _spot(zhengzhou, science, 1),
        "other department": _spot(zhengzhou, finance, 2),
        "other place": _spot(kaifeng, science, 3),
    }


def _spot(place: Jurisdiction, department: Department, number: int) -> Spot:
    document = make.make_document(f"report-{number}", "2021-01-30", jurisdiction=place)
    plan = make.make_plan(f"{place.code}-2021", jurisdiction=place, document=document)
    series = make.make_series(make.make_indicator(f"indicator-{number}"), place)
    commitment = make.make_commitment(plan=plan, series=series, number=number)
    commitment.departments.add(department)
    return Spot(place, department, plan, commitment, document)


def make_people(spots: dict[str, Spot]) -> dict[tuple[str, str], User]:
    """Somebody of each role with each remit."""
    call_command("loaddata", "roles", verbosity=0)
    own = spots["own"]
    people = {}
    for role in ROLES:
        for remit in REMITS:
            user = make.make_user(f"{role}, {remit}", is_staff=True)
            user.groups.add(Group.objects.get(name__endswith=f" {role}"))
            make.make_remit(user, own.place, own.department if remit == "department" else None)
            people[role, remit] = user
    return people


def make_row(kind: str, spot: Spot, state: str) -> Any:
    """A row of a sort in a spot, in a state."""
    return _MAKERS[kind](spot, state)


def _commitment(spot: Spot, state: str) -> Any:
    series = make.make_series(jurisdiction=spot.place)
    row = make.make_commitment(plan=spot.plan, series=series, state=state, target={"state": state})
    row.departments.add(spot.department)
    return row


def _file(spot: Spot) -> Any:
    """One that nobody in particular brought in."""
    row = make.make_change_set()
    make.make_staged_row(row, spot.series)
    return row


_MAKERS = {
    "commitment": _commitment,
    "target": lambda spot, state: make.make_target(
        spot.commitment, document=make.make_document(published="2021-06-30"), state=state
    ),
    "figure": lambda spot, state: make.make_observation(spot.series, "80", state=state),
    "new version": lambda spot, state: make.make_revision(spot.commitment, state=state),
    "remark": lambda spot, state: make.make_remark(spot.commitment, state=state),
    "plan": lambda spot, state: make.make_plan(
        f"{spot.place.code}-2035", jurisdiction=spot.place, document=spot.document, state=state
    ),
    "document": lambda spot, state: spot.document,
    "indicator": lambda spot, state: spot.series.indicator,
    "department": lambda spot, state: spot.department,
    "account": lambda spot, state: make.make_user(),
    "file": lambda spot, state: _file(spot),
    "audit log": lambda spot, state: AuditEntry.objects.record(Verb.CHANGED, spot.commitment, by=None),
}  # fmt: skip


def have_a_hand_in(row: Any, user: User) -> None:
    """Let somebody have entered a row."""
    AuditEntry.objects.record(Verb.ENTERED, row, by=user)
