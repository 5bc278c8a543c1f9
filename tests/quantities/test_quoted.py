"""Whether a quote prints a number at all."""

from fractions import Fraction

import pytest

from tracker.quantities import names_number


@pytest.mark.parametrize(
    ("quote", "value", "factor", "kind", "percent", "named"),
    [
        ("新增高新技术企业1000家", "1000", 1, "flow", False, True),
        ("新增高新技术企业1，000家", "1000", 1, "flow", False, True),
        ("新增高新技术企业一千家", "1000", 1, "flow", False, True),
        ("新增高新技术企业10000家", "1000", 1, "flow", False, False),
        ("上云企业达到4万家", "40000", 1, "stock", False, True),
        ("上云企业达到4万家", "4", 10_000, "stock", False, True),
        ("能耗下降3.7%", "-3.7", 1, "rate", True, True),
        ("增长一倍", "100", 1, "rate", True, True),
        ("全覆盖", "100", 1, "ratio", True, True),
        ("三分之二", "66.7", 1, "ratio", True, True),
        ("不再发生", "0", 1, "flow", False, True),
        ("居全国首位", "1", 1, "rank", False, True),
        ("居全国前列", "5", 1, "rank", False, False),
        ("", "5", 1, "flow", False, False),
    ],
)
def test_a_quote_names_a_number(quote, value, factor, kind, percent, named):
    amount = Fraction(value)
    found = names_number(quote, value=amount, base=amount * factor, kind=kind, percent=percent)
    assert found is named
