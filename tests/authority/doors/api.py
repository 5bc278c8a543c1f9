"""What can be done through the API, by a token that may do all its owner may."""

from typing import Any

from tests.api.sender import Sender
from tests.authority.doors.desk import Try
from tests.authority.spots import Spot, have_a_hand_in, make_row
from tests.importing import row
from tracker.actions.review import STEPS
from tracker.models import Commitment, Observation, Plan, Remark, Revision, Target, User

#: The address of rows in work, by their sort.
TABLES = {
    "commitment": "commitments", "target": "targets", "figure": "observations", "new version": "revisions",
    "remark": "remarks", "plan": "plans",
}  # fmt: skip


def home(kind: str, found: Any) -> str:
    """The address of a row in work."""
    return f"desk/{TABLES[kind]}/{getattr(found, 'code', None) or found.pk}/"


def send(user: User, method: str, address: str, sent: dict[str, Any]) -> None:
    """Send something about a row, whatever state of it was seen."""
    Sender(user)(method, address, sent, if_match="*")


def look_at_commitment(user: User, spot: Spot) -> bool:
    """Ask for a public commitment."""
    found = make_row("commitment", spot, "published")
    return Sender(user).get(f"commitments/{found.code}/").status_code == 200


def look(kind: str, state: str) -> Try:
    """Ask for a row in work."""
    return lambda user, spot: Sender(user).get(home(kind, make_row(kind, spot, state))).status_code == 200


def look_at_rows(user: User, spot: Spot) -> bool:
    """Ask for the rows of a file."""
    found = make_row("file", spot, "applied")
    return Sender(user).get(f"imports/{found.pk}/rows/").status_code == 200


def step(kind: str, name: str, *, of_ones_own: bool = False) -> Try:
    """Let a row take a step of its way to the public."""

    def attempt(user: User, spot: Spot) -> bool:
        found = make_row(kind, spot, STEPS[name].before[0])
        if of_ones_own:
            have_a_hand_in(found, user)
        send(user, "post", f"{home(kind, found)}review/", {"step": name, "comment": "看过了"})
        found.refresh_from_db()
        return found.state == STEPS[name].after

    return attempt


def change(kind: str, field: str, state: str = "draft", value: str = "2", **more: str) -> Try:
    """Change a row; a public one by a new version."""

    def attempt(user: User, spot: Spot) -> bool:
        found = make_row(kind, spot, state)
        send(user, "patch", home(kind, found), {field: value, **more})
        if state == "published":
            return Revision.objects.exists()
        found.refresh_from_db()
        return str(getattr(found, field)) == value

    return attempt


def delete(kind: str) -> Try:
    """Delete a draft; a commitment without a target, since that would refer to it."""

    def attempt(user: User, spot: Spot) -> bool:
        found = make_row(kind, spot, "draft")
        if kind == "commitment":
            found.targets.all().delete()
        Sender(user)("delete", home(kind, found), if_match="*")
        return not type(found).objects.filter(pk=found.pk).exists()

    return attempt


def to_a_figure(what: str, state: str, **sent: str) -> Try:
    """Do something to a figure: to a public one a correction is proposed."""

    def attempt(user: User, spot: Spot) -> bool:
        found = make_row("figure", spot, state)
        send(user, "post", f"{home('figure', found)}{what}/", {"reason": "抄错", **sent})
        found.refresh_from_db()
        return found.withdrawn_at is not None or found.preferred or Revision.objects.exists()

    return attempt


def give_up(user: User, spot: Spot) -> bool:
    """Give a new version up that somebody else made."""
    found = make_row("new version", spot, "submitted")
    send(user, "post", f"{home('new version', found)}drop/", {"reason": "无据"})
    found.refresh_from_db()
    return found.dropped_at is not None


def enter_figure(user: User, spot: Spot) -> bool:
    """Send a figure."""
    before = Observation.objects.count()
    cells = {
        "indicator": spot.series.indicator.code,
        "jurisdiction": spot.place.code,
        "source_title": spot.document.code,
    }
    Sender(user).post("observations/", {"rows": [row("90", **cells)]})
    return Observation.objects.count() == before + 1


