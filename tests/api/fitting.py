"""What fits each address and method of version 1: a row in a fit state, and what is sent about it."""

import re
from collections.abc import Iterator
from typing import Any, Final

from django.urls import URLPattern, URLResolver

from tests import factories as make
from tests.authority.spots import Spot, make_row
from tests.importing import row
from tracker.api import urls
from tracker.models import User


def routes(patterns: Any = urls.VERSION_1, before: str = "") -> Iterator[tuple[str, str]]:
    """Every address of version 1 with each of its methods."""
    for each in patterns:
        address = before + _plain(str(each.pattern))
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, address)
        elif isinstance(each, URLPattern):
            names = each.callback.view_class.http_method_names
            yield from ((address, name.upper()) for name in names if name != "head")


def _plain(pattern: str) -> str:
    """A pattern as the other addresses are written."""
    return re.sub(
        r"\(\?P<step>[^)]*\)", "<step>", pattern.replace("^(?P<number>[0-9]+)", "<int:number>")
    ).rstrip("$")


def asked(address: str, method: str, spot: Spot, owner: User) -> tuple[str, dict[str, Any] | None]:
    """An address with a row that is there, in a state fit for what is done, and what is sent."""
    what = address.rstrip("/").rsplit("/", 1)[-1]
    sent = SENT.get((method, address)) or SENT.get((method, what))
    kind, _dash, rest = address.removeprefix("desk/").partition("/")
    code, place = spot.commitment.code, 0
    if address.startswith("desk/") and rest:
        found = make_row(KINDS[kind], spot, _state(method, address))
        code, number = getattr(found, "code", ""), found.pk
        if "evidence/<" in address:
            number = found.evidence.get().pk
        if "path/<" in address:
            place = make.make_path_point(found, "2021-06-30", "40").pk
        if (method, kind) == ("DELETE", "commitments") and "evidence" not in address:
            found.targets.all().delete()
    else:
        state = "planned" if what in ("apply", "discard") else "applied"
        found = make.make_change_set(state=state, created_by=owner, counts={"skipped": 1})
        make.make_staged_row(found, spot.series)
        number = found.pk
    return (
        address.replace("<slug:code>", code)
        .replace("<str:code>", spot.series.code)
        .replace("<int:number>", str(number))
        .replace("<int:place>", str(place))
        .replace("<step>", "submit"),
        sent(spot) if callable(sent) else sent,
    )


KINDS: Final = {
    "observations": "figure", "commitments": "commitment", "targets": "target", "plans": "plan",
    "revisions": "new version", "remarks": "remark",
}  # fmt: skip


def _state(method: str, address: str) -> str:
    """In which state a row is for what is done to it."""
    if method == "DELETE":
        return "draft"
    if address.endswith(("review/", "drop/")):
        return "submitted"
    return "returned" if (method, address) == ("PATCH", "desk/revisions/<int:number>/") else "published"


def _aim() -> dict[str, Any]:
    return {"form": "milestone", "wording": "none", "comparator": "at_least", "period": "2021"}


#: What is sent, by the end of the address or all of it.
SENT: Final[dict[tuple[str, str], Any]] = {
    ("POST", "review"): {"step": "approve"},
    ("POST", "correct"): {"value": "81", "reason": "抄错"},
    **{("POST", name): {"reason": "重复"} for name in ("withdraw", "prefer", "unprefer", "drop", "reverse")},
    ("POST", "targets"): {**_aim(), "published_on": "2021-09-01"},
    ("POST", "evidence"): lambda spot: {"document": spot.document.code, "quote": "另一句话"},
    ("PATCH", "<slug:code>"): {"statement": "另一句话"},
    ("PATCH", "<int:number>"): {"value": "90"},
    ("PATCH", "desk/plans/<slug:code>/"): {"name": "另一个名称"},
    ("PATCH", "desk/revisions/<int:number>/"): {"statement": "又一种说法"},
    ("PATCH", "desk/remarks/<int:number>/"): {"text": "另一句话"},
    ("POST", "path"): {"by_end_of": "2021-06", "planned": "40"},
    ("PATCH", "<int:place>"): {"planned": "41"},
    ("POST", "desk/remarks/"): lambda spot: {"commitment": spot.commitment.code, "text": "受暴雨影响"},
    ("POST", "desk/plans/"): lambda spot: {
        "code": "410100-2022", "name": "2022年政府工作报告", "kind": "annual",
        "jurisdiction": spot.place.code, "document": spot.document.code,
        "period_start": "2022-01-01", "period_end": "2022-12-31",
    },
    ("POST", "observations/"): lambda spot: {
        "rows": [
            row(
                indicator=spot.series.indicator.code,
                jurisdiction=spot.place.code,
                source_title=spot.document.code,
            )
        ]
    },
    ("PATCH", "desk/commitments/<slug:code>/evidence/<int:number>/"): {"quote": "另一句话"},
    ("POST", "desk/commitments/"): lambda spot: {
        "plan": spot.plan.code, "statement": "建成", "topic": "economy", "targets": [_aim()],
        "evidence": [{"document": spot.document.code, "quote": "建成"}],
    },
}  # fmt: skip
