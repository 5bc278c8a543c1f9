"""Rows for tests: each maker fills in everything a test does not care about.

Every maker publishes what it makes, since that is what most tests look at; pass `state="draft"` for the
other case.
"""

import datetime
import itertools
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import Permission
from django.utils import timezone

from tracker.models import (
    Alias,
    ChangeSet,
    Commitment,
    Department,
    Document,
    DocumentText,
    Evidence,
    Indicator,
    Jurisdiction,
    Observation,
    PathPoint,
    Plan,
    Remark,
    Remit,
    Revision,
    RuleSet,
    Series,
    StagedRow,
    Target,
    Token,
    TokenPart,
    Topic,
    Unit,
    User,
    Verdict,
    digest_of,
)
from tracker.quantities import as_instant, parse_partial_date, parse_period, parse_unit

# Above those that tests give themselves.
_numbers = itertools.count(1001)


def _next(stem: str) -> str:
    return f"{stem}-{next(_numbers)}"


def make_user(username: str = "", **fields: Any) -> User:
    return User.objects.create_user(username=username or _next("analyst"), **fields)


def make_worker(username: str = "", *rights: str, everywhere: bool = True, **fields: Any) -> User:
    """Somebody with exactly these permissions, by default for all there is."""
    user = make_user(username, **fields)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    if everywhere:
        Remit.objects.create(user=user)
    return user


def make_remit(user: User, jurisdiction: Any = None, department: Any = None) -> Remit:
    return Remit.objects.create(user=user, jurisdiction=jurisdiction, department=department)


def make_token(user: User | None = None, *, secret: str = "", parts: Any = (), **fields: Any) -> Token:
    """A token good for a day; `parts` are pairs of jurisdiction and department."""
    defaults = {
        "name": "程序",
        "prefix": "duixian_",
        "digest": digest_of(secret or _next("secret")),
        "expires_at": timezone.now() + datetime.timedelta(days=1),
        **fields,
    }
    token = Token.objects.create(user=user or make_user(), **defaults)
    for jurisdiction, department in parts:
        TokenPart.objects.create(token=token, jurisdiction=jurisdiction, department=department)
    return token


def make_revision(commitment: Commitment, statement: str = "另一种说法", **fields: Any) -> Revision:
    """A new version of a commitment's statement, waiting for somebody to look at it."""
    fields = {"state": "submitted", "commitment": commitment, "label": str(commitment), **fields}
    changes = {"statement": [commitment.statement, statement]}
    return Revision.objects.create(row=commitment, changes=changes, **fields)


def make_remark(commitment: Commitment | None = None, text: str = "受特大暴雨影响", **fields: Any) -> Remark:
    fields = {"dated": datetime.date(2022, 3, 1), "state": "published", **fields}
    return Remark.objects.create(commitment=commitment or make_commitment(), text=text, **fields)


def make_unit(symbol: str = "家") -> Unit:
    unit = parse_unit(symbol)
    return Unit.objects.get_or_create(
        symbol=symbol, defaults={"dimension": unit.dimension, "factor": unit.factor}
    )[0]


def make_topic(code: str = "economy", **fields: Any) -> Topic:
    return Topic.objects.get_or_create(
        code=code, defaults={"name": "综合经济", "name_en": "Economy", **fields}
    )[0]


def make_jurisdiction(code: str = "410100", **fields: Any) -> Jurisdiction:
    defaults = {"name": "郑州市", "name_en": "Zhengzhou", "level": "prefecture", **fields}
    return Jurisdiction.objects.get_or_create(code=code, defaults=defaults)[0]


def make_department(code: str = "", **fields: Any) -> Department:
    code = code or _next("department")
    return Department.objects.create(code=code, **{"name": f"部门{code}", **fields})


