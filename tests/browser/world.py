"""More of a world around the few commitments of `data`: every kind of page has something to show."""

import datetime

from tests import factories
from tracker.models import Commitment, DocumentText
from tracker.progress import refresh

#: The public pages of fixed addresses over that world.
_PAGES = [
    "/",
    "/?plan=all&sort=distance",
    "/?as_of=2022-06-30",
    "/commitments/410100-2021-001/",
    "/commitments/410100-2021-900/?as_of=2021-08-01",
    "/series/",
    "/series/410100.gdp-growth/",
    "/documents/",
    "/documents/report/",
    "/departments/",
    "/departments/development-reform/",
    "/jurisdictions/",
    "/jurisdictions/410100/",
    "/jurisdictions/410100/years/",
    "/goalposts/",
    "/unreported/",
    "/conflicts/",
    "/methods/",
    "/about/",
    "/login/",
]


def widen(commitment: Commitment) -> list[str]:
    """A department, a later report, the State's own target, a lowered target, a document with its text.

    The addresses of every kind of page over all that.
    """
    place = commitment.plan.jurisdiction
    bureau = factories.make_department("development-reform", name="发展和改革委员会", name_en="Planners")
    bureau.commitments.add(commitment)
    state = factories.make_jurisdiction("100000", name="国家", name_en="State", level="state")
    place.parent = state
    place.save()
    report = factories.make_document(
        "report", "2022-01-20", title="2022年政府工作报告", kind="work_report", jurisdiction=place
    )
    _again(commitment, report)
    national = factories.make_plan("100000-2021", jurisdiction=state, document=commitment.plan.document)
    series = factories.make_series(commitment.series.indicator, state)
    factories.make_commitment(
        series=series, plan=national, number=1, statement="经济增长6%以上", target={"value": "6"}
    )
    factories.make_observation(series, "8.4", published="2022-01-17", obs_status="provisional")
    factories.make_observation(series, "2.2", "2020", published="2021-01-18")
    refresh()
    return [*_PAGES, verdict_page(commitment), text_page(commitment)]


def verdict_page(commitment: Commitment) -> str:
    """Where the stored verdict of a commitment is shown."""
    commitment.refresh_from_db()
    return f"/commitments/{commitment.code}/verdicts/{commitment.current_verdict.sha256}/"


def text_page(commitment: Commitment) -> str:
    """Gives the document a commitment stands in a text; where that is shown."""
    document = commitment.plan.document
    words = f"一、目标\n今年的主要目标是{commitment.statement}，就业稳定。\n" + "其他工作。" * 200
    DocumentText.objects.create(document=document, text=words)
    commitment.evidence.update(start=words.index(commitment.statement))
    return f"/documents/{document.code}/text/"


def _again(commitment: Commitment, report) -> None:
    """The same promise a year later, lowered half-way, with a figure of the document's own."""
    plan = factories.make_plan(
        "410100-2022", name="2022年政府工作报告", name_en="Work report 2022", document=report,
        period_start=datetime.date(2022, 1, 1), period_end=datetime.date(2022, 12, 31),
    )  # fmt: skip
    later = factories.make_commitment(
        series=commitment.series, plan=plan, number=1, statement="地区生产总值增长7.5%", continues=commitment,
        target={"value": "7.5", "period": "2022"},
    )  # fmt: skip
    lowered = factories.make_document("mid-year", "2022-07-01", title="年中报告")
    factories.make_target(later, value="4", period="2022", document=lowered)
    factories.make_observation(
        commitment.series,
        "4.7",
        document=report,
        start=120,
        quote="全年增长4.7%",
        figure="4.7%",
        figure_start=124,
    )
    factories.make_observation(commitment.series, "2", "2022", published="2023-01-05", qualifier="about")
