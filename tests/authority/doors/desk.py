"""What can be done at the desk, page by page as a browser would send it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.authority.spots import Spot, have_a_hand_in, make_row
from tracker.actions.review import STEPS
from tracker.models import Commitment, Observation, Plan, Remark, Revision, Target, User

Try = Callable[[User, Spot], bool]


def browser(user: User) -> Client:
    """A browser somebody is logged in with, reading English; who has a session goes on with it."""
    client = Client(headers={"accept-language": "en"})
    if hasattr(user, "session_key"):
        client.cookies[settings.SESSION_COOKIE_NAME] = user.session_key
    else:
        client.force_login(user)
    return client


def page(row: Any, name: str, *more: Any) -> str:
    """The address of a page of a row."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{name}", args=[row.pk, *more])


def look(kind: str, state: str = "published") -> Try:
    """Open the page of a row."""
    return lambda user, spot: (
        browser(user).get(page(make_row(kind, spot, state), "change")).status_code == 200
    )


def step(kind: str, name: str, *, of_ones_own: bool = False) -> Try:
    """Let a row take a step of its way to the public."""

    def attempt(user: User, spot: Spot) -> bool:
        row = make_row(kind, spot, STEPS[name].before[0])
        if of_ones_own:
            have_a_hand_in(row, user)
        browser(user).post(page(row, "step", name), {"confirmed": "1", "comment": "看过了"})
        row.refresh_from_db()
        return row.state == STEPS[name].after

    return attempt


def change(kind: str, field: str, state: str = "draft", value: str = "2", **more: str) -> Try:
    """Store another value on the page of a row; of a public one that becomes a new version."""

    def attempt(user: User, spot: Spot) -> bool:
        row = make_row(kind, spot, state)
        client, address = browser(user), page(row, "change")
        client.post(address, {**filled(client.get(address)), field: value, **more})
        if state == "published":
            return Revision.objects.exists()
        row.refresh_from_db()
        return str(getattr(row, field)) == value

    return attempt


