"""Reading figures as documents print them, against Python's own Decimal on bare numbers."""

from decimal import Decimal

from benchmarks.measure import Figure, compare
from tracker.quantities import parse_period, parse_quantity

ITEMS = 20_000
BARE = ["1282.9", "74.5", "-3.7", "12003"] * (ITEMS // 4)
PRINTED = ["12003亿元", "约4.65万家", "1,282.9", "２２０个以上"] * (ITEMS // 4)
PERIODS = ["2021", "2021年上半年", "2021-01..06", "十四五"] * (ITEMS // 4)


def figures() -> list[Figure]:
    """Measure one reading after the other, as the import does it."""
    ways = {
        "Decimal, bare numbers": lambda: [Decimal(text) for text in BARE],
        "parse_quantity, bare numbers": lambda: [parse_quantity(text) for text in BARE],
        "parse_quantity, as printed": lambda: [parse_quantity(text) for text in PRINTED],
        "parse_period, few and repeated": lambda: [parse_period(text) for text in PERIODS],
    }
    return compare("reading", ITEMS, ways)