def enter_commitment(user: User, spot: Spot) -> bool:
    """Send a commitment with its words and its aim."""
    before = Commitment.objects.count()
    aim = {"form": "milestone", "wording": "none", "comparator": "at_least", "period": "2021"}
    sent = {
        "plan": spot.plan.code, "statement": "建成北三环东延工程", "topic": "economy", "targets": [aim],
        "evidence": [{"document": spot.document.code, "quote": "建成北三环东延工程"}],
    }  # fmt: skip
    Sender(user).post("desk/commitments/", sent)
    return Commitment.objects.count() == before + 1


def announce(user: User, spot: Spot) -> bool:
    """Add a target to a public commitment."""
    before = Target.objects.count()
    sent = {
        "period": "2021", "comparator": "at_least", "wording": "bare", "value": "90",
        "published_on": "2021-06-30",
    }  # fmt: skip
    Sender(user).post(f"{home('commitment', spot.commitment)}targets/", sent)
    return Target.objects.count() == before + 1


def enter_remark(user: User, spot: Spot) -> bool:
    """Send a remark."""
    Sender(user).post("desk/remarks/", {"commitment": spot.commitment.code, "text": "受特大暴雨影响"})
    return Remark.objects.exists()


def enter_plan(user: User, spot: Spot) -> bool:
    """Send a plan."""
    sent = {
        "code": "entered-now", "name": "政府工作报告", "kind": "annual", "jurisdiction": spot.place.code,
        "period_start": "2021-01-01", "period_end": "2021-12-31", "document": spot.document.code,
    }  # fmt: skip
    Sender(user).post("desk/plans/", sent)
    return Plan.objects.filter(code="entered-now").exists()


def _steps(kind: str, first: str = "submit") -> dict[tuple[str, str], Try]:
    names = list(STEPS)[list(STEPS).index(first) :]
    own = {(kind, "approve one's own"): step(kind, "approve", of_ones_own=True)}
    return {(kind, name): step(kind, name) for name in names} | own


#: A day instead of the value that is tried elsewhere, and the reason that goes with it.
_WITHDRAWN = {"value": "2021-06-30", "withdrawn_reason": "规划调整"}

ACTS: dict[tuple[str, str], Try] = {
    ("commitment", "look at a public one"): look_at_commitment,
    **{(kind, "look at a draft"): look(kind, "draft") for kind in TABLES if kind != "new version"},
    ("new version", "look at"): look("new version", "submitted"),
    ("file", "look at its rows"): look_at_rows,
    **_steps("commitment"),
    **_steps("target"),
    **_steps("figure"),
    **_steps("remark"),
    **_steps("plan"),
    **_steps("new version", "return"),
    ("commitment", "enter"): enter_commitment,
    ("commitment", "change a draft"): change("commitment", "statement"),
    ("commitment", "propose a change of a public one"): change("commitment", "statement", "published"),
    ("commitment", "withdraw a draft"): change("commitment", "withdrawn_on", **_WITHDRAWN),
    ("commitment", "propose to withdraw a public one"): change(
        "commitment", "withdrawn_on", "published", **_WITHDRAWN
    ),
    ("new version", "give up"): give_up,
    **{(kind, "delete a draft"): delete(kind) for kind in ("commitment", "target", "remark")},
    ("remark", "enter"): enter_remark,
    ("remark", "change a draft"): change("remark", "text"),
    ("remark", "propose a change of a public one"): change("remark", "text", "published"),
    ("plan", "enter"): enter_plan,
    ("plan", "change a draft"): change("plan", "name"),
    ("target", "enter"): announce,
    ("target", "change a draft"): change("target", "value"),
    ("target", "propose a change of a public one"): change("target", "value", "published"),
    ("figure", "enter"): enter_figure,
    ("figure", "change a draft"): to_a_figure("correct", "draft", value="91"),
    ("figure", "propose a change of a public one"): to_a_figure("correct", "published", value="91"),
    ("figure", "prefer"): to_a_figure("prefer", "published"),
    ("figure", "withdraw a draft"): to_a_figure("withdraw", "draft"),
    ("figure", "withdraw a public one"): to_a_figure("withdraw", "published"),
}
