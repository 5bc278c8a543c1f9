"""What can be done to many rows at once, as actions of the desk's lists: here to one chosen row."""

from typing import Any

from django.urls import reverse

from tests.authority.doors.desk import Try, browser
from tests.authority.spots import Spot, have_a_hand_in, make_row
from tests.factories import make_department
from tracker.actions.review import STEPS
from tracker.models import Revision, User

KINDS = ("commitment", "target", "figure", "remark", "plan", "new version")


def choose(user: User, row: Any, action: str, **said: Any) -> None:
    """Choose a row of its list and confirm an action."""
    address = reverse(f"admin:tracker_{row._meta.model_name}_changelist")
    sent = {"action": action, "_selected_action": [row.pk], "confirmed": "1", "comment": "看过了", **said}
    browser(user).post(address, sent)
    row.refresh_from_db()


def step(kind: str, name: str, *, of_ones_own: bool = False) -> Try:
    """Let a row take a step of its way to the public."""

    def attempt(user: User, spot: Spot) -> bool:
        row = make_row(kind, spot, STEPS[name].before[0])
        if of_ones_own:
            have_a_hand_in(row, user)
        choose(user, row, f"{name}_rows")
        return row.state == STEPS[name].after

    return attempt


def withdraw_commitment(state: str) -> Try:
    """Withdraw a commitment; a public one by a new version."""

    def attempt(user: User, spot: Spot) -> bool:
        row = make_row("commitment", spot, state)
        choose(user, row, "withdraw_pledges", withdrawn_on="2021-06-30")
        return row.withdrawn_on is not None if state == "draft" else Revision.objects.exists()

    return attempt


def assign(state: str) -> Try:
    """Assign a commitment to another department; a public one by a new version."""

    def attempt(user: User, spot: Spot) -> bool:
        row = make_row("commitment", spot, state)
        other = make_department("statistics")
        choose(user, row, "assign_rows", departments=[other.pk])
        return list(row.departments.all()) == [other] if state == "draft" else Revision.objects.exists()

    return attempt


def withdraw_figure(state: str) -> Try:
    """Withdraw a figure."""

    def attempt(user: User, spot: Spot) -> bool:
        row = make_row("figure", spot, state)
        choose(user, row, "withdraw_figures")
        return row.withdrawn_at is not None

    return attempt


def give_up(user: User, spot: Spot) -> bool:
    """Give a new version up that somebody else made."""
    row = make_row("new version", spot, "submitted")
    choose(user, row, "drop_rows")
    return row.dropped_at is not None


ACTS: dict[tuple[str, str], Try] = {
    **{
        (kind, name): step(kind, name)
        for kind in KINDS
        for name in STEPS
        if (kind, name) != ("new version", "submit")
    },
    **{(kind, "approve one's own"): step(kind, "approve", of_ones_own=True) for kind in KINDS},
    ("commitment", "assign a draft"): assign("draft"),
    ("commitment", "propose to assign a public one"): assign("published"),
    ("commitment", "withdraw a draft"): withdraw_commitment("draft"),
    ("commitment", "propose to withdraw a public one"): withdraw_commitment("published"),
    ("figure", "withdraw a draft"): withdraw_figure("draft"),
    ("figure", "withdraw a public one"): withdraw_figure("published"),
    ("new version", "give up"): give_up,
}
