"""Rows of Zhengzhou's own documents for the tests of the hard cases: names, figures and places as printed."""

from typing import Any

from tests import factories as make
from tracker.models import Commitment, Document, Evidence, Observation, Series, Target


def report() -> Document:
    """The work report of 2021."""
    return Document.objects.filter(code="report").first() or make.make_document(
        "report", published="2021-01-30", title="政府工作报告（2021年1月30日）", reliability="press"
    )


def digest() -> Document:
    """The newspaper's digest of the party meeting of late 2020."""
    return Document.objects.filter(code="digest").first() or make.make_document(
        "digest",
        published="2021-01-07",
        title="开拓进取 交出亮眼答卷",
        publisher="郑州日报",
        reliability="press",
    )


def series(name: str, **fields: Any) -> Series:
    """The series of an indicator of that name; `fields` are the indicator's."""
    return make.make_series(make.make_indicator(name=name, **fields))


def promised(
    number: int, statement: str, place: tuple[str, int, str], *, target: dict[str, Any], **fields: Any
) -> Commitment:
    """A commitment of the report, read back; `place` is the quote, its offset and the figure in it."""
    plan = make.make_plan(document=report())
    made = make.make_commitment(plan=plan, number=number, statement=statement, target=target, **fields)
    quote, start, figure = place
    made.evidence.update(
        quote=quote, start=start, figure=figure, figure_start=start + quote.index(figure) if figure else None
    )
    return Commitment.objects.get(code=f"410100-2021-{number:03d}")


def target_of(commitment: Commitment) -> Target:
    """The one target of a commitment, read back."""
    return Target.objects.get(commitment=commitment)


def evidence_of(commitment: Commitment) -> Evidence:
    """The one evidence of a commitment, read back."""
    return Evidence.objects.get(commitment=commitment)


def reported(series_: Series, value: str | None, period: str = "2020", **fields: Any) -> Observation:
    """A figure, read back; of the report unless another document is named."""
    document = fields.pop("document", None) or report()
    row = make.make_observation(series_, value, period, document=document, **fields)
    return Observation.objects.select_related("unit", "series__indicator").get(pk=row.pk)
