"""Reads the tables of published verdicts that stand beside this file: numbers and classes as printed.

- `open_sdg.csv`: Statistics Canada, Canadian Indicator Framework (repository cif-data-donnees-cic at
  d38e8053), the parts its progress calculation ran on and gave. `coefficient` is worked out from them.
- `progress_chart.csv`: Eustat, scores after the UN Progress Chart of 2023 (repository EUSTAT-DES/data at
  05d3accc). `share` and `growth` are worked out; without a target the direction follows from the title.
- `cn_completion.csv`: Chinese offices and press, completion rates and gaps against 时序进度.
"""

import csv
from fractions import Fraction
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TOLERANCE = Fraction(1, 10**9)


def cases(name: str, *, needs: str = "", lacks: str = "") -> list:
    """The rows of a table as test cases, with or without a value in the columns named."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kept = [row for row in rows if (not needs or row[needs]) and not (lacks and row[lacks])]
    return [pytest.param(row, id=next(iter(row.values()))) for row in kept]


def number(row: dict, column: str) -> Fraction | None:
    return Fraction(row[column]) if row[column] else None


def years(row: dict, until: str) -> Fraction:
    return Fraction(int(row[until]) - int(row["base_year"]))


def near(found: Fraction | None, published: Fraction | None) -> bool:
    """Whether both are absent, or within the tolerance of each other."""
    if found is None or published is None:
        return found is published
    return abs(found - published) <= TOLERANCE