def make_indicator(code: str = "", *, aliases: tuple[str, ...] = (), **fields: Any) -> Indicator:
    code = code or _next("indicator")
    defaults = {
        "name": f"指标{code}",
        "name_en": f"Indicator {code}",
        "kind": "flow",
        "direction": "up",
        "topic": fields.pop("topic", None) or make_topic(),
        "unit": make_unit(fields.pop("unit", "家")),
        **fields,
    }
    indicator = Indicator.objects.create(code=code, **defaults)
    for name in aliases:
        Alias.objects.create(indicator=indicator, name=name)
    return indicator


def make_series(
    indicator: Indicator | None = None, jurisdiction: Jurisdiction | None = None, **fields: Any
) -> Series:
    """A series; `fields` go to its indicator when that is made here."""
    indicator = indicator or make_indicator(**fields)
    jurisdiction = jurisdiction or make_jurisdiction()
    return Series.objects.get_or_create(
        indicator=indicator,
        jurisdiction=jurisdiction,
        defaults={"code": Series.code_for(jurisdiction.code, indicator.code)},
    )[0]


def make_document(code: str = "", published: str = "2021-01-30", **fields: Any) -> Document:
    code = code or _next("document")
    if published:
        day = parse_partial_date(published)
        dated = {"published_on": day.first, "published_precision": day.precision.value}
    else:
        dated = {
            "published_on": None,
            "published_precision": "unknown",
            "seen_on": datetime.date(2026, 11, 22),
        }
    defaults = {
        "title": f"文献{code}",
        "publisher": "郑州市人民政府",
        "reliability": "official",
        **dated,
        **fields,
    }
    return Document.objects.create(code=code, **defaults)


def make_public_document(code: str = "", published: str = "2021-01-30", **fields: Any) -> Document:
    """One everybody sees though no plan or figure rests on it: its full text was loaded."""
    found = make_document(code, published, **fields)
    DocumentText.objects.create(document=found, text=found.title)
    return found


def make_plan(code: str = "410100-2021", **fields: Any) -> Plan:
    found = Plan.objects.filter(code=code).first()
    if found:
        return found
    defaults = {
        "name": "2021年政府工作报告",
        "name_en": "Work report 2021",
        "kind": "annual",
        "jurisdiction": fields.pop("jurisdiction", None) or make_jurisdiction(),
        "period_start": datetime.date(2021, 1, 1),
        "period_end": datetime.date(2021, 12, 31),
        "document": fields.pop("document", None) or make_document(),
        "state": "published",
        **fields,
    }
    return Plan.objects.create(code=code, **defaults)


def make_commitment(
    *,
    series: Series | None = None,
    plan: Plan | None = None,
    target: dict[str, Any] | None = None,
    measured: bool = True,
    **fields: Any,
) -> Commitment:
    """A published commitment with one evidence and one target; `target` holds the fields of the latter.

    One that is not `measured` has no series, and a target without a number.
    """
    plan = plan or make_plan()
    number = fields.pop("number", None) or next(_numbers)
    series = (series or make_series()) if measured else None
    defaults = {
        "code": f"{plan.code}-{number:03d}",
        "jurisdiction": plan.jurisdiction,
        "statement": "新增高新技术企业1000家",
        "topic": series.indicator.topic if series else make_topic(),
        "state": "published",
        **fields,
    }
    commitment = Commitment.objects.create(plan=plan, number=number, series=series, **defaults)
    known_from = plan.document.published_on or plan.document.seen_on
    Evidence.objects.create(
        commitment=commitment,
        document=plan.document,
        quote=commitment.statement,
        start=number,
        known_from=known_from,
    )
    wordless = {} if measured else {"form": "milestone", "wording": "none"}
    make_target(commitment, **(wordless | (target or {})))
    return commitment


def make_evidence(
    commitment: Commitment, quote: str = "", *, document: Document | None = None, **fields: Any
) -> Evidence:
    """More words for a commitment; unless said otherwise its plan's document's, at no known place."""
    document = document or commitment.plan.document
    defaults = {
        "quote": quote or commitment.statement,
        "known_from": parse_partial_date(document.published).last,
        **fields,
    }
    return Evidence.objects.create(commitment=commitment, document=document, **defaults)


