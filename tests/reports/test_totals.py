from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation

from tracker.assessment import decomposition
from tracker.models import Unit
from tracker.progress.parts import Sum
from tracker.reports.totals import gap_text, sum_text

FIRMS = Unit(symbol="万家", name_en="ten thousand firms", dimension="firm", factor=Decimal(10000))


def added(total, *parts) -> Sum:
    """A total and parts in 万家; None where there is no number."""
    own, *rest = (None if value is None else Fraction(str(value)) * 10000 for value in (total, *parts))
    return Sum(period="2021", unit=FIRMS, decomposition=decomposition(own, rest), each=dict(enumerate(rest)))


@pytest.mark.parametrize(
    ("values", "chinese", "english"),
    [
        (
            (5, 2, 2, 2),
            "各分项合计6万家，比总项5万家多1万家。",
            "The parts come to 60,000 firms, 10,000 firms more than the total of 50,000 firms.",
        ),
        (
            (5, 2, "1.5"),
            "各分项合计3.5万家，比总项5万家少1.5万家。",
            "The parts come to 35,000 firms, 15,000 firms less than the total of 50,000 firms.",
        ),
        ((5, 3, 2), "各分项合计与总项一致，为5万家。", "The parts add up to the total: 50,000 firms."),
        (
            (5, 2, None),
            "2个分项中有1个没有同类数字；其余合计2万家，总项为5万家。",
            "1 of 2 parts have no such number; the rest come to 20,000 firms of 50,000 firms.",
        ),
        (
            (None, 2, 1),
            "各分项合计3万家；总项没有可以对照的同类数字。",
            "The parts come to 30,000 firms; the total has no such number to hold them against.",
        ),
    ],
)
def test_a_sum_is_told_in_one_sentence(values, chinese: str, english: str):
    with translation.override("zh-hans"):
        assert sum_text(added(*values)) == chinese
    with translation.override("en"):
        assert sum_text(added(*values)) == english


@pytest.mark.parametrize(
    ("values", "text"),
    [((5, 2, 2, 2), "+1万家"), ((5, 2), "\u22123万家"), ((5, 5), "0万家"), ((5, None), ""), ((None, 5), "")],
)
def test_a_gap_has_its_sign_and_is_left_out_where_unknown(values, text: str):
    with translation.override("zh-hans"):
        assert gap_text(added(*values)) == text
