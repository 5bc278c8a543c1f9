"""Rows as answers: one function a shape, each a plain dictionary. `shapes` documents them.

Nothing is fetched here: the views load what the bodies show.
"""

from .briefs import (
    Body,
    amount,
    code_of,
    decimal,
    evidence_brief,
    figure,
    indicator_brief,
    iso,
    latest_figure,
    symbol,
    target_brief,
)
from .catalogue import department, document, indicator, jurisdiction, plan, topic
from .commitments import commitment_facts, commitment_row, evidence, remark, target, threshold
from .figures import observation
from .listed import listed_row
from .series import series, series_facts
from .verdicts import (
    changed_verdict,
    expected_now,
    judgement_rest,
    standing_brief,
    stored_brief,
    stored_verdict,
    summary_row,
    verdict_brief,
)

__all__ = [
    "Body",
    "amount",
    "changed_verdict",
    "code_of",
    "commitment_facts",
    "commitment_row",
    "decimal",
    "department",
    "document",
    "evidence",
    "evidence_brief",
    "expected_now",
    "figure",
    "indicator",
    "indicator_brief",
    "iso",
    "judgement_rest",
    "jurisdiction",
    "latest_figure",
    "listed_row",
    "observation",
    "plan",
    "remark",
    "series",
    "series_facts",
    "standing_brief",
    "stored_brief",
    "stored_verdict",
    "summary_row",
    "symbol",
    "target",
    "target_brief",
    "threshold",
    "topic",
    "verdict_brief",
]