def filled(answer: Any) -> dict[str, Any]:
    """What a browser would send of a page of the desk as it came."""
    shown = answer.context or {}
    if "adminform" not in shown:
        return {}
    forms = [shown["adminform"].form]
    for inline in shown["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    values = {form.add_prefix(name): form[name].value() for form in forms for name in form.fields}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def enter(model: type[Any], address: str, sent: Callable[[Spot], dict[str, Any]]) -> Try:
    """Send a form; done where there is one row more."""

    def attempt(user: User, spot: Spot) -> bool:
        data = sent(spot)
        before = model.objects.count()
        browser(user).post(reverse(f"admin:{address}"), data)
        return model.objects.count() == before + 1

    return attempt


def delete(kind: str) -> Try:
    """Delete a draft; a commitment without a target, since that would refer to it."""

    def attempt(user: User, spot: Spot) -> bool:
        row = make_row(kind, spot, "draft")
        if kind == "commitment":
            row.targets.all().delete()
        browser(user).post(page(row, "delete"), {"post": "yes"})
        return not type(row).objects.filter(pk=row.pk).exists()

    return attempt


def to_a_figure(what: str, state: str, done: Callable[[Observation], bool], **sent: str) -> Try:
    """Use one of the pages of a figure."""

    def attempt(user: User, spot: Spot) -> bool:
        row = make_row("figure", spot, state)
        browser(user).post(page(row, what), {**_figure(spot), "document": row.document_id, **sent})
        row.refresh_from_db()
        return done(row)

    return attempt


def give_up(user: User, spot: Spot) -> bool:
    """Give a new version up that somebody else made."""
    row = make_row("new version", spot, "submitted")
    browser(user).post(page(row, "drop"), {"confirmed": "1", "comment": "无据"})
    row.refresh_from_db()
    return row.dropped_at is not None


def _figure(spot: Spot) -> dict[str, Any]:
    return {
        "series": spot.series.pk, "period": "2021", "document": spot.document.pk, "value": "90",
        "unit": spot.series.indicator.unit_id, "qualifier": "exact", "obs_status": "final", "reason": "抄错",
    }  # fmt: skip


def _commitment(spot: Spot) -> dict[str, Any]:
    return {
        "plan": spot.plan.code, "quote": "建成北三环东延工程", "topic": "economy", "form": "milestone",
        "wording": "none", "comparator": "at_least", "period": "2021", "modality": "plain",
    }  # fmt: skip


def _target(spot: Spot) -> dict[str, Any]:
    later = make_row("figure", spot, "published").document
    return {
        "commitment": spot.commitment.pk, "document": later.pk, "form": "level", "comparator": "at_least",
        "wording": "bare", "value": "90", "unit": spot.series.indicator.unit_id, "period": "2021",
        "path-TOTAL_FORMS": "0", "path-INITIAL_FORMS": "0",
    }  # fmt: skip


def _plan(spot: Spot) -> dict[str, Any]:
    return {
        "code": f"{spot.place.code}-2022", "name": "2022年", "kind": "annual", "jurisdiction": spot.place.pk,
        "period_start": "2022-01-01", "period_end": "2022-12-31", "document": spot.document.pk,
    }  # fmt: skip


def _steps(kind: str, first: str = "submit") -> dict[tuple[str, str], Try]:
    names = list(STEPS)[list(STEPS).index(first) :]
    own = {(kind, "approve one's own"): step(kind, "approve", of_ones_own=True)}
    return {(kind, name): step(kind, name) for name in names} | own


#: A day instead of the value that is tried elsewhere, and the reason that goes with it.
_WITHDRAWN = {"value": "2021-06-30", "withdrawn_reason": "规划调整"}

ACTS: dict[tuple[str, str], Try] = {
    **{
        (kind, "look at a public one"): look(kind)
        for kind in ("commitment", "target", "figure", "remark", "plan")
    },
    **{
        (kind, "look at a draft"): look(kind, "draft")
        for kind in ("commitment", "target", "figure", "remark", "plan")
    },
    **{
        (kind, "look at"): look(kind, "submitted")
        for kind in ("new version", "document", "indicator", "department", "audit log")
    },
    ("file", "look at its record at the desk"): look("file"),
    **_steps("commitment"),
    **_steps("target"),
    **_steps("figure"),
    **_steps("remark"),
    **_steps("plan"),
    **_steps("new version", "return"),
    ("commitment", "enter"): enter(Commitment, "quick_commitment", _commitment),
    ("commitment", "change a draft"): change("commitment", "statement"),
    ("commitment", "propose a change of a public one"): change("commitment", "statement", "published"),
    ("commitment", "withdraw a draft"): change("commitment", "withdrawn_on", **_WITHDRAWN),
    ("commitment", "propose to withdraw a public one"): change(
        "commitment", "withdrawn_on", "published", **_WITHDRAWN
    ),
    ("new version", "give up"): give_up,
    **{(kind, "delete a draft"): delete(kind) for kind in ("commitment", "target", "remark")},
    ("target", "enter"): enter(Target, "tracker_target_add", _target),
    ("target", "change a draft"): change("target", "value"),
    ("target", "propose a change of a public one"): change("target", "value", "published"),
    ("figure", "enter"): enter(Observation, "tracker_observation_add", _figure),
    ("figure", "change a draft"): to_a_figure(
        "correct", "draft", lambda row: row.withdrawn_at is not None, value="91"
    ),
    ("figure", "propose a change of a public one"): to_a_figure(
        "correct", "published", lambda row: Revision.objects.exists(), value="91"
    ),
    ("figure", "prefer"): to_a_figure("prefer", "published", lambda row: row.preferred),
    ("figure", "withdraw a draft"): to_a_figure(
        "withdraw", "draft", lambda row: row.withdrawn_at is not None
    ),
    ("figure", "withdraw a public one"): to_a_figure(
        "withdraw", "published", lambda row: row.withdrawn_at is not None
    ),
    ("remark", "enter"): enter(
        Remark,
        "tracker_remark_add",
        lambda spot: {"commitment": spot.commitment.pk, "text": "受暴雨影响", "dated": "2021-08-01"},
    ),
    ("remark", "change a draft"): change("remark", "text"),
    ("remark", "propose a change of a public one"): change("remark", "text", "published"),
    ("plan", "enter"): enter(Plan, "tracker_plan_add", _plan),
    ("plan", "change a draft"): change("plan", "name"),
    ("document", "change"): change("document", "title"),
    ("indicator", "change"): change("indicator", "name"),
    ("department", "change"): change("department", "name"),
    ("account", "change"): change("account", "last_name"),
}