def make_target(
    commitment: Commitment, *, period: str = "2021", announced: str = "", **fields: Any
) -> Target:
    """A target of at least 100 for the period, announced with the commitment's plan."""
    document = fields.pop("document", None) or commitment.plan.document
    day = parse_partial_date(announced or document.published)
    indicator = commitment.series.indicator if commitment.series else None
    span = parse_period(period)
    if indicator and indicator.kind == "stock":
        span = as_instant(span)
    wordless = fields.get("form") in ("reference", "milestone")
    number = {} if wordless or not indicator else {"value": Decimal("100"), "unit": indicator.unit}
    defaults = {
        "form": "level",
        "comparator": "at_least",
        "wording": "bare",
        "period": span.text,
        "period_start": span.start,
        "due": span.end,
        "published_on": day.first,
        "published_precision": day.precision.value,
        "known_from": day.last,
        "state": "published",
        **number,
        **_decimals(fields),
    }
    return Target.objects.create(commitment=commitment, document=document, **defaults)


def make_path_point(target: Target, by: str, value: Any, *, announced: str = "", **fields: Any) -> PathPoint:
    """A value expected by the end of a day; unless said otherwise announced with the target."""
    document = fields.pop("document", None) or target.document
    day = parse_partial_date(announced or document.published)
    defaults = {
        "by": datetime.date.fromisoformat(by),
        "value": Decimal(str(value)),
        "written": str(value),
        "published_on": day.first,
        "published_precision": day.precision.value,
        "known_from": day.last,
        **fields,
    }
    return PathPoint.objects.create(target=target, document=document, **defaults)


def make_observation(
    series: Series | None = None,
    value: Any = "90",
    period: str = "2021",
    *,
    published: str = "",
    **fields: Any,
) -> Observation:
    """A published figure; `published` defaults to its document's date, the document to one of mid-2022."""
    series = series or make_series()
    document = fields.pop("document", None) or make_document(published=published or "2022-06-30")
    day = parse_partial_date(published or document.published)
    span = parse_period(period)
    if series.indicator.kind == "stock":
        span = as_instant(span)
    unit = fields.pop("unit", None)
    figure = {} if value is None else {"value": Decimal(str(value)), "written": str(value)}
    defaults = {
        "period": span.text,
        "period_start": span.start,
        "period_end": span.end,
        "published_on": day.first,
        "published_precision": day.precision.value,
        "known_from": day.last,
        "unit": make_unit(unit) if unit else series.indicator.unit,
        "state": "published",
        **figure,
        **fields,
    }
    return Observation.objects.create(series=series, document=document, **defaults)


def make_change_set(**fields: Any) -> ChangeSet:
    """An applied change set."""
    defaults = {"title": "2021.csv", "state": "applied", "applied_at": timezone.now(), **fields}
    return ChangeSet.objects.create(**defaults)


def make_staged_row(change_set: ChangeSet, series: Series | None, **fields: Any) -> StagedRow:
    """A row of a change set about a series; without one nobody could read it."""
    about = {"indicator": series.indicator, "jurisdiction": series.jurisdiction} if series else {}
    outcome = "skipped" if series else "invalid"
    defaults = {"position": change_set.staged_rows.count() + 1, "number": 1, "outcome": outcome, **about}
    return StagedRow.objects.create(change_set=change_set, **{"then": outcome, **defaults, **fields})


def make_verdict(commitment: Commitment | None = None, **fields: Any) -> Verdict:
    """A stored verdict that says what a test wants it to; nothing judged it."""
    rule_set = fields.pop("rule_set", None) or RuleSet.objects.get_or_create(code="tests")[0]
    defaults = {
        "as_of": datetime.date(2022, 12, 31),
        "status": "met",
        "method": "schedule",
        "method_version": "1",
        "rule_set": rule_set,
        **fields,
    }
    return Verdict.objects.create(commitment=commitment or make_commitment(), **defaults)


def _decimals(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        key: Decimal(value) if key in ("value", "value_to", "tolerance") and isinstance(value, str) else value
        for key, value in fields.items()
    }
