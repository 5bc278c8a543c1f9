"""What each operation understands and cannot carry out: the address of a row, and what is sent about it."""

from django.utils import timezone

from tests import factories as make
from tests.authority.spots import make_row
from tests.importing import row as outcome
from tracker.models import DocumentText

ONE, CODE = "<int:number>/", "<slug:code>/"
FIGURES, COMMITMENTS, TARGETS = "desk/observations/", "desk/commitments/", "desk/targets/"
PLANS, REVISIONS, REMARKS = "desk/plans/", "desk/revisions/", "desk/remarks/"
AIM = {"form": "milestone", "wording": "none", "comparator": "at_least", "period": "2021"}


def of(kind, state="published", **sent):
    """Something sent about a row of a kind."""
    return lambda address, spot: (at(address, make_row(kind, spot, state)), sent)


def at(address, row, part=None):
    """The address with the row in it, and a part of it."""
    number = row if part is None or "<int:place>" in address else part
    filled = address.replace("<slug:code>", getattr(row, "code", "")).replace("<int:number>", str(number.pk))
    return filled.replace("<int:place>", str(part and part.pk))


def new(**sent):
    """Something new; what is a function is asked of the spot."""
    return lambda address, spot: (
        address,
        {name: said(spot) if callable(said) else said for name, said in sent.items()},
    )


def withdrawn(address, spot):
    known = {"withdrawn_at": timezone.now(), "withdrawn_reason": "重复"}
    return at(address, make.make_observation(spot.series, "80", **known)), {"reason": "重复"}


def the_same_plan(address, spot):
    return at(address, spot.plan), {"name": spot.plan.name}


def public_plan(address, spot):
    return at(address, spot.plan), {"step": "submit"}


def the_same_words(address, spot, state="published"):
    row = make_row("commitment", spot, state)
    words = row.evidence.get()
    return at(address, row, words), {"quote": words.quote}


def other_words(address, spot):
    DocumentText.objects.create(document=spot.document, text="建成一千家。")
    return at(address, spot.commitment), {"document": spot.document.code, "quote": "建成两千家"}


def the_same_statement(address, spot):
    return at(address, spot.commitment), {"statement": spot.commitment.statement}


def words_looked_at(address, spot):
    return the_same_words(address, spot, "submitted")[0], None


def the_same_value(address, spot, state="published"):
    target = make_row("target", spot, state)
    return at(address, target, make.make_path_point(target, "2021-06-30", "40")), {"planned": "40"}


def a_value_looked_at(address, spot):
    return the_same_value(address, spot, "submitted")[0], None


def of_set(state, **sent):
    return lambda address, spot: (
        at(address, make.make_change_set(state=state, counts={})).replace("<step>", "return"),
        sent,
    )


def as_it_is(address, spot):
    """Whatever is sent."""
    return "", None


BEYOND = {
    ("observations/", "POST"): new(
        rows=lambda spot: [
            outcome(
                indicator=spot.series.indicator.code,
                jurisdiction=spot.place.code,
                source_title=spot.document.code,
            )
        ]
    ),
    (FIGURES + ONE + "review/", "POST"): of("figure", step="submit"),
    (FIGURES + ONE + "correct/", "POST"): of("figure", value="80", reason="抄错"),
    (FIGURES + ONE + "withdraw/", "POST"): withdrawn,
    (FIGURES + ONE + "prefer/", "POST"): of("figure", "draft", reason="重复"),
    (FIGURES + ONE + "unprefer/", "POST"): of("figure", reason="重复"),
    (COMMITMENTS, "POST"): new(
        plan=lambda spot: spot.plan.code,
        statement="建成",
        topic="economy",
        targets=[AIM | {"form": "level", "wording": "bare", "value": "5", "unit": "家"}],
        evidence=lambda spot: [{"document": spot.document.code, "quote": "建成"}],
    ),
    (COMMITMENTS + CODE, "PATCH"): the_same_statement,
    (COMMITMENTS + CODE, "DELETE"): of("commitment", "submitted"),
    (COMMITMENTS + CODE + "review/", "POST"): of("commitment", step="submit"),
    (COMMITMENTS + CODE + "targets/", "POST"): of("commitment", **AIM, value="5"),
    (COMMITMENTS + CODE + "evidence/", "POST"): other_words,
    (COMMITMENTS + CODE + "evidence/" + ONE, "PATCH"): the_same_words,
    (COMMITMENTS + CODE + "evidence/" + ONE, "DELETE"): words_looked_at,
    (TARGETS + ONE, "PATCH"): of("target", reason="抄错"),
    (TARGETS + ONE, "DELETE"): of("target", "submitted"),
    (TARGETS + ONE + "review/", "POST"): of("target", step="submit"),
    (TARGETS + ONE + "path/", "POST"): of("target", by_end_of="2031-06", planned="40"),
    (TARGETS + ONE + "path/<int:place>/", "PATCH"): the_same_value,
    (TARGETS + ONE + "path/<int:place>/", "DELETE"): a_value_looked_at,
    (PLANS, "POST"): new(
        code="410100-2022",
        name="2022年",
        kind="annual",
        jurisdiction="410100",
        document="report-1",
        period_start="2022-12-31",
        period_end="2022-01-01",
    ),
    (PLANS + CODE, "PATCH"): the_same_plan,
    (PLANS + CODE + "review/", "POST"): public_plan,
    (REVISIONS + ONE, "PATCH"): of("new version", "submitted", statement="又一种说法"),
    (REVISIONS + ONE + "review/", "POST"): of("new version", step="submit"),
    (REVISIONS + ONE + "drop/", "POST"): of("new version", reason="重复"),
    (REMARKS, "POST"): new(
        commitment=lambda spot: spot.commitment.code, text="受暴雨影响", department="science"
    ),
    (REMARKS + ONE, "PATCH"): of("remark", text="受特大暴雨影响"),
    (REMARKS + ONE, "DELETE"): of("remark", "submitted"),
    (REMARKS + ONE + "review/", "POST"): of("remark", step="submit"),
    ("imports/", "POST"): as_it_is,
    ("imports/" + ONE + "leftovers/", "GET"): as_it_is,
    ("imports/" + ONE + "apply/", "POST"): of_set("planned"),
    ("imports/" + ONE + "reverse/", "POST"): of_set("planned", reason="重复"),
    ("imports/" + ONE + "discard/", "POST"): of_set("applied"),
    ("imports/" + ONE + "<step>/", "POST"): of_set("applied"),
}
